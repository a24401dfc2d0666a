"""When the model is trained, and what a failed training says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.model import get_latest_model

from bot.launcher import children, model
from bot.launcher.children import Child
from bot.launcher.model import fingerprint, fresh_model
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings

SOURCES = [
    "config.yml",
    "domain.yml",
    "data/rules.yml",
    "data/nlu/greet.yml",
    "data/messages/baker.yml",
    "data/wordings/live.yml",
    "bot/training/lessons.py",
    "requirements/run.txt",
    "knowledge/methodology/variables/live.yml",
    "bot/components/fact_extractor.py",
    "bot/understanding/words.py",
    "bot/understanding/dictionary.txt",
]
OTHERS = ["README.md", "knowledge/methodology/rules/gate.yml", "actions/turn.py", "bot/channel/api.py", "data/notes.md"]
SUCCESS = "import sys, pathlib; out = pathlib.Path({out!r}); out.mkdir(); (out / 'new.tar.gz').write_text('model')"
FAILURE = "raise SystemExit('config.yml: no such component')"


@pytest.fixture
def project(settings: Settings) -> Path:
    for name in SOURCES + OTHERS:
        path = settings.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before", encoding="utf-8")
    return settings.root


@pytest.fixture
def trainings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replaces Rasa's training by one that succeeds at once; the list grows with each."""
    return replace_training(monkeypatch, SUCCESS.format(out=str(settings.models / ".training")))


def replace_training(monkeypatch: pytest.MonkeyPatch, code: str) -> list[str]:
    done: list[str] = []
    start: Callable[..., Child] = children.start

    def train(title: str, name: str, _: object, settings: Settings) -> Child:
        done.append(name)
        return start(title, name, ["-c", code], settings)

    monkeypatch.setattr(model.children, "start", train)
    return done


@pytest.mark.parametrize("name", SOURCES)
def test_a_change_in_what_training_reads_changes_the_fingerprint(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("after", encoding="utf-8")
    assert fingerprint(project) != before


def test_a_new_file_changes_the_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    (project / "data/nlu/thanks.yml").touch()
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", OTHERS)
def test_any_other_change_does_not(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("after", encoding="utf-8")
    assert fingerprint(project) == before


@pytest.mark.usefixtures("project")
def test_it_trains_once_and_then_uses_the_model(settings: Settings, trainings: list[str]) -> None:
    first = fresh_model(settings, lambda _: None)
    second = fresh_model(settings, lambda _: None)
    assert first == second
    assert first.read_text(encoding="utf-8") == "model"
    assert trainings == ["train"]


def test_it_trains_again_after_a_change(settings: Settings, project: Path, trainings: list[str]) -> None:
    first = fresh_model(settings, lambda _: None)
    (project / "config.yml").write_text("after", encoding="utf-8")
    second = fresh_model(settings, lambda _: None)
    assert trainings == ["train", "train"]
    assert first != second
    assert get_latest_model(str(settings.models)) == str(second)


def test_a_change_taken_back_brings_the_old_model_back(settings: Settings, project: Path, trainings: list[str]) -> None:
    first = fresh_model(settings, lambda _: None)
    (project / "config.yml").write_text("after", encoding="utf-8")
    fresh_model(settings, lambda _: None)
    (project / "config.yml").write_text("before", encoding="utf-8")
    assert fresh_model(settings, lambda _: None) == first
    assert get_latest_model(str(settings.models)) == str(first)
    assert len(trainings) == 2


@pytest.mark.usefixtures("trainings")
def test_old_models_do_not_pile_up(settings: Settings, project: Path) -> None:
    for number in range(6):
        (project / "config.yml").write_text(str(number), encoding="utf-8")
        fresh_model(settings, lambda _: None)
    assert len(list(settings.models.glob("*.tar.gz"))) == 3


@pytest.mark.usefixtures("project")
def test_two_launchers_at_once_train_once(settings: Settings, trainings: list[str]) -> None:
    launchers = [threading.Thread(target=fresh_model, args=(settings, lambda _: None)) for _ in range(2)]
    for launcher in launchers:
        launcher.start()
    for launcher in launchers:
        launcher.join()
    assert trainings == ["train"]


@pytest.mark.usefixtures("project")
def test_a_failed_training_says_why_and_leaves_no_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_training(monkeypatch, FAILURE)
    with pytest.raises(LaunchError, match="no such component") as raised:
        fresh_model(settings, lambda _: None)
    assert str(settings.logs / "train.log") in str(raised.value)
    assert list(settings.models.glob("*.tar.gz")) == []
