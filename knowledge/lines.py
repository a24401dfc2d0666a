"""Which default line applies to a merchant.

While the variable a line depends on is not known well enough to pick one, the lines that are still possible are
held together as intervals, so that a figure beyond all of them still gets its level.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from knowledge.model import Knowledge, Line, Threshold
from knowledge.situation import Situation
from knowledge.values import Interval


@dataclass(frozen=True)
class AppliedLine:
    """The line for one merchant: where 低 ends and 高 begins, and the single line it is when only one is possible."""

    threshold: str
    low: Interval | None
    high: Interval | None
    single: Line | None


def applied_line(knowledge: Knowledge, threshold_id: str, situation: Situation) -> AppliedLine | None:
    """The line that applies, or None where no line can be given."""
    threshold = knowledge.thresholds[threshold_id]
    possible = list(_possible_lines(knowledge, threshold, situation))
    if not possible:
        return None
    return AppliedLine(
        threshold_id,
        _hull(line.low for line in possible),
        _hull(line.high for line in possible),
        possible[0] if all(line == possible[0] for line in possible) else None,
    )


def _possible_lines(knowledge: Knowledge, threshold: Threshold, situation: Situation) -> list[Line]:
    if threshold.by is None:
        return [threshold.otherwise] if threshold.otherwise is not None else []
    if threshold.bands:
        return _possible_bands(threshold, situation.number(threshold.by) or Interval(0, math.inf))
    choice = situation.choice(threshold.by)
    values = choice.possible if choice is not None else frozenset(knowledge.variables[threshold.by].values)
    lines = [threshold.choices.get(value, threshold.otherwise) for value in sorted(values)]
    return [line for line in lines if line is not None] if all(lines) else []


def _possible_bands(threshold: Threshold, number: Interval) -> list[Line]:
    lines, floor = [], -math.inf
    for ceiling, line in threshold.bands:
        if number.low <= ceiling and number.high > floor:
            lines.append(line)
        floor = ceiling
    return lines


def _hull(figures: Iterable[float | None]) -> Interval | None:
    """The interval of all figures; None when one line has no figure on this side."""
    known = list(figures)
    if any(figure is None for figure in known):
        return None
    return reduce(Interval.hull, (Interval.exactly(figure) for figure in known if figure is not None))
