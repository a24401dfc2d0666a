"""One quantity as it is read from a text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from bot.understanding.units import Kind


@dataclass(frozen=True)
class Quantity:
    """A quantity at text[start:end].

    `low` and `high` are equal when it is exact, None where it is open. `unit` is what a count counts, 元, 秒, or, for a
    rate, the unit and its period (条/天). `per` is the period of a rate or of a duration (一天四个小时 is 14400 s per
    天), and `of` the kind of what a rate counts.
    """

    low: float | None
    high: float | None
    kind: Kind
    unit: str | None
    text: str
    start: int
    end: int
    per: str | None = None
    of: Kind | None = None

    @property
    def value(self) -> float | None:
        """The figure, when it is exact."""
        return self.low if self.low == self.high else None

    def to_json(self) -> dict[str, Any]:
        """The quantity as the command line prints it."""
        amount = {"low": self.low, "high": self.high} if self.value is None else {"value": self.value}
        place = {"text": self.text, "start": self.start, "end": self.end}
        return {**amount, "kind": self.kind, "unit": self.unit, **place}


def quantity_at(
    text: str, start: int, end: int, low: float | None, high: float | None, kind: Kind, unit: str | None
) -> Quantity:
    """A quantity read from text[start:end], freed of rounding errors; an infinite `high` is an open side."""
    if high is not None and math.isinf(high):
        high = None
    low = None if low is None else round(low, 9)
    high = None if high is None else round(high, 9)
    return Quantity(low, high, kind, unit, text[start:end], start, end)
