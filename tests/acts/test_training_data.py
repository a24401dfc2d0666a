"""What the training data promises: one file an act, one rule an act, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.held_out import NOT_UNDERSTOOD, read_part
from bot.training.labelled import PARTS, LabelledMessage

ROOT = Path(__file__).parents[2]
ACTS = [
    "abuse",
    "affirm",
    "ask_how_concluded",
    "ask_human",
    "ask_methodology",
    "ask_next_steps",
    "ask_report",
    "ask_what_if",
    "ask_why_this_question",
    "chitchat",
    "correct_answer",
    "delete_my_data",
    "deny",
    "goodbye",
    "greet",
    "out_of_scope",
    "pause_resume",
    "provide_facts",
    "restart",
    "review_answers",
    "skip_question",
    "start_diagnosis",
    "switch_shop",
    "thanks",
]
LEAST_EXAMPLES = {act: 200 if act == "provide_facts" else 40 for act in ACTS}
LEAST_HELD_OUT = 8


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _examples(act: str) -> list[str]:
    (entry,) = _yaml(ROOT / "data" / "nlu" / f"{act}.yml")["nlu"]
    assert entry["intent"] == act
    return [line.removeprefix("- ") for line in entry["examples"].splitlines()]


def _all_examples() -> Iterator[tuple[str, str]]:
    return ((act, example) for act in ACTS for example in _examples(act))


def _bare(text: str) -> str:
    """The text without what no ear can hear: blanks, punctuation, capitals."""
    return re.sub(r"[^\w\U0001f300-\U0001faff]|_", "", text).lower() or text


def _held_out(part: str) -> list[LabelledMessage]:
    return read_part(part, ROOT / "tests" / "acts")


def test_every_act_has_a_file_of_its_own_and_there_are_no_others() -> None:
    assert sorted(path.stem for path in (ROOT / "data" / "nlu").iterdir()) == ACTS


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_said_in_many_ways(act: str) -> None:
    assert len(_examples(act)) >= LEAST_EXAMPLES[act]


def test_no_example_is_given_twice_not_even_under_two_acts() -> None:
    acts_of = defaultdict(list)
    for act, example in _all_examples():
        acts_of[_bare(example)].append(act)
    assert {example: acts for example, acts in acts_of.items() if len(acts) > 1} == {}


def test_examples_carry_no_entity_annotations_because_facts_are_found_by_the_extractor() -> None:
    assert [example for _, example in _all_examples() if re.search(r"[\[\]{}]", example)] == []


def test_no_example_begins_like_a_command_of_rasa() -> None:
    assert [example for _, example in _all_examples() if example.startswith(("/", "@"))] == []


def test_every_act_and_the_fallback_have_exactly_one_rule() -> None:
    rules = _yaml(ROOT / "data" / "rules.yml")["rules"]
    assert Counter(rule["steps"][0]["intent"] for rule in rules) == Counter([*ACTS, NOT_UNDERSTOOD])


def test_every_rule_is_one_act_and_one_action() -> None:
    for rule in _yaml(ROOT / "data" / "rules.yml")["rules"]:
        assert [list(step) for step in rule["steps"]] == [["intent"], ["action"]], rule["rule"]


def test_the_domain_declares_the_acts_and_every_action_of_a_rule() -> None:
    domain = _yaml(ROOT / "domain.yml")
    declared = {next(iter(act)) if isinstance(act, dict) else act for act in domain["intents"]}
    rules = _yaml(ROOT / "data" / "rules.yml")["rules"]
    assert declared == set(ACTS)
    assert {rule["steps"][1]["action"] for rule in rules} <= set(domain["actions"])


def test_the_pipeline_is_fixed_by_a_seed() -> None:
    classifiers = [part for part in _yaml(ROOT / "config.yml")["pipeline"] if part["name"].endswith("Classifier")]
    assert any({"random_state", "random_seed"} & set(part) for part in classifiers)


@pytest.mark.parametrize("part", PARTS)
def test_every_act_has_held_out_messages(part: str) -> None:
    counts = Counter(message.act for message in _held_out(part))
    assert {act: counts[act] for act in ACTS if counts[act] < LEAST_HELD_OUT} == {}
    assert set(counts) <= {*ACTS, NOT_UNDERSTOOD}


@pytest.mark.parametrize("part", PARTS)
def test_no_held_out_message_is_in_the_training_data(part: str) -> None:
    trained = {_bare(example) for _, example in _all_examples()}
    assert [message.text for message in _held_out(part) if _bare(message.text) in trained] == []


def test_no_voice_and_no_message_is_both_for_tuning_and_for_the_final_figures() -> None:
    development, test = (_held_out(part) for part in PARTS)
    assert {message.voice for message in development}.isdisjoint(message.voice for message in test)
    assert {_bare(message.text) for message in development}.isdisjoint(_bare(message.text) for message in test)


@pytest.mark.parametrize("part", PARTS)
def test_held_out_messages_ask_for_variables_that_exist(part: str) -> None:
    files = (ROOT / "knowledge" / "methodology" / "variables").glob("*.yml")
    known = {variable["id"] for file in files for variable in _yaml(file)}
    assert {variable for message in _held_out(part) for variable in message.asked} <= known
