"""Amounts per period: 一天三条, 2000/天, 一周播五天, 一个月投六万, 两天一更."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.understanding.numerals import read_numeral
from bot.understanding.quantity import Quantity
from bot.understanding.units import DAY, HOUR, MONTH, WEEK, YEAR

PERIOD_SECONDS = {"小时": HOUR, "天": DAY, "周": WEEK, "月": MONTH, "年": YEAR}


@dataclass(frozen=True)
class Period:
    """A stretch of time or a session at text[start:end] that something is counted per."""

    name: str
    start: int
    end: int
    times: float = 1.0


_NOT_A_PERIOD_BEFORE = r"(?<![有那第哪这某头前后昨今了过快满近才刚播])"
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("天", re.compile(
        r"每一?天|每日|天天|日均|单日|daily|(?<![\d一每半今当次])日(?=[销播耗发更投出烧花]|预算|消耗|单量?|流水|营业|gmv)|"
        + _NOT_A_PERIOD_BEFORE + r"[一1](?:天|日)(?![前后内以之左到比天])")),
    ("周", re.compile(
        r"每个?(?:周|星期|礼拜)(?![一二三四五六日天](?![天场次条更个单]))|周均|[这本上]个?(?:周|星期|礼拜)(?=一共|总共|投|花|烧|卖)|(?<![每一上下本这\d])周(?=[播更])|"
        + _NOT_A_PERIOD_BEFORE + r"[一1]个?(?:周|星期|礼拜)(?![前后内以之左年])")),
    ("月", re.compile(
        r"每个?月|月均|[上这本当]个?月(?!的?货)|(?<![个每上这本当一\d半俩仨几])月(?=[销耗入投卖更]|消耗|流水|"
        r"营业|gmv|预算)|"
        + _NOT_A_PERIOD_BEFORE + r"(?:[一1]个月(?![前后内以之左])|[一1]月(?![前后内以之左份底初\d]))")),
    ("年", re.compile(
        r"每一?年|(?<![\d今去前明当一两每])年(?=[销入]|流水|营业|gmv)|"
        + _NOT_A_PERIOD_BEFORE + r"[一1]年(?![前后内以之左半多到来级])")),
    ("小时", re.compile(r"每个?(?:小时|钟头)|(?<!(?<!主)播)(?<![了过])[一1]个?(?:小时|钟头)(?![前后内以之左半多])")),
    ("场", re.compile(
        r"每一?[场次]|单场|场均|(?<![有那第哪这某上下了过])[一1](?:场(?:直播|下来|播下来)?(?![景地观])|"
        r"次(?![性品]))"
    )),
)  # fmt: skip
_AFTER = re.compile(
    r"\s?(?P<sign>/|每|一|每一|per\s?)个?(?P<name>天|日|days?(?![a-z])|d(?![a-z])|周|星期|礼拜|week|月|month|"
    r"场|小时|h(?![a-z])|年)(?![\d前后内])"
)
_OTHER_WORD = frozenset("观景地均")
_NAMES = {
    "日": "天",
    "day": "天",
    "days": "天",
    "d": "天",
    "星期": "周",
    "礼拜": "周",
    "week": "周",
    "month": "月",
    "h": "小时",
}
_EVERY_FEW_DAYS = re.compile(
    r"隔(?:一?天|日)(?:[播发更拍]?一?[条场次更](?!新)|[播发更拍])?|(?P<days>[两二三四五六七八九]{1,2}|十|\d{1,2}(?:-\d)?)[天日](?:才|先|得|就)*"
    r"[发播更拍出]?[一1](?P<unit>[更条个播场次发])"
)
_BREAK = re.compile(r"[，。！？；,!?;\n]")
_LONGEST_GAP = 10
_SUMMED = re.compile(r"(?:下来)?(?:一共|总共|共|合计|才|就|只)?(?:[出卖成做发播投花烧涨]了?|成交)")


def join_periods(text: str, amounts: Sequence[Quantity]) -> list[Quantity]:
    """Turns amounts with a period into rates. Periods themselves (一天, 每场) are no quantities of their own."""
    amounts = _every_few_days(text, amounts)
    periods = _periods(text, amounts)
    ends = [period.end for period in periods]
    starts = {period.start for period in periods}
    taken: dict[int, Period] = {}
    for index, amount in enumerate(amounts):
        following = amounts[index + 1 : index + 3]
        earlier = bisect_right(ends, amount.start)
        before = periods[earlier - 1] if earlier else None
        if before is not None and index and amounts[index - 1].start >= before.end:
            before = None
        own = amount.start in starts and amount.kind == "duration"
        period = (None if own else _period_after(text, amount, following)) or _period_before(text, amount, before)
        if period is not None:
            taken[index] = period
    used = {position for period in taken.values() for position in range(period.start, period.end)}
    joined = []
    for index, amount in enumerate(amounts):
        if index in taken:
            joined.append(_rate(amount, taken[index]))
        elif not used.issuperset(range(amount.start, amount.end)):
            joined.append(amount)
    return _without_overlaps(joined)


def _every_few_days(text: str, amounts: Sequence[Quantity]) -> list[Quantity]:
    """隔天播, 两天一更, 三天一条: so many times a day."""
    rates = []
    for match in _EVERY_FEW_DAYS.finditer(text):
        days = _interval(match.group("days")) if match.group("days") else (2.0, 2.0)
        low, high = round(1 / days[1], 9), round(1 / days[0], 9)
        said = match.group("unit") or match.group()[-1]
        unit = said if said in ("条", "个", "场") else "次"
        rates.append(
            Quantity(low, high, "rate", f"{unit}/天", match.group(), match.start(), match.end(), "天", "count")
        )
    return sorted([*rates, *_outside(amounts, rates)], key=lambda one: one.start)


def _interval(text: str) -> tuple[float, float]:
    """两三 and 2-3, lowest and highest."""
    first, _, last = text.partition("-")
    numbers = [number for number in (read_numeral(first, 0), read_numeral(last, 0)) if number is not None]
    return (numbers[0].low, numbers[-1].high)


def _outside(amounts: Sequence[Quantity], rates: Sequence[Quantity]) -> list[Quantity]:
    covered = {position for rate in rates for position in range(rate.start, rate.end)}
    return [amount for amount in amounts if covered.isdisjoint(range(amount.start, amount.end))]


def _periods(text: str, amounts: Sequence[Quantity]) -> list[Period]:
    named = [Period(name, match.start(), match.end()) for name, pattern in _PERIODS for match in pattern.finditer(text)]
    starts = {period.start for period in named}
    summed = [
        Period("天", amount.start, amount.end, amount.low / DAY)
        for amount in amounts
        if amount.kind == "duration"
        and amount.low is not None
        and amount.value is not None
        and amount.low >= DAY
        and amount.start not in starts
        and _SUMMED.match(text, amount.end)
        and not re.search(r"[播做开干]了?$|[前第]$", text[max(0, amount.start - 2) : amount.start])
    ]
    return sorted([*named, *summed], key=lambda period: period.end)


def _period_before(text: str, amount: Quantity, period: Period | None) -> Period | None:
    """The nearest period before an amount, when it is in the same clause."""
    if period is None or not _fits(text[period.end : amount.start], amount, period):
        return None
    return period


def _period_after(text: str, amount: Quantity, following: Sequence[Quantity]) -> Period | None:
    """三条一天, 2000/天; a period followed by an amount of its own belongs to that one."""
    match = _AFTER.match(text, amount.end)
    if match is None or amount.per is not None:
        return None
    if match.group("sign") != "/" and text[match.end() : match.end() + 1] in _OTHER_WORD:
        return None
    name = _NAMES.get(match.group("name"), match.group("name"))
    period = Period(name, match.start(), match.end())
    if not _sensible(amount, period):
        return None
    follower = next((other for other in following if other.start >= match.end()), None)
    has_own_amount = follower is not None and _fits(text[match.end() : follower.start], follower, period)
    return None if has_own_amount and match.group("sign") != "/" else period


def _fits(gap: str, amount: Quantity, period: Period) -> bool:
    return len(gap) <= _LONGEST_GAP and not _BREAK.search(gap) and amount.per is None and _sensible(amount, period)


def _sensible(amount: Quantity, period: Period) -> bool:
    """A share is never per period, and a time is shorter than what it is per."""
    if amount.kind in ("percent", "ratio"):
        return False
    if amount.kind == "duration" and period.name in PERIOD_SECONDS:
        top = amount.high if amount.high is not None else amount.low
        return top is not None and top <= PERIOD_SECONDS[period.name] * period.times
    return True


def _rate(amount: Quantity, period: Period) -> Quantity:
    """Durations of hours and less stay durations (with their period); everything else becomes a rate."""
    start, end = min(amount.start, period.start), max(amount.end, period.end)
    if amount.kind == "duration":
        if period.name in ("场", "天", "小时") or (amount.low or amount.high or 0) < DAY:
            return replace(amount, per=period.name)
        amount = replace(amount, unit="天", low=_divided(amount.low, DAY), high=_divided(amount.high, DAY))
    unit = f"{amount.unit or ''}/{period.name}"
    low, high = _divided(amount.low, period.times), _divided(amount.high, period.times)
    return replace(
        amount, low=low, high=high, kind="rate", unit=unit, start=start, end=end, per=period.name, of=amount.kind
    )


def _divided(figure: float | None, by: float) -> float | None:
    return None if figure is None else round(figure / by, 9)


def _without_overlaps(quantities: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in sorted(quantities, key=lambda one: (one.start, one.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept
