"""What a message says about the shop.

`extract_facts` is the one entry. It is pure: the same text and the same open questions give the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.understanding.answers import NONE_OF_THEM, bare_choices, bare_text, is_answer
from bot.understanding.bare_figures import bare_figures
from bot.understanding.choosing import choose
from bot.understanding.creators import CreatorRecord, creator_records
from bot.understanding.figures import Figure
from bot.understanding.judging import compared_with_peers, direction_of_change, judged_directions, judged_levels
from bot.understanding.linking import link
from bot.understanding.message import Message, read_message
from bot.understanding.not_known import not_known
from bot.understanding.presence import change_verb
from bot.understanding.quantity import Quantity
from bot.understanding.reply import Reply, Status
from bot.understanding.scopes import Scope
from bot.understanding.statements import answered_by_name, missing_things, said_as_keywords
from bot.understanding.trained.choices import TrainedChoices
from bot.understanding.trained.reading import trained_hits, trained_replies
from bot.understanding.vocabulary import Hit, load_vocabulary


@dataclass(frozen=True)
class Fact:
    """One thing said about the shop, read from text[start:end].

    A known fact has either `value` (a figure, a choice, a list of choices, a text, creators) or the interval
    `low`..`high`, where None is an open side. `guessed` is one that no rule read but the trained reader.
    """

    variable: str
    status: Status
    start: int
    end: int
    text: str
    value: float | str | tuple[str, ...] | tuple[CreatorRecord, ...] | None = None
    low: float | None = None
    high: float | None = None
    guessed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The fact as it travels to the dialogue: variable, status, and value or interval."""
        told: dict[str, Any] = {"variable": self.variable, "status": self.status}
        if self.status != "known":
            return told
        if self.value is None:
            return {**told, "low": self.low, "high": self.high}
        if isinstance(self.value, tuple):
            return {**told, "value": [one if isinstance(one, str) else one.to_json() for one in self.value]}
        return {**told, "value": self.value}


def extract_facts(text: str, asked: Sequence[str] = (), trained: TrainedChoices | None = None) -> list[Fact]:
    """The facts of a message in reading order, one for each variable.

    `asked` holds the ids of the open questions: a bare 两千 or 没有 answers them. Ids that are no variable are ignored.
    Where no rule reads a choice, the `trained` reader may. Never raises on any text.
    """
    return facts_of(read_message(text), asked, trained) if text.strip() else []


def facts_of(message: Message, asked: Sequence[str] = (), trained: TrainedChoices | None = None) -> list[Fact]:
    """The facts of a message that is already marked."""
    variables = load_vocabulary().variables
    asked = [one for one in asked if one in variables]
    linked = link(message)
    facts: dict[str, Fact] = {}
    for fact in sorted(_told(message, linked.figures, asked), key=lambda one: (one.start, -one.end)):
        before = facts.get(fact.variable)
        if before is None or fact.end > before.end:
            facts[fact.variable] = fact
    if trained is not None:
        for fact in _choice_facts(message, trained_hits(trained, message, facts, asked)):
            facts.setdefault(fact.variable, replace(fact, guessed=True))
    for reply in _replies(message, linked.free, asked, facts, trained):
        fact = _of_reply(message, reply)
        facts.setdefault(fact.variable, fact)
    for fact in _consequences(facts):
        facts.setdefault(fact.variable, fact)
    return sorted(facts.values(), key=lambda fact: (fact.start, fact.end, fact.variable))


def _told(message: Message, figures: Sequence[Figure], asked: Sequence[str]) -> Iterator[Fact]:
    """What the message says by itself; of two facts about one variable the later one holds, unless it is part of the
    earlier one: the 全靠自然流 of 基本全靠自然流.
    """
    hits = [
        *message.choices,
        *missing_things(message),
        *answered_by_name(message),
        *said_as_keywords(message),
        *judged_levels(message),
        *compared_with_peers(message, asked),
        *judged_directions(message),
        *_directions_of_changes(message, figures),
    ]
    records = creator_records(message)
    own = [hit for hit in hits if not any(one.start <= hit.start and hit.end <= one.end for one in records)]
    yield from _choice_facts(message, choose(message, own, asked))
    if records:
        start, end = records[0].start, records[-1].end
        yield Fact("creators", "known", start, end, message.text[start:end], value=tuple(records))
    yield from _text_facts(message)
    for figure in figures:
        yield _figure_fact(message, figure)


