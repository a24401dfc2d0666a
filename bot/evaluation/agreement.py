"""When a value that was read is the one that was meant: the interval rules of tests/messages/README.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.training.labelled import NOT_KNOWN
from knowledge.model import Variable

# A figure with both sides, either of them None when open.
Interval = tuple[float | None, float | None]

# Labels are rounded to two or three digits: 两条 a week are 0.29 a day.
_ROUNDING = 0.02
# How much wider than an exact figure an interval around it may be read.
_WIDEST_FOR_EXACT = 0.25


def same_amount(meant: Interval, told: Interval, rounding: float = _ROUNDING) -> bool:
    """Whether two figures say the same: open on the same sides, and the middle of each within the other."""
    if [side is None for side in meant] != [side is None for side in told]:
        return False
    if None in meant:
        return all(_close(one, other, rounding) for one, other in zip(meant, told, strict=True))
    low, high = (float(side or 0) for side in meant)
    told_low, told_high = (float(side or 0) for side in told)
    middle, told_middle = (low + high) / 2, (told_low + told_high) / 2
    if low == high:
        narrow = told_high - told_low <= _WIDEST_FOR_EXACT * abs(told_middle)
        return (
            _close(low, told_middle, rounding)
            if told_low == told_high
            else narrow and _within(low, told_low, told_high)
        )
    return _within(middle, told_low, told_high) and _within(told_middle, low, high)


def interval_of(value: Any) -> Interval:
    """A figure or a {"low", "high"} as both sides."""
    if isinstance(value, Mapping):
        return value["low"], value["high"]
    return float(value), float(value)


def same_value(variable: Variable, meant: Any, told: Any) -> bool:
    """Whether two values of a variable agree. Of lists, the value is one entry (see `entries`)."""
    if meant in NOT_KNOWN or told in NOT_KNOWN:
        return bool(meant == told)
    if variable.type == "number":
        # A model without figures of its own, stock Rasa, gives back the words.
        if isinstance(told, str):
            return False
        return same_amount(interval_of(meant), interval_of(told))
    if variable.type == "text":
        return isinstance(told, str) and (meant in told or told in meant)
    return bool(meant == told)


def entries(variable: Variable, value: Any) -> list[Any]:
    """What counts one by one: the entries of a list, the records of creators, any other value as it is."""
    if variable.type == "records" and isinstance(value, list):
        return [dict(sorted(record.items())) for record in value]
    return list(value) if variable.type == "choices" and isinstance(value, list) else [value]


def _close(one: float | None, other: float | None, rounding: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= rounding * max(abs(one), abs(other), 1e-9)


def _within(figure: float, low: float, high: float) -> bool:
    slack = _ROUNDING * max(abs(figure), 1e-9)
    return low - slack <= figure <= high + slack
