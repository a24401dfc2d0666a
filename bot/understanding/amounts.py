"""Single amounts: a number, perhaps with a unit, a partner (三到五条, 1:2.5) and a bound (不到, 以上)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from bot.understanding.bounds import bounded
from bot.understanding.not_numbers import barred_places
from bot.understanding.numerals import Numeral, read_numeral, read_partner
from bot.understanding.quantity import Quantity, quantity_at
from bot.understanding.set_phrases import LONG_UNITS, read_half, read_set_phrase
from bot.understanding.units import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR, Kind, Unit, read_unit

_CANDIDATE = re.compile(r"[\d¥r.零廿卅人一二三四五六七八九十百千万亿两俩仨几数半对大小好上过破近成个块没]")
_FIGURE = re.compile(r"[\d,.]+")

# An amount, or None for a number that is none (a time of the day), and where to read on.
Found = tuple[Quantity | None, int]


def scan_amounts(text: str) -> Iterator[Quantity]:
    """The amounts of a folded text in reading order, without overlaps."""
    barred = barred_places(text)
    position = last_end = 0
    while match := _CANDIDATE.search(text, position):
        start = match.start()
        if start in barred:
            position = barred[start]
            continue
        found = _amount_at(text, start)
        if found is None:
            position = _behind_figure(text, start)
            continue
        amount, position = found
        if amount is not None:
            amount = bounded(text, amount, last_end)
            yield amount
            position = last_end = amount.end


def _behind_figure(text: str, start: int) -> int:
    """Where to go on after a place without an amount: no amount begins inside a run of figures."""
    match = _FIGURE.match(text, start)
    return match.end() if match else start + 1


def _amount_at(text: str, start: int) -> Found | None:
    """What begins at `start`; None when nothing does."""
    if phrase := read_set_phrase(text, start):
        return phrase, phrase.end
    if reach := _said_twice(text, start):
        return reach, reach.end
    if split := _split_in_ten(text, start):
        return split, split.end
    if times := _minutes_or_clock(text, start):
        return times
    number = read_numeral(text, start)
    return None if number is None else _of_numeral(text, number)


# A range said as two amounts in a row: 十个八个, 三百五百, 三两天, 十天半个月

_DIGIT_IN_WORDS = "[一二两三四五六七八九十]"
_TWICE = re.compile(
    rf"(?P<first>{_DIGIT_IN_WORDS})(?P<scale>[十百千万]?)(?P<unit>[个块条单天件场次款])?"
    rf"(?P<second>{_DIGIT_IN_WORDS})(?P=scale)(?(unit)(?P=unit)|(?P<after>(?:[个块条单天件场次款人]|$|(?=[，。！？；,!?;\s])))(?!半))"
)
_BACKWARDS = re.compile(r"三两(?=[个天条单场次块百千万])")
_TEN_OR_FIFTEEN_DAYS = re.compile(r"十天半个?月")
_NEXT_BUT_ONE = 2


def _said_twice(text: str, start: int) -> Quantity | None:
    if match := _TEN_OR_FIFTEEN_DAYS.match(text, start):
        return quantity_at(text, start, match.end(), 10 * DAY, 15 * DAY, "duration", "秒")
    if match := _BACKWARDS.match(text, start):
        return _with_unit(text, Numeral(2, 3, start, match.end(), 1))
    match = _TWICE.match(text, start)
    if match is None or not (match.group("unit") or match.group("scale")):
        return None
    first, second = (read_numeral(match.group(name), 0) for name in ("first", "second"))
    if first is None or second is None or (match.group("scale") == "十" and first.low == second.low):
        return None
    low, high = sorted((first.low, second.low))
    if not 0 < high - low <= _NEXT_BUT_ONE or (first.low == 10) is not (first.low > second.low):
        return None
    scale = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000}[match.group("scale")]
    unit = read_unit(text, match.end() - 1) if match.group("unit") or match.group("after") else None
    if unit is None:
        return quantity_at(text, start, match.end(), low * scale, high * scale, "number", None)
    low, high = low * scale * unit.factor, high * scale * unit.factor
    return quantity_at(text, start, unit.end, low, high, unit.kind, unit.name)


# Ratios and times of the day

_SPLIT = re.compile(r"(?P<first>[一二三四五六七八九])(?P<second>[一二三四五六七八九])[开分](?!钟|之)")
_RATIO_SIGN = re.compile(r"\s?[:比]\s?(?![如较起上])")
_MINUTES = re.compile(r"(?<![\d:])(?P<first>\d{1,2}):(?P<second>[0-5]\d)(?![\d:])")
_BEFORE_RATIO = re.compile(r"roi|投产|产出|投入|比")
_BEFORE_STAY = re.compile(r"停留|时长|看播?|stay")
_CLOCK = re.compile(r"点(?!儿)")
_BEFORE_POINTS = re.compile(r"(?:佣金?|返点|扣点|毛利|利润|转化|率|抽成?|给|占)[^，。！？；,!?;\d]{0,6}$")
# Two and a bit: ROI两点多.
_AND_MORE = re.compile(r"点多")
_BEFORE_SCORE = re.compile(r"(?:roi|投产比?|产出|分数?|dsr)[^，。！？；,!?;\d]{0,4}$")
_HOURS_OF_DAY = 24
_LOOK_BACK = 10


def _split_in_ten(text: str, start: int) -> Quantity | None:
    """三七开, 六四分: two digits that make ten."""
    match = _SPLIT.match(text, start)
    if match is None:
        return None
    first, second = (read_numeral(match.group(name), 0) for name in ("first", "second"))
    if first is None or second is None or first.low + second.low != 10:
        return None
    ratio = second.low / first.low
    return quantity_at(text, start, match.end(), ratio, ratio, "ratio", None)


def _minutes_or_clock(text: str, start: int) -> Found | None:
    """1:20 after 停留 is a minute and twenty seconds, after ROI a ratio, elsewhere a time of the day."""
    if signs := _MINUTES_AND_SECONDS.match(text, start):
        seconds = float(signs.group("minutes")) * MINUTE + float(signs.group("seconds"))
        return quantity_at(text, start, signs.end(), seconds, seconds, "duration", "秒"), signs.end()
    match = _MINUTES.match(text, start)
    before = text[max(0, start - _LOOK_BACK) : start]
    if match is None or _BEFORE_RATIO.search(before):
        return None
    if not _BEFORE_STAY.search(before):
        return None, match.end()
    seconds = float(match.group("first")) * MINUTE + float(match.group("second"))
    return quantity_at(text, start, match.end(), seconds, seconds, "duration", "秒"), match.end()


def _of_numeral(text: str, number: Numeral) -> Found | None:
    if ratio := _ratio(text, number):
        return ratio, ratio.end
    if _AND_MORE.match(text, number.end) and _BEFORE_SCORE.search(
        text[max(0, number.start - _LOOK_BACK) : number.start]
    ):
        end = number.end + 2
        return quantity_at(text, number.start, end, number.low, number.high + 1, "number", None), end
    is_hour = _CLOCK.match(text, number.end) and number.high <= _HOURS_OF_DAY and not read_partner(text, number)
    if is_hour and not _BEFORE_POINTS.search(text[max(0, number.start - _LOOK_BACK) : number.start]):
        return None, number.end + 1
    if is_hour:
        low, high, end = number.low / 100, number.high / 100, number.end + 1
        return quantity_at(text, number.start, end, low, high, "percent", None), end
    quantity = _with_unit(text, number)
    if quantity.kind == "number" and number.plain and not _stands_alone(text, quantity):
        return None
    return quantity, quantity.end


def _ratio(text: str, first: Numeral) -> Quantity | None:
    """1:2.5, 一比三."""
    sign = _RATIO_SIGN.match(text, first.end)
    second = read_numeral(text, sign.end()) if sign else None
    if second is None or first.low != first.high or first.low <= 0 or read_unit(text, second.end):
        return None
    return quantity_at(text, first.start, second.end, second.low / first.low, second.high / first.low, "ratio", None)


_ALONE_AFTER = re.compile(r"\s*(?:$|[，。！？；,!?;、\n]|左右|吧|以上|以下|上下|的样子|呢|啊|不到|倍|出头)")
_ALONE_BEFORE = re.compile(r"(?:^|[\s，。！？；,!?;:是到约就才有做了roi概]|不到|只有)$")


def _stands_alone(text: str, quantity: Quantity) -> bool:
    """One bare Chinese digit is a number only where nothing else can be meant: 「三」, roi三左右."""
    before = text[max(0, quantity.start - 3) : quantity.start]
    return bool(_ALONE_AFTER.match(text, quantity.end) and _ALONE_BEFORE.search(before))


# A numeral with its unit


def _with_unit(text: str, number: Numeral) -> Quantity:
    """A number or a range with what it counts, if it says so: 三到五条, 100+人, 两个多月."""
    low, high, end = read_partner(text, number) or (number.low, number.high, number.end)
    amount = Numeral(low, high, number.start, end, number.step, number.scale)
    if text.startswith("+", end):
        amount = replace(amount, high=math.inf, end=end + 1)
    if (halved := _and_a_half(text, amount)) is not None:
        return halved
    unit, more = _unit_after(text, amount.end)
    if unit is None and (each := _EACH.match(text, amount.end)):
        return quantity_at(text, amount.start, each.end(), amount.low, amount.high, "money", "元")
    if unit is None:
        return quantity_at(text, amount.start, amount.end, amount.low, amount.high, "number", None)
    quantity = _scaled(text, amount, unit, more)
    ranged = _until(text, quantity, unit) if number.end == end else None
    if ranged is None and unit.kind == "money" and (each := _EACH.match(text, quantity.end)):
        return replace(quantity, text=text[quantity.start : each.end()], end=each.end())
    return ranged or quantity


# 一百五一件, 39块8一斤: the price of one.
_EACH = re.compile(r"\s?(?:一|每|/)(?:件|斤|盒|套|瓶|箱|双|包|袋|罐|支|份|只|台|副|公斤|两(?=$|[，。\s]))(?![装半\d])")
_MORE_BEFORE = re.compile(r"(?:个?多|个来)(?=小时|钟头|月|星期|礼拜|点|分钟|年|天|秒|块|周)")
_MINUTES_AND_MORE = re.compile(r"分(?P<more>[多来])钟")
_MORE_AFTER = re.compile(r"多(?!少|半|个)")


def _unit_after(text: str, position: int) -> tuple[Unit | None, bool]:
    """The unit behind a number and whether 多 says that it is more: 个多月, 分多钟, 年多."""
    if match := _MINUTES_AND_MORE.match(text, position):
        return Unit("duration", "秒", MINUTE, match.end()), match.group("more") == "多"
    if match := _MORE_BEFORE.match(text, position):
        rest = text[match.end() : match.end() + 4]
        unit = _measure(f"个{rest}", match.end() - 1) or _measure(rest, match.end())
        if unit is not None:
            return unit, "多" in match.group()
    unit = read_unit(text, position) or _spaced_unit(text, position)
    if unit is None:
        return None, False
    more = _MORE_AFTER.match(text, unit.end) if unit.kind != "count" or unit.name == "倍" else None
    return (replace(unit, end=more.end()), True) if more else (unit, False)


# 412 天, 2 个直播间; but in 场观 300 人气高 the unit is part of the next word.
_SPACE_IN_AMOUNT = re.compile(r"(?<=[\dwk万千]) ")
_ENDS_AMOUNT = re.compile(r"$|[^\u4e00-\u9fff]|[的了吧呢左上以一每多就都是只才]")


def _spaced_unit(text: str, position: int) -> Unit | None:
    """A unit set off from its figure by a space, as in tables and reports."""
    if not _SPACE_IN_AMOUNT.match(text, position):
        return None
    unit = read_unit(text, position + 1)
    return unit if unit is not None and _ENDS_AMOUNT.match(text, unit.end) else None


def _measure(rest: str, offset: int) -> Unit | None:
    """The unit at the beginning of `rest`, which stands at `offset` in the text; no counted things."""
    unit = read_unit(rest, 0)
    return None if unit is None or unit.kind == "count" else replace(unit, end=unit.end + offset)


def _scaled(text: str, number: Numeral, unit: Unit, more: bool) -> Quantity:
    low, high, end = number.low * unit.factor, number.high * unit.factor, unit.end
    if more:
        high += unit.factor * (0.5 if unit.kind == "duration" else 1.0)
    elif unit.kind == "duration":
        added_low, added_high, end = _smaller_unit(text, unit)
        low, high = low + added_low, high + added_high
    elif unit.kind in ("money", "percent") and low == high:
        tenths, end = _tenths(text, unit)
        low, high = low + tenths, high + tenths
    return quantity_at(text, number.start, end, low, high, unit.kind, unit.name)


_COMPOUNDS = {(HOUR, MINUTE), (MINUTE, 1.0), (YEAR, MONTH)}
_MINUTE_SIGN = re.compile(r"(?:分|m)(?![a-z钟])")
_MINUTES_AND_SECONDS = re.compile(
    r"(?<![\d.])(?P<minutes>\d{1,2})(?:m|'|′)\s?(?P<seconds>[0-5]?\d)(?:s(?![a-z])|\"|″|'')"
)


def _smaller_unit(text: str, unit: Unit) -> tuple[float, float, int]:
    """The 20秒 of 1分20秒, the 20 of 1分20, the 30m of 1h30m: seconds at least, at most, end."""
    number = read_numeral(text, unit.end + (1 if text.startswith("零", unit.end) else 0))
    if number is None:
        return 0.0, 0.0, unit.end
    smaller = read_unit(text, number.end)
    if smaller is not None and (unit.factor, smaller.factor) in _COMPOUNDS:
        return number.low * smaller.factor, number.high * smaller.factor, smaller.end
    if unit.factor == HOUR and _MINUTE_SIGN.match(text, number.end):
        return number.low * MINUTE, number.high * MINUTE, number.end + 1
    if unit.factor == MINUTE and smaller is None and number.high < 60 and number.end - number.start <= 3:
        return number.low, number.high, number.end
    return 0.0, 0.0, unit.end


_CENTS = re.compile(r"(?P<digit>[\d一二三四五六七八九])分?(?![\d十百千万一二三四五六七八九个单条件])")
_TENTHS = re.compile(
    r"(?P<digit>\d{1,2}|[一二三四五六七八九])(?:毛|角)?"
    r"(?!\d|[点十百千万%:.]|小时|[天个场周月年次条款种单秒分人元折件点])"
)


def _tenths(text: str, unit: Unit) -> tuple[float, int]:
    """The 9 of 9块9, the 五 of 三成五."""
    match = _TENTHS.match(text, unit.end)
    digit = read_numeral(match.group("digit"), 0) if match else None
    if match is None or digit is None or text[unit.end - 1] not in "块毛成":
        return 0.0, unit.end
    tenths = digit.low * unit.factor / 10 ** len(match.group("digit"))
    cents = _CENTS.match(text, match.end()) if text[match.end() - 1] in "毛角" else None
    cent = read_numeral(cents.group("digit"), 0) if cents else None
    if cents is None or cent is None:
        return tenths, match.end()
    return tenths + cent.low * unit.factor / 100, cents.end()


_INNER_HALF = re.compile(r"个半(?P<unit>小时|钟头|钟|月|星期|礼拜|点)")
_OUTER_HALF = re.compile(r"(?P<unit>年|天|分|小时|成|块|周|倍)半(?!小时|[个天年月价场夜])钟?")
# 每天四个半: the hours are understood.
_BARE_HALF = re.compile(r"个半(?=$|[，。！？；,!?;\s吧呢])")
_HALVED: dict[str, tuple[Kind, str | None, float]] = {
    "年": ("duration", "秒", YEAR), "倍": ("count", "倍", 1.0), "天": ("duration", "秒", DAY),
    "分": ("duration", "秒", MINUTE),
    "小时": ("duration", "秒", HOUR), "周": ("duration", "秒", WEEK), "成": ("percent", None, 0.1),
    "块": ("money", "元", 1.0), "点": ("percent", None, 0.01),
}  # fmt: skip


def _and_a_half(text: str, number: Numeral) -> Quantity | None:
    """四个半小时, 一年半, 三成半, 一个半点."""
    if bare := _BARE_HALF.match(text, number.end):
        return quantity_at(text, number.start, bare.end(), number.low + 0.5, number.high + 0.5, "number", None)
    match = _INNER_HALF.match(text, number.end) or _OUTER_HALF.match(text, number.end)
    if match is None:
        return None
    unit = match.group("unit")
    kind, name, factor = _HALVED[unit] if unit in _HALVED else ("duration", "秒", LONG_UNITS[unit])
    low, high = (number.low + 0.5) * factor, (number.high + 0.5) * factor
    return quantity_at(text, number.start, match.end(), low, high, kind, name)


_TO = re.compile(r"\s?(?:到|至|-|~)\s?(?=.)")


def _until(text: str, first: Quantity, unit: Unit) -> Quantity | None:
    """30秒到40秒, 8%-10%, 三个月到半年: both halves carry a unit of the same kind."""
    join = _TO.match(text, first.end)
    if join is None or first.low is None:
        return None
    last = read_half(text, join.end()) or _measured(text, join.end(), unit)
    if last is None or last.kind != first.kind or last.high is None or last.high < first.low:
        return None
    return quantity_at(text, first.start, last.end, first.low, last.high, unit.kind, unit.name)


def _measured(text: str, start: int, like: Unit) -> Quantity | None:
    """A number with a unit of the same kind as another."""
    number = read_numeral(text, start)
    unit = read_unit(text, number.end) if number else None
    if number is None or unit is None or (unit.kind, unit.name) != (like.kind, like.name):
        return None
    low, high = number.low * unit.factor, number.high * unit.factor
    return quantity_at(text, start, unit.end, low, high, unit.kind, unit.name)