def _directions_of_changes(message: Message, figures: Sequence[Figure]) -> Iterator[Hit]:
    for figure in figures:
        verb = change_verb(message, figure.start, figure.end)
        direction = direction_of_change(figure.variable, verb) if verb else None
        if direction is not None:
            yield Hit(figure.start, figure.end, *direction)


def _choice_facts(message: Message, hits: Sequence[Hit]) -> Iterator[Fact]:
    variables = load_vocabulary().variables
    lists: dict[str, list[Hit]] = {}
    for hit in hits:
        kind = variables[hit.variable].type
        if kind == "choices":
            lists.setdefault(hit.variable, []).append(hit)
        elif kind == "number":
            figure = float(hit.value)
            yield _figure_fact(message, Figure(hit.variable, figure, figure, hit.start, hit.end))
        else:
            yield Fact(hit.variable, "known", hit.start, hit.end, message.text[hit.start : hit.end], value=hit.value)
    for variable, own in lists.items():
        yield _list_fact(message, variable, own)


_PLANS = "planned_action"
_AROUND_CLAUSES = "，。！？；,!?; \n"
_NOTHING = frozenset({"无", "没看", NONE_OF_THEM})


def _list_fact(message: Message, variable: str, hits: Sequence[Hit]) -> Fact:
    """All values said, in reading order; 无 only when nothing else is said."""
    values = list(dict.fromkeys(hit.value for hit in hits if hit.value))
    named = [value for value in values if value not in _NOTHING]
    start, end = min(hit.start for hit in hits), max(hit.end for hit in hits)
    if variable == _PLANS:
        # A plan is said back in the merchant's own words, 想把预算加到一万 and not just 预算加到.
        start, end = message.setting.clause(start)[0], message.setting.clause(end - 1)[1]
        words = message.text[start:end].strip(_AROUND_CLAUSES)
        start = message.text.index(words, start)
        end = start + len(words)
    return Fact(variable, "known", start, end, message.text[start:end], value=tuple(named or values))


def _figure_fact(message: Message, figure: Figure) -> Fact:
    words = message.text[figure.start : figure.end]
    if figure.low is not None and figure.low == figure.high:
        return Fact(figure.variable, "known", figure.start, figure.end, words, value=_plain(figure.low))
    return Fact(
        figure.variable, "known", figure.start, figure.end, words, low=_plain(figure.low), high=_plain(figure.high)
    )


def figures_told(message: Message) -> list[Fact]:
    """All figures that a message tells of the shop by itself, those said without a numeral (天天播) included."""
    variables = load_vocabulary().variables
    return [one for one in _told(message, link(message).figures, ()) if variables[one.variable].type == "number"]


def _plain(figure: float | None) -> float | None:
    """3000 rather than 3000.0, as a merchant would write it."""
    if figure is None:
        return None
    return int(figure) if figure == int(figure) else round(figure, 4)


_MAIN_PRODUCT = re.compile(
    r"(?<![博店直])(?:主推品?(?!荐)|主打|主卖|主推款|主打款)(?:的?(?:是|产品是|款是|就是))?(?:一款|一个|那款|"
    r"的)?(?P<product>[^，。！？；,!?;\n\s]{1,14})"
)
_NOT_A_PRODUCT = re.compile(r"^(?:[\d.]+|什么|啥|不|没|哪|款?式?$|[一两二三四五几俩]?[个款样种]$)")


def _text_facts(message: Message) -> Iterator[Fact]:
    for match in _MAIN_PRODUCT.finditer(message.folded):
        start, end = match.span("product")
        is_own = not message.scopes(start) & {Scope.SUPPOSED, Scope.OTHERS}
        if is_own and not _NOT_A_PRODUCT.match(match.group("product")):
            product = message.text[start:end].rstrip("的了吧呢")
            yield Fact("main_product", "known", match.start(), end, message.text[match.start() : end], value=product)


