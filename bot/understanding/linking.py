"""Which number belongs to which metric: by name before or after it, across clauses, or by unit and verb alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from bot.understanding.asking import asks_whether
from bot.understanding.conversion import Converted, convert
from bot.understanding.figures import CREATOR_TOPICS, OLDEST_ACCOUNT, Figure, figures_of_wordings, for_peers
from bot.understanding.implied import implied_of_peers, implied_variables
from bot.understanding.message import Message, Name
from bot.understanding.presence import is_taken_back, present_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import NOT_NOW, Scope
from bot.understanding.spans import Spans
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable


@dataclass(frozen=True)
class Linked:
    """The figures of a message in reading order, and the quantities that belong to no metric by themselves."""

    figures: tuple[Figure, ...]
    free: tuple[Quantity, ...]


def link(message: Message) -> Linked:
    """Finds the figures of a message; what is out of range is none."""
    figures = list(figures_of_wordings(message))
    # 三秒就划走 is no figure, nor is the 一个 of the name 一个品讲.
    taken = [(figure.start, figure.end) for figure in figures]
    taken += [(hit.start, hit.end) for hit in message.choices if not asks_whether(message.folded, hit.end)]
    # A name may be a stretch of time itself: the 一周 of 一周五天, which in 刚开播一周 is no name.
    durations = {(one.start, one.end) for one in message.quantities if one.kind == "duration"}
    taken += {(name.start, name.end) for name in message.names} - durations
    present = present_quantities(message, taken)
    worded = Spans((figure.start, figure.end) for figure in figures)
    names = tuple(name for name in message.names if not worded.hold(name.start, name.end))
    present_message = replace(message, quantities=tuple(present), names=names)
    own = frozenset(one.start for one in present_quantities(message))
    free = []
    for index, quantity in enumerate(present_message.quantities):
        figure = (
            _by_name(present_message, index)
            or _by_meaning(present_message, quantity)
            or _by_contrast(message, quantity, own)
        )
        if figure is None:
            free.append(quantity)
        else:
            figures.append(figure)
    possible = [figure for figure in _with_sessions(message, figures) if figure.is_possible()]
    return Linked(tuple(sorted(possible, key=lambda one: (one.start, one.end))), tuple(free))


# By contrast: 隔壁一天两百单，我们才三十; 停留三十秒，不对，是十三

_LONGEST_CONTRAST = 40
_NOT_IN_THE_PRESENT_SHOP = frozenset({*NOT_NOW, Scope.PEERS, Scope.CREATORS})


def _by_contrast(message: Message, quantity: Quantity, own: Collection[int]) -> Figure | None:
    """A figure without a name speaks of what the one just before it spoke of, when that one was of somebody else.

    `own` are the places of the figures of the shop as it is now.
    """
    if message.scopes(quantity.start) & _NOT_IN_THE_PRESENT_SHOP:
        return None
    other = next((one for one in reversed(message.quantities) if one.end <= quantity.start), None)
    if other is None or quantity.start - other.end > _LONGEST_CONTRAST:
        return None
    is_of_another = other.start not in own or bool(message.scopes(other.start) & _NOT_IN_THE_PRESENT_SHOP)
    if not is_of_another and not is_taken_back(message, other, quantity):
        return None
    variable = _meant_by(message, other)
    if variable is None:
        return None
    for candidate in (quantity, _in_the_terms_of(quantity, other)):
        converted = convert(candidate, variable)
        if converted is not None:
            return _figure(message, variable, converted, quantity, quantity.start, quantity.end)
    return None


def _meant_by(message: Message, quantity: Quantity) -> Variable | None:
    """The variable of the shop itself that a figure would be of, if it were the shop's own."""
    unscoped = replace(message, setting=message.setting.without_scopes())
    index = unscoped.quantities.index(quantity)
    figure = _by_name(unscoped, index) or _by_meaning(unscoped, quantity)
    return load_vocabulary().variables[_own(figure.variable)] if figure is not None else None


