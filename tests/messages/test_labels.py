"""What the labelled messages promise: real variables and values, voices that keep to one part, enough of everything."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.quantities import read_labelled_texts
from bot.training.labelled import FOLDERS, LabelError, LabelledMessage, read_messages, read_voice

ACTS = {path.stem for path in Path("data/nlu").glob("*.yml")}
PARTS = tuple(FOLDERS)


@pytest.fixture(scope="module")
def parts() -> dict[str, list[LabelledMessage]]:
    return {part: read_messages(part) for part in PARTS}


def test_there_are_enough_messages_in_every_part(parts: dict[str, list[LabelledMessage]]) -> None:
    assert sum(map(len, parts.values())) >= 2500
    assert min(len(parts["development"]), len(parts["test"])) >= 600


def test_no_voice_speaks_in_two_parts(parts: dict[str, list[LabelledMessage]]) -> None:
    voices = [voice for part in PARTS for voice in {message.voice for message in parts[part]}]
    assert [voice for voice, times in Counter(voices).items() if times > 1] == []


def test_no_message_of_more_than_a_few_words_stands_in_two_parts(parts: dict[str, list[LabelledMessage]]) -> None:
    said = {part: {message.text for message in parts[part] if len(message.text) > 8} for part in PARTS}
    assert said["test"] & (said["train"] | said["development"]) == set()
    assert said["development"] & said["train"] == set()


def test_every_act_is_labelled_in_every_part(parts: dict[str, list[LabelledMessage]]) -> None:
    for part in PARTS:
        assert {message.act for message in parts[part]} == ACTS, part


def test_what_must_not_be_taken_is_labelled(parts: dict[str, list[LabelledMessage]]) -> None:
    for part in ("development", "test"):
        assert sum(bool(message.never) for message in parts[part]) >= 100, part


def test_the_training_part_says_which_words_state_a_fact(parts: dict[str, list[LabelledMessage]]) -> None:
    told = [message for message in parts["train"] if message.facts]
    assert sum(set(message.facts) <= set(message.words) for message in told) >= 0.95 * len(told)


def test_there_are_enough_quantities_to_measure_by() -> None:
    assert sum(len(text.quantities) for text in read_labelled_texts("test")) >= 700
    assert sum(len(text.quantities) for text in read_labelled_texts("development")) >= 300


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{text: 停留20秒, act: provide_facts, facts: {stay: 20}}", "there is no variable 'stay'"),
        ("{text: 停留20秒, act: provide_facts, facts: {avg_stay_sec: 低}}", "'低' is no value of avg_stay_sec"),
        ("{text: 停留20秒, act: provide_facts, words: {avg_stay_sec: 三十秒}}", "'三十秒' do not stand in the text"),
        ("{text: 停留20秒, act: provide_facts, fact: {}}", "there is no key 'fact'"),
        ("{text: 停留20秒}", "at least `text` and `act`"),
    ],
)
def test_a_wrong_label_is_refused_with_its_place(tmp_path: Path, entry: str, complaint: str) -> None:
    path = tmp_path / "baker.yml"
    path.write_text(f"voice: a baker\nmessages:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"baker\.yml") as refusal:
        list(read_voice(path))
    assert complaint in str(refusal.value)


def test_a_folder_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no labelled messages"):
        read_messages("train", tmp_path)
