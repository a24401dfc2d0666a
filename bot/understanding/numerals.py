"""Reads one number as merchants write it: 1.2w, 3千5, 一万二, 四五十, 十几万, 三十来, 两千多, 几百.

A number is an interval, because 三四千 and 两千多 are. Units, 不到 and 以上 are the business of `quantities`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCORES = {"廿": 20.0, "卅": 30.0}
_MAGNITUDES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "w": 10_000, "k": 1_000, "亿": 100_000_000}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_LONGEST_FIGURE = 13
# A lone digit after a magnitude is its tenth (一万二), unless it begins the next phrase (三千一天, 五百一个).
_NEXT_PHRASE = re.compile(
    r"[一两二三四五六七八九\d](?:天|个|场|周|月|年|次|条|款|种|分|秒|小时|单|号|块|元|元|毛|人|点)"
)
_TAIL = re.compile(r"\d(?![\d.%:])|[一二三四五六七八九](?![点零一二三四五六七八九])")
_WORD_MAGNITUDE = re.compile(r"个亿|kw(?![a-z])|[十百千万]万|[十百千万亿]|[wk](?![a-z])|[wk](?=rmb|gmv|/)|w(?=\+)")
# 3 万, as in reports.
_SPACED_MAGNITUDE = re.compile(r"(?<=\d) (?:万|亿|[wk](?![a-z]))(?=$|[^\u4e00-\u9fff]|[元块人粉单件])")
_POINT = re.compile(r"点[\d几]")
_CLOCK = re.compile(r"点(?:半|钟|整|[零一二三四五]?十|\d\d(?!\d)|[零一二三四五六七八九]十)")
# 两千多 is read as up to 2500: from a thousand on, 多 means rather less than half of the next step.
_WIDE_STEP = 1_000


@dataclass(frozen=True)
class Numeral:
    """A number between `low` and `high` at text[start:end].

    `step` is what one more in its last written place would add; `scale` the last magnitude word (1 without one), which
    an earlier number of a range may share; `plain` says that it is one bare Chinese digit, which alone means little.
    """

    low: float
    high: float
    start: int
    end: int
    step: float
    scale: float = 1.0
    plain: bool = False

    def widened(self, end: int) -> Numeral:
        """The number followed by 多 or 余."""
        width = self.step / 2 if self.step >= _WIDE_STEP else self.step
        return Numeral(self.low, self.high + width, self.start, end, self.step, self.scale)

    def times(self, factor: float, end: int) -> Numeral:
        return Numeral(
            _exact(self.low * factor), _exact(self.high * factor), self.start, end, _exact(self.step * factor), factor
        )


def read_numeral(text: str, start: int) -> Numeral | None:
    """The number that begins exactly at `start` of a folded text, or None."""
    number = _arabic(text, start) or _vague(text, start) or _chinese(text, start)
    return None if number is None else _approximated(text, number)


def _exact(value: float) -> float:
    return round(value, 9)


_JOIN = re.compile(r"\s?(?:到|至|-{1,2}|~)\s?|、")


def read_partner(text: str, first: Numeral) -> tuple[float, float, int] | None:
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


# Arabic figures


def _arabic(text: str, start: int) -> Numeral | None:
    match = _ARABIC.match(text, start)
    if match is None or match.end() - start > _LONGEST_FIGURE:
        return None
    figure = match.group().replace(",", "")
    value, end = float(figure), match.end()
    number = Numeral(value, value, start, end, _last_place(figure))
    if text.startswith("几", end) and figure.endswith("0"):
        return Numeral(value + 1, value + number.step - 1, start, end + 1, number.step)
    if text.startswith(".几", end):
        return Numeral(value, value + 1, start, end + 2, 1)
    if "." not in figure and _POINT.match(text, end) and not _CLOCK.match(text, end):
        return _with_decimal(number, text, end)
    return _magnified(text, number)


def _last_place(figure: str) -> float:
    """The place value of the last digit that is not zero: 3000 → 1000, 150 → 10, 1.2 → 0.1."""
    if "." in figure:
        return float(10 ** -len(figure.partition(".")[2]))
    digits = figure.rstrip("0")
    return float(10 ** (len(figure) - len(digits))) if digits else 1.0


def _magnified(text: str, number: Numeral) -> Numeral:
    """Applies the magnitudes written after a figure: 5万, 3百万, 12k, 3千5, 2万5千."""
    number = _approximated(text, number)
    match = _WORD_MAGNITUDE.match(text, number.end) or _SPACED_MAGNITUDE.match(text, number.end)
    if match is None:
        return number
    factor = 1.0
    for sign in match.group().strip().removeprefix("个"):
        factor *= _MAGNITUDES[sign]
    magnified = _with_tail(text, number.times(factor, match.end()))
    wide = _approximated(text, magnified)
    if magnified.scale < 10_000 and text.startswith("万", wide.end):
        return replace(wide.times(10_000, wide.end + 1), scale=10_000)
    return magnified


def _with_tail(text: str, number: Numeral) -> Numeral:
    """Adds what follows a magnitude: the 5 of 3千5, the 5千 of 2万5千."""
    tail = _TAIL.match(text, number.end)
    if tail is None or _NEXT_PHRASE.match(text, number.end):
        return number
    digit = float(_DIGITS[tail.group()]) if tail.group() in _DIGITS else float(tail.group())
    magnitude = _MAGNITUDES.get(text[tail.end() : tail.end() + 1])
    if magnitude is None:
        added, step, end = digit * number.scale / 10, number.scale / 10, tail.end()
    elif magnitude < number.scale:
        added, step, end = digit * magnitude, float(magnitude), tail.end() + 1
    else:
        return number
    return Numeral(number.low + added, number.high + added, number.start, end, step, number.scale)


# Chinese numerals


def _chinese(text: str, start: int) -> Numeral | None:
    """亿 and 万 divide a numeral into sections below ten thousand."""
    number = _grouped(text, start, "亿", _below_hundred_million)
    if number is None:
        return Numeral(0, 0, start, start + 1, 1, plain=True) if text.startswith("零", start) else None
    if text.startswith("点", number.end) and not _CLOCK.match(text, number.end):
        return _with_decimal(number, text, number.end)
    return number


def _below_hundred_million(text: str, start: int) -> Numeral | None:
    return _grouped(text, start, "万w", _section)


_HUNDRED_MILLIONS = re.compile(r"个(?=亿)")


def _grouped(text: str, start: int, signs: str, part: Callable[[str, int], Numeral | None]) -> Numeral | None:
    """A part, perhaps times 万 or 亿, perhaps followed by a smaller part: 一万二千, 一万零五百, shorthand 一万二."""
    head = part(text, start)
    if head is None:
        return None
    widened = _approximated(text, head)
    if "亿" in signs and _HUNDRED_MILLIONS.match(text, widened.end):
        widened = replace(widened, end=widened.end + 1)
    sign = text[widened.end : widened.end + 1]
    if not sign or sign not in signs:
        return head
    number = widened.times(_MAGNITUDES[sign], widened.end + 1)
    after_zero = number.end + (1 if text.startswith("零", number.end) else 0)
    rest = part(text, after_zero)
    if rest is not None and rest.high < 10 and after_zero == number.end:
        rest = None if _begins_phrase(text, number.end) else rest.times(number.scale / 10, rest.end)
    if rest is None or rest.high >= number.scale:
        return number
    return Numeral(number.low + rest.low, number.high + rest.high, start, rest.end, rest.step, number.scale)


# 三十好几, 二十大几
_SEVERAL_OF_TEN = re.compile(r"(?P<tens>[二三四五六七八九])十(?P<many>[好大])几(?![十百千万])")


def _section(text: str, start: int) -> Numeral | None:
    """A numeral below ten thousand: 三百二十, 十五六, 四五十, 两千三, 一百零五, 几百."""
    if several := _SEVERAL_OF_TEN.match(text, start):
        tens = 10.0 * _DIGITS[several.group("tens")]
        least = 3 if several.group("many") == "好" else 5
        return Numeral(tens + least, tens + 9, start, several.end(), 1)
    low = high = place = 0.0
    position, limit, shorthand = start, 10_000.0, False
    while term := _term(text, position, limit, shorthand):
        digit_low, digit_high, place, position = term
        low, high = low + digit_low * place, high + digit_high * place
        limit, shorthand = place, place > 10
        if place == 1 or text[position - 1 : position] not in (*_PLACES, *_SCORES):
            break
        if text.startswith("零", position) and _digit(text, position + 1):
            position, shorthand = position + 1, False
    if position == start:
        return None
    plain = position - start == 1 and place == 1
    return Numeral(low, high, start, position, place, 1.0 if place == 1 else place, plain)


def _term(text: str, position: int, limit: float, shorthand: bool) -> tuple[float, float, float, int] | None:
    """One digit and its place, below `limit`: lowest, highest, place value, end.

    `shorthand` says that 百 or 千 came just before, so that a lone digit is a tenth of it.
    """
    if text.startswith("十", position) and limit > 10:
        return 1.0, 1.0, 10.0, position + 1
    if (tens := _SCORES.get(text[position : position + 1])) and limit > 10:
        return tens / 10, tens / 10, 10.0, position + 1
    digit = _digit(text, position)
    if digit is None:
        return None
    low, high, end = digit
    place = float(_PLACES.get(text[end : end + 1], 0))
    if place:
        return (low, high, place, end + 1) if place < limit else None
    if not shorthand:
        return low, high, 1.0, end
    return None if _begins_phrase(text, position) else (low, high, limit / 10, end)


def _begins_phrase(text: str, position: int) -> bool:
    """Whether a digit after a magnitude starts a new amount: 三千一天, 一万两个号."""
    return text.startswith("两", position) or _NEXT_PHRASE.match(text, position) is not None


# 二十8天, 四千5: the input method turned the last digit into a figure.
_MIXED = re.compile(r"[1-9](?![\d.:%])")
_BEFORE_MIXED = frozenset("十百千万一二三四五六七八九")


def _digit(text: str, position: int) -> tuple[float, float, int] | None:
    """One digit, two neighbouring ones (三四), or 几: lowest, highest, end."""
    sign = text[position : position + 1]
    if _MIXED.match(text, position) and text[position - 1 : position] in _BEFORE_MIXED:
        sign = "零一二三四五六七八九"[int(sign)]
    if sign == "几":
        return (1.0 if text[position - 1 : position] == "十" else 2.0), 9.0, position + 1
    if sign not in _DIGITS:
        return None
    if sign == "零":
        return (0.0, 0.0, position + 1) if text.startswith("点", position + 1) else None
    value = _DIGITS[sign]
    following = _DIGITS.get(text[position + 1 : position + 2])
    if following is None and _MIXED.match(text, position + 1):
        following = int(text[position + 1])
    if following is not None and (following == value + 1 or (value, following) == (3, 5)):
        return float(value), float(following), position + 2
    return float(value), float(value), position + 1


def _with_decimal(number: Numeral, text: str, point: int) -> Numeral:
    """The digits after 点: 零点八, 四点几."""
    if text.startswith("几", point + 1):
        return Numeral(number.low, number.high + 1, number.start, point + 2, 1)
    position, digits = point + 1, ""
    while position < len(text) and len(digits) < 6:
        sign = text[position]
        if sign.isascii() and sign.isdigit():
            digits += sign
        elif sign in _DIGITS and sign != "两":
            digits += str(_DIGITS[sign])
        else:
            break
        position += 1
    if not digits or text.startswith("十", position):
        return number
    fraction, step = float(f"0.{digits}"), 10 ** -len(digits)
    whole = Numeral(
        _exact(number.low + fraction), _exact(number.high + fraction), number.start, position, step, plain=False
    )
    return _magnified(text, whole)


# Vague amounts: the scale they name, and how many of it at least and at most.

_MANY = r"(?P<scale>[十百千万][万亿]?)"
_VAGUE = tuple(
    (re.compile(pattern), lowest, highest)
    for pattern, lowest, highest in (
        (r"[上过破](?P<scale>[百千万亿]万?)(?![分货川])", 1.0, math.inf),
        (r"成百上(?P<scale>千)", 1.0, math.inf),
        (r"近(?P<scale>[百千万])(?![分货川])", 0.9, 1.0),
        (r"(?P<scale>[百千])把万", 10_000.0, 10_000.0),
        (r"(?P<scale>[百千万])(?:把|来|八十|儿八百|儿八千)", 1.0, 1.0),
        (r"(?P<scale>百)十(?:来|(?=[号个单条人块件场名位家]))", 1.1, 1.1),
        (r"(?P<scale>十)好几", 1.3, 1.9),
        (r"(?P<scale>千)八百(?=块|元|$)", 0.8, 1.0),
        (r"(?P<scale>[百千万])几", 1.0, 2.0),
        (rf"好几{_MANY}", 3.0, 9.0),
        (rf"小几{_MANY}", 2.0, 4.0),
        (rf"数{_MANY}", 2.0, 9.0),
        (r"(?P<scale>百万|(?<=[销卖做亏流水破上])千万)", 1.0, 1.0),
        (r"(?P<scale>千万)(?=级|粉|以上|多|的?(?:大|账|预算|gmv|流水|营业|销))", 1.0, 1.0),
    )
)


_SEVERAL = re.compile(r"好几(?![十百千万亿])")


def _vague(text: str, start: int) -> Numeral | None:
    """上百, 过百万, 万把, 百来, 百八十, 小几万, 数千, 好几."""
    if _SEVERAL.match(text, start):
        return Numeral(3, 9, start, start + 2, 1)
    for pattern, lowest, highest in _VAGUE:
        if match := pattern.match(text, start):
            scale = _scale(match.group("scale"))
            return Numeral(_exact(lowest * scale), _exact(highest * scale), start, match.end(), scale, scale)
    return None


def _scale(signs: str) -> float:
    product = 1.0
    for sign in signs:
        product *= _MAGNITUDES[sign]
    return product


def _approximated(text: str, number: Numeral) -> Numeral:
    """多 and 余 widen a number; 来 leaves it as it is (两百来 is about 200)."""
    if math.isinf(number.high):
        return number
    sign = text[number.end : number.end + 1]
    if sign in ("多", "余") and sign and not text.startswith(("多少", "余额"), number.end):
        return number.widened(number.end + 1)
    if sign == "来" and number.high >= 10 and number.step >= 10:
        return Numeral(number.low, number.high, number.start, number.end + 1, number.step, number.scale)
    return number
