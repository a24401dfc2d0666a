"""The dialogue's memory in the shape of the Situation interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.situation import interface_value, words_told


def situation_of(interview: Mapping[str, Any]) -> dict[str, Any]:
    """Variable id to figure, interval, choice, list of choices, text or "unknown"."""
    return {variable: interface_value(fact) for variable, fact in interview.get("facts", {}).items()}


def words_of(interview: Mapping[str, Any]) -> dict[str, str]:
    """Variable id, or `id=entry` for one entry of a list, to the merchant's own words, where they are known."""
    return words_told(interview.get("facts", {}))


def figures_of(interview: Mapping[str, Any]) -> dict[str, float | None]:
    """Variable id to the exact figure told, null for an interval, in the order told."""
    facts = interview.get("facts", {})
    return {
        variable: fact.get("value")
        for variable, fact in facts.items()
        if fact.get("status") == "known" and isinstance(fact.get("value", 0), (int, float))
    }
