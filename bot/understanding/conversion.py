"""Turns a quantity into the unit of a variable, or says that it cannot be meant."""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.quantity import Quantity
from bot.understanding.rates import PERIOD_SECONDS
from bot.understanding.units import DAY, HOUR, MINUTE
from knowledge.model import Variable

# Shares that are a few percent at most: 转化0.5 is half a percent, while 退货0.5 is half of the orders.
_SMALL_SHARES = frozenset(
    {
        "conversion_rate", "peer_conversion_rate", "follow_rate", "peer_follow_rate", "interaction_rate",
        "click_to_order_rate", "product_click_rate", "peer_click_rate", "entry_rate",
    }
)  # fmt: skip
# What is counted, for variables whose unit 个 does not say it.
_OWN_NOUNS = {
    "sku_count": {"链接", "品", "款", "sku", "件", "种"},
    "live_room_count": {"直播间", "账号"},
    "host_count": {"主播", "人"},
    "creator_count": {"达人", "人", "家"},
    "follower_count": {"粉丝", "人"},
    "new_followers_per_day": {"粉丝", "人"},
    "team_size": {"人"},
    "session_viewers": {"人", "人次", "播放", "次"},
    "avg_online": {"人"},
    "peak_online": {"人", "人次"},
    "orders_per_session": {"单", "件", "套", "箱", "份", "盒", "双"},
    "orders_per_day": {"单", "件", "套", "箱", "份", "盒", "双", "袋", "包", "瓶", "罐", "支", "本", "台"},
    "short_videos_per_day": {"条", "次", "更"},
    "warmup_videos_per_live": {"条"},
    "live_sessions_total": {"场", "次"},
    "stock_qty": {"件", "箱", "套", "单", "盒", "双", "份", "台", "瓶"},
    "live_days_per_week": {"场", "次"},
}
# Those who are there at one time are as many on every day: 每天三四十人在线.
_AT_ONE_TIME = frozenset({"avg_online", "peak_online"})
_LONGEST_STAY = 3_600.0


@dataclass(frozen=True)
class Converted:
    """A figure in the unit of its variable; `fit` tells how sure the unit makes it (2 said, 1 possible)."""

    low: float | None
    high: float | None
    fit: int


def convert(quantity: Quantity, variable: Variable) -> Converted | None:
    """The quantity in the unit of the variable, or None when it does not fit or is out of range."""
    converted = _CONVERTERS[variable.kind](quantity, variable)
    if converted is None or not _in_range(converted, variable):
        return None
    return Converted(_rounded(converted.low), _rounded(converted.high), converted.fit)


def period_of(variable: Variable) -> str | None:
    """The period a variable is counted per: 天, 周, 月, 场, or None."""
    if variable.id.startswith("monthly_"):
        return "月"
    if variable.id.endswith("_per_week"):
        return "周"
    per = variable.unit.partition("/")[2]
    return per if per in PERIOD_SECONDS or per == "场" else None


def _in_range(converted: Converted, variable: Variable) -> bool:
    figures = [figure for figure in (converted.low, converted.high) if figure is not None]
    return bool(figures) and all(variable.low <= figure <= variable.high for figure in figures)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 6)


def _scaled(quantity: Quantity, factor: float, fit: int) -> Converted:
    low = None if quantity.low is None else quantity.low * factor
    high = None if quantity.high is None else quantity.high * factor
    return Converted(low, high, fit)


def _share(quantity: Quantity, variable: Variable) -> Converted | None:
    if quantity.kind == "percent":
        return _scaled(quantity, 1, 2)
    top = quantity.high if quantity.high is not None else quantity.low
    if quantity.kind != "number" or top is None:
        return None
    percent = top > 1 or variable.id in _SMALL_SHARES
    return _scaled(quantity, 0.01 if percent else 1, 1)


def _money(quantity: Quantity, variable: Variable) -> Converted | None:
    if quantity.kind in ("money", "number"):
        return _scaled(quantity, 1, 2 if quantity.kind == "money" else 1)
    if quantity.kind != "rate" or quantity.of not in ("money", "number"):
        return None
    return _per_period(quantity, variable)


