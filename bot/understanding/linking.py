"""Which number belongs to which metric: by name before or after it, across clauses, or by unit and verb alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.understanding.clock import clock_spans
from bot.understanding.conversion import Converted, convert
from bot.understanding.implied import implied_variables
from bot.understanding.message import Message, Name
from bot.understanding.pairs import find_pairs, wholly
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import Scope
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable


@dataclass(frozen=True)
class Figure:
    """A figure of a variable, in its unit, read from folded_text[start:end]."""

    variable: str
    low: float | None
    high: float | None
    start: int
    end: int


@dataclass(frozen=True)
class Linked:
    """The figures of a message in reading order, and the quantities that belong to no metric by themselves."""

    figures: tuple[Figure, ...]
    free: tuple[Quantity, ...]


# Figures said in these stretches are not the shop's own figures now.
_NOT_NOW = frozenset({Scope.PLAN, Scope.REFUSAL, Scope.SUPPOSED, Scope.PAST, Scope.OTHERS})
_LONGEST_REACH_BACK = 24
_LONGEST_REACH_AHEAD = 6
_MOST_CLAUSES_BACK = 2
_CREATOR_TOPICS = frozenset({"creators", "kol", "plans", "fields"})
_NOT_A_PRICE = re.compile(r"赚|挣|利润|成本|亏|退|省|佣")
_CREATORS_SHARE = re.compile(
    r"(?<![个的大])达人(?:带货|分销|那边|带的|播的|出单)?的?(?:销量|成交|gmv)?(?:大概|差不多|要|能|就)?占(?:了"
    r"|比|到)?(?:大概|差不多)?$"
)
_RESTING = re.compile(r"休息?|歇")
_LARGEST_DAY_UNSAID = 10_000
_NEEDS_NOUN = frozenset({"orders_per_session", "orders_per_day"})

_CORRECTION = re.compile(r"不对|错了|说错|口误|更正|应该是|应为|改成|改为|哦不|啊不|不是.{0,10}(?:是|而是)|其实")
_NEGATED = re.compile(r"(?:不是|并非|而不是|别写成?|没有?(?!到|满|超))$")
_DELTA = re.compile(
    r"(?:(?:掉|降低?|跌|少|下滑|缩水|减少?|亏)了?|(?:涨|升|提高|提升|增加|增长|多)了)(?:大概|差不多|约|近|将近"
    r"|快|有|个)?$|每(?:隔|满)$"
)
_CHANGED_FROM = re.compile(r"从$")
_CHANGED_TO = re.compile(
    r"^.{0,4}?(?P<verb>涨|升|提升?|提高|增长?|拉|做|降|掉|跌|下滑|滑|缩|减|变|改)(?:到|成|至|为|了)"
)
_TIMES = ((re.compile(r"早中晚各播?$"), 3.0), (re.compile(r"早晚各(?:播|一场|开)?$|上下午各播?$"), 2.0))


def link(message: Message) -> Linked:
    """Finds the figures of a message."""
    figures = [
        *_pair_figures(message),
        *_whole_figures(message),
        *_clock_figures(message),
        *_shares_of_creators(message),
    ]
    taken = [(figure.start, figure.end) for figure in figures] + _ways_of_speaking(message)
    present = replace(message, quantities=tuple(_present(message, taken)))
    free = []
    for index, quantity in enumerate(present.quantities):
        figure = _by_name(present, index) or _by_meaning(present, index)
        if figure is None:
            free.append(quantity)
        else:
            figures.append(figure)
    ordered = sorted(figures, key=lambda one: (one.start, one.end))
    return Linked(tuple(_with_sessions(message, ordered)), tuple(free))


def change_verb(message: Message, figure: Figure) -> str | None:
    """The verb of 从30秒涨到45秒 when the figure is where a change arrived."""
    for index, quantity in enumerate(message.quantities[:-1]):
        arrived = message.quantities[index + 1]
        if figure.start <= arrived.start < figure.end and _leads_to(message, quantity, arrived):
            match = _CHANGED_TO.match(message.folded[quantity.end : arrived.start])
            return match.group("verb") if match else None
    return None


def _pair_figures(message: Message) -> Iterator[Figure]:
    for pair in find_pairs(message.folded, message.quantities):
        if not message.scopes(pair.start) & (_NOT_NOW | {Scope.CREATORS}):
            variable = _for_peers(message, pair.start, pair.variable)
            yield Figure(variable, round(pair.low, 6), round(pair.high, 6), pair.start, pair.end)


def _whole_figures(message: Message) -> Iterator[Figure]:
    for variable, lowest, start, end in wholly(message.folded):
        if not message.scopes(start) & (_NOT_NOW | {Scope.CREATORS, Scope.PEERS}):
            yield Figure(variable, lowest, 1.0, start, end)


def _shares_of_creators(message: Message) -> Iterator[Figure]:
    """达人占九成: what is left is the shop's own share."""
    for quantity in message.quantities:
        match = _CREATORS_SHARE.search(message.folded[max(0, quantity.start - 14) : quantity.start])
        if match is None or quantity.kind != "percent" or message.scopes(quantity.start) & _NOT_NOW:
            continue
        low, high = (None if one is None else round(1 - one, 6) for one in (quantity.high, quantity.low))
        yield Figure("self_live_share", low, high, quantity.start - len(match.group()), quantity.end)


