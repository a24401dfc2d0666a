"""What is stated of a thing by its name: 主播是新手, 复盘偶尔, 没脚本, 没人管的是投放和客服."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.folding import fold
from bot.understanding.message import Message, Name
from bot.understanding.vocabulary import Hit, load_vocabulary
from knowledge.model import Variable

_IS = re.compile(
    r"(?:是|都是?|就是?|主要是?|也就?|还|的话|这块|呢|:|目前|现在|属于|算|一直|基本上?|的|\s|，|、|和|跟|与|及"
    r"|还有|有)*"
)
_ENDS = re.compile(r"$|[，。、！？；,.!?;\s]|[的了吧啊呢播在来回和跟与及]|还有")
_KEYWORD = re.compile(r"[^\s，。、,；;]+")
_GOES_ON = re.compile(r"\s*(?:都|也)?(?:是|就是)")
_NEAR = 8
_FEWEST_KEYWORDS = 3
_AND = re.compile(r"\s?(?:、|和|跟|与|及|还有|，|,|\s)")
_NOT_BY_NAME = frozenset(
    {"planned_action", "planned_fields", "paid_status", "category", "merchant_type", "active_fields"}
)
_MISSING = re.compile(
    r"(?:还|也|都|一直|从来|压根|根本|目前|暂时|就)?(?:没有?|缺|无)(?:啥|什么|怎么)?(?:专门|固定|"
    r"自己)?的?(?:做过?|搞过?|弄过?|建过?|写过?|用过?|开过?|准备|整过?|设过?|管)?(?:啥|什么|个|过)?的?$"
)
_NONE_VALUES = ("无", "没有", "没人", "从不", "没参加过", "没看", "没备", "不调")
_NO_SUCH_WORD = frozenset(
    {"paid_status", "self_live_status", "violation_status", "recent_burst", "kol_plan", "main_goal"}
)


def answered_by_name(message: Message) -> Iterator[Hit]:
    """主播是新手, 复盘偶尔, 没人管的是投放和客服: a name followed by what would answer its question."""
    variables = load_vocabulary().variables
    for name in message.names:
        end = message.setting.sentence(name.start)[1]
        for variable in (variables[candidate] for candidate in name.variables):
            if variable.id not in _NOT_BY_NAME and variable.type in ("choice", "choices"):
                yield from _answers_after(message, variable, name.start, name.end, end)
                yield from _answers_in_next_clause(message, variable, name)


def _answers_in_next_clause(message: Message, variable: Variable, name: Name) -> Iterator[Hit]:
    """两个主播轮流播，都是新手: the next clause goes on about what was named."""
    start = message.setting.clause(name.start)[1]
    if start - name.end <= _NEAR and _GOES_ON.match(message.folded, start):
        yield from _answers_after(message, variable, start, start, message.setting.clause(start)[1])


def said_as_keywords(message: Message) -> Iterator[Hit]:
    """服装 工厂 10w粉: in a string of keywords, one that would answer who the merchant is."""
    keywords = list(_KEYWORD.finditer(message.folded))
    if len(keywords) < _FEWEST_KEYWORDS:
        return
    variable = load_vocabulary().variables["merchant_type"]
    answers = {fold(phrase): value for value, said in variable.answers.items() for phrase in said if value != "其他"}
    for keyword in keywords:
        if keyword.group() in answers and len(keyword.group()) > 1:
            yield Hit(keyword.start(), keyword.end(), variable.id, answers[keyword.group()])


def _answers_after(message: Message, variable: Variable, start: int, position: int, end: int) -> Iterator[Hit]:
    answers = {fold(phrase): value for value, said in variable.answers.items() for phrase in said if len(phrase) > 1}
    while link := _IS.match(message.folded, position, end):
        rest = message.folded[link.end() : end]
        phrase = max((one for one in answers if rest.startswith(one)), key=len, default=None)
        if phrase is None:
            return
        position = link.end() + len(phrase)
        if not _ENDS.match(message.folded, position):
            return
        yield Hit(start, position, variable.id, answers[phrase])
        if variable.type == "choice" or not _AND.match(message.folded, position):
            return


def missing_things(message: Message) -> Iterator[Hit]:
    """没脚本, 没做会员: the value that says that there is none."""
    variables = load_vocabulary().variables
    for name in message.names:
        clause_start = message.setting.clause(name.start)[0]
        match = _MISSING.search(message.folded[max(clause_start, name.start - 10) : name.start])
        if match is None:
            continue
        for variable in (variables[candidate] for candidate in name.variables):
            none = _none_value(variable)
            if none is not None:
                yield Hit(name.start - len(match.group()), name.end, variable.id, none)


def _none_value(variable: Variable) -> str | None:
    if variable.type != "choice" or variable.id in _NO_SUCH_WORD:
        return None
    return next((value for value in variable.values if value in _NONE_VALUES), None)
