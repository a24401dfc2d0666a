"""Figures of variables, and those that a whole wording states: 一百个人买俩, 全靠投, 晚上八点播到十二点, 达人占九成."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.clock import clock_spans
from bot.understanding.message import Message
from bot.understanding.pairs import find_pairs
from bot.understanding.scopes import NOT_NOW, Scope
from bot.understanding.traffic import traffic_shares
from bot.understanding.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Figure:
    """A figure of a variable, in its unit, read from folded_text[start:end]; None is an open side."""

    variable: str
    low: float | None
    high: float | None
    start: int
    end: int

    def times(self, factor: float) -> Figure:
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Figure(self.variable, low, high, self.start, self.end)

    def is_possible(self) -> bool:
        """Whether it lies in the range of its variable."""
        variable = load_vocabulary().variables[self.variable]
        return all(variable.low <= figure <= variable.high for figure in (self.low, self.high) if figure is not None)


def for_peers(message: Message, position: int, variable: str) -> str:
    """The peers' variable, when what stands at a position is said of the peers."""
    if Scope.PEERS in message.scopes(position):
        return load_vocabulary().peers.get(variable, variable)
    return variable


def figures_of_wordings(message: Message) -> Iterator[Figure]:
    """What whole wordings state of the shop as it is now."""
    yield from _pairs(message)
    yield from _shares_of_creators(message)
    own = (*_shares_of_traffic(message), *_hours_by_clock(message))
    yield from (figure for figure in own if not message.scopes(figure.start) & {*NOT_NOW, Scope.CREATORS, Scope.PEERS})


def _pairs(message: Message) -> Iterator[Figure]:
    for pair in find_pairs(message.folded, message.quantities):
        if not message.scopes(pair.start) & {*NOT_NOW, Scope.CREATORS}:
            variable = for_peers(message, pair.start, pair.variable)
            yield Figure(variable, round(pair.low, 6), round(pair.high, 6), pair.start, pair.end)


def _shares_of_traffic(message: Message) -> Iterator[Figure]:
    for share in traffic_shares(message.folded, message.quantities):
        yield Figure(share.variable, share.low, share.high, share.start, share.end)


def _hours_by_clock(message: Message) -> Iterator[Figure]:
    for span in clock_spans(message.folded):
        yield Figure("live_hours_per_day", span.hours, span.hours, span.start, span.end)


_CREATORS_SHARE = re.compile(
    r"(?<![个的大])达人(?:带货|分销|那边|带的|播的|出单)?的?(?:销量|成交|gmv)?(?:大概|差不多|要|能|就)?"
    r"占(?:了|比|到)?(?:大概|差不多)?$"
)
_LONGEST_CREATORS_SHARE = 14


def _shares_of_creators(message: Message) -> Iterator[Figure]:
    """达人占九成: what is left is the shop's own share."""
    for quantity in message.quantities:
        before = message.folded[max(0, quantity.start - _LONGEST_CREATORS_SHARE) : quantity.start]
        match = _CREATORS_SHARE.search(before)
        if match is None or quantity.kind != "percent" or message.scopes(quantity.start) & NOT_NOW:
            continue
        low, high = (None if one is None else round(1 - one, 6) for one in (quantity.high, quantity.low))
        yield Figure("self_live_share", low, high, quantity.start - len(match.group()), quantity.end)
