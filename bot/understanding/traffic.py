"""How merchants share out free and paid traffic: 全靠投, 基本全靠自然流, 自然付费三七开."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.quantity import Quantity

_FREE = r"(?:自然流?量?|免费流?量?|自然推荐)"
_PAID = r"(?:付费流?量?|投流|投放|千川|买的?流?量?|投(?!手))"
_ALL = r"(?:全靠|全是|都是靠?|都靠|全部靠?|百分百靠?|纯靠?)"
_WHOLLY = re.compile(rf"(?P<hedge>基本上?|几乎|差不多|主要|大部分)?[都也就]?{_ALL}(?:(?P<free>{_FREE})|{_PAID})")
_AND = r"\s?[和跟比对:、]?\s?"
_TO_THE_RATIO = r"[^，。！？；,!?;]{0,6}$"
_FREE_FIRST = re.compile(_FREE + _AND + _PAID + _TO_THE_RATIO)
_PAID_FIRST = re.compile(_PAID + _AND + _FREE + _TO_THE_RATIO)
_LOOK_BACK = 16
# 基本 leaves room: at least nine tenths.
_ALMOST_ALL = 0.9


@dataclass(frozen=True)
class TrafficShare:
    """A share of the traffic, between `low` and `high`, at folded_text[start:end]."""

    variable: str
    low: float
    high: float
    start: int
    end: int


def traffic_shares(text: str, quantities: Sequence[Quantity]) -> Iterator[TrafficShare]:
    """What a folded text says of the shares of free and paid traffic without naming a percentage."""
    for match in _WHOLLY.finditer(text):
        variable = "free_traffic_share" if match.group("free") else "paid_traffic_share"
        yield TrafficShare(variable, _ALMOST_ALL if match.group("hedge") else 1.0, 1.0, match.start(), match.end())
    for ratio in quantities:
        if ratio.kind == "ratio" and ratio.value is not None:
            yield from _of_ratio(text, ratio, ratio.value)


def _of_ratio(text: str, ratio: Quantity, value: float) -> Iterator[TrafficShare]:
    """自然:付费 3:7, 付费自然六四开."""
    before = text[max(0, ratio.start - _LOOK_BACK) : ratio.start]
    share = round(1 / (1 + value), 6)
    for variable, pattern in (("free_traffic_share", _FREE_FIRST), ("paid_traffic_share", _PAID_FIRST)):
        if pattern.search(before):
            yield TrafficShare(variable, share, share, ratio.start, ratio.end)
            return
