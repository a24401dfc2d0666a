"""Saying back what was understood, in one line with units, so that the merchant can correct it."""

from __future__ import annotations

from collections.abc import Mapping

from actions.interview import Fact
from knowledge import load_knowledge, phrasing
from knowledge.situation import interface_value, read_situation


def in_words(facts: Mapping[str, Fact]) -> list[str]:
    """Each known fact as “label value”, in the order told."""
    return [told for variable, fact in facts.items() if (told := _fact_in_words(variable, fact))]


def _fact_in_words(variable_id: str, fact: Fact) -> str:
    knowledge = load_knowledge()
    variable = knowledge.variables[variable_id]
    if fact["status"] != "known":
        return ""
    value = read_situation(knowledge, {variable_id: interface_value(fact)}).values.get(variable_id)
    words = str(fact["value"]) if value is None else phrasing.value_text(knowledge.wording, variable, value)
    return f"{variable.short} {words}"
