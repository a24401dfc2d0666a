"""What a model made of a labelled message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.evaluation.held_out import NOT_UNDERSTOOD
from bot.training.labelled import LabelledMessage


@dataclass(frozen=True)
class Reading:
    """One message and what the model makes of it.

    ``act`` is its final word, which may be nlu_fallback. ``guess``, ``confidence`` and ``lead`` (the distance to the
    second guess) are those before the fallback threshold is applied; both figures lie in 0..1. ``facts`` are the facts
    read: variable id to value, {"low", "high"}, "unknown" or "declined".
    """

    message: LabelledMessage
    act: str
    guess: str
    confidence: float
    lead: float
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return self.act == self.message.act

    def without_fallback(self) -> Reading:
        """The same reading as it would be if the model always took its first guess."""
        return replace(self, act=self.guess)


def reading_of(message: LabelledMessage, parsed: Mapping[str, Any], facts: Mapping[str, Any]) -> Reading:
    """The reading of a message that Rasa parsed, with the facts that were found in what it parsed."""
    guesses = [guess for guess in parsed["intent_ranking"] if guess["name"] != NOT_UNDERSTOOD] or [parsed["intent"]]
    confidence = guesses[0]["confidence"]
    runner_up = guesses[1]["confidence"] if len(guesses) > 1 else 0.0
    return Reading(message, parsed["intent"]["name"], guesses[0]["name"], confidence, confidence - runner_up, facts)