def _in_the_terms_of(quantity: Quantity, other: Quantity) -> Quantity:
    """A figure with the unit and the period of another, as far as it has none of its own."""
    if quantity.per is not None or other.per is None or quantity.kind not in ("number", "money", "count"):
        return quantity
    unit = quantity.unit or (other.unit or "").partition("/")[0]
    kind = other.of if quantity.kind == "number" else quantity.kind
    return replace(quantity, kind="rate", unit=f"{unit}/{other.per}", per=other.per, of=kind)


# By name

_LONGEST_REACH_BACK = 24
_LONGEST_REACH_AHEAD = 6
_MOST_CLAUSES_BACK = 2
_LONGEST_LEAD = 2
_OWN_VERB = re.compile(r"[卖投花烧播做涨退买赚亏发招]")
# What may stand between a pause and the figure that answers the clause before it.
_LEAD = re.compile(
    r"这个?月|上个?月|这周|上周|昨天|大概|大约|差不多|也就|就是|只有|应该|应为|平均|一般|可能|估计|目前|现在|最近|罗盘|后台|显示|同行|行业|人家|别人|不对|"
    r"我们|我家|俺们|咱们|咱家|自家|本店|我方|我司|这边|这儿|这头|这里|那条线|现状|眼下|如今|本期|掉到|降到|降为|仅为?|做到|抖音|仍|实际|"
    r"停在|给|俺|咱|现|达|为|这|那|剩|能|可|但|而|却|不过|是不是|：|:|　|其实|需要|更正|还不|不到|左右|"
    r"比|是|有|也|就|才|都|约|我|的|了|上|里|在|到|说|看|，|\s"
)


def _by_name(message: Message, index: int) -> Figure | None:
    quantity = message.quantities[index]
    for name in _names_for(message, index):
        best = _best(message, name, quantity)
        if best is not None:
            near = message.same_clause(name.start, quantity.start)
            start = min(name.start, quantity.start) if near else quantity.start
            end = max(name.end, quantity.end) if near else quantity.end
            return _figure(message, *best, quantity, start, end)
    return None


def _names_for(message: Message, index: int) -> Iterator[Name]:
    """The names a quantity may belong to, the likeliest first: inside it, before, after, in the clauses before."""
    quantity = message.quantities[index]
    earlier = message.quantities[index - 1] if index else None
    names = message.names_between(*message.setting.clause(quantity.start, _MOST_CLAUSES_BACK))
    yield from (name for name in names if _is_part_of(name, quantity))
    before = [name for name in names if name.end <= quantity.start or name.start < quantity.start < name.end]
    here = [name for name in reversed(before) if message.same_clause(name.start, quantity.start)]
    unanswered = [name for name in here if earlier is None or earlier.start < name.start]
    yield from (name for name in unanswered if quantity.start - name.end <= _LONGEST_REACH_BACK)
    yield from _names_after(message, index)
    if earlier is not None and is_taken_back(message, earlier, quantity):
        yield from (name for name in here if name not in unanswered)
    yield from _names_carried_over(message, index, before)


def _is_part_of(name: Name, quantity: Quantity) -> bool:
    """Whether a name stands in a quantity (一天烧三千) or shares its unit (百来人在线)."""
    inside = quantity.start <= name.start < name.end <= quantity.end
    return (inside and name.end - name.start < quantity.end - quantity.start) or (
        quantity.start < name.start < quantity.end < name.end
    )


def _names_after(message: Message, index: int) -> Iterator[Name]:
    """30秒的停留, 三成退货; but in 转化1%场观800 the name belongs to the number behind it."""
    quantity = message.quantities[index]
    following = message.quantities[index + 1] if index + 1 < len(message.quantities) else None
    for name in message.names_between(quantity.end, message.setting.clause(quantity.start)[1]):
        is_far = name.start - quantity.end > _LONGEST_REACH_AHEAD
        if is_far or (following is not None and following.start < name.start):
            return
        if following is not None and _is_answered_by(message, name, following):
            return
        yield name


def _is_answered_by(message: Message, name: Name, following: Quantity) -> bool:
    near = following.start - name.end <= _LONGEST_REACH_AHEAD and message.same_clause(name.start, following.start)
    return near and _best(message, name, following) is not None


