"""What may be read from a message, and what may not: hand-written messages with everything that they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.facts import Fact, extract_facts
from knowledge import load_knowledge
from knowledge.model import Variable

CASES = Path(__file__).parent / "cases"
NOT_KNOWN = {"unknown": "不知道", "declined": "不愿说"}


def cases(name: str) -> list[Any]:
    entries = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["text"]) for entry in entries]


def readable(fact: Fact) -> Any:
    """A fact as the case files write it."""
    told = fact.to_json()
    if fact.status != "known":
        return NOT_KNOWN[fact.status]
    return told["value"] if "value" in told else {"low": told["low"], "high": told["high"]}


def read(entry: dict[str, Any]) -> dict[str, Any]:
    return {fact.variable: readable(fact) for fact in extract_facts(entry["text"], entry.get("asked", []))}


@pytest.mark.parametrize("entry", cases("whole_messages"))
def test_a_message_is_read_completely_and_nothing_is_made_up(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("single_statements"))
def test_one_statement_is_understood_in_many_wordings(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("everyday_talk"))
def test_everyday_talk_is_understood(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("not_facts"))
def test_what_is_not_said_of_the_shop_now_is_no_fact(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("asked_and_denied"))
def test_what_is_asked_denied_or_measured_otherwise_is_no_fact(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("wishes"))
def test_a_wish_is_told_from_what_sounds_like_one(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("plain_facts"))
def test_a_fact_in_a_few_everyday_words_is_understood(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


@pytest.mark.parametrize("entry", cases("replies"))
def test_a_bare_reply_goes_to_the_open_question(entry: dict[str, Any]) -> None:
    assert read(entry) == entry["facts"]


def says(variable: Variable, value: str, phrase: str, asked: list[str]) -> bool:
    told = {fact.variable: readable(fact) for fact in extract_facts(phrase, asked)}.get(variable.id)
    if variable.type == "number":
        return told == pytest.approx(float(value))
    return value in told if isinstance(told, list) else told == value


def phrases_not_understood(of: str) -> list[tuple[str, str, str]]:
    return [
        (variable.id, value, phrase)
        for variable in load_knowledge().variables.values()
        for value, said in getattr(variable, of).items()
        for phrase in said
        if "…" not in phrase and not says(variable, value, phrase, [variable.id])
    ]


def test_every_phrase_of_the_methodology_says_its_value() -> None:
    assert phrases_not_understood("values") == []


def test_every_answer_of_the_methodology_answers_its_question() -> None:
    assert phrases_not_understood("answers") == []
