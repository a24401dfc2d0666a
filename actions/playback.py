"""Saying back what was understood, in one line with units, so that the merchant can correct it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.interview import Fact
from actions.replies import Texts
from knowledge import load_knowledge, phrasing
from knowledge.model import Variable
from knowledge.situation import interface_value, read_situation

# From so many facts in one message on, slips are likely enough to say how to correct one.
MANY_FACTS = 3


def in_words(facts: Mapping[str, Fact]) -> list[str]:
    """Each known fact as “label value”, in the order told."""
    return [f"{label} {value}" for label, value in _told(facts)]


def unknown_labels(facts: Mapping[str, Fact]) -> list[str]:
    """The names of what the merchant does not know or does not want to say."""
    variables = load_knowledge().variables
    return [variables[variable].short for variable, fact in facts.items() if fact["status"] != "known"]


def played_back(texts: Texts, taken: Mapping[str, Fact], before: Mapping[str, Fact], key: str) -> str:
    """What a message told, in one line: what it replaces is named, and how to correct it where that may be needed.

    `before` are the facts as they were, `key` the text it is said with. Empty when it told only what is not known.
    """
    said = _said(taken)
    told = [_with_what_was(texts, variable, fact, before) for variable, fact in said.items()]
    facts = "、".join(filter(None, told))
    if not facts:
        return ""
    hint = texts.get("correct_hint") if not before or len(said) >= MANY_FACTS else ""
    return texts.get(key, facts=facts) + hint


def noted(facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """What is played back, one fact each: its name, its value in words and, of a number, the figure to be corrected."""
    variables = load_knowledge().variables
    return [
        {
            "variable": one,
            "label": variables[one].short,
            "value": value,
            "figure": _figure_of(variables[one], fact),
            "changeable": bool(variables[one].question),
        }
        for one, fact in _said(facts).items()
        if (value := value_in_words(one, fact))
    ]


def _figure_of(variable: Variable, fact: Fact) -> dict[str, Any] | None:
    """How a number is written into a field; the figure itself only where it is exact."""
    if variable.type != "number":
        return None
    return {"kind": variable.kind, "unit": variable.unit, "value": fact.get("value")}


def _told(facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    variables = load_knowledge().variables
    return [(variables[one].short, value) for one, fact in facts.items() if (value := value_in_words(one, fact))]


def _said(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """What does not follow from the same words: 一天烧三千 is the spend, and that there is any only follows from it.

    Two open questions answered by the same words (都还行) are both said.
    """
    least: dict[str, int] = {}
    for variable, fact in facts.items():
        words = fact.get("text") or variable
        least[words] = min(_follows(variable, fact), least.get(words, _follows(variable, fact)))
    return {one: fact for one, fact in facts.items() if _follows(one, fact) == least[fact.get("text") or one]}


def _follows(variable: str, fact: Fact) -> int:
    """How likely a fact is to follow from another one with the same words: plans least, then figures; none, most."""
    kinds = ("choices", "number", "choice")
    kind = load_knowledge().variables[variable].type
    return len(kinds) if fact.get("value") == 0 or kind not in kinds else kinds.index(kind)


def _with_what_was(texts: Texts, variable: str, fact: Fact, before: Mapping[str, Fact]) -> str:
    told = "".join(in_words({variable: fact}))
    was = value_in_words(variable, before[variable]) if variable in before else ""
    adds_up = load_knowledge().variables[variable].type == "choices"
    if not told or not was or adds_up or was == value_in_words(variable, fact):
        return told
    return texts.get("noted_before", told=told, was=was)


def value_in_words(variable_id: str, fact: Fact) -> str:
    """A known fact's value as it is said in conversation; empty when it is not known."""
    knowledge = load_knowledge()
    variable = knowledge.variables[variable_id]
    if fact["status"] != "known":
        return ""
    value = read_situation(knowledge, {variable_id: interface_value(fact)}).values.get(variable_id)
    return str(fact["value"]) if value is None else phrasing.spoken_value(knowledge.wording, variable, value)
