"""Rasa trains on its own examples and on the labelled messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT

from bot.training.importer import LabelledMessageImporter
from bot.training.labelled import LabelError

NLU = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - 你好\n'
VOICE = (
    "voice: a baker\nmessages:\n  - {text: 三成, act: provide_facts, asked: gross_margin, facts: {gross_margin: 0.3}}\n"
)


@pytest.fixture
def importer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LabelledMessageImporter:
    """Rasa's own examples and its config lie in another folder than the labelled messages."""
    monkeypatch.setattr(LabelledMessageImporter, "root", tmp_path / "project")
    (tmp_path / "project/data/messages").mkdir(parents=True)
    (tmp_path / "nlu.yml").write_text(NLU, encoding="utf-8")
    return LabelledMessageImporter(str(tmp_path / "config.yml"), None, [str(tmp_path / "nlu.yml")])


def write_voice(importer: LabelledMessageImporter, voice: str) -> None:
    (importer.root / "data/messages/baker.yml").write_text(voice, encoding="utf-8")


def test_labelled_messages_are_examples_of_their_act_with_the_open_question(importer: LabelledMessageImporter) -> None:
    write_voice(importer, VOICE)
    examples = importer.get_nlu_data().training_examples
    assert {(one.get(TEXT), one.get(INTENT)) for one in examples} == {("你好", "greet"), ("三成", "provide_facts")}
    assert [one.get(METADATA) for one in examples if one.get(TEXT) == "三成"] == [{"asked": ["gross_margin"]}]


def test_a_text_that_is_an_example_of_another_act_already_is_left_out(importer: LabelledMessageImporter) -> None:
    write_voice(importer, VOICE.replace("三成", "你好"))
    assert [one.get(INTENT) for one in importer.get_nlu_data().training_examples] == ["greet"]


def test_without_labelled_messages_nothing_is_trained(importer: LabelledMessageImporter) -> None:
    with pytest.raises(LabelError, match="no labelled messages in"):
        importer.get_nlu_data()


def test_the_labelled_messages_are_those_of_the_project() -> None:
    assert (LabelledMessageImporter.root / "config.yml").is_file()
