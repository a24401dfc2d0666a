"""Plausible merchants: a fixed sample drawn from what the variables' `likely` says, kept by columns.

The sample stands for "how likely are the answers" when the next question is chosen. A set of merchants is one integer
whose bit n stands for merchant n, so that a condition is evaluated for all of them in a few operations.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from knowledge.model import Variable

SIZE = 512
EVERYONE = (1 << SIZE) - 1


class Choices:
    """What each merchant of the sample says to a choice."""

    def __init__(self, variable: Variable) -> None:
        self.values = _choices(variable)
        self._of = {value: _members(value == said for said in self.values) for value in variable.values}

    def saying(self, value: str) -> int:
        """The merchants who say this value."""
        return self._of[value]


class Lists:
    """The set of choices that each merchant of the sample names."""

    def __init__(self, variable: Variable) -> None:
        self.values = _lists(variable)

    def naming_any(self, wanted: frozenset[str]) -> int:
        """The merchants who name any of these."""
        return _members(bool(named & wanted) for named in self.values)

    def naming_at_least(self, size: int) -> int:
        """The merchants who name so many."""
        return _members(len(named) >= size for named in self.values)


class Figures:
    """The figure of each merchant of the sample."""

    def __init__(self, variable: Variable) -> None:
        self.values: Sequence[float] = [_figure(variable, share) for share in _shares(variable)]
        order = sorted(range(SIZE), key=lambda merchant: self.values[merchant])
        self._sorted = [self.values[merchant] for merchant in order]
        self._lowest = [0, *accumulate((1 << merchant for merchant in order), int.__or__)]

    def below(self, bound: float) -> int:
        """The merchants whose figure is below the bound."""
        return self._lowest[bisect_left(self._sorted, bound)]

    def up_to(self, bound: float) -> int:
        """The merchants whose figure is at most the bound."""
        return self._lowest[bisect_right(self._sorted, bound)]


Column = Choices | Lists | Figures


def draw(variable: Variable) -> Column:
    """The sample's answers to one variable, in the proportions of its `likely`; the same in every process."""
    if variable.type == "number":
        return Figures(variable)
    return Choices(variable) if variable.type == "choice" else Lists(variable)


def _members(flags: Any) -> int:
    return int("".join("1" if flag else "0" for flag in flags)[::-1], 2)


def _shares(variable: Variable) -> list[float]:
    """Evenly spread between 0 and 1, in an order of its own for each variable."""
    shares = [(position + 0.5) / SIZE for position in range(SIZE)]
    random.Random(variable.id).shuffle(shares)
    return shares


def _choices(variable: Variable) -> list[str]:
    weights = variable.likely or dict.fromkeys(variable.values, 1.0)
    values, ceilings = list(weights), list(accumulate(weights.values()))
    return [values[bisect_left(ceilings, share * ceilings[-1])] for share in _shares(variable)]


def _lists(variable: Variable) -> list[frozenset[str]]:
    weights = variable.likely or dict.fromkeys(variable.values, 1 / len(variable.values))
    named: list[set[str]] = [set() for _ in range(SIZE)]
    shuffled = random.Random(variable.id)
    for value, share in weights.items():
        for merchant in shuffled.sample(range(SIZE), round(min(share, 1.0) * SIZE)):
            named[merchant].add(value)
    return [frozenset(values) for values in named]


def _figure(variable: Variable, share: float) -> float:
    """The figure that this share of merchants stays below, on straight lines between the percentiles of `likely`."""
    low = variable.low if math.isfinite(variable.low) else 0.0
    high = variable.high if math.isfinite(variable.high) else low + 100.0
    width = high - low
    tenth, middle, ninth = variable.likely_figures or (low + 0.1 * width, low + 0.5 * width, low + 0.9 * width)
    shares = (0.0, 0.1, 0.5, 0.9, 1.0)
    figures = (max(low, 2 * tenth - middle), tenth, middle, ninth, min(high, ninth + (ninth - middle) / 2))
    piece = min(bisect_right(shares, share), 4) - 1
    part = (share - shares[piece]) / (shares[piece + 1] - shares[piece])
    return figures[piece] + part * (figures[piece + 1] - figures[piece])
