"""Figures as merchants say them: 1.2万, 15–16 秒, 不到 1%; in conversation, 3千/天 as well."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from knowledge.model import Variable
from knowledge.values import Interval, Options, Selection, Value

_THOUSAND, _WAN = 1000, 10_000
_PERIODS = ("天", "场")
# A figure, its kind and its unit in words.
Say = Callable[[float, str, str], str]


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


def interval(wording: Mapping[str, str], value: Interval, kind: str, unit: str, say: Say = figure) -> str:
    """An interval in words; an open side becomes 不到 or 以上. `say` puts each figure into words."""
    if value.exact:
        return say(value.low, kind, unit)
    if value.high_open or not math.isfinite(value.low):
        return wording["below"].format(high=say(value.high, kind, unit))
    if not math.isfinite(value.high):
        return wording["above"].format(low=say(value.low, kind, unit))
    low = say(value.low, kind, "" if kind != "share" else unit)
    return wording["between"].format(low=low, high=say(value.high, kind, unit))


def spoken(value: float, kind: str, unit: str) -> str:
    """One figure as it is said in conversation: round thousands of yuan in 千, no 元 where the rest says enough."""
    if kind == "money" and value >= _THOUSAND and value % _THOUSAND == 0:
        plain = f"{_plain(value / _WAN)}万" if value >= _WAN else f"{_plain(value / _THOUSAND)}千"
        return plain + unit.removeprefix("元")
    return figure(value, kind, "" if unit == "个" and value >= _WAN else unit)


def spoken_value(wording: Mapping[str, str], variable: Variable, value: Value) -> str:
    """The value of a variable as it is said in conversation, without 每 twice: 每天播 2 小时."""
    for per in _PERIODS:
        if f"每{per}" in variable.short:
            variable = replace(variable, unit=variable.unit.removesuffix(f"/{per}"))
    return _value_text(wording, variable, value, spoken)


def value_text(wording: Mapping[str, str], variable: Variable, value: Value) -> str:
    """The value of a variable in words."""
    return _value_text(wording, variable, value, figure)


def _value_text(wording: Mapping[str, str], variable: Variable, value: Value, say: Say) -> str:
    if isinstance(value, Interval):
        return interval(wording, value, variable.kind, variable.unit, say)
    if isinstance(value, Selection):
        return "、".join(variable.title(name) for name in variable.values if name in value.values)
    assert isinstance(value, Options)
    return "、".join(variable.title(name) for name in sorted(value.possible))
