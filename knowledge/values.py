"""Values with honesty: what is known about a number or a choice, and three-valued truth about it.

A number is an interval, so that 三四千, 不到一万 and 3500 are one kind of thing. An interval with an open side
excludes its figure on top (不到一万 is below 10000) and includes it at the bottom (一万以上 is 10000 and more).
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable
from dataclasses import dataclass


class Truth(enum.Enum):
    """Kleene's three values."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"

    @staticmethod
    def of(certain: bool, impossible: bool) -> Truth:
        """TRUE when certain, FALSE when impossible, otherwise UNDECIDED."""
        if certain:
            return Truth.TRUE
        return Truth.FALSE if impossible else Truth.UNDECIDED

    def negated(self) -> Truth:
        if self is Truth.UNDECIDED:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's AND; true for no truths at all."""
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNDECIDED if Truth.UNDECIDED in seen else Truth.TRUE


def at_least(needed: int, truths: Iterable[Truth]) -> Truth:
    """Whether at least `needed` of the truths hold."""
    counted = list(truths)
    true = sum(truth is Truth.TRUE for truth in counted)
    possible = sum(truth is not Truth.FALSE for truth in counted)
    return Truth.of(true >= needed, possible < needed)


@dataclass(frozen=True)
class Interval:
    """Where a number lies. `high_open` says that the upper figure itself is excluded."""

    low: float = -math.inf
    high: float = math.inf
    high_open: bool = False

    @staticmethod
    def exactly(value: float) -> Interval:
        return Interval(value, value)

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def below(self, other: Interval) -> Truth:
        """self < other."""
        certain = self.high < other.low or (self.high == other.low and self.high_open)
        return Truth.of(certain, self.low >= other.high)

    def above(self, other: Interval) -> Truth:
        """self > other."""
        return other.below(self)

    def scaled(self, factor: float) -> Interval:
        """Every value times a factor above zero."""
        return Interval(self.low * factor, self.high * factor, self.high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        top = max(self, other, key=lambda interval: (interval.high, not interval.high_open))
        return Interval(min(self.low, other.low), top.high, top.high_open)

    def __add__(self, other: Interval) -> Interval:
        ends = _ends(self.low + other.low, self.high + other.high)
        return Interval(*ends, self.high_open or other.high_open)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(*_ends(self.low - other.high, self.high - other.low), self.high_open)

    def __mul__(self, other: Interval) -> Interval:
        corners = [_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval | None:
        """None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        return self * Interval(1 / other.high, 1 / other.low)


def _ends(low: float, high: float) -> tuple[float, float]:
    """Both ends; one that is a difference of infinities tells nothing and is open."""
    return (-math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high)


def _product(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


@dataclass(frozen=True)
class Options:
    """A choice of which only these values are still possible; one value when it is known."""

    possible: frozenset[str]

    @staticmethod
    def exactly(value: str) -> Options:
        return Options(frozenset({value}))

    @property
    def value(self) -> str | None:
        """The value, when only one is possible."""
        return next(iter(self.possible)) if len(self.possible) == 1 else None

    def among(self, values: frozenset[str]) -> Truth:
        return Truth.of(self.possible <= values, not self.possible & values)


@dataclass(frozen=True)
class Selection:
    """A list of choices that is known in full; it may be empty."""

    values: frozenset[str]

    def has_any(self, values: frozenset[str]) -> Truth:
        hit = bool(self.values & values)
        return Truth.of(hit, not hit)


Value = Interval | Options | Selection
