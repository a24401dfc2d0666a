"""Figures of variables, and those that a whole wording states: 一百个人买俩, 全靠投, 晚上八点播到十二点, 达人占九成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.understanding.clock import clock_spans
from bot.understanding.conversion import convert
from bot.understanding.marking import mark
from bot.understanding.message import Message
from bot.understanding.pairs import find_pairs
from bot.understanding.patterns import FIGURE
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import NOT_NOW, Scope
from bot.understanding.traffic import traffic_shares
from bot.understanding.units import YEAR
from bot.understanding.vocabulary import load_vocabulary

_NEXT_TO = 2
# What may be said in a stretch about creators.
CREATOR_TOPICS = frozenset({"creators", "kol", "plans", "fields"})
# Shops do not stream on the platform for longer; what is older is the brand or the factory.
OLDEST_ACCOUNT = 9 * YEAR


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
    patterned = list(_by_patterns(message))
    yield from patterned
    yield from (
        pair for pair in _pairs(message) if not any(pair.start < one.end and one.start < pair.end for one in patterned)
    )
    yield from _shares_of_creators(message)
    own = (*_shares_of_traffic(message), *_hours_by_clock(message))
    yield from (figure for figure in own if not message.scopes(figure.start) & {*NOT_NOW, Scope.CREATORS, Scope.PEERS})


def _by_patterns(message: Message) -> Iterator[Figure]:
    """What the patterns of the variables read; of two that claim a figure the longer one holds."""
    marked = mark(message.folded, message.quantities, lambda _: FIGURE)
    taken: set[int] = set()
    for hit in sorted(load_vocabulary().figures.find(marked.text), key=lambda one: (one.start - one.end, one.start)):
        places = [marked.offsets[place] for place in range(hit.start, hit.end) if marked.text[place] == FIGURE]
        quantities = [one for one in message.quantities if one.end - 1 in places]
        if not quantities or taken & set(places) or _is_named_otherwise(message, hit.variable, quantities[-1]):
            continue
        figure = _patterned(message, hit.variable, quantities)
        if figure is not None:
            taken |= set(places)
            start, end = marked.offsets[hit.start], marked.offsets[hit.end - 1] + 1
            yield replace(figure, start=min(start, quantities[0].start), end=max(end, quantities[-1].end))


def _is_named_otherwise(message: Message, variable: str, quantity: Quantity) -> bool:
    """粉丝30w says what it is of, whatever stands around it."""
    for name in message.names:
        if 0 <= quantity.start - name.end <= _NEXT_TO and variable not in name.variables:
            candidates = (load_vocabulary().variables[one] for one in name.variables)
            return any(one.type == "number" and convert(quantity, one) is not None for one in candidates)
    return False


def _patterned(message: Message, name: str, quantities: Sequence[Quantity]) -> Figure | None:
    """One figure in the unit of the variable, or of two the part that the second is of the first."""
    last = quantities[-1]
    variable = load_vocabulary().variables[for_peers(message, last.start, name)]
    scopes = message.scopes(last.start)
    if variable.id == "account_age_days" and (last.low or last.high or 0) > OLDEST_ACCOUNT:
        return None
    if scopes & NOT_NOW or (Scope.CREATORS in scopes and variable.topic not in CREATOR_TOPICS):
        return None
    if Scope.PEERS in scopes and variable.topic != "peers":
        return None
    if len(quantities) == 2:
        return _part(variable.id, *quantities)
    converted = convert(last, variable) if len(quantities) == 1 else None
    return None if converted is None else Figure(variable.id, converted.low, converted.high, last.start, last.end)


def _part(variable: str, whole: Quantity, part: Quantity) -> Figure | None:
    if load_vocabulary().variables[variable].kind != "share" or not {whole.kind, part.kind} <= {"count", "number"}:
        return None
    if not whole.value or part.low is None or part.high is None or part.high > whole.value:
        return None
    return Figure(variable, round(part.low / whole.value, 6), round(part.high / whole.value, 6), whole.start, part.end)


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