def _names_carried_over(message: Message, index: int, before: list[Name]) -> Iterator[Name]:
    """停留我看了罗盘，二十多秒: the name may stand in a clause before, when no number has answered it there."""
    quantity = message.quantities[index]
    here = message.setting.clause_number(quantity.start)
    lead = message.folded[message.setting.clause(quantity.start)[0] : quantity.start]
    rest = _LEAD.sub("", lead)
    if len(rest) > _LONGEST_LEAD or _OWN_VERB.search(rest):
        return
    for name in reversed(before):
        if message.setting.clause_number(name.start) == here:
            continue
        answers = [other for other in message.quantities[:index] if other.end > name.start]
        if not answers or is_taken_back(message, answers[-1], quantity) or _is_peak(message, answers[-1]):
            yield name
        elif _is_of_peers(message, answers[-1]) is not _is_of_peers(message, quantity):
            yield replace(name, variables=tuple(map(_own, name.variables)))


def _is_of_peers(message: Message, quantity: Quantity) -> bool:
    return Scope.PEERS in message.scopes(quantity.start)


def _own(variable: str) -> str:
    """The shop's own variable for one of the peers."""
    return next((own for own, peers in load_vocabulary().peers.items() if peers == variable), variable)


def _best(message: Message, name: Name, quantity: Quantity) -> tuple[Variable, Converted] | None:
    """The variable among those of one name whose unit fits best."""
    fitting = []
    for candidate in name.variables:
        variable = load_vocabulary().variables[for_peers(message, quantity.start, candidate)]
        if variable.type != "number" or not _may_be_meant(message, variable, name, quantity):
            continue
        converted = convert(quantity, variable)
        if converted is not None:
            fitting.append((variable, converted))
    return max(fitting, key=lambda pair: (pair[1].fit, pair[0].ask == "always"), default=None)


# What a name and a number must not be taken for, although the unit fits.

_NEEDS_NOUN = frozenset({"orders_per_session", "orders_per_day"})
_NOT_A_PRICE = re.compile(r"赚|挣|利润|成本|亏|退|省|佣")
_GAINING = re.compile(r"涨|新增|加粉")
_IN_ALL = re.compile(r"[了过]|一共|总共")
_FIRM = re.compile(r"品牌|牌子|老牌|厂|公司|行业|天猫|淘宝|门店|门头|生意|线下|代工|铺")
_ACCOUNT = re.compile(r"抖音|号|播|账")
_LARGEST_DAY_UNSAID = 10_000
_SMALLEST_AUDIENCE = 100


_AVERAGES = frozenset({"avg_online", "avg_stay_sec"})
_PEAK = re.compile(r"(?:最高|峰值|高峰|顶峰)(?:能?到|[能有是过])?$")
_RETURNED = re.compile(r"退(?:货|款|单)?(?:了|掉|回来?)?(?:一共|大概|差不多|也就|得有|[就有])*$")
_LONGEST_VERB = 12
_INTO_A_GROUP = re.compile(r"(?:都|全|也|已经)?[进入加拉](?:了|到|进)?(?:粉丝|会员|微信)?群")


def _may_be_meant(message: Message, variable: Variable, name: Name, quantity: Quantity) -> bool:
    scopes = message.scopes(quantity.start)
    if _is_other_than(message, variable, quantity):
        return False
    if Scope.PEERS in scopes and variable.topic != "peers":
        return False
    if Scope.CREATORS in scopes and variable.topic not in CREATOR_TOPICS and name.start <= quantity.end:
        return False
    if variable.id == "paid_daily_spend":
        return not _is_total(message, name, quantity)
    if variable.id == "account_age_days":
        return not _is_of_the_firm(message, quantity)
    if variable.id == "session_viewers":
        return not _is_small_crowd(message, name, quantity)
    if variable.id == "follower_count":
        return _GAINING.search(message.folded[message.setting.clause(quantity.start)[0] : quantity.end]) is None
    if variable.id == "price_avg":
        return _NOT_A_PRICE.search(message.folded[max(0, quantity.start - 4) : quantity.start]) is None
    if variable.id in _NEEDS_NOUN and not quantity.unit:
        return "单" in message.folded[name.start : name.end]
    return True