def _clock_figures(message: Message) -> Iterator[Figure]:
    for span in clock_spans(message.folded):
        if not message.scopes(span.start) & (_NOT_NOW | {Scope.CREATORS, Scope.PEERS}):
            yield Figure("live_hours_per_day", span.hours, span.hours, span.start, span.end)


def _ways_of_speaking(message: Message) -> list[tuple[int, int]]:
    """三秒就划走 is no figure, nor is the 一个 of the name 一个品讲."""
    return [(part.start, part.end) for part in (*message.choices, *message.names)]


def _present(message: Message, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """The figures of the shop as it is now: not planned, supposed, past, taken back, and no differences."""
    for index, quantity in enumerate(message.quantities):
        if any(start <= quantity.start and quantity.end <= end for start, end in taken):
            continue
        before = message.folded[max(0, quantity.start - 8) : quantity.start]
        if message.scopes(quantity.start) & _NOT_NOW or _NEGATED.search(before) or _DELTA.search(before):
            continue
        following = message.quantities[index + 1] if index + 1 < len(message.quantities) else None
        if following is None or not _leads_to(message, quantity, following):
            yield quantity


def _leads_to(message: Message, quantity: Quantity, arrived: Quantity) -> bool:
    """从30秒涨到45秒: the first figure is over."""
    between = message.folded[quantity.end : arrived.start]
    if len(between) > _LONGEST_REACH_AHEAD + 2 or not _CHANGED_TO.match(between):
        return False
    from_word = _CHANGED_FROM.search(message.folded[max(0, quantity.start - 1) : quantity.start]) is not None
    return from_word or quantity.kind == arrived.kind


# By name


def _by_name(message: Message, index: int) -> Figure | None:
    quantity = message.quantities[index]
    for name in _names_for(message, index):
        best = _best(message, name.variables, quantity, name)
        if best is not None:
            variable, converted = best
            near = message.same_clause(name.start, quantity.start)
            start = min(name.start, quantity.start) if near else quantity.start
            end = max(name.end, quantity.end) if near else quantity.end
            return _figure(message, variable, converted, quantity, start, end)
    return None


def _names_for(message: Message, index: int) -> Iterator[Name]:
    """The names a quantity may belong to, the likeliest first: inside it, before, after, in the clauses before."""
    quantity = message.quantities[index]
    earlier = message.quantities[index - 1] if index else None
    yield from (name for name in message.names if quantity.start <= name.start < name.end <= quantity.end)
    before = [name for name in message.names if name.end <= quantity.start or name.start < quantity.start < name.end]
    here = [name for name in before if message.same_clause(name.start, quantity.start)]
    for name in reversed(here):
        if quantity.start - name.end > _LONGEST_REACH_BACK or (earlier is not None and earlier.start >= name.start):
            break
        yield name
    yield from _names_after(message, index)
    for name in reversed(here):
        if earlier is not None and earlier.start >= name.start and _takes_back(message, earlier, quantity):
            yield name
    yield from _names_carried_over(message, index, before)


def _names_after(message: Message, index: int) -> Iterator[Name]:
    """30秒的停留, 三成退货; but in 转化1%场观800 the name belongs to the number behind it."""
    quantity = message.quantities[index]
    following = message.quantities[index + 1] if index + 1 < len(message.quantities) else None
    for name in message.names:
        if name.start < quantity.end or not message.same_clause(name.start, quantity.start):
            continue
        if name.start - quantity.end > _LONGEST_REACH_AHEAD or (following is not None and following.start < name.start):
            return
        if following is not None and following.start - name.end <= _LONGEST_REACH_AHEAD:
            if message.same_clause(name.start, following.start) and _best(message, name.variables, following, name):
                return
        yield name


def _names_carried_over(message: Message, index: int, before: list[Name]) -> Iterator[Name]:
    """停留我看了罗盘，二十多秒: the name may stand in a clause before, when no number has answered it there."""
    quantity = message.quantities[index]
    here = message.setting.clause_number(quantity.start)
    for name in reversed(before):
        clauses_back = here - message.setting.clause_number(name.start)
        if clauses_back == 0:
            continue
        if clauses_back > _MOST_CLAUSES_BACK:
            return
        answered = [other for other in message.quantities[:index] if other.start >= name.start]
        last = answered[-1] if answered else None
        if last is None or _takes_back(message, last, quantity):
            yield name
        elif _is_of_peers(message, last) is not _is_of_peers(message, quantity):
            yield replace(name, variables=tuple(map(_own, name.variables)))


def _is_of_peers(message: Message, quantity: Quantity) -> bool:
    return Scope.PEERS in message.scopes(quantity.start)


def _own(variable: str) -> str:
    """The shop's own variable for one of the peers."""
    return next((own for own, peers in load_vocabulary().peers.items() if peers == variable), variable)


def _takes_back(message: Message, earlier: Quantity, quantity: Quantity) -> bool:
    """5000，不对，6000."""
    return _CORRECTION.search(message.folded, max(0, earlier.start - 4), quantity.start) is not None


def _best(
    message: Message, candidates: tuple[str, ...], quantity: Quantity, name: Name | None
) -> tuple[Variable, Converted] | None:
    """The variable among those of one name whose unit fits best."""
    fitting = []
    for candidate in candidates:
        variable = load_vocabulary().variables[_for_peers(message, quantity.start, candidate)]
        if _is_of_peers(message, quantity) and variable.topic != "peers":
            continue
        if variable.type != "number" or not _is_allowed(message, variable, quantity, name):
            continue
        converted = convert(quantity, variable)
        if converted is not None:
            fitting.append((variable, converted))
    return max(fitting, key=lambda pair: (pair[1].fit, pair[0].ask == "always"), default=None)


def _is_allowed(message: Message, variable: Variable, quantity: Quantity, name: Name | None) -> bool:
    if Scope.CREATORS in message.scopes(quantity.start) and variable.topic not in _CREATOR_TOPICS:
        return name is not None and name.start > quantity.end
    if variable.id == "paid_daily_spend" and _is_total(message, quantity, name):
        return False
    if variable.id == "price_avg" and _NOT_A_PRICE.search(message.folded[max(0, quantity.start - 4) : quantity.start]):
        return False
    if variable.id in _NEEDS_NOUN and not quantity.unit:
        return name is not None and "单" in message.folded[name.start : name.end]
    return True


def _is_total(message: Message, quantity: Quantity, name: Name | None) -> bool:
    """投了几万块 is what was spent in all, unless a period is said."""
    top = quantity.high or quantity.low or 0
    said = message.folded[name.start : quantity.start] if name is not None else ""
    return quantity.per is None and top >= _LARGEST_DAY_UNSAID and re.search(r"[了过]|一共|总共", said) is not None


def _for_peers(message: Message, position: int, variable: str) -> str:
    """The peers' variable, when the number is said of the peers."""
    if Scope.PEERS in message.scopes(position):
        return load_vocabulary().peers.get(variable, variable)
    return variable


# Without a name


def _by_meaning(message: Message, index: int) -> Figure | None:
    quantity = message.quantities[index]
    if message.scopes(quantity.start) & {Scope.PEERS, Scope.CREATORS}:
        return None
    clause = message.setting.clause(quantity.start)
    for candidate in implied_variables(message.folded, quantity, clause):
        variable = load_vocabulary().variables[candidate]
        converted = convert(quantity, variable)
        if converted is not None:
            return _figure(message, variable, converted, quantity, quantity.start, quantity.end)
    return None


def _figure(
    message: Message, variable: Variable, converted: Converted, quantity: Quantity, start: int, end: int
) -> Figure:
    if variable.id == "live_days_per_week" and _RESTING.search(quantity.text):
        rest = converted
        low, high = (None if one is None else 7 - one for one in (rest.high, rest.low))
        return Figure(variable.id, low, high, start, end)
    times = 1.0
    if variable.kind == "hours":
        before = message.folded[max(0, quantity.start - 6) : quantity.start]
        times = next((factor for pattern, factor in _TIMES if pattern.search(before)), 1.0)
    low = None if converted.low is None else converted.low * times
    high = None if converted.high is None else converted.high * times
    return Figure(variable.id, low, high, start, end)


def _with_sessions(message: Message, figures: list[Figure]) -> list[Figure]:
    """一天两场每场三小时 is six hours a day."""
    sessions = next((one for one in message.quantities if one.unit == "场/天" and one.value), None)
    per_session = {one.start for one in message.quantities if one.kind == "duration" and one.per == "场"}
    if sessions is None or sessions.value is None:
        return figures
    times = sessions.value
    return [
        replace(
            figure,
            low=None if figure.low is None else figure.low * times,
            high=None if figure.high is None else figure.high * times,
        )
        if figure.variable == "live_hours_per_day" and any(figure.start <= start < figure.end for start in per_session)
        else figure
        for figure in figures
    ]
