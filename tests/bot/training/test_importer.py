"""Rasa trains on its own examples and on the labelled messages."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.nlu.constants import INTENT, METADATA, TEXT

from bot.training.importer import LabelledMessageImporter

NLU = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - 你好\n'
VOICE = (
    "voice: a baker\nmessages:\n  - {text: 三成, act: provide_facts, asked: gross_margin, facts: {gross_margin: 0.3}}\n"
)


def importer(folder: Path) -> LabelledMessageImporter:
    (folder / "nlu.yml").write_text(NLU, encoding="utf-8")
    return LabelledMessageImporter(str(folder / "config.yml"), None, [str(folder / "nlu.yml")])


def test_labelled_messages_are_examples_of_their_act_with_the_open_question(tmp_path: Path) -> None:
    (tmp_path / "data/messages").mkdir(parents=True)
    (tmp_path / "data/messages/baker.yml").write_text(VOICE, encoding="utf-8")
    examples = importer(tmp_path).get_nlu_data().training_examples
    assert {(one.get(TEXT), one.get(INTENT)) for one in examples} == {("你好", "greet"), ("三成", "provide_facts")}
    assert [one.get(METADATA) for one in examples if one.get(TEXT) == "三成"] == [{"asked": ["gross_margin"]}]


def test_a_text_that_is_an_example_of_another_act_already_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "data/messages").mkdir(parents=True)
    (tmp_path / "data/messages/baker.yml").write_text(VOICE.replace("三成", "你好"), encoding="utf-8")
    assert [one.get(INTENT) for one in importer(tmp_path).get_nlu_data().training_examples] == ["greet"]


def test_without_labelled_messages_rasas_own_examples_are_all(tmp_path: Path) -> None:
    assert [one.get(TEXT) for one in importer(tmp_path).get_nlu_data().training_examples] == ["你好"]
