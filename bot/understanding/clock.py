"""How long a live stream lasts by its times of the day: 晚上八点播到十二点 is four hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.numerals import read_numeral

_PART_OF_DAY = r"(?P<{0}_part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早)?"
_TIME = (
    r"(?P<{0}>\d{{1,2}}|[一二两三四五六七八九]|十[一二]?)"
    r"(?:点(?P<{0}_half>半)?(?:钟|整)?|:(?P<{0}_minutes>[0-5]\d))"
)
_SPAN = re.compile(
    (_PART_OF_DAY + _TIME).format("first")
    + r"(?:开始)?(?:开播|直播|播|开|喊|站|干)?(?:到|至|-|~)(?:第二天|次日)?"
    + (_PART_OF_DAY + _TIME).format("last")
)
_LATE = frozenset({"下午", "傍晚", "晚上", "夜里", "晚"})
_STREAMING = re.compile(r"播")
_FIRST_OF_MORNING = 6
_FEWEST_HOURS = 0.5
_LOOK_BACK = 16


@dataclass(frozen=True)
class ClockSpan:
    """Hours between two times of the day at folded_text[start:end]."""

    hours: float
    start: int
    end: int


def clock_spans(text: str) -> Iterator[ClockSpan]:
    """The stretches of a day that a folded text gives for streaming."""
    for match in _SPAN.finditer(text):
        around = text[max(0, match.start() - _LOOK_BACK) : match.end() + 4]
        if not _STREAMING.search(around):
            continue
        first, last = _hour(match, "first"), _hour(match, "last")
        # A second time without a part of the day is the next one that the clock shows.
        while last <= first:
            last += 24 if match.group("last_part") else 12
        if _FEWEST_HOURS <= last - first <= 24:
            yield ClockSpan(last - first, match.start(), match.end())


def _hour(match: re.Match[str], name: str) -> float:
    number = read_numeral(match.group(name), 0)
    hour = number.low if number is not None else 0.0
    if match.group(f"{name}_half"):
        hour += 0.5
    elif match.group(f"{name}_minutes"):
        hour += int(match.group(f"{name}_minutes")) / 60
    part = match.group(f"{name}_part")
    is_later = (part in _LATE and hour < 12) or (part == "中午" and hour < _FIRST_OF_MORNING)
    return hour + 12 if is_later else hour