def _is_other_than(message: Message, variable: Variable, quantity: Quantity) -> bool:
    """在线最高两百 is no average, 退了一百单 no sale, 两百个粉丝进群 not how many there are."""
    if variable.id in _AVERAGES:
        return quantity.low is not None and _is_peak(message, quantity)
    if variable.id in _NEEDS_NOUN:
        return "退" in quantity.text or _RETURNED.search(_before(message, quantity)) is not None
    return variable.id == "follower_count" and _INTO_A_GROUP.match(message.folded, quantity.end) is not None


def _is_peak(message: Message, quantity: Quantity) -> bool:
    return _PEAK.search(_before(message, quantity)) is not None


def _before(message: Message, quantity: Quantity) -> str:
    return message.folded[max(0, quantity.start - _LONGEST_VERB) : quantity.start]


def _is_of_the_firm(message: Message, quantity: Quantity) -> bool:
    """做了十二年的老牌: the brand or the factory, not the account."""
    start, end = message.setting.clause(quantity.start)
    clause = message.folded[start:end]
    is_long = (quantity.low or quantity.high or 0) > OLDEST_ACCOUNT
    return is_long or (_FIRM.search(clause) is not None and _ACCOUNT.search(clause) is None)


def _is_small_crowd(message: Message, name: Name, quantity: Quantity) -> bool:
    """二三十个人看 may be those online just now; it is a session's audience when a session is spoken of."""
    start, end = message.setting.clause(quantity.start)
    small = (quantity.high or quantity.low or 0) < _SMALLEST_AUDIENCE
    return small and name.start > quantity.start and "场" not in message.folded[start:end]


def _is_total(message: Message, name: Name, quantity: Quantity) -> bool:
    """投了几万块 is what was spent in all, unless a period is said."""
    top = quantity.high or quantity.low or 0
    said = message.folded[name.start : quantity.start]
    return quantity.per is None and top >= _LARGEST_DAY_UNSAID and _IN_ALL.search(said) is not None


# Without a name


def _by_meaning(message: Message, quantity: Quantity) -> Figure | None:
    scopes = message.scopes(quantity.start)
    if Scope.CREATORS in scopes:
        return None
    clause = message.setting.clause(quantity.start)
    of_peers = Scope.PEERS in scopes
    for candidate in implied_of_peers(quantity) if of_peers else implied_variables(message.folded, quantity, clause):
        variable = load_vocabulary().variables[candidate]
        converted = None if _is_other_than(message, variable, quantity) else convert(quantity, variable)
        if converted is not None:
            return _figure(message, variable, converted, quantity, quantity.start, quantity.end)
    return None


_RESTING = re.compile(r"休息?|歇")
_EACH_TIME = ((re.compile(r"早中晚各播?$"), 3.0), (re.compile(r"早晚各(?:播|一场|开)?$|上下午各播?$"), 2.0))
_DAYS_A_WEEK = 7


def _figure(
    message: Message, variable: Variable, converted: Converted, quantity: Quantity, start: int, end: int
) -> Figure:
    figure = Figure(variable.id, converted.low, converted.high, start, end)
    if variable.id == "live_days_per_week" and _RESTING.search(quantity.text):
        low, high = (None if one is None else _DAYS_A_WEEK - one for one in (figure.high, figure.low))
        return Figure(variable.id, low, high, start, end)
    if variable.kind == "hours":
        before = message.folded[max(0, quantity.start - 6) : quantity.start]
        return figure.times(next((factor for pattern, factor in _EACH_TIME if pattern.search(before)), 1.0))
    return figure


def _with_sessions(message: Message, figures: list[Figure]) -> list[Figure]:
    """一天两场每场三小时 is six hours a day."""
    sessions = next((one.value for one in message.quantities if one.unit == "场/天" and one.value), None)
    per_session = [one.start for one in message.quantities if one.kind == "duration" and one.per == "场"]
    if sessions is None:
        return figures
    return [
        figure.times(sessions)
        if figure.variable == "live_hours_per_day" and any(figure.start <= start < figure.end for start in per_session)
        else figure
        for figure in figures
    ]
