"""Two numbers that say one thing: 一百个人买俩, 十单退七单, 投一块回八毛, 成本六十卖一百, 自然付费三七开."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.quantity import Quantity
from bot.understanding.units import DAY, HOUR, WEEK


@dataclass(frozen=True)
class Pair:
    """What two neighbouring quantities (or one ratio) say about a variable; `used` are their places in the list."""

    variable: str
    low: float
    high: float
    start: int
    end: int
    used: tuple[int, ...]


_PEOPLE = r"(?:个?人|人次|观众|看播)?"
_BETWEEN = r"[^，。！？；,!?;\d]{0,9}"

# What is said between and just after a larger and a smaller count, in the order in which the patterns are tried.
_PARTS_OF_WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("return_rate", re.compile(r"退")),
    ("repurchase_rate", re.compile(r"回来|回头|复购|回购|再买|再来买")),
    ("follow_rate", re.compile(r"关注|转粉|加粉|涨粉")),
    ("interaction_rate", re.compile(r"评论|扣字|扣屏|扣1|互动|说话")),
    ("click_to_order_rate", re.compile(r"点(?:了|进|开|链接|的人).{0,6}(?:买|下单|成|拍|付)")),
    ("product_click_rate", re.compile(r"点(?:链接|商品|开|小黄车|进|击|了)|(?<![几一二三四五六七八九十])点$")),
    ("conversion_rate", re.compile(r"买|下单|成交|成(?=$|一|了)|付款|付钱|拍下|出单|卖")),
    ("entry_rate", re.compile(r"进来|进房|进直播间|点进来")),
)
# A bare number is a crowd only when something says so: 曝光一万进来一千.
_CROWD = re.compile(r"看|进|曝光|场观|人|刷到|点|观众")
_COUNTED = frozenset({"count", "number"})
_LONGEST_GAP = 12
_AFTER = 6


def find_pairs(text: str, quantities: Sequence[Quantity]) -> list[Pair]:
    """All pairs of a folded text; no quantity is used twice."""
    pairs: list[Pair] = []
    used: set[int] = set()
    for index, first in enumerate(quantities):
        if index in used:
            continue
        pair = _free_and_paid_ratio(text, index, first)
        if pair is None and index + 1 < len(quantities):
            pair = _pair(text, index, first, quantities[index + 1])
        if pair is not None:
            pairs.append(pair)
            used.update(pair.used)
    return pairs


def _pair(text: str, index: int, first: Quantity, second: Quantity) -> Pair | None:
    between = text[first.end : second.start]
    if len(between) > _LONGEST_GAP or re.search(r"[。！？；!?;\n]", between):
        return None
    if first.value is None or first.value <= 0 or second.low is None or second.high is None:
        return None
    return (
        _days_on_and_off(text, index, first, second)
        or _hours_by_part_of_day(text, index, first, second)
        or _return_on_spend(text, index, first, second)
        or _margin(text, index, first, second)
        or _part(text, index, first, second)
    )


def _part(text: str, index: int, whole: Quantity, part: Quantity) -> Pair | None:
    """一百个人买俩: the smaller count as a share of the larger one."""
    if whole.kind not in _COUNTED or part.kind not in _COUNTED or whole.value is None:
        return None
    assert part.low is not None and part.high is not None
    if part.high > whole.value or re.search(r"到|至|不是|或", text[whole.end : part.start]):
        return None
    before = text[max(0, whole.start - 4) : whole.start]
    after = re.split(r"[，。！？；,!?;\n\s]", text[part.end : part.end + _AFTER])[0]
    around = before + text[whole.end : part.start] + (part.unit or "") + "|" + after
    if whole.unit is None and not _CROWD.search(text[max(0, whole.start - 6) : part.start]):
        return None
    for variable, pattern in _PARTS_OF_WHOLE:
        if variable == "entry_rate" and not re.search(r"曝光|刷到", before):
            continue
        if pattern.search(_without_bar(variable, around, before)):
            low, high = part.low / whole.value, part.high / whole.value
            return Pair(variable, low, high, whole.start, part.end, (index, index + 1))
    return None


def _without_bar(variable: str, around: str, before: str) -> str:
    """点进去十个买一个 reads as one phrase; elsewhere what stands before the first number does not count."""
    joined = around.replace("|", "")
    return joined if variable in ("click_to_order_rate", "return_rate") else joined[len(before) :]


def _days_on_and_off(text: str, index: int, on: Quantity, off: Quantity) -> Pair | None:
    """播三天歇两天: so many days a week on average."""
    if (
        on.kind != "duration"
        or off.kind != "duration"
        or not on.value
        or not off.value
        or max(on.value, off.value) > WEEK
    ):
        return None
    if not re.search(r"播$", text[: on.start][-2:]) or not re.fullmatch(
        r"[，,\s]?(?:就|再)?(?:歇|停|休息?)", text[on.end : off.start]
    ):
        return None
    days = 7 * on.value / (on.value + off.value)
    return Pair("live_days_per_week", days, days, on.start, off.end, (index, index + 1))


_PART_OF_DAY = re.compile(r"(?:早上|上午|中午|下午|晚上|白天|凌晨|早|晚)(?:播|直播|大概|各)*$")


def _hours_by_part_of_day(text: str, index: int, first: Quantity, second: Quantity) -> Pair | None:
    """上午三小时，晚上四小时 is seven hours a day."""
    if first.kind != "duration" or second.kind != "duration" or second.low is None or second.high is None:
        return None
    if first.low is None or first.high is None or max(first.high, second.high) >= DAY:
        return None
    if not all(_PART_OF_DAY.search(text[max(0, one.start - 6) : one.start]) for one in (first, second)):
        return None
    low, high = (first.low + second.low) / HOUR, (first.high + second.high) / HOUR
    return Pair("live_hours_per_day", low, high, first.start, second.end, (index, index + 1))


_SPENT = re.compile(r"(?:投|花|充|烧|砸|付)(?:了|出去|个)?$")
_EARNED = re.compile(
    r"^(?:就|才|只|也就|大概|能|差不多)*(?:回|产出|赚|卖|出|换|做|带来)(?:来|个|回来?|到)?(?:大概|差不多)?$"
)


def _return_on_spend(text: str, index: int, spent: Quantity, earned: Quantity) -> Pair | None:
    """投一块回八毛."""
    if not {spent.kind, earned.kind} <= {"money", "number"} or not spent.value:
        return None
    between = text[spent.end : earned.start].strip(" ，,")
    if not _SPENT.search(text[max(0, spent.start - 4) : spent.start]) or not _EARNED.match(between):
        return None
    assert earned.low is not None and earned.high is not None
    return Pair(
        "qianchuan_roi",
        earned.low / spent.value,
        earned.high / spent.value,
        spent.start,
        earned.end,
        (index, index + 1),
    )


_COST = re.compile(r"成本(?:大概|差不多|就|要|是|价)*$")
_PROFIT = re.compile(r"(?:的?货?)?(?:能|可以|大概|差不多|就|才|也就|只)*(?:赚|挣|落|剩)(?:个|下)?(?:大概|差不多)?")
_PRICE = re.compile(r"(?:卖|售价|卖价|价格|定价)(?:大概|差不多|就|是|到)*$|^$")


def _margin(text: str, index: int, first: Quantity, second: Quantity) -> Pair | None:
    """一百块成本六十, 成本六十卖一百: what is left of the price."""
    if not {first.kind, second.kind} <= {"money", "number"}:
        return None
    before, between = text[max(0, first.start - 6) : first.start], text[first.end : second.start].strip(" ，,的")
    if _COST.search(between):
        price, cost = first, second
    elif _PROFIT.fullmatch(between) and re.search(r"(?:卖|[一每]\S|售价|客单价?)$|块|元", before + first.text):
        return _share_of(first, second, index)
    elif _COST.search(before) and _PRICE.search(between):
        price, cost = second, first
    else:
        return None
    if not price.value or cost.value is None or cost.value >= price.value:
        return None
    margin = 1 - cost.value / price.value
    return Pair("gross_margin", margin, margin, first.start, second.end, (index, index + 1))


def _share_of(price: Quantity, profit: Quantity, index: int) -> Pair | None:
    """卖一百挣四十."""
    if not price.value or profit.value is None or profit.value >= price.value:
        return None
    margin = profit.value / price.value
    return Pair("gross_margin", margin, margin, price.start, profit.end, (index, index + 1))


_FREE = r"自然流?量?|免费流?量?"
_PAID = r"付费流?量?|投流|投放|买的"
_FREE_FIRST = re.compile(rf"(?:{_FREE})\s?(?:和|跟|比|对|:|、)?\s?(?:{_PAID})[^，。！？；,!?;]{{0,6}}$")
_PAID_FIRST = re.compile(rf"(?:{_PAID})\s?(?:和|跟|比|对|:|、)?\s?(?:{_FREE})[^，。！？；,!?;]{{0,6}}$")


def _free_and_paid_ratio(text: str, index: int, ratio: Quantity) -> Pair | None:
    """自然:付费 3:7, 付费自然六四开."""
    if ratio.kind != "ratio" or ratio.value is None:
        return None
    before = text[max(0, ratio.start - 16) : ratio.start]
    share = 1 / (1 + ratio.value)
    if _FREE_FIRST.search(before):
        return Pair("free_traffic_share", share, share, ratio.start, ratio.end, (index,))
    if _PAID_FIRST.search(before):
        return Pair("paid_traffic_share", share, share, ratio.start, ratio.end, (index,))
    return None


# One number or none, but the words around it decide.

_WHOLLY = re.compile(
    r"(?P<hedge>基本上?|几乎|差不多|主要|大部分)?(?:都|也|就)?(?:全靠|全是|都是靠?|都靠|全部靠?|百分百靠?|纯靠?)"
    r"(?:(?P<free>自然流?量?|免费流?量?|自然推荐)|(?P<paid>付费流?量?|投流|投放|千川|买的?流?量?|投(?!手)))"
)
_ALMOST_ALL = 0.9


def wholly(text: str) -> Iterator[tuple[str, float, int, int]]:
    """全靠投, 基本全靠自然: variable, lowest share, start, end. 基本 leaves room: at least nine tenths."""
    for match in _WHOLLY.finditer(text):
        variable = "free_traffic_share" if match.group("free") else "paid_traffic_share"
        yield variable, _ALMOST_ALL if match.group("hedge") else 1.0, match.start(), match.end()
