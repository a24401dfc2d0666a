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


def names_of_shops(interview: Mapping[str, Any]) -> list[str]:
    """What the merchant's other shops are called: their names, then what they sell, in the merchant's words."""
    shops = interview.get("shops", {})
    return list(dict.fromkeys(filter(None, [*shops, *map(_sold, shops.values())])))


def names_in_hand(interview: Mapping[str, Any]) -> list[str]:
    """What the shop in hand is called, for a merchant who has several."""
    names = [interview.get("shop"), _sold(interview)] if interview.get("shops") else []
    return list(dict.fromkeys(filter(None, names)))


def _sold(memory: Mapping[str, Any]) -> str | None:
    """What a shop sells, in the merchant's words."""
    words: str | None = memory.get("facts", {}).get("category", {}).get("text")
    return words
