"""The dialogue's memory in the shape of the Situation interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def situation_of(interview: Mapping[str, Any]) -> dict[str, Any]:
    """Variable id to figure, interval, choice, list of choices, text or "unknown"."""
    return {variable: _value(fact) for variable, fact in interview.get("facts", {}).items()}


def words_of(interview: Mapping[str, Any]) -> dict[str, str]:
    """Variable id to the merchant's own words, where they are known."""
    return {variable: fact["text"] for variable, fact in interview.get("facts", {}).items() if fact.get("text")}


def _value(fact: Mapping[str, Any]) -> Any:
    if fact.get("status") != "known":
        return "unknown"
    return fact["value"] if "value" in fact else {"low": fact.get("low"), "high": fact.get("high")}
