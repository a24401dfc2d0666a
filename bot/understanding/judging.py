"""How merchants judge a metric in words: its level (停留还行, 比同行低) and its direction (转化在掉)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.understanding.message import Message, Name
from bot.understanding.scopes import Scope
from bot.understanding.vocabulary import Hit, load_vocabulary
from knowledge.model import LEVELS

_LOW, _MIDDLE, _HIGH = LEVELS
# A trend's values, in the order of the methodology.
_UP, _LEVEL, _DOWN = range(3)
_LONGEST_JUDGEMENT = 14

_SHADES = (
    r"\s|也|都|就|还|又|才|太|很|挺|蛮|特别|非常|比较|相对|实在|确实|真的?|有点儿?|有些|偏|一直|总是?|老是?|始终",
    r"算是?|应该|感觉|觉得|大概|差不多|可能|这块|方面|这一块|数据|率|情况|水平|时间|时长|其实|说实话|是|得|的|算|目前|现在",
    r"最近|做得|搞得|比|跟|和|与|同行|行业|人家|别人|平均|比起来|来说|相比",
)
_LEVEL_WORDS = {
    _LOW: (
        r"不太?高(?!不低)|不太?行|不太?好|不怎么样|不咋[的地样]|不太?理想|不够|不多|low|poor|bad|拉胯|拉垮|惨|烂|堪忧|弱|垫底|可怜",
        r"低(?!价|于\d)|差(?!不多|评|距|点|一点)|短(?!视频)|少(?!说|于)|不如|不及|很冷|冷清|跟不上|没起色",
        r"上不去|起不来|上不来|提不上|做不上",
    ),
    _MIDDLE: (
        r"还行|还可以|还成|一般|凑合|马马虎虎|正常|中等|差不多|中规中矩|过得去|说得过去|不高不低|不好不坏|不多不少",
        r"普通|平平|持平|中间|可以(?!吗|不)|ok|so so|average",
    ),
    _HIGH: (
        r"不低|不差|不错|不赖|不少|高(?!价|于\d)|好(?!像|几|多|久|不|的吗)|牛|强(?!制)|优秀|理想|长(?!期|时)",
        r"多(?!少|久|长|大|播|发|投)|猛|很棒|棒|领先|厉害|快|high|good",
    ),
}
_PACES = (
    r"也|都|就|还|又|一直|最近|这[两几]?[天周]|突然|开始|明显|慢慢|在|有在|率|量|数据|整体|直接|略微?|有点|稍微|现在|已经",
    r"总是?|老|往|跟着|反而|是|的",
)
_DIRECTION_WORDS = {
    _UP: (
        r"涨|上升|往上|提升了?|提上来|上来了|起来了|变[高多长好快]|越来越[高多长好快旺]|一天比一天[高多好]|增长|见涨|回升",
    ),
    _DOWN: (
        r"(?<![删去拿划清撤忘])掉|降|下滑|下跌|跌|往下|腰斩|缩水|断崖|变[低少短差慢]|越来越[低少短差凉不]|一天比一天[低少差]|没了|大?不如以?前",
    ),
    _LEVEL: (
        r"没怎么变|没变化?|没什么变化|没啥变化|没动静?|不变|平稳|稳定|很稳|挺稳|比较稳|走平|还那样|老样子|卡住|不动",
    ),
}
_RAISING_VERBS = frozenset({"涨", "升", "拉", "做", "增", "提", "提升", "提高", "增长"})
_LOWERING_VERBS = frozenset({"降", "掉", "跌", "减", "缩", "滑", "下滑"})

_PEERS = r"(?:罗盘|后台)?[的里上]?(?:同行|行业|人家|别人家?|同层|均值|平均|大盘)(?:的|均值|平均|水平|值|业)*"
_AGAINST = r"[比跟和与较]起?" + _PEERS
_HOW_MUCH = r"(?:比|来说|来看|相比|起来|要|还|都|也|是|算|就|有点|稍微|略|一点|明显|得)*"
_COMPARISONS = {
    _LOW: (rf"(?:低于|不如|不及|赶不上|比不上){_PEERS}", rf"{_AGAINST}{_HOW_MUCH}(?:[低少短弱慢]|差(?!不多)|不如)"),
    _MIDDLE: (rf"{_AGAINST}{_HOW_MUCH}(?:差不多|持平|一样|接近|相当)",),
    _HIGH: (rf"(?:高于|超过|好于|优于){_PEERS}", rf"{_AGAINST}{_HOW_MUCH}[高好多长强快]"),
}


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(words) + ")"


# In this order, because 不太好 ends in 好 and 差不多 begins with 差.
_JUDGED = {level: re.compile(_any_of(_SHADES) + "*" + _any_of(_LEVEL_WORDS[level])) for level in (_LOW, _MIDDLE, _HIGH)}
_MOVING = {way: re.compile(_any_of(_PACES) + "*" + _any_of(words)) for way, words in _DIRECTION_WORDS.items()}
_COMPARED = {level: re.compile(_any_of(words)) for level, words in _COMPARISONS.items()}


_LEVELS_SAID = {level: re.compile(_any_of(_LEVEL_WORDS[level])) for level in (_MIDDLE, _LOW, _HIGH)}
_WAYS_SAID = {
    _LEVEL: re.compile(
        _any_of((*_DIRECTION_WORDS[_LEVEL], "持平", "不[增涨]不[减跌降]", "差不多", "不多不少", "不上不下"))
    ),
    **{way: re.compile(_any_of(_DIRECTION_WORDS[way])) for way in (_UP, _DOWN)},
}


def judged_levels(message: Message) -> Iterator[Hit]:
    """Levels said of a named metric: 停留不太行 is stay_level 低."""
    for name in message.names:
        if Scope.SUPPOSED in message.scopes(name.start) or _direction_after(message, name) is not None:
            continue
        for level, pattern in _JUDGED.items():
            match = pattern.match(message.folded, name.end)
            if match is None or not _belongs(message, name, match) or figure_follows(message, match.end()):
                continue
            yield from (Hit(name.start, match.end(), variable, level) for variable in _levels_named(name))
            break


def compared_with_peers(message: Message, asked: Sequence[str]) -> Iterator[Hit]:
    """停留二十五秒，低于同行: the level of the metric named last, or of the open question."""
    for level, pattern in _COMPARED.items():
        for match in pattern.finditer(message.folded):
            variable = _level_named_before(message, match.start()) or _level_asked_for(asked)
            if variable is not None and not message.scopes(match.start()) & {Scope.SUPPOSED, Scope.PLAN}:
                yield Hit(match.start(), match.end(), variable, level)


def judged_directions(message: Message) -> Iterator[Hit]:
    """Directions said of a named metric: 转化一直在掉 is conversion_trend 下降."""
    variables = load_vocabulary().variables
    for name in message.names:
        found = _direction_after(message, name)
        for variable in name.variables if found is not None else ():
            if found is not None and variable.endswith("_trend"):
                way, end = found
                yield Hit(name.start, end, variable, tuple(variables[variable].values)[way])


def direction_of_change(variable: str, verb: str) -> tuple[str, str] | None:
    """The trend variable and its value that 从30秒涨到45秒 says; None when it says none."""
    way = _UP if verb in _RAISING_VERBS else _DOWN if verb in _LOWERING_VERBS else None
    trend = load_vocabulary().trends.get(variable)
    if way is None or trend is None:
        return None
    return trend, tuple(load_vocabulary().variables[trend].values)[way]


def level_meant(words: str) -> str | None:
    """The level that a bare reply gives: 马马虎虎 is 中."""
    return next((level for level, pattern in _LEVELS_SAID.items() if pattern.search(words)), None)


def direction_meant(words: str) -> int | None:
    """The place among a trend's values that a bare reply gives: 持平 is the middle one."""
    return next((way for way, pattern in _WAYS_SAID.items() if pattern.search(words)), None)


