"""Bounds of a quantity, said just before or just after it: 不到一万, 一万以上, 快三个月, 两千出头."""

from __future__ import annotations

import re

from bot.understanding.quantity import Quantity, quantity_at

_BELOW = re.compile(
    r"(?:还?(?:不到|不足|不满|没到|未到|没满)|(?<!不)(?:低于|少于|小于)|不及|(?:没有?|不|未)(?:超过?|高于|多于)|没过|没破"
    r"|达不到|到不了|不够|"
    r"最多|顶多|顶天|至多|最高也?就|撑死|<=?|≤)(?:也?就|大概|大约|个)?\s?$"
)
_ABOVE = re.compile(
    r"(?:超过|超出|高于|大于|多于|不(?:低于|少于|小于|下于?)|至少|起码|最少|少说|突破|(?<!没)破|(?:刚|已经?|早就?|都|"
    r"也)过|(?<![没不])超|>=?|≥)(?:了|有|也有|个)?\s?$"
)
_NEAR = re.compile(r"(?:快要?|将近|接近|差不多快?到|差一?点|(?<![最附])近|奔|小(?=$))(?:到|有|是|个)?\s?$")
_FEW = re.compile(r"没$")
_BELOW_AFTER = re.compile(
    r"\s?(?:以下|以内|之内|不到(?![\d一二三四五六七八九十百千万两几半])|都不到|也不到|都没到|都没有?|"
    r"也没有?(?=$|[，。！,!\s])|都?(?:卖|做|到|有|拿|出)不(?:到|了|上)(?![\d一二三四五六七八九十百千万两几半])|不够|封顶|顶天|打不住?顶)"
)
_ABOVE_AFTER = re.compile(
    r"\s?(?:以上|往上|开外|\+|起步?(?![号播来码初盘飞床家点订不的了过做作因送])|打底|朝上|都不止|不止)"
)
_JUST_ABOVE_AFTER = re.compile(r"出头|挂零|冒头|冒尖")
_NEAR_SHARE = 0.9
_JUST_ABOVE = 1.1
_RECENT = re.compile(r"(?<!将)近$")


def bounded(text: str, quantity: Quantity, earliest: int) -> Quantity:
    """Applies 不到, 以上, 快 and the like, written just before or just after."""
    before = text[max(earliest, quantity.start - 8) : quantity.start]
    if match := _BELOW.search(before):
        return _extend(text, quantity, match, before, None, quantity.high)
    if match := _ABOVE.search(before):
        return _extend(text, quantity, match, before, quantity.low, None)
    if quantity.text.startswith("几") and (match := _FEW.search(before)):
        return _extend(text, quantity, match, before, None, quantity.high)
    if match := _BELOW_AFTER.match(text, quantity.end):
        return quantity_at(text, quantity.start, match.end(), None, quantity.high, quantity.kind, quantity.unit)
    if match := _ABOVE_AFTER.match(text, quantity.end):
        return quantity_at(text, quantity.start, match.end(), quantity.low, None, quantity.kind, quantity.unit)
    if (match := _JUST_ABOVE_AFTER.match(text, quantity.end)) and quantity.high is not None:
        high = quantity.high * _JUST_ABOVE
        return quantity_at(text, quantity.start, match.end(), quantity.low, high, quantity.kind, quantity.unit)
    if (match := _NEAR.search(before)) and quantity.low is not None and not _is_window(quantity, before):
        return _extend(text, quantity, match, before, quantity.low * _NEAR_SHARE, quantity.high)
    return quantity


def _is_window(quantity: Quantity, before: str) -> bool:
    """近30天 is a window of time, not almost thirty days."""
    return quantity.kind == "duration" and _RECENT.search(before) is not None


def _extend(
    text: str, quantity: Quantity, match: re.Match[str], before: str, low: float | None, high: float | None
) -> Quantity:
    start = quantity.start - len(before) + match.start()
    return quantity_at(text, start, quantity.end, low, high, quantity.kind, quantity.unit)
