"""What a message supposes: 要是停留提到40秒呢. It is read like facts, and handed on as something else.

Only the supposed stretch is read, without the words that open it and those that ask, so that nothing in it still marks
a supposition. A plan in it is supposed as carried out: 不投了 spends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.understanding.facts import Fact, facts_of
from bot.understanding.folding import fold
from bot.understanding.message import Message, read_message
from bot.understanding.scopes import Scope, Setting
from bot.understanding.vocabulary import load_vocabulary

_OPENS = re.compile(
    r"要是说?|如果说?|如过|假如|假设|万一|倘若|若是|要系|要四|比方说?|(?:比如|譬如|例如)说?|打个比方|设想一?下?|"
    r"换个假设|what if|哪怕|即使|就算|(?<!把)换成|按(?=[^，]{0,10}算)"
)
_FOLLOWS_UP = re.compile(
    r"^(?:那么?|那要是|再)?[，\s]*(?:是|到|提到|做到|加到|降到|换成|变成)?(?P<figure>[\d一二两三四五六七八九十百千万半点.%％:：]+[^\s，。？?！!]{0,4}?)(?:呢|行不行|行吗|够不够|够吗|会怎[么样]*|可以吗|怎么样)[？?]*$"
)
_ASKS = re.compile(
    r"(?:的话)?[，,\s]*(?:会怎么?样?|会咋样?|怎么样|怎样|咋样|会不会|会变|变不变|会有|会好|能不能|行不行|行吗|可不可以|可以吗|好不好|还卡|"
    r"结论|又会|会[^，。]{0,6}吗|就能|是不是就|够不够|够吗|够|再看|再算|算呢|呢|吗).*$"
)
# Read after this word, a stretch tells the plans in it.
_PLANNED = "想"
_TAKES_HOLD = re.compile(r"(?:^|(?<=[，,、我们]))把")
_AS_PEERS = re.compile(r"(?:追平|赶上|做到|达到|提到)(?:了)?同行(?:的)?(?:平均)?(?:水平)?(?!\d)")
# Words that speak of the daily budget; with 月 it is another one.
_DAILY_BUDGET = re.compile(r"(?<!月)(?:预算|投放|投流|千川|消耗|投|烧|砸)")
_SPEND, _STATUS, _PLANS, _MONTHLY = "paid_daily_spend", "paid_status", "planned_action", "monthly_budget"
_CARRIED_OUT: Mapping[str, tuple[tuple[str, str | float], ...]] = {
    "停投": ((_STATUS, "停了"), (_SPEND, 0)),
    "开始投放": ((_STATUS, "在投"),),
}


def extract_suppositions(text: str, context: Sequence[str] = ()) -> list[Fact]:
    """What a message supposes, one fact for each variable; empty when it supposes nothing that can be read.

    `context` holds the variables that a bare figure may mean, likeliest first. What only follows from another has its
    words. Never raises on any text.
    """
    facts: dict[str, Fact] = {}
    for words in _supposed(fold(text)):
        for fact in _read(words, context):
            facts.setdefault(fact.variable, fact)
    if _STATUS in facts and _SPEND in facts:
        facts[_STATUS] = replace(facts[_STATUS], text=facts[_SPEND].text)
    trends = load_vocabulary().trends
    return [fact for fact in facts.values() if fact.variable not in {trends.get(one) for one in facts}]


def follows_up(text: str) -> bool:
    """Whether a message only gives another figure, as after a what-if: 那45呢."""
    return _FOLLOWS_UP.match(fold(text).strip()) is not None


def _supposed(folded: str) -> Iterator[str]:
    """The supposed stretches in plain words; the whole message when none is marked."""
    follow_up = _FOLLOWS_UP.match(folded.strip())
    if follow_up is not None:
        yield follow_up.group("figure")
        return
    setting = Setting(folded)
    marked = [Scope.SUPPOSED in setting.scopes(position) for position in range(len(folded))]
    stretch = "".join(sign if is_marked else "\n" for sign, is_marked in zip(folded, marked, strict=True))
    for words in re.split(r"\n+", stretch if any(marked) else folded):
        plain = _ASKS.sub("", _OPENS.sub("", words)).strip(" ，,。？?！!；;")
        plain = _TAKES_HOLD.sub("", plain)
        if plain:
            yield _AS_PEERS.sub("跟同行差不多", plain)


def _read(words: str, context: Sequence[str]) -> Iterator[Fact]:
    message = read_message(words)
    plans = [fact for fact in facts_of(read_message(_PLANNED + words)) if fact.variable == _PLANS]
    facts = facts_of(replace(message, setting=message.setting.without_scopes()), _meant(message, context))
    is_daily = _DAILY_BUDGET.search(message.folded) is not None
    for fact in (*plans, *facts):
        meant = replace(fact, variable=_SPEND) if fact.variable == _MONTHLY and is_daily else fact
        if meant.status == "known" and not meant.guessed:
            yield meant
            yield from _carried_out(meant)


def _meant(message: Message, context: Sequence[str]) -> list[str]:
    """What a figure without a name may mean: the spend where a budget is spoken of, else what was spoken of before."""
    if not message.quantities:
        return []
    return [_SPEND, *context] if _DAILY_BUDGET.search(message.folded) else list(context)


def _carried_out(fact: Fact) -> Iterator[Fact]:
    if fact.variable == _PLANS and isinstance(fact.value, tuple):
        for plan in fact.value:
            for variable, value in _CARRIED_OUT.get(str(plan), ()):
                yield replace(fact, variable=variable, value=value)
    elif fact.variable == _SPEND and (fact.value or fact.low):
        yield replace(fact, variable=_STATUS, value="在投", low=None, high=None)
