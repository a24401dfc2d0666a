"""Two numbers that say one thing: 一百个人买俩, 十单退七单, 投一块回八毛, 成本六十卖一百, 播三天歇两天."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.understanding.quantity import Quantity
from bot.understanding.units import DAY, HOUR, WEEK


@dataclass(frozen=True)
class Pair:
    """What two neighbouring quantities say about a variable, in its unit, at text[start:end]."""

    variable: str
    low: float
    high: float
    start: int
    end: int


@dataclass(frozen=True)
class _Neighbours:
    """Two quantities and the words around them; the first is exact and above zero, the second has both sides."""

    text: str
    first: Quantity
    second: Quantity
    value: float
    low: float
    high: float

    @property
    def between(self) -> str:
        return self.text[self.first.end : self.second.start]

    @property
    def after(self) -> str:
        """The next few characters of the clause."""
        return _CLAUSE_END.split(self.text[self.second.end : self.second.end + _LONGEST_AFTER])[0]

    def before(self, length: int) -> str:
        return self.text[max(0, self.first.start - length) : self.first.start]

    def are(self, *kinds: str) -> bool:
        return self.first.kind in kinds and self.second.kind in kinds

    def say(self, variable: str, low: float, high: float) -> Pair:
        return Pair(variable, low, high, self.first.start, self.second.end)


_CLAUSE_END = re.compile(r"[，。！？；,!?;\n\s]")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_LONGEST_BETWEEN = 12
_LONGEST_AFTER = 6


def find_pairs(text: str, quantities: Sequence[Quantity]) -> Iterator[Pair]:
    """All pairs of a folded text; no quantity is used twice."""
    last_end = 0
    for first, second in pairwise(quantities):
        if first.start < last_end:
            continue
        pair = _pair(text, first, second)
        if pair is not None:
            last_end = pair.end
            yield pair


def _pair(text: str, first: Quantity, second: Quantity) -> Pair | None:
    between = text[first.end : second.start]
    if len(between) > _LONGEST_BETWEEN or _SENTENCE_END.search(between):
        return None
    if not first.value or second.low is None or second.high is None:
        return None
    neighbours = _Neighbours(text, first, second, first.value, second.low, second.high)
    for reader in (
        _days_on_and_off,
        _hours_by_part_of_day,
        _return_on_spend,
        _return_on_daily_spend,
        _margin,
        _part_of_whole,
    ):
        if pair := reader(neighbours):
            return pair
    return None


# Time on air

_ON_AIR = re.compile(r"播$")
_OFF_AIR = re.compile(r"[，,\s]?(?:就|再)?(?:歇|停|休息?)")
_PART_OF_DAY = re.compile(
    r"(?:早上|上午|中午|下午|晚上|白天|凌晨|早起|暗时|早间|晚间|[早晚日夜午]场|早|晚)(?:播|直播|大概|各)*$"
)


def _days_on_and_off(pair: _Neighbours) -> Pair | None:
    """播三天歇两天: so many days a week on average."""
    if not pair.are("duration") or max(pair.value, pair.high) > WEEK:
        return None
    if not _ON_AIR.search(pair.before(1)) or not _OFF_AIR.fullmatch(pair.between):
        return None
    days = 7 * pair.value / (pair.value + pair.low)
    return pair.say("live_days_per_week", days, days)


def _hours_by_part_of_day(pair: _Neighbours) -> Pair | None:
    """上午三小时，晚上四小时 is seven hours a day."""
    if not pair.are("duration") or max(pair.value, pair.high) >= DAY:
        return None
    if not _PART_OF_DAY.search(pair.before(6)) or not _PART_OF_DAY.search(pair.between):
        return None
    return pair.say("live_hours_per_day", (pair.value + pair.low) / HOUR, (pair.value + pair.high) / HOUR)


# Money

_SPENT = re.compile(r"(?:投|花|充|烧|砸|付)(?:了|出去|个)?$")
_SPENDS = re.compile(r"[投花充烧砸]")
_EARNED = re.compile(
    r"[ ，,]*(?:就|才|只|也就|大概|能|差不多)*(?:回|产出|赚|卖|出|换|做|带来)(?:来|个|到)?(?:大概|差不多)?[ ，,]*"
)
_COST = re.compile(r"成本(?:大概|差不多|就|要|是|价|\s)*$")
_SOLD_FOR = re.compile(r"(?:(?:卖|售价|卖价|价格|定价)(?:大概|差不多|就|是|到)*|^)[ ，,的]*$")
_PROFIT = re.compile(r"[ ，,的]*货?(?:能|可以|大概|差不多|就|才|也就|只)*(?:赚|挣|落|剩)(?:个|下)?(?:大概|差不多)?")
_IS_PRICE = re.compile(r"(?:卖|[一每]\S|售价|客单价?)$")


def _return_on_spend(pair: _Neighbours) -> Pair | None:
    """投一块回八毛."""
    if not pair.are("money", "number") or not _SPENT.search(pair.before(4)) or not _EARNED.fullmatch(pair.between):
        return None
    return pair.say("qianchuan_roi", pair.low / pair.value, pair.high / pair.value)


def _return_on_daily_spend(pair: _Neighbours) -> Pair | None:
    """一天花两万，卖四万: what is sold for so much is no single piece; the spend stays a figure of its own."""
    if pair.first.unit not in ("元/天", "/天") or pair.second.kind not in ("money", "number"):
        return None
    if not _SPENDS.search(pair.before(4) + pair.first.text) or not _EARNED.fullmatch(pair.between):
        return None
    return replace(pair.say("qianchuan_roi", pair.low / pair.value, pair.high / pair.value), start=pair.second.start)


def _margin(pair: _Neighbours) -> Pair | None:
    """一百块成本六十, 成本六十卖一百, 卖一百挣四十: what is left of the price."""
    if not pair.are("money", "number") or pair.low != pair.high:
        return None
    if _COST.search(pair.between):
        margin = 1 - pair.low / pair.value
    elif _COST.search(pair.before(6)) and _SOLD_FOR.search(pair.between) and pair.low > 0:
        margin = 1 - pair.value / pair.low
    elif _PROFIT.fullmatch(pair.between) and (_IS_PRICE.search(pair.before(4)) or pair.first.kind == "money"):
        margin = pair.low / pair.value
    else:
        return None
    return pair.say("gross_margin", margin, margin) if 0 < margin < 1 else None


# Parts of a whole: what is said between and just after a larger and a smaller count, in the order they are tried.

_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("return_rate", re.compile(r"退|发[^，。]{0,8}回来")),
    ("repurchase_rate", re.compile(r"回来|回头|复购|回购|再买|再来买")),
    ("follow_rate", re.compile(r"关注|转粉|加粉|涨粉")),
    ("interaction_rate", re.compile(r"评论|扣字|扣屏|扣1|互动|说话")),
    ("click_to_order_rate", re.compile(r"点(?:了|进|开|完|链接|商品|的人).{0,12}(?:买|下单|成|拍|付)")),
    ("product_click_rate", re.compile(r"点(?:链接|商品|开|小黄车|购物车|进|击|了)")),
    ("conversion_rate", re.compile(r"买|下单|成交|成(?=$|一|了)|付款|付钱|掏(?:钱|腰包)|拍下|出单|卖")),
    ("entry_rate", re.compile(r"进来|进房|进直播间|点进来")),
)
# 点进去十个买一个, 退货十单里三单: here what stands before the larger count says what is meant.
_SAID_BEFORE = frozenset({"click_to_order_rate", "return_rate"})
_EXPOSED = re.compile(r"曝光|刷到")
# A bare number is a crowd only when something says so: 曝光一万进来一千.
_CROWD = re.compile(r"看|进|曝光|场观|人|刷到|点|观众")
# 场观2000，成交20单: two figures of their own.
_AUDIENCE = re.compile(r"场观[是有]?$")
_NO_PART = re.compile(r"到|至|不是|或|没")


_TWO = 2
_ONE_EACH = re.compile(r"[^。！？；!?;\n]{0,16}?(?<![第统每])一[个家间款边头]")


def _is_told_apart(pair: _Neighbours) -> bool:
    """两个店，一个卖女装一个卖零食: two things one by one are no half."""
    one_by_one = pair.value == pair.high == 1
    said_once = pair.value == _TWO and pair.second.text.startswith("一")
    return one_by_one or (said_once and _ONE_EACH.match(pair.text, pair.second.end) is not None)


def _part_of_whole(pair: _Neighbours) -> Pair | None:
    """一百个人买俩: the smaller count as a share of the larger one."""
    if not pair.are("count", "number") or pair.high > pair.value or _NO_PART.search(pair.between):
        return None
    if _AUDIENCE.search(pair.before(4)) or _is_told_apart(pair):
        return None
    if pair.first.unit is None and not _CROWD.search(pair.before(6) + pair.between):
        return None
    before, said = pair.before(4), pair.between + (pair.second.unit or "") + pair.after
    for variable, pattern in _PARTS:
        if variable == "entry_rate" and not _EXPOSED.search(before):
            continue
        if pattern.search(before + said if variable in _SAID_BEFORE else said):
            return pair.say(variable, pair.low / pair.value, pair.high / pair.value)
    return None
