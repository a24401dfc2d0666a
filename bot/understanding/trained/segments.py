"""Cuts a message into the stretches that the trained readers look at, and tells their features.

A stretch is a clause, two neighbouring clauses, or a piece of a clause that is too long to say one thing. Figures in it
are one sign with their unit, so that 三个人 and 五个人 are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.folding import fold
from bot.understanding.marking import mark
from bot.understanding.quantities import read_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import Setting

_PAUSE = re.compile(r"[，。！？；,!?;\n、：:~…]+|\.{2,}|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_GOES_ON = re.compile(
    r"然后|就是说|但是|不过|可是|而且|所以|因为|还有|另外|反正|结果|那个|现在|目前|以前|其实|我们|咱们|咱家|我家|他们|人家|"
    r"隔壁|要是|如果|打算|准备|就是|也就|都是|全是|倒是|老是"
)
_LONGEST_PAIR = 26
_LONG = 14
_WINDOW, _STEP = 12, 4
_SHORTEST_PIECE = 3
_LONGEST_RUN = 4
_FIGURE = "◇"
_KINDS = {"percent": "%", "money": "元", "duration": "时", "ratio": ":"}


@dataclass(frozen=True)
class Segment:
    """A stretch at folded_text[start:end] and its `text` with signs in the place of figures."""

    start: int
    end: int
    text: str


def segments(folded: str, quantities: Sequence[Quantity]) -> list[Segment]:
    """The stretches of a message, each once, in the order of their beginning."""
    marked = mark(folded, quantities, _sign)
    spans = sorted(set(_spans(marked.text)))
    return [Segment(marked.offsets[start], marked.offsets[end - 1] + 1, marked.text[start:end]) for start, end in spans]


def marked_text(text: str) -> str:
    """A whole text, folded, with signs in the place of figures."""
    return mark(fold(text), read_quantities(text), _sign).text


def runs(text: str) -> frozenset[str]:
    """The runs of one to four characters of a stretch, its two ends marked."""
    whole = f"^{text}$"
    return frozenset(
        whole[start : start + length]
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(whole) - length + 1)
    )


def scope_marks(setting: Setting, start: int, end: int) -> frozenset[str]:
    """What a stretch speaks of besides the present shop, as features."""
    return frozenset(
        f"scope:{one.name}" for position in {start, max(start, end - 1)} for one in setting.scopes(position)
    )


def _sign(quantity: Quantity) -> str:
    """One sign and the unit."""
    return _FIGURE + (_KINDS.get(quantity.kind) or quantity.unit or "")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    clauses = list(_clauses(text))
    yield from clauses
    for (first, _), (_, last) in pairwise(clauses):
        if last - first <= _LONGEST_PAIR:
            yield first, last
    for start, end in clauses:
        if end - start > _LONG:
            yield from _pieces(text, start, end)
            yield from ((place, min(end, place + _WINDOW)) for place in range(start, end - _WINDOW + _STEP, _STEP))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for pause in _PAUSE.finditer(text):
        if pause.start() > position:
            yield position, pause.start()
        position = pause.end()
    if position < len(text):
        yield position, len(text)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long clause between the words with which a new thought begins, one and two pieces at a time."""
    cuts = [start, *(one.start() for one in _GOES_ON.finditer(text, start + _SHORTEST_PIECE, end)), end]
    for number, first in enumerate(cuts[:-1]):
        for last in cuts[number + 1 : number + 3]:
            yield first, last
