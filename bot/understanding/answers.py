"""Choices that have their meaning from the open question: 还行吧, 有, 没有, 老板自己, 第二个."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.folding import fold
from bot.understanding.judging import direction_meant, level_meant
from bot.understanding.message import Message
from bot.understanding.not_known import says_not_known
from bot.understanding.reply import NO, Reply, ReplyClause, asks_back, essence, reply_clauses
from bot.understanding.scopes import Scope
from bot.understanding.vocabulary import load_vocabulary, strip_fillers
from knowledge.model import LEVELS, Variable

# The answer of a list to which nothing belongs, where the list has no value that says so.
NONE_OF_THEM = ""

_YES = re.compile(
    r"^(?:有|有的|确有|确实有|有有+|有的有的|有呢|有滴|必须有|那必须有|一直有|早就有了?|有专人|有啊|有呀|有在做|做了|在做|弄了|有做|有弄|有搞|肯定有|当然有|都有|yes)$"
)
_NOTHING_MISSING = re.compile(r"^(?:没有?缺?|都有人?管?|都不缺|不缺|没缺|没有啊|都有|齐了?|都齐)$")
_ORDINAL = re.compile(r"^(?:选|第)(?P<number>[一二三四五六七八九\d])(?:个|种|项|条|款)?$")
_ORDINALS = "一二三四五六七八九"
_NEGATOR = re.compile(r"(?:不|没|没有|别)$")
_OFF = re.compile(r"[^，。、和]{1,5}?没(?:开|有|做|搞|弄|看|用|人)")
# 不对，没什么打算: what leads into a correction is no answer itself.
_WRONG = frozenset({"不对", "错了", "说错了", "不对不对"})
_SMALL_TALK = re.compile(r"天气|下雨|好热|好冷|吃饭|吃了|睡觉|辛苦|你真|你好")
_LONGEST_REMAINDER = 5
_LONGEST_TEXT = 20

# Phrase and the value it means.
Phrases = list[tuple[str, str]]


def bare_choices(message: Message, asked: Sequence[str], told: Collection[str]) -> Iterator[Reply]:
    """Tries each clause against what answers an open question; a number may be answered by its level in words."""
    if asks_back(message, 0):
        return
    variables = load_vocabulary().variables
    answered = set(told)
    clauses = list(reply_clauses(message))
    for clause in clauses:
        leads_on = clause.words in _WRONG and clause is not clauses[-1]
        if leads_on or Scope.SUPPOSED in message.scopes(clause.start):
            continue
        for question in asked:
            if question in answered:
                continue
            for variable in _with_level(variables[question]):
                if values := _values_meant(variable, clause):
                    answered.add(question)
                    yield Reply(variable.id, "known", clause.start, clause.end, values=tuple(values))
                    break


def bare_text(message: Message, asked: Sequence[str]) -> Iterator[Reply]:
    """The first clause of the reply, for an open question that takes a text."""
    variables = load_vocabulary().variables
    wanted = next((one for one in asked if variables[one].type == "text"), None)
    clause = next(reply_clauses(message), None)
    if wanted is None or clause is None or says_not_known(message.folded) or asks_back(message, 0):
        return
    if clause.end - clause.start <= _LONGEST_TEXT and not NO.match(clause.words):
        product = message.text[clause.start : clause.end]
        yield Reply(wanted, "known", clause.start, clause.end, values=(product,))


def _with_level(variable: Variable) -> tuple[Variable, ...]:
    """The variable itself and, for a number, its level in words."""
    variables = load_vocabulary().variables
    return (variable,) if variable.coarse is None else (variable, variables[variable.coarse])


@dataclass(frozen=True)
class _Table:
    """What answers a variable: its phrases, those valid only as replies first, and the names of its choices.

    `exact` holds them also without frills, `loose` without fillers.
    """

    phrases: Phrases
    exact: Mapping[str, str]
    loose: Mapping[str, str]


@functools.cache
def _table(variable_id: str) -> _Table:
    variable = load_vocabulary().variables[variable_id]
    phrases = [
        (fold(phrase), value)
        for said_as in (variable.answers, variable.values)
        for value, said in said_as.items()
        for phrase in said
    ]
    if variable.type != "number":
        phrases += [(fold(value), value) for value in variable.values]
    exact: dict[str, str] = {}
    loose: dict[str, str] = {}
    for phrase, value in phrases:
        exact.setdefault(phrase, value)
        loose.setdefault(strip_fillers(phrase)[0], value)
    for phrase, value in phrases:
        exact.setdefault(essence(phrase), value)
    return _Table(phrases, exact, {phrase: value for phrase, value in loose.items() if phrase})


def is_answer(variable: Variable, words: str) -> bool:
    """Whether words are just an answer of a variable: 半天 to how many hours."""
    return words in _table(variable.id).exact


def _values_meant(variable: Variable, reply: ReplyClause) -> list[str]:
    """The values of a variable that a clause means as a reply; several only for a list."""
    table, clause = _table(variable.id), reply.words
    for words in (reply.said, clause):
        if words in table.exact:
            return [table.exact[words]]
    if variable.type == "choices":
        return _several(variable, clause, table.phrases)
    bare = strip_fillers(clause)[0]
    if bare in table.loose:
        return [table.loose[bare]]
    if variable.type == "number":
        return _yes_or_no(table.phrases, clause)
    if judged := _judged(variable, clause):
        return [judged]
    answer = _ordinal(variable, clause) or _yes_or_no(table.phrases, clause)
    return answer if answer or says_not_known(clause) else _longest_part(table.phrases, clause)


def _judged(variable: Variable, clause: str) -> str | None:
    """A level or a direction in any words, for a question that asks for one."""
    values = tuple(variable.values)
    if _SMALL_TALK.search(clause):
        return None
    if values == LEVELS:
        return level_meant(clause)
    way = direction_meant(clause) if variable.id.endswith("_trend") else None
    return None if way is None else values[way]


def _several(variable: Variable, clause: str, phrases: Phrases) -> list[str]:
    """All values named in a clause; for a list without a value for none, 没有 names none of them."""
    says_none = any(phrase == "没有" for phrase, _ in phrases)
    if _NOTHING_MISSING.match(clause) and not says_none:
        return [NONE_OF_THEM]
    found = {value: clause.find(phrase) for phrase, value in phrases if len(phrase) > 1 and phrase in clause}
    in_order = sorted(found.items(), key=lambda pair: pair[1])
    named = [value for value, place in in_order if not _NEGATOR.search(clause[:place]) and not _is_off(clause, place)]
    return named or _ordinal(variable, clause) or _yes_or_no(phrases, clause)


def _is_off(clause: str, place: int) -> bool:
    """云图没开: what is named is said not to be."""
    return _OFF.match(clause, place) is not None


def _ordinal(variable: Variable, clause: str) -> list[str]:
    """第二个: the second of the choices, as they are shown."""
    match = _ORDINAL.match(clause)
    if match is None:
        return []
    number = match.group("number")
    place = _ORDINALS.index(number) if number in _ORDINALS else int(number) - 1
    values = list(variable.values)
    return [values[place]] if 0 <= place < len(values) else []


def _yes_or_no(phrases: Phrases, clause: str) -> list[str]:
    for pattern, word in ((NO, "没有"), (_YES, "有")):
        if pattern.match(clause):
            return [value for phrase, value in phrases if phrase == word][:1]
    return []


def _longest_part(phrases: Phrases, clause: str) -> list[str]:
    """没有吧一直没顾上, 有但是没怎么管: the clause is hardly more than an answer at its beginning or its end."""
    parts = [
        (len(phrase), value)
        for phrase, value in phrases
        if len(phrase) > 1 and 0 <= len(clause) - len(phrase) <= _LONGEST_REMAINDER and _is_edge(phrase, clause)
    ]
    return [max(parts)[1]] if parts else []


def _is_edge(phrase: str, clause: str) -> bool:
    if clause.startswith(phrase):
        return True
    return clause.endswith(phrase) and not _NEGATOR.search(clause[: -len(phrase)])
