"""What the measuring command promises: honest counting, and plain words when something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.__main__ import main
from bot.evaluation.acts import confusions, score
from bot.evaluation.held_out import NOT_UNDERSTOOD, HeldOutError, read_part
from bot.evaluation.readings import Reading
from bot.evaluation.tables import act_table, confusion_list, threshold_table
from bot.evaluation.thresholds import sweep
from bot.training.labelled import LabelledMessage


def reading(meant: str, act: str, guess: str | None = None, confidence: float = 0.9, lead: float = 0.8) -> Reading:
    return Reading(LabelledMessage(f"{meant}?", meant, "anyone"), act, guess or act, confidence, lead)


def test_a_message_is_right_misread_or_asked_back() -> None:
    scores = score([reading("greet", "greet"), reading("greet", "thanks"), reading("thanks", NOT_UNDERSTOOD)])
    assert (scores.accuracy, scores.misread, scores.asked_back) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_precision_and_recall_are_counted_per_act() -> None:
    scores = score([reading("greet", "greet"), reading("greet", "thanks"), reading("thanks", "thanks")])
    greet, thanks = scores.acts
    assert (greet.precision, greet.recall, greet.messages) == (1.0, 0.5, 2)
    assert (thanks.precision, thanks.recall, thanks.messages) == (0.5, 1.0, 1)
    assert scores.macro_f1 == pytest.approx((greet.f1 + thanks.f1) / 2)


def test_noise_counts_for_the_fallback_and_never_for_accuracy() -> None:
    scores = score(
        [reading("greet", "greet"), reading(NOT_UNDERSTOOD, "greet"), reading(NOT_UNDERSTOOD, NOT_UNDERSTOOD)]
    )
    assert scores.accuracy == 1.0
    assert scores.noise_caught == 0.5


def test_without_noise_nothing_is_said_about_noise() -> None:
    assert score([reading("greet", "greet")]).noise_caught is None


def test_the_commonest_confusion_comes_first() -> None:
    readings = [
        reading("deny", "affirm"),
        reading("greet", "thanks"),
        reading("greet", "greet"),
        reading("greet", "thanks"),
    ]
    assert [(wrong.message.act, times) for wrong, times in confusions(readings)] == [
        ("greet", 2),
        ("greet", 2),
        ("deny", 1),
    ]


@pytest.mark.parametrize(
    ("threshold", "ambiguity", "accuracy"),
    [(0.0, 0.0, 1.0), (0.4, 0.0, 1.0), (0.41, 0.0, 0.0), (0.0, 0.1, 1.0), (0.0, 0.11, 0.0)],
)
def test_a_threshold_holds_from_its_own_value_on(threshold: float, ambiguity: float, accuracy: float) -> None:
    (row,) = sweep([reading("greet", NOT_UNDERSTOOD, "greet", 0.4, 0.1)], [threshold], [ambiguity])
    assert row.scores.accuracy == accuracy


def test_tables_are_markdown_with_a_line_for_every_row() -> None:
    readings = [reading("greet", "greet"), reading("thanks", "greet", confidence=0.5)]
    assert "| greet | 0.50 | 1.00 | 0.67 | 1 |" in act_table(score(readings)).splitlines()
    assert "1x thanks read as greet (greet 0.50): thanks?" in confusion_list(confusions(readings)).splitlines()
    assert "| 0.30 | 0.00 | 50.0% | 50.0% | 0.0% | – |" in threshold_table(sweep(readings, [0.3], [0.0])).splitlines()


def test_a_held_out_file_names_voices_acts_and_the_open_question(tmp_path: Path) -> None:
    (tmp_path / "test.yml").write_text(
        "- voice: a baker\n  messages:\n    greet: [嗨]\n    provide_facts: [{text: 三成, asked: [return_rate]}]\n",
        encoding="utf-8",
    )
    assert read_part("test", tmp_path) == [
        LabelledMessage("嗨", "greet", "a baker"),
        LabelledMessage("三成", "provide_facts", "a baker", ("return_rate",)),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("greet: [嗨]", "expected a list of voices"),
        ("- {voice: a baker}", "exactly `voice` and `messages`"),
        ("- {voice: a baker, messages: {greet: [7]}}", "'a baker', greet: 7"),
        ("- {voice: a baker, messages: {greet: [{text: 嗨}]}}", "neither a text nor"),
    ],
)
def test_a_malformed_held_out_file_is_refused_with_its_place(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "test.yml").write_text(content, encoding="utf-8")
    with pytest.raises(HeldOutError, match=r"test\.yml") as refusal:
        read_part("test", tmp_path)
    assert complaint in str(refusal.value)


def test_without_a_model_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["acts"]) == 2
    assert "make train" in capsys.readouterr().err
