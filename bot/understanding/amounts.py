"""Single amounts: a number, perhaps with a unit, a partner (三到五条, 1:2.5) and a bound (不到, 以上)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.understanding.numerals import Numeral, read_numeral
from bot.understanding.units import DAY, HOUR, MINUTE, MONTH, WEEK, YEAR, Kind, Unit, read_unit


@dataclass(frozen=True)
class Quantity:
    """A quantity at text[start:end].

    `low` and `high` are equal when it is exact, None where it is open. `unit` is what a count counts, 元, 秒, or, for a
    rate, the unit and its period (条/天). `per` is the period of a rate or of a duration (一天四个小时 is 14400 s per 天), and
    `of` the kind of what a rate counts.
    """

    low: float | None
    high: float | None
    kind: Kind
    unit: str | None
    text: str
    start: int
    end: int
    per: str | None = None
    of: Kind | None = None

    @property
    def value(self) -> float | None:
        """The figure, when it is exact."""
        return self.low if self.low == self.high else None

    def to_json(self) -> dict[str, Any]:
        """The quantity as the command line prints it."""
        amount = {"low": self.low, "high": self.high} if self.value is None else {"value": self.value}
        place = {"text": self.text, "start": self.start, "end": self.end}
        return {**amount, "kind": self.kind, "unit": self.unit, **place}


def scan_amounts(text: str) -> Iterator[Quantity]:
    """The amounts of a folded text in reading order, without overlaps."""
    barred = _barred(text)
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
        amount, end = found
        if amount is not None:
            bounded = _bounded(text, amount, last_end)
            yield bounded
            end = last_end = max(end, bounded.end)
        position = end


_CANDIDATE = re.compile(r"[\d¥.零一二三四五六七八九十百千万亿两俩仨几数半对大小好上过破近成个块没]")

# Words that hold a numeral and are no number.
_NO_NUMBER = re.compile(
    r"双(?:十一|十二|旦|1[12])|(?<!\d)(?:618|11\.11|12\.12|38)(?=大促|活动|节|$|[^\d.%块元人个条场单件粉天秒wk万千])|六一八|"
    r"第[一二三四五六七八九十几\d]+|之一(?!半)|(?<![一每半两几个\d])周[一二三四五六日]|(?<![一每半两几个\d])(?:星期|礼拜)[一二三四五六日天](?!天)|初[一二三四五六七八九十]|"
    r"一(?:样|直|般|起|定|些|下|会儿?|共|旦|律|向|边|方面|口气|时|致|切|味|路|把|番|早|手|线|流|级|开始|个劲|股脑|锅|"
    r"次性|塌糊涂|心|刀切|波|场空|年到头|天到晚|天比一天|打一|对一|五一十|言难尽|窍不通|如既往|点(?![零一二三四五六七八九\d]))|"
    r"[万统唯单逐专]一(?![十百千万点几两三四五六七八九个])|再三|两难|两极|两口子|俩口子|二维码|二手|二线|二话|三观|三无|三方|三件套|四件套|三七开?粉|"
    r"[三五]金|三农|三心二意|三天打鱼两天晒网|三天两头|三三两两|五花八门|乱七八糟|七七八八|七上八下|半死不活|半成品|半身|半托管?|半价|"
    r"半夜|半路|十分(?!钟|之|\d|半|多)|十字|十全|千万(?=别|不|要|记)|千[川次瓜篇]|千人千面|百[货搭度应合家雀]|万[能达科象圣物]|"
    r"四川|九江|九牧|九阳|七夕|七匹狼|八马|五芳斋|五谷|五常|六神|三只松鼠|三顿半|三星|小米\d*|五一(?=节|假|大促|黄金)|十一(?=节|假|大促|黄金)|"
    r"几乎|几时|几点|百分百之|数据|数字|数量|数码|人数|对(?!半)|大(?!半)|小(?!半|几)|好(?!几)|"
    r"(?:19|20)\d\d(?=年|[-/.]\d)|(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|初|中旬|[上下]旬|[\d一二三四五六七八九十]{1,3}[日号]?)?|"
    r"(?<![\d.])\d{1,2}[日号](?![店线])|(?<![\d.])2\d年(?=开始|才|就|初|底|[上下]半|入|做)|(?<!\d)1[3-9]\d{9}(?!\d)|\d{14,}|"
    r"[零一二三四五六七八九]{3,}(?![十百千万亿])|\d+(?:\.\d+){2,}|(?<![a-z])[a-jl-vx-z]\d+(?![\d.])|\d[a-z]\d|"
    r"(?<!\d)\d+(?=(?!rmb|sec|min|hour|day|hr|wgmv|sku)[a-z]{2})|(?<!\d)\d(?=[abcg](?![a-z]))"
)


def _barred(text: str) -> dict[int, int]:
    """Where no amount may begin, and where such a word ends."""
    return {
        position: match.end() for match in _NO_NUMBER.finditer(text) for position in range(match.start(), match.end())
    }


_FIGURE = re.compile(r"[\d,.]+")


def _behind_figure(text: str, start: int) -> int:
    """Where to go on after a place without an amount: no amount begins inside a run of figures."""
    match = _FIGURE.match(text, start)
    return match.end() if match else start + 1


Found = tuple["Quantity | None", int]


def _amount_at(text: str, start: int) -> Found | None:
    """The amount that begins at `start` and where to read on; (None, end) for a clock time, None for nothing."""
    for reader in (_share_word, _digit_count, _fraction, _nothing, _half, _pair_of, _currency):
        if quantity := reader(text, start):
            return quantity, quantity.end
    return _numeral_amount(text, start)


def _make(text: str, start: int, end: int, low: float | None, high: float | None, kind: Kind, unit: str | None) -> Quantity:
    if high is not None and math.isinf(high):
        high = None
    low = None if low is None else round(low, 9)
    high = None if high is None else round(high, 9)
    return Quantity(low, high, kind, unit, text[start:end], start, end)


# Words and fractions for shares

_SHARE_WORDS: tuple[tuple[re.Pattern[str], float, float | None], ...] = (
    (re.compile(r"一半(?:对?一半|以上)?|对半开?|五五开|各半|半数"), 0.5, 0.5),
    (re.compile(r"一?大半(?![年天个])|一多半|过半(?!年|个)"), 0.5, 0.9),
    (re.compile(r"一?小半(?![年天个])"), 0.1, 0.5),
    (re.compile(r"百分之?百"), 1.0, 1.0),
)
_DIGIT_COUNTS = {"个位数": (None, 10.0), "两位数": (10.0, 99.0), "三位数": (100.0, 999.0), "四位数": (1_000.0, 9_999.0)}
_PARTS = re.compile(r"(百|千|万)分之|(?P<below>[二三四五六七八九十两]|\d{1,3})分之")
_PARTS_OF = {"百": 100.0, "千": 1_000.0, "万": 10_000.0}


def _share_word(text: str, start: int) -> Quantity | None:
    for pattern, low, high in _SHARE_WORDS:
        if match := pattern.match(text, start):
            open_high = None if match.group().endswith("以上") else high
            return _make(text, start, match.end(), low, open_high, "percent", None)
    return None


def _digit_count(text: str, start: int) -> Quantity | None:
    """个位数, 三位数: an order of magnitude."""
    word = text[start : start + 3]
    if word not in _DIGIT_COUNTS:
        return None
    low, high = _DIGIT_COUNTS[word]
    return _make(text, start, start + 3, low, high, "number", None)


def _fraction(text: str, start: int) -> Quantity | None:
    """百分之五, 百分之十到十五, 千分之三, 三分之一."""
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
    second = _partner(text, above)
    low, high, end = (above.low, above.high, above.end) if second is None else second
    if _PARTS.match(text, end + 1) and text[end : end + 1] in "到至-~":
        until = _fraction(text, end + 1)
        if until is not None and until.high is not None:
            return _make(text, start, until.end, low / parts, until.high, "percent", None)
    return _make(text, start, end, low / parts, high / parts, "percent", None)


# None at all, halves, pairs

_NOTHING = re.compile(
    r"[一半](?P<unit>条|单|个|分钱?|毛钱?|块钱|场|次|件|款)(?:粉丝?|人|视频|钱)?(?:[都也还]?没|[都也]没有?)(?:[发出卖投花播拍做开涨烧成买有人看剪更]|$|(?=[，。！!,\s了]))|"
    r"没有?一(?P<after>条|单|分钱|毛钱|个人|个粉丝?)(?![半个])"
)
_NOTHING_UNITS = {"分": "元", "分钱": "元", "毛": "元", "毛钱": "元", "块钱": "元", "个人": "人", "个粉": "粉丝", "个粉丝": "粉丝"}


def _nothing(text: str, start: int) -> Quantity | None:
    """一条没发, 一分钱没投, 没有一单: said to be zero."""
    match = _NOTHING.match(text, start)
    if match is None:
        return None
    counted = match.group("unit") or match.group("after")
    unit = _NOTHING_UNITS.get(counted, counted)
    return _make(text, start, match.end(), 0, 0, "money" if unit == "元" else "count", unit)


_HALF = re.compile(
    r"(?P<size>[大小])?半(?:拉|来)?个?(?P<more>多)?(?P<unit>小时|钟头|钟(?!点)|月|礼拜|星期|分钟|年|天|秒钟?|日|点(?!都|也))(?P<after>多)?"
)
_HALF_UNITS: dict[str, float] = {
    "小时": HOUR, "钟头": HOUR, "钟": HOUR, "月": MONTH, "礼拜": WEEK, "星期": WEEK, "分钟": MINUTE, "年": 6 * MONTH * 2,
    "天": DAY, "日": DAY, "秒": 1.0, "秒钟": 1.0,
}  # fmt: skip


def _half(text: str, start: int) -> Quantity | None:
    """半小时, 半个月, 半年多, 大半年, 半个点."""
    match = _HALF.match(text, start)
    if match is None:
        return None
    if match.group("unit") == "点":
        return _make(text, start, match.end(), 0.005, 0.005, "percent", None) if "个" in match.group() else None
    whole = _HALF_UNITS[match.group("unit")]
    low = high = whole / 2
    if match.group("size") == "大" or match.group("more") or match.group("after"):
        high = whole * 0.75
    elif match.group("size") == "小":
        low = whole / 3
    return _make(text, start, match.end(), low, high, "duration", "秒")


_PAIR_UNITS = {"月": MONTH, "礼拜": WEEK, "星期": WEEK, "钟": HOUR, "点": 0.0}
_TWO_PEOPLE = "我咱你他她们爷娘哥姐妹母父夫婆"


def _pair_of(text: str, start: int) -> Quantity | None:
    """俩, 仨, 俩月, 俩主播; 个把 (about one)."""
    if match := re.compile(r"个把(?P<unit>小时|钟头|月|礼拜|星期)?|块把钱").match(text, start):
        if match.group() == "块把钱":
            return _make(text, start, match.end(), 1, 1, "money", "元")
        unit = match.group("unit")
        if unit is None:
            return None
        return _make(text, start, match.end(), _HALF_UNITS[unit], _HALF_UNITS[unit], "duration", "秒")
    number = {"俩": 2.0, "仨": 3.0}.get(text[start])
    if number is None:
        return None
    for name, seconds in _PAIR_UNITS.items():
        if seconds and text.startswith(name, start + 1):
            return _make(text, start, start + 1 + len(name), number * seconds, number * seconds, "duration", "秒")
    unit = read_unit(text, start + 1)
    if unit is not None:
        value = number * unit.factor
        return _make(text, start, unit.end, value, value, unit.kind, unit.name)
    people = start > 0 and text[start - 1] in _TWO_PEOPLE
    return _make(text, start, start + 1, number, number, "count", "人" if people else "个")


def _currency(text: str, start: int) -> Quantity | None:
    """¥59, ¥39-59."""
    if text[start] != "¥":
        return None
    number = read_numeral(text, start + 1)
    if number is None:
        return None
    low, high, end = _partner(text, number) or (number.low, number.high, number.end)
    unit = read_unit(text, end)
    end = unit.end if unit is not None and unit.kind == "money" else end
    return _make(text, start, end, low, high, "money", "元")


# A numeral with its unit

_RATIO_SIGN = re.compile(r"\s?[:比]\s?(?![如较起上])")
_SPLIT = re.compile(r"(?P<first>[一二三四五六七八九])(?P<second>[一二三四五六七八九])[开分](?!钟|之)")
_JOIN = re.compile(r"\s?(?:到|至|-{1,2}|~)\s?|、")
_MINUTES = re.compile(r"(?<![\d:])(?P<first>\d{1,2}):(?P<second>[0-5]\d)(?![\d:])")
_CLOCK = re.compile(r"点(?!儿)")
_POINTS = re.compile(r"(?:佣金?|返点|扣点|毛利|利润|转化|率|抽成?|给|占)[^，。！？；,!?;\d]{0,6}$")


def _numeral_amount(text: str, start: int) -> Found | None:
    if match := _SPLIT.match(text, start):
        first, second = (read_numeral(match.group(name), 0) for name in ("first", "second"))
        if first and second and first.low + second.low == 10:
            ratio = second.low / first.low
            return _make(text, start, match.end(), ratio, ratio, "ratio", None), match.end()
    if match := _MINUTES.match(text, start):
        if (decided := _minutes_or_clock(text, match)) is not None:
            return decided
    number = read_numeral(text, start)
    if number is None:
        return None
    if ratio_found := _ratio(text, number):
        return ratio_found, ratio_found.end
    if _CLOCK.match(text, number.end) and number.high <= 24 and not _is_range(text, number):
        if not _POINTS.search(text[max(0, start - 10) : start]):
            return None, number.end + 1
        return _make(text, start, number.end + 1, number.low / 100, number.high / 100, "percent", None), number.end + 1
    quantity = _with_unit(text, number)
    if quantity.kind == "number" and number.plain and not _stands_alone(text, quantity):
        return None
    return quantity, quantity.end


def _minutes_or_clock(text: str, match: re.Match[str]) -> Found | None:
    """1:20 after 停留 is a minute and twenty seconds, after ROI a ratio, elsewhere a time of the day."""
    before = text[max(0, match.start() - 10) : match.start()]
    minutes, seconds = float(match.group("first")), float(match.group("second"))
    if re.search(r"roi|投产|产出|投入|比", before):
        return None
    if re.search(r"停留|时长|看播?|stay", before):
        value = minutes * MINUTE + seconds
        return _make(text, match.start(), match.end(), value, value, "duration", "秒"), match.end()
    return None, match.end()


def _ratio(text: str, first: Numeral) -> Quantity | None:
    """1:2.5, 一比三."""
    sign = _RATIO_SIGN.match(text, first.end)
    second = read_numeral(text, sign.end()) if sign else None
    if second is None or first.low != first.high or first.low <= 0 or read_unit(text, second.end):
        return None
    return _make(text, first.start, second.end, second.low / first.low, second.high / first.low, "ratio", None)


def _is_range(text: str, number: Numeral) -> bool:
    return _partner(text, number) is not None


def _partner(text: str, first: Numeral) -> tuple[float, float, int] | None:
    """The second half of a range: lowest, highest, end. A magnitude said once counts for both (1到2万)."""
    join = _JOIN.match(text, first.end)
    second = read_numeral(text, join.end()) if join else None
    if join is None or second is None:
        return None
    low = first.low
    if first.scale == 1 and second.scale > 1 and first.high * second.scale <= second.high:
        low *= second.scale
    if join.group() == "、" and second.low - low != max(1.0, second.scale):
        return None
    return (low, second.high, second.end) if low <= second.high and first.start < second.start else None


def _with_unit(text: str, number: Numeral) -> Quantity:
    low, high, end = _partner(text, number) or (number.low, number.high, number.end)
    exact = Numeral(low, high, number.start, end, number.step, number.scale)
    plus = text.startswith("+", end)
    if plus:
        exact = replace(exact, high=math.inf, end=end + 1)
    if (halved := _and_a_half(text, exact)) is not None:
        return halved
    unit, more = _unit_after(text, exact.end)
    if unit is None:
        return _make(text, exact.start, exact.end, exact.low, exact.high, "number", None)
    quantity = _scaled(text, exact, unit, more)
    if number.end == end and (ranged := _unit_range(text, quantity, unit)) is not None:
        return ranged
    return quantity


_MORE_BEFORE = re.compile(r"(?P<more>个?多|个来)(?=小时|钟头|月|星期|礼拜|点|分钟|年|天|秒|块|周)|分(?P<minutes>[多来])钟")
_MORE_AFTER = re.compile(r"多(?!少|半|个)|出头|挂零")


def _unit_after(text: str, position: int) -> tuple[Unit | None, bool]:
    """The unit behind a number and whether 多 says that it is more: 个多月, 分多钟, 年多."""
    if match := _MORE_BEFORE.match(text, position):
        if match.group("minutes"):
            return Unit("duration", "秒", MINUTE, match.end()), match.group("minutes") == "多"
        unit = _unit_of("个" + text[match.end() : match.end() + 4], match.end() - 1) or _unit_of(
            text[match.end() : match.end() + 4], match.end()
        )
        if unit is not None:
            return unit, "多" in match.group()
    unit = read_unit(text, position)
    if unit is None:
        return None, False
    more = _MORE_AFTER.match(text, unit.end) if unit.kind != "count" else None
    return (replace(unit, end=more.end()), True) if more else (unit, False)


def _unit_of(rest: str, offset: int) -> Unit | None:
    unit = read_unit(rest, 0)
    return None if unit is None or unit.kind == "count" else replace(unit, end=unit.end + offset)


def _scaled(text: str, number: Numeral, unit: Unit, more: bool) -> Quantity:
    low, high, end = number.low * unit.factor, number.high * unit.factor, unit.end
    if more:
        high += unit.factor * (0.5 if unit.kind == "duration" else 1.0)
    elif unit.kind == "duration":
        low, high, end = _with_smaller(text, low, high, end, unit.factor)
    elif unit.kind in ("money", "percent") and low == high:
        rest, end = _tenths(text, unit)
        low, high = low + rest, high + rest
    return _make(text, number.start, end, low, high, unit.kind, unit.name)


_COMPOUND = {(HOUR, MINUTE), (MINUTE, 1.0), (YEAR, MONTH)}


def _with_smaller(text: str, low: float, high: float, end: int, factor: float) -> tuple[float, float, int]:
    """1分20秒, 一小时二十分钟, 1分20, 1h30m."""
    start = end + (1 if text.startswith("零", end) else 0)
    number = read_numeral(text, start)
    if number is None:
        return low, high, end
    unit = read_unit(text, number.end)
    if unit is not None and (factor, unit.factor) in _COMPOUND:
        return low + number.low * unit.factor, high + number.high * unit.factor, unit.end
    if factor == HOUR and re.compile(r"(?:分|m)(?![a-z钟])").match(text, number.end):
        return low + number.low * MINUTE, high + number.high * MINUTE, number.end + 1
    if factor == MINUTE and unit is None and number.high < 60 and number.end - start <= 3:
        return low + number.low, high + number.high, number.end
    return low, high, end


_TENTHS = re.compile(r"(?P<digit>\d{1,2}|[一二三四五六七八九])(?:毛|角)?(?!\d|[点十百千万%:.]|小时|[天个场周月年次条款种单秒分人元折件点])")


def _tenths(text: str, unit: Unit) -> tuple[float, int]:
    """The 9 of 9块9, the 五 of 三成五."""
    if text[unit.end - 1] not in "块毛成" or (match := _TENTHS.match(text, unit.end)) is None:
        return 0.0, unit.end
    digit = read_numeral(match.group("digit"), 0)
    if digit is None:
        return 0.0, unit.end
    return digit.low * unit.factor / 10 ** len(match.group("digit")), match.end()


_HALF_MORE = re.compile(
    r"个半(?P<inner>小时|钟头|钟|月|星期|礼拜|点)|(?P<outer>年|天|分|小时|成|块|周)半(?!小时|[个天年月钟价场夜])(?P<minute>钟)?"
)
_OUTER_UNITS: dict[str, tuple[Kind, str | None, float]] = {
    "年": ("duration", "秒", YEAR), "天": ("duration", "秒", DAY), "分": ("duration", "秒", MINUTE),
    "小时": ("duration", "秒", HOUR), "周": ("duration", "秒", WEEK), "成": ("percent", None, 0.1), "块": ("money", "元", 1.0),
}  # fmt: skip


def _and_a_half(text: str, number: Numeral) -> Quantity | None:
    """四个半小时, 一年半, 三成半, 一个半点."""
    match = _HALF_MORE.match(text, number.end)
    if match is None:
        return None
    if match.group("inner") == "点":
        kind, name, factor = "percent", None, 0.01
    elif match.group("inner"):
        kind, name, factor = "duration", "秒", _HALF_UNITS[match.group("inner")]
    else:
        kind, name, factor = _OUTER_UNITS[match.group("outer")]
    low, high = (number.low + 0.5) * factor, (number.high + 0.5) * factor
    return _make(text, number.start, match.end(), low, high, kind, name)


def _unit_range(text: str, first: Quantity, unit: Unit) -> Quantity | None:
    """30秒到40秒, 8%-10%, 三个月到半年: both halves carry a unit of the same kind."""
    join = re.compile(r"\s?(?:到|至|-|~)\s?").match(text, first.end)
    if join is None or first.low is None or join.end() >= len(text):
        return None
    second = _half(text, join.end())
    if second is None:
        number = read_numeral(text, join.end())
        until = read_unit(text, number.end) if number else None
        if number is None or until is None or until.kind != unit.kind or until.name != unit.name:
            return None
        second = _make(text, number.start, until.end, number.low * until.factor, number.high * until.factor, unit.kind, unit.name)
    if second.kind != first.kind or second.high is None or second.high < first.low:
        return None
    return _make(text, first.start, second.end, first.low, second.high, unit.kind, unit.name)


_ALONE_AFTER = re.compile(r"\s*(?:$|[，。！？；,!?;、\n]|左右|吧|以上|以下|上下|的样子|呢|啊|不到|倍|出头)")
_ALONE_BEFORE = re.compile(r"(?:^|[\s，。！？；,!?;:是到约就才有做了roi概]|不到|只有)$")


def _stands_alone(text: str, quantity: Quantity) -> bool:
    """One bare Chinese digit is a number only where nothing else can be meant: 「三」, roi三左右."""
    return bool(
        _ALONE_AFTER.match(text, quantity.end) and _ALONE_BEFORE.search(text[max(0, quantity.start - 3) : quantity.start])
    )


# Bounds

_BELOW = re.compile(
    r"(?:还?(?:不到|不足|不满|没到|未到|没满)|低于|少于|小于|不及|(?:没有?|不|未)(?:超过?|高于|多于)|没过|没破|达不到|到不了|不够|"
    r"最多|顶多|至多|最高也?就|撑死|<=?|≤)(?:也?就|大概|大约|个)?\s?$"
)
_ABOVE = re.compile(r"(?:超过|超出|高于|大于|多于|不低于|不少于|不下|至少|起码|最少|少说|突破|(?<!没)破|(?:刚|已经?|早就?|都|也)过|(?<![没不])超|>=?|≥)(?:了|有|也有|个)?\s?$")
_NEAR = re.compile(r"(?:快要?|将近|接近|差不多快?到|差一?点|(?<![最附])近|奔|小(?=$))(?:到|有|是|个)?\s?$")
_FEW = re.compile(r"没$")
_BELOW_AFTER = re.compile(r"\s?(?:以下|以内|之内|不到(?![\d一二三四五六七八九十百千万两几半])|都不到|也不到|都没到|都没有?|也没有?(?=$|[，。！,!\s])|不够|封顶|打不住?顶)")
_ABOVE_AFTER = re.compile(r"\s?(?:以上|往上|开外|\+|起步|打底|朝上|都不止|不止)")
_JUST_ABOVE_AFTER = re.compile(r"出头|挂零|冒头")
_NEAR_SHARE = 0.9
_JUST_ABOVE = 1.1
_RECENT = re.compile(r"近$")


def _bounded(text: str, quantity: Quantity, earliest: int) -> Quantity:
    """Applies 不到, 以上, 快 and the like, written just before or just after."""
    before = text[max(earliest, quantity.start - 8) : quantity.start]
    if match := _BELOW.search(before):
        return _extend(text, quantity, match, before, None, quantity.high)
    if match := _ABOVE.search(before):
        return _extend(text, quantity, match, before, quantity.low, None)
    if quantity.text.startswith("几") and (match := _FEW.search(before)):
        return _extend(text, quantity, match, before, None, quantity.high)
    if match := _BELOW_AFTER.match(text, quantity.end):
        return _make(text, quantity.start, match.end(), None, quantity.high, quantity.kind, quantity.unit)
    if match := _ABOVE_AFTER.match(text, quantity.end):
        return _make(text, quantity.start, match.end(), quantity.low, None, quantity.kind, quantity.unit)
    if (match := _JUST_ABOVE_AFTER.match(text, quantity.end)) and quantity.high is not None:
        high = quantity.high * _JUST_ABOVE
        return _make(text, quantity.start, match.end(), quantity.low, high, quantity.kind, quantity.unit)
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
    return _make(text, start, quantity.end, low, high, quantity.kind, quantity.unit)
