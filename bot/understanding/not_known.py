"""不清楚 and 不方便说: what the merchant does not know, or does not want to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.understanding.message import Message
from bot.understanding.reply import Reply, Status, asks_back
from bot.understanding.vocabulary import load_vocabulary

_UNKNOWN = (
    r"(?:不|没有?)(?:太|怎么|大|咋|是很|特别)?(?:清楚|知道|晓得|了解|懂|明白|记得|确定|熟)"
    r"(?!什么原因|啥原因|原因|为什么|为啥|怎么办|咋办|咋整|咋回事|怎么回事|该|要不要|是不是|得罪)",
    r"没有?(?:怎么|太|咋|专门|仔细|特意)?(?:看过|注意|留意|算过?|统计|计过|关注|查过?|看(?!播|直播)|记过?|量过|概念|数$|谱|印象|研究)",
    r"(?<!不)说不(?:清|准|上来?|好)|不好说|不一定$|记不(?:清|得|住|太清)|忘了|忘记了|不详|看不(?:到|懂|见|来)|不会看",
    r"查不到|找不到|(?:哪|鬼|谁)知道|哪晓得|看情况|没个准|没准$|没数(?!据)|未统计|未知|无数据|(?<![一三概])不知(?![道不足呢])|母鸡|不造",
    r"(?:得|要|需要)(?:问|查|看)(?:一?下|问)?(?:运营|投手|同事|老板|财务|客服|后台|他们|店长)",
    r"(?:待|有待|尚待|要|得)核[实查对]|未(?:核[实查]|掌握|知|查|统计|关注|留意)|(?:没有?|无)(?:这个|这项|该|相关)?(?:数据?|资料|统计)(?:$|[，。啊呢哦])|"
    r"从未(?:留心|留意|看|算|统计|关注|注意|盯)过?|待(?:确认|定)|没(?:太|怎么)?(?:盯|留心)过?|"
    r"(?:哪|咋|怎么)(?:里|能|会)?(?:记得|知道|晓得|清楚|懂|搞得懂)|不掌握|不(?:大|太|是很)?(?:会|懂)(?:看|算|查|这个)|没(?:去|有去)(?:看|查|算|问)过?|一头雾水|两眼一抹黑|"
    r"没(?:仔细|认真)?(?:琢磨|合计|盘)过|(?:问倒|难住|考倒)我|要问(?:财务|运营|老板|投手|他|她)|得问|不归我管|不是我管",
    r"n/a|^na$|idk|not tracked|没track|no data|没data|^unknown$|not sure|don'?t know|no idea",
)
_DECLINED = (
    r"不(?:太|大)?(?:方便|便|想|愿意?|能|可以?|好意思|肯)(?:说|讲|透露|告诉|回答|提供|公开|填|给|答)",
    r"(?:可以|能|可不可以|能不能)不(?:说|讲|答|填|回答)|不(?:说|讲|答|填)(?:行不行|可以吗|行吗|好吗)|不(?:往外|对外|外传|外露|外泄)|不(?:便|宜)(?:透露|奉告|公开|外)|"
    r"(?:不好意思|难为情|敏感|涉密|机密|恕不|婉拒|私密|不足为外人道|家底|不想聊|不聊这个|免谈)|"
    r"不好讲|不准说|不外扬|就不摆|^不说了?$|[，,\s]不说了?$|(?<![a-z])nda(?![a-z])|相告|见谅|唔讲得|讲唔得|不讲得|保密|商业机密|商业秘密|不告诉你|隐私|不透露|无可奉告|不方便$|不便$|凭什么告诉",
)
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("declined", re.compile("|".join(_DECLINED))),
    ("unknown", re.compile("|".join(_UNKNOWN))),
)
_FURTHEST_NAME = 10
_PUT_OFF = re.compile(r"跳过|下一[题个]|先不|换一?个问")


def says_not_known(text: str) -> bool:
    """Whether a folded text says anywhere that something is not known or not told."""
    return any(pattern.search(text) for _, pattern in _STATUSES)


def not_known(message: Message, asked: Sequence[str], told: Collection[str]) -> Iterator[Reply]:
    """For the metrics named in the same clause, else for the open questions that are left. `told` are answered."""
    if _PUT_OFF.search(message.folded):
        return
    answered = set(told)
    for status, pattern in _STATUSES:
        for match in pattern.finditer(message.folded):
            if asks_back(message, match.start()):
                continue
            for variable in _named_with(message, match) or asked:
                if variable not in answered:
                    answered.add(variable)
                    yield Reply(variable, status, match.start(), match.end())


def _named_with(message: Message, match: re.Match[str]) -> list[str]:
    """The number named beside a 不清楚 in its clause, if one is."""
    start, end = message.setting.clause(match.start())
    variables = load_vocabulary().variables
    near = (max(start, match.start() - _FURTHEST_NAME), min(end, match.end() + _FURTHEST_NAME))
    for name in message.names_between(*near):
        is_an_art = name.start == match.end() and match.group().endswith("懂")
        if not match.start() <= name.start < match.end() and not is_an_art:
            return [one for one in name.variables if variables[one].type == "number"][:1]
    return []
