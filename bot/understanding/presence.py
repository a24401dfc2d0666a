"""Which quantities of a message are figures of the shop as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.understanding.message import Message
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import NOT_NOW
from bot.understanding.spans import Spans

_NEGATED = re.compile(r"(?:不是|并非|而不是|别写成?|没有?(?!到|满|超))$")
_DIFFERENCE = re.compile(
    r"(?:(?:掉|降低?|跌|少|下滑|缩水|减少?|亏)了?|(?:涨|升|提高|提升|增加|增长|多)了)"
    r"(?:大概|差不多|约|近|将近|快|有|个)?$|每(?:隔|满)$|(?:^|[^\d\w%）)])[+\-−]\s?$"
)
_CHANGED_TO = re.compile(
    r"^.{0,4}?(?P<verb>涨|升|提升?|提高|增长?|拉|做|降|掉|跌|下滑|滑|缩|减|变|改|添|爬|冲)(?:到|成|至|为|了|剩)"
)
_TAKEN_BACK = re.compile(
    r"不对|错了|等下|等等|以后者|[说看记写打填报搞弄]错|看岔|记混|口误|更正|应该是|应为|实为|实际是?|改成|改为|哦不|啊不|哎不|不不|多打|少打|瞎蒙|不是.{0,10}(?:是|而是)|其实"
)
_LOOK_BACK = 8
_LONGEST_CHANGE = 8


def present_quantities(message: Message, taken: Iterable[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """Those not planned, supposed, past, taken back, a mere difference, or inside a `taken` part of the text."""
    spans = Spans(taken)
    for quantity, following in _with_following(message):
        if spans.hold(quantity.start, quantity.end):
            continue
        before = message.folded[max(0, quantity.start - _LOOK_BACK) : quantity.start]
        if message.scopes(quantity.start) & NOT_NOW or _NEGATED.search(before) or _DIFFERENCE.search(before):
            continue
        if _asks_for_the_norm(message, quantity):
            continue
        if following is None or _change(message, quantity, following) is None:
            yield quantity


_NORM = re.compile(r"\s?(?:才|就)?(?:算|是|属于)(?:是)?(?:正常|高|低|好|合格|可以|多|少|及格|优秀)")


def _asks_for_the_norm(message: Message, quantity: Quantity) -> bool:
    """退货几成算正常 asks; it tells no figure."""
    return "几" in quantity.text and _NORM.match(message.folded, quantity.end) is not None


def change_verb(message: Message, start: int, end: int) -> str | None:
    """The verb of 从30秒涨到45秒, when folded_text[start:end] holds the figure at which the change arrived."""
    for quantity, arrived in _with_following(message):
        if arrived is not None and start <= arrived.start < end:
            return _change(message, quantity, arrived)
    return None


def is_taken_back(message: Message, earlier: Quantity, later: Quantity) -> bool:
    """Whether a later figure replaces an earlier one: 5000，不对，6000."""
    return _TAKEN_BACK.search(message.folded, max(0, earlier.start - 4), later.start) is not None


def _with_following(message: Message) -> Iterator[tuple[Quantity, Quantity | None]]:
    yield from zip(message.quantities, (*message.quantities[1:], None), strict=False)


def _change(message: Message, quantity: Quantity, arrived: Quantity) -> str | None:
    """The verb that leads from one figure to the next, which makes the first one past."""
    between = message.folded[quantity.end : arrived.start]
    match = _CHANGED_TO.match(between)
    if match is None or len(between) > _LONGEST_CHANGE:
        return None
    says_from = message.folded.startswith("从", quantity.start - 1)
    return match.group("verb") if says_from or quantity.kind == arrived.kind else None
