"""Amounts that are words of their own: 一半, 三分之一, 半小时, 俩, 一条没发, 个位数."""

from __future__ import annotations

import math
import re

from bot.understanding.numerals import read_numeral, read_partner
from bot.understanding.quantity import Quantity, quantity_at
from bot.understanding.units import DAY, HOUR, MINUTE, MONTH, WEEK, read_unit


def read_set_phrase(text: str, start: int) -> Quantity | None:
    """The set phrase that begins at `start` of a folded text, or None."""
    for reader in (
        _share_word,
        _digit_count,
        _fraction,
        _nothing,
        read_half,
        _about_one,
        _quarter_of_an_hour,
        _pair_of,
        _currency,
    ):
        if quantity := reader(text, start):
            return quantity
    return None


# Words and fractions for shares

_SHARE_WORDS: tuple[tuple[re.Pattern[str], float, float | None], ...] = (
    (re.compile(r"一半(?:多(?!少)|出头|挂零)"), 0.5, 0.6),
    (re.compile(r"一半(?:对?一半|以上)?|对半开?|五五开|各半|半数"), 0.5, 0.5),
    (re.compile(r"一?大半(?![年天个])|一多半|多半(?=的|$|[，。,\s])|过半(?!年|个)"), 0.5, 0.9),
    (re.compile(r"一?小半(?![年天个])"), 0.1, 0.5),
    (re.compile(r"百分之?百"), 1.0, 1.0),
)
_DIGIT_COUNT = re.compile(r"(?P<digits>[个两二三四五六七2-7])位数")
_DIGITS_OF = {
    sign: number for number, signs in enumerate(("个", "两二2", "三3", "四4", "五5", "六6", "七7"), 1) for sign in signs
}
_SLASHED = re.compile(r"(?<![\d./])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d./])")
_PARTS = re.compile(r"(百|千|万)分之|(?P<below>[二三四五六七八九十两]|\d{1,3})分之")
_PARTS_OF = {"百": 100.0, "千": 1_000.0, "万": 10_000.0}


def _share_word(text: str, start: int) -> Quantity | None:
    for pattern, low, high in _SHARE_WORDS:
        if match := pattern.match(text, start):
            open_high = None if match.group().endswith("以上") else high
            return quantity_at(text, start, match.end(), low, open_high, "percent", None)
    return None


def _digit_count(text: str, start: int) -> Quantity | None:
    """个位数, 三位数: an order of magnitude."""
    match = _DIGIT_COUNT.match(text, start)
    if match is None:
        return None
    digits = _DIGITS_OF[match.group("digits")]
    low, high = (None, 10.0) if digits == 1 else (10.0 ** (digits - 1), 10.0**digits - 1)
    return quantity_at(text, start, start + 3, low, high, "number", None)


def _fraction(text: str, start: int) -> Quantity | None:
    """百分之五, 百分之十到十五, 千分之三, 三分之一, 1/3."""
    if slashed := _SLASHED.match(text, start):
        share = float(slashed.group("above")) / float(slashed.group("below"))
        return quantity_at(text, start, slashed.end(), share, share, "percent", None) if share < 1 else None
    match = _PARTS.match(text, start)
    if match is None:
        return None
    above = read_numeral(text, match.end())
    if above is None:
        return None
    if match.group("below"):
        below = read_numeral(text, start)
        parts = below.low if below else math.inf
    else:
        parts = _PARTS_OF[match.group(1)]
    second = read_partner(text, above)
    low, high, end = (above.low, above.high, above.end) if second is None else second
    if _PARTS.match(text, end + 1) and text[end : end + 1] in "到至-~":
        until = _fraction(text, end + 1)
        if until is not None and until.high is not None:
            return quantity_at(text, start, until.end, low / parts, until.high, "percent", None)
    return quantity_at(text, start, end, low / parts, high / parts, "percent", None)


# None at all, halves, pairs

_NOTHING = re.compile(
    r"[一半](?P<unit>条|单|个子儿?|文|个粉丝?|个人|个|分钱?|毛钱?|块钱|场|次|件|款)(?:视频|钱)?(?:[都也还]?没|"
    r"[都也还]?未|[都也]没有?)(?:[发出给卖投花播拍做开涨烧成买有人看剪更]|$|(?=[，。！!,\s了]))|"
    r"没有?(?:花|投|出|给|充|发|卖)?过?(?:它)?一(?P<after>条|单|分钱|毛钱|个人|个粉丝?)(?![半个])"
)
_NOTHING_UNITS = {
    "分": "元", "文": "元", "个子": "元", "个子儿": "元", "分钱": "元", "毛": "元", "毛钱": "元", "块钱": "元",
    "个人": "人", "个粉": "粉丝", "个粉丝": "粉丝",
}  # fmt: skip