def _per_period(quantity: Quantity, variable: Variable) -> Converted | None:
    """A rate in the period of the variable: 一个月投六万 is 2000 a day."""
    own = period_of(variable)
    if own is None or quantity.per is None:
        return None
    if own == quantity.per:
        return _scaled(quantity, 1, 2)
    if own not in PERIOD_SECONDS or quantity.per not in PERIOD_SECONDS:
        return None
    return _scaled(quantity, PERIOD_SECONDS[own] / PERIOD_SECONDS[quantity.per], 2)


def _count(quantity: Quantity, variable: Variable) -> Converted | None:
    noun = (quantity.unit or "").partition("/")[0]
    if noun not in ("", "个", "位") and noun not in _OWN_NOUNS.get(variable.id, ()):
        return None
    fit = 2 if noun not in ("", "个") else 1
    if quantity.kind == "rate" and quantity.of in ("count", "number"):
        converted = _scaled(quantity, 1, fit) if variable.id in _AT_ONE_TIME else _per_period(quantity, variable)
        return None if converted is None else Converted(converted.low, converted.high, fit)
    if quantity.kind in ("count", "number"):
        return _scaled(quantity, 1, fit)
    return None


def _duration(quantity: Quantity, _: Variable) -> Converted | None:
    if quantity.kind == "duration" and (quantity.high or quantity.low or 0) <= _LONGEST_STAY:
        return _scaled(quantity, 1, 2)
    if quantity.kind == "count" and quantity.unit == "分":
        return _scaled(quantity, MINUTE, 1)
    if quantity.kind == "number" and (quantity.low or quantity.high or 0) > 3:
        return _scaled(quantity, 1, 1)
    return None


def _hours(quantity: Quantity, _: Variable) -> Converted | None:
    if quantity.kind == "duration" and (quantity.low or quantity.high or 0) < DAY:
        return _scaled(quantity, 1 / HOUR, 2)
    if quantity.kind == "percent" and "个点" in quantity.text:
        return _scaled(quantity, 100, 1)
    if quantity.kind == "number":
        return _scaled(quantity, 1, 1)
    return None


def _minutes(quantity: Quantity, _: Variable) -> Converted | None:
    if quantity.kind == "duration":
        return _scaled(quantity, 1 / MINUTE, 2)
    if quantity.kind == "number" or (quantity.kind == "count" and quantity.unit == "分"):
        return _scaled(quantity, 1, 1)
    return None


def _days(quantity: Quantity, variable: Variable) -> Converted | None:
    if period_of(variable) == "周":
        return _days_per_week(quantity)
    if quantity.kind == "duration" and (quantity.low or quantity.high or 0) >= DAY:
        return _scaled(quantity, 1 / DAY, 2)
    return _scaled(quantity, 1, 1) if quantity.kind == "number" else None


def _days_per_week(quantity: Quantity) -> Converted | None:
    noun = (quantity.unit or "").partition("/")[0]
    if quantity.kind == "rate" and quantity.per in PERIOD_SECONDS and noun in ("", "天", "次", "场"):
        times = PERIOD_SECONDS["周"] / PERIOD_SECONDS[quantity.per]
        return _scaled(quantity, times, 2 if noun == "天" else 1)
    if quantity.kind == "duration" and quantity.per is None and (quantity.low or quantity.high or 0) >= DAY:
        return _scaled(quantity, 1 / DAY, 1)
    if quantity.kind == "number" or (quantity.kind == "count" and noun in ("场", "次")):
        return _scaled(quantity, 1, 1)
    return None


def _ratio(quantity: Quantity, _: Variable) -> Converted | None:
    if quantity.kind in ("ratio", "number"):
        return _scaled(quantity, 1, 2 if quantity.kind == "ratio" else 1)
    return _scaled(quantity, 1, 1) if quantity.kind == "percent" and "%" in quantity.text else None


def _score(quantity: Quantity, _: Variable) -> Converted | None:
    if quantity.kind == "number" or (quantity.kind == "count" and quantity.unit == "分"):
        return _scaled(quantity, 1, 2 if quantity.kind == "count" else 1)
    return None


_CONVERTERS = {
    "share": _share, "money": _money, "count": _count, "duration": _duration, "hours": _hours, "minutes": _minutes,
    "days": _days, "ratio": _ratio, "score": _score,
}  # fmt: skip