def figure_follows(message: Message, position: int) -> bool:
    """停留一般二十秒, 退货差不多三成: the word shades a figure and judges nothing."""
    return any(one.start <= position + 3 and position < one.end for one in message.quantities)


def _direction_after(message: Message, name: Name) -> tuple[int, int] | None:
    """Which way a named metric is said to move, and where that ends."""
    for way, pattern in _MOVING.items():
        match = pattern.match(message.folded, name.end)
        if match is not None and _belongs(message, name, match):
            return way, match.end()
    return None


def _belongs(message: Message, name: Name, match: re.Match[str]) -> bool:
    near = match.end() - name.end <= _LONGEST_JUDGEMENT
    return near and message.same_clause(name.start, match.end() - 1)


def _levels_named(name: Name) -> Iterator[str]:
    """The levels in words that a name stands for, its own or those of its numbers."""
    vocabulary = load_vocabulary()
    coarse = (vocabulary.levels[one] for one in name.variables if one in vocabulary.levels)
    for variable in dict.fromkeys((*name.variables, *coarse)):
        if tuple(vocabulary.variables[variable].values) == LEVELS:
            yield variable


def _level_named_before(message: Message, position: int) -> str | None:
    here = message.setting.clause_number(position)
    for name in reversed(message.names):
        if name.start > position:
            continue
        is_near = here - message.setting.clause_number(name.start) <= 1
        return next(_levels_named(name), None) if is_near else None
    return None


def _level_asked_for(asked: Sequence[str]) -> str | None:
    vocabulary = load_vocabulary()
    for variable in asked:
        if tuple(vocabulary.variables[variable].values) == LEVELS:
            return variable
        if variable in vocabulary.levels:
            return vocabulary.levels[variable]
    return None
