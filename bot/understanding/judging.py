"""How merchants judge in words: the level of a metric (停留还行), its direction (转化在掉), that a thing is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.understanding.folding import fold
from bot.understanding.message import Message, Name
from bot.understanding.scopes import Scope
from bot.understanding.vocabulary import Hit, load_vocabulary
from knowledge.model import LEVELS, Variable

_SHADE = (
    r"(?:\s|也|都|就|还|又|才|太|很|挺|蛮|特别|非常|比较|相对|实在|确实|真的?|有点儿?|有些|偏|一直|总是?|老是?"
    r"|始终|算是?|应该|感觉|觉得|大概|差不多|可能|"
    r"这块|方面|这一块|数据|率|情况|水平|时间|时长|其实|说实话|是|得|的|算|目前|现在|最近|做得|搞得|比|跟|和|"
    r"与|同行|行业|人家|别人|平均|比起来|来说|相比)*"
)
_LEVEL = re.compile(
    _SHADE + r"(?:(?P<低>不太?高|不太?行|不太?好|不怎么样|不咋[的地样]|不理想|不太理想|不够|不多|低(?!价|于\d)|"
    r"差(?!不多|评|距|点|一点)|拉胯|拉垮|惨|烂|堪忧|"
    r"low|poor|bad|上不去|起不来|上不来|提不上|做不上|弱|垫底|没起色|可怜|短(?!视频)|少(?!说|于)|不如|不及|"
    r"很冷|冷清|跟不上)|"
    r"(?P<中>还行|还可以|还成|一般|凑合|马马虎虎|正常|中等|差不多|中规中矩|过得去|说得过去|不高不低|不好不坏|"
    r"不多不少|普通|平平|持平|中间|可以(?!吗|不)|ok|so so|average)|"
    r"(?P<高>不低|不差|不错|不赖|不少|高(?!价|于\d)|好(?!像|几|多|久|不|的吗)|牛|强(?!制)|优秀|理想|长(?!期|"
    r"时)|多(?!少|久|长|大|播|发|投)|猛|很棒|棒|领先|厉害|快|high|good))"
)
_RISING = (
    r"涨|上升|上涨|往上|提升了?|提上来|上来了|起来了|变[高多长好快]|越来越[高多长好快旺]|一天比一天[高多好]|"
    r"增长|见涨|回升"
)
_FALLING = (
    r"掉|降|下滑|下降|下跌|跌|往下|腰斩|缩水|断崖|变[低少短差慢]|越来越[低少短差凉不]|一天比一天[低少差]|没了|"
    r"不如以前|大不如前"
)
_STEADY = r"没怎么变|没变化?|没什么变化|没啥变化|没动静?|不变|平稳|稳定|很稳|挺稳|比较稳|走平|还那样|老样子|卡住|不动"
_DIRECTION = re.compile(
    r"(?:也|都|就|还|又|一直|最近|这[两几]?[天周]|突然|开始|明显|慢慢|在|有在|率|量|数据|整体|直接|略微?|有点|"
    r"稍微|现在|已经|总是?|老|往|跟着|反而|是|的)*" + f"(?:(?P<up>{_RISING})|(?P<down>{_FALLING})|(?P<flat>{_STEADY}))"
)
_RAISING_VERBS = frozenset("涨升拉做增") | {"提", "提升", "提高", "增长"}
_FALLING_VERBS = frozenset("降掉跌减缩滑") | {"下滑"}

_PEER = r"(?:罗盘|后台)?(?:的|里|上)?(?:同行|行业|人家|别人家?|同层|均值|平均|大盘)(?:的|均值|平均|水平|值|业)*"
_COMPARED = re.compile(
    rf"(?:(?P<低>低于|不如|不及|赶不上|比不上)|(?P<高>高于|超过|好于|优于)){_PEER}"
    rf"|(?:比|跟|和|与|较)(?:起)?{_PEER}(?:比|来说|来看|相比|起来|要|还|都|也|是|算|就|有点|稍微|略|一点|明显|得)*"
    r"(?:(?P<低2>[低差少短弱慢](?!不多)|不如)|(?P<高2>[高好多长强快])|(?P<中2>差不多|持平|一样|接近|相当))"
)
_GROUPS = {"低": ("低", "低2"), "中": ("中2",), "高": ("高", "高2")}
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


def judged_levels(message: Message) -> Iterator[Hit]:
    """Levels said of a named metric: 停留不太行 is stay_level 低."""
    for name in message.names:
        match = _LEVEL.match(message.folded, name.end)
        if match is None or not message.same_clause(name.start, match.end() - 1) or match.end() - name.end > 14:
            continue
        level = next(level for level in LEVELS if match.group(level))
        if Scope.SUPPOSED in message.scopes(name.start) or _DIRECTION.match(message.folded, name.end):
            continue
        if figure_follows(message, match.end()):
            continue
        for variable in _named(name, LEVELS, _levels_of(name)):
            yield Hit(name.start, match.end(), variable, level)


def figure_follows(message: Message, position: int) -> bool:
    """停留一般二十秒, 退货差不多三成: the word shades a figure and judges nothing."""
    return any(one.start <= position + 3 and position < one.end for one in message.quantities)


def compared_with_peers(message: Message, asked: Sequence[str]) -> Iterator[Hit]:
    """停留二十五秒，低于同行: the level of the metric named last, or of the open question."""
    for match in _COMPARED.finditer(message.folded):
        level = next(level for level in LEVELS for group in _GROUPS[level] if match.group(group))
        variable = _level_named_before(message, match.start()) or _level_asked_for(asked)
        if variable is not None and not message.scopes(match.start()) & {Scope.SUPPOSED, Scope.PLAN}:
            yield Hit(match.start(), match.end(), variable, level)


def _level_named_before(message: Message, position: int) -> str | None:
    here = message.setting.clause_number(position)
    for name in reversed(message.names):
        if name.start > position:
            continue
        if here - message.setting.clause_number(name.start) > 1:
            return None
        return next(_named(name, LEVELS, _levels_of(name)), None)
    return None


def _level_asked_for(asked: Sequence[str]) -> str | None:
    vocabulary = load_vocabulary()
    for variable in asked:
        if tuple(vocabulary.variables[variable].values) == LEVELS:
            return variable
        if variable in vocabulary.levels:
            return vocabulary.levels[variable]
    return None


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


def judged_directions(message: Message) -> Iterator[Hit]:
    """Directions said of a named metric: 转化一直在掉 is conversion_trend 下降."""
    for name in message.names:
        match = _DIRECTION.match(message.folded, name.end)
        if match is None or not message.same_clause(name.start, match.end() - 1) or match.end() - name.end > 12:
            continue
        index = 0 if match.group("up") else 1 if match.group("flat") else 2
        yield from _trend_hits(name, index, name.start, match.end())


def direction_of_change(variable: str, verb: str) -> Hit | None:
    """The direction that 从30秒涨到45秒 says, as a value of the variable's trend; None when it has none."""
    index = 0 if verb in _RAISING_VERBS else 2 if verb in _FALLING_VERBS else None
    trend = load_vocabulary().trends.get(variable)
    if index is None or trend is None:
        return None
    return Hit(0, 0, trend, tuple(load_vocabulary().variables[trend].values)[index])


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


def _levels_of(name: Name) -> tuple[str, ...]:
    levels = load_vocabulary().levels
    return tuple(levels[variable] for variable in name.variables if variable in levels)


def _named(name: Name, values: tuple[str, ...], more: tuple[str, ...] = ()) -> Iterator[str]:
    """The variables of a name that have just these values."""
    variables = load_vocabulary().variables
    for candidate in dict.fromkeys((*name.variables, *more)):
        if tuple(variables[candidate].values) == values:
            yield candidate


def _trend_hits(name: Name, index: int, start: int, end: int) -> Iterator[Hit]:
    variables = load_vocabulary().variables
    trends = set(load_vocabulary().trends.values())
    for candidate in name.variables:
        if candidate in trends or candidate.endswith("_trend"):
            yield Hit(start, end, candidate, tuple(variables[candidate].values)[index])
