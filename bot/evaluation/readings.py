"""What a model made of a held-out message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.evaluation.held_out import HeldOutMessage


@dataclass(frozen=True)
class Reading:
    """One message and what the model makes of it.

    ``act`` is its final word, which may be nlu_fallback. ``guess``, ``confidence`` and ``lead`` (the distance to the
    second guess) are those before the fallback threshold is applied; both figures lie in 0..1.
    """

    message: HeldOutMessage
    act: str
    guess: str
    confidence: float
    lead: float

    @property
    def is_right(self) -> bool:
        return self.act == self.message.act

    def without_fallback(self) -> Reading:
        """The same reading as it would be if the model always took its first guess."""
        return replace(self, act=self.guess)
