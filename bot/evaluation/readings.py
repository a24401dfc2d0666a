"""What a model made of a held-out message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

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