def _nothing(text: str, start: int) -> Quantity | None:
    """一条没发, 一分钱没投, 没有一单: said to be zero."""
    match = _NOTHING.match(text, start)
    if match is None:
        return None
    counted = match.group("unit") or match.group("after")
    unit = _NOTHING_UNITS.get(counted, counted)
    return quantity_at(text, start, match.end(), 0, 0, "money" if unit == "元" else "count", unit)


_HALF = re.compile(
    r"(?P<size>[大小])?半(?:拉|来)?个?(?P<more>多)?(?P<unit>小时|钟头|钟(?!点)|月|礼拜|星期|分钟|年|天|秒钟?|"
    r"日|点(?!都|也))(?P<after>多)?"
)
LONG_UNITS: dict[str, float] = {
    "小时": HOUR, "钟头": HOUR, "钟": HOUR, "月": MONTH, "礼拜": WEEK, "星期": WEEK, "分钟": MINUTE,
    "年": 12 * MONTH, "天": DAY, "日": DAY, "秒": 1.0, "秒钟": 1.0,
}  # fmt: skip


def read_half(text: str, start: int) -> Quantity | None:
    """半小时, 半个月, 半年多, 大半年, 半个点."""
    match = _HALF.match(text, start)
    if match is None:
        return None
    if match.group("unit") == "点":
        return quantity_at(text, start, match.end(), 0.005, 0.005, "percent", None) if "个" in match.group() else None
    whole = LONG_UNITS[match.group("unit")]
    low = high = whole / 2
    if match.group("size") == "大" or match.group("more") or match.group("after"):
        high = whole * 0.75
    elif match.group("size") == "小":
        low = whole / 3
    return quantity_at(text, start, match.end(), low, high, "duration", "秒")


_PAIR = {"俩": 2.0, "仨": 3.0}
_PAIR_UNITS = {"月": MONTH, "礼拜": WEEK, "星期": WEEK, "钟": HOUR}
_ONE_AND_A_HALF = re.compile(r"(?<![\d一二三四五六七八九十两几])个半(?P<unit>小时|钟头|钟|月|礼拜|星期)")
_ABOUT_ONE = re.compile(r"个把(?P<unit>小时|钟头|月|礼拜|星期)")
_TWO_PEOPLE = "我咱你他她们爷娘哥姐妹母父夫婆"


_QUARTERS = {"一": 15, "两": 30, "三": 45}


def _quarter_of_an_hour(text: str, start: int) -> Quantity | None:
    """一刻钟, 三刻钟."""
    minutes = _QUARTERS.get(text[start]) if text.startswith("刻钟", start + 1) else None
    if minutes is None:
        return None
    return quantity_at(text, start, start + 3, minutes * MINUTE, minutes * MINUTE, "duration", "秒")


def _about_one(text: str, start: int) -> Quantity | None:
    """个把月, 块把钱, 个半小时."""
    if text.startswith("块把钱", start):
        return quantity_at(text, start, start + 3, 1, 1, "money", "元")
    if match := _ONE_AND_A_HALF.match(text, start):
        length = LONG_UNITS[match.group("unit")] * 1.5
        return quantity_at(text, start, match.end(), length, length, "duration", "秒")
    match = _ABOUT_ONE.match(text, start)
    if match is None:
        return None
    length = LONG_UNITS[match.group("unit")]
    return quantity_at(text, start, match.end(), length, length, "duration", "秒")


def _pair_of(text: str, start: int) -> Quantity | None:
    """俩, 仨, 俩月, 俩主播."""
    number = _PAIR.get(text[start])
    if number is None:
        return None
    for name, seconds in _PAIR_UNITS.items():
        if text.startswith(name, start + 1):
            length = number * seconds
            return quantity_at(text, start, start + 1 + len(name), length, length, "duration", "秒")
    unit = read_unit(text, start + 1)
    if unit is not None:
        value = number * unit.factor
        return quantity_at(text, start, unit.end, value, value, unit.kind, unit.name)
    people = start > 0 and text[start - 1] in _TWO_PEOPLE
    return quantity_at(text, start, start + 1, number, number, "count", "人" if people else "个")


_CURRENCY = re.compile(r"(?:¥|rmb|人民币)\s?")


def _currency(text: str, start: int) -> Quantity | None:
    """¥59, ¥39-59."""
    sign = _CURRENCY.match(text, start)
    number = read_numeral(text, sign.end()) if sign else None
    if number is None:
        return None
    low, high, end = read_partner(text, number) or (number.low, number.high, number.end)
    unit = read_unit(text, end)
    end = unit.end if unit is not None and unit.kind == "money" else end
    until = _currency(text, end + 1) if text[end : end + 1] in ("-", "~", "至", "到") else None
    if until is not None:
        return quantity_at(text, start, until.end, low, until.high, "money", "元")
    return quantity_at(text, start, end, low, high, "money", "元")
