"""Figures as merchants say them: 1.2万, 15–16 秒, 不到 1%."""

from __future__ import annotations

import math
from collections.abc import Mapping

from knowledge.model import Variable
from knowledge.values import Interval, Options, Selection, Value


def figure(value: float, kind: str, unit: str) -> str:
    """One figure with its unit; shares as percentages, money and counts from ten thousand on in 万."""
    if kind == "share":
        return f"{_plain(value * 100)}%"
    plain = f"{_plain(value / 10_000)}万" if abs(value) >= 10_000 else _plain(value)
    return plain if not unit or kind == "ratio" else f"{plain} {unit}"


def _plain(value: float) -> str:
    if 0 < abs(value) < 0.01:
        return f"{value:.2g}"
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{round(value):d}"


def interval(wording: Mapping[str, str], value: Interval, kind: str, unit: str) -> str:
    """An interval in words; an open side becomes 不到 or 以上."""
    if value.exact:
        return figure(value.low, kind, unit)
    if value.high_open or not math.isfinite(value.low):
        return wording["below"].format(high=figure(value.high, kind, unit))
    if not math.isfinite(value.high):
        return wording["above"].format(low=figure(value.low, kind, unit))
    low = figure(value.low, kind, "" if kind != "share" else unit)
    return wording["between"].format(low=low, high=figure(value.high, kind, unit))


def value_text(wording: Mapping[str, str], variable: Variable, value: Value) -> str:
    """The value of a variable in words."""
    if isinstance(value, Interval):
        return interval(wording, value, variable.kind, variable.unit)
    if isinstance(value, Selection):
        return "、".join(variable.title(name) for name in variable.values if name in value.values)
    assert isinstance(value, Options)
    return "、".join(variable.title(name) for name in sorted(value.possible))