# Replies to the open question


def _replies(
    message: Message,
    free: Sequence[Quantity],
    asked: Sequence[str],
    facts: dict[str, Fact],
    trained: TrainedChoices | None,
) -> Iterator[Reply]:
    """Figures first, because they say most; what is then still open may be answered in words, or be said not known."""
    told = _with_numbers(facts)
    figures = list(bare_figures(message, free, asked, told))
    told |= {reply.variable for reply in figures}
    choices = [reply for reply in bare_choices(message, asked, told) if not _says_something_else(message, reply, facts)]
    told |= _with_numbers(reply.variable for reply in choices)
    texts = [reply for reply in bare_text(message, asked) if reply.variable not in told]
    yield from (*figures, *choices, *texts)
    if texts:
        return
    unknown = [one for one in not_known(message, asked, told) if not _is_other_ignorance(message, one, facts)]
    yield from unknown
    told |= {reply.variable for reply in unknown}
    if trained is not None and not told:
        yield from trained_replies(trained, message, asked)


def _is_other_ignorance(message: Message, reply: Reply, facts: Mapping[str, Fact]) -> bool:
    """Whether 不知道 tells of something else, as in 不知道扣没扣退款; without looking one knows no figure, though."""
    kind = load_vocabulary().variables[reply.variable].type
    return kind != "number" and _says_something_else(message, reply, facts)


def _says_something_else(message: Message, reply: Reply, facts: Mapping[str, Fact]) -> bool:
    """Whether a rule has read another fact from all of the reply's words: the 没有违规 that is no answer to 投没投."""
    variable = load_vocabulary().variables[reply.variable]
    return not is_answer(variable, message.folded[reply.start : reply.end]) and any(
        fact.status == "known" and not fact.guessed and fact.start <= reply.start and reply.end <= fact.end
        for fact in facts.values()
    )


def _with_numbers(variables: Iterable[str]) -> set[str]:
    """The variables, and the numbers for which one of them is the level in words: they count as told too."""
    told = set(variables)
    return told | {number for number, level in load_vocabulary().levels.items() if level in told}


def _of_reply(message: Message, reply: Reply) -> Fact:
    words = message.text[reply.start : reply.end]
    if reply.status != "known":
        return Fact(reply.variable, reply.status, reply.start, reply.end, words)
    if reply.values is None:
        return _figure_fact(message, Figure(reply.variable, reply.low, reply.high, reply.start, reply.end))
    kind = load_vocabulary().variables[reply.variable].type
    if kind == "number":
        figure = float(reply.values[0])
        return _figure_fact(message, Figure(reply.variable, figure, figure, reply.start, reply.end))
    if kind == "choices":
        hits = [Hit(reply.start, reply.end, reply.variable, value) for value in reply.values]
        return _list_fact(message, reply.variable, hits)
    return Fact(reply.variable, "known", reply.start, reply.end, words, value=reply.values[0])


# What follows from a fact by the meaning of the words alone


def _consequences(facts: dict[str, Fact]) -> Iterator[Fact]:
    """Spending means 在投, 没投 means spending nothing, going live so many hours means 在播."""
    spend, status = facts.get("paid_daily_spend"), facts.get("paid_status")
    if spend is not None and spend.status == "known":
        if (spend.value is not None and spend.value != 0) or spend.low:
            yield _same_words(spend, "paid_status", "在投")
        elif spend.value == 0:
            yield _same_words(spend, "paid_status", "没投")
    if status is not None and status.value == "没投":
        yield _same_words(status, "paid_daily_spend", 0)
    for source in ("live_days_per_week", "live_hours_per_day"):
        live = facts.get(source)
        if live is not None and live.status == "known" and (live.value or live.low):
            yield _same_words(live, "self_live_status", "在播")


def _same_words(fact: Fact, variable: str, value: str | float) -> Fact:
    return Fact(variable, "known", fact.start, fact.end, fact.text, value=value)
