"""What a merchant takes back without saying anything in its place: 体验分那条删掉, 停留当我没说, 预算先不加了."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.folding import fold
from bot.understanding.message import Message, read_message
from bot.understanding.vocabulary import load_vocabulary

_TAKES_BACK = re.compile(
    r"(?:^|[我俺咱们，,])(?:可|从来|从|又|并|根本|压根)?(?:没有?|谁|啥时候|什么时候)说过?(?:我|我们|俺|咱)?(?:要|想|打算|准备)|"
    r"(?:删掉|删了|删除|去掉|拿掉|划掉|抹掉|撤回|撤掉|收回|作废|不作数|不算数?|别算|忽略|当(?:我|俺)?没(?:说|讲|提)(?:过)?|"
    r"忘掉|忘了吧|别记|不用记|清掉|取消掉?)(?!了?[几好多一二两三四五六七八九十\d])"
)
_WHOLE = re.compile(r"数据|对话|记录|聊天|所有|全部|账号|隐私|信息")
_PLANS = "planned_action"
# 预算先不加了, 大促不报了: the plans that a verb means.
_GIVES_UP = re.compile(
    r"不(?:想|打算|准备|考虑)?再?(?P<verb>加|拉长|延长|多播|开|找|请|报)"
    r"(?:预算|钱|时长|新?号|新?直播间|达人|大v|大主播|明星|大促|活动|名|618|双11|双十一)?[了啦](?![^，。！？；,\s])"
)
_MEANT: Mapping[str, tuple[str, ...]] = {
    "加": ("加预算",),
    "拉长": ("延长直播",),
    "延长": ("延长直播",),
    "多播": ("延长直播",),
    "开": ("开新直播间",),
    "找": ("找达人", "找头部大V"),
    "请": ("找头部大V", "找达人"),
    "报": ("报大促",),
}


@dataclass(frozen=True)
class Retraction:
    """A variable to be forgotten; of a list of plans only `value`, when one is named."""

    variable: str
    value: str | None = None


def extract_retractions(text: str) -> list[Retraction]:
    """What is taken back, in reading order. Empty where nothing of the review is named. Never raises on any text."""
    folded = fold(text)
    given_up = [plan for match in _GIVES_UP.finditer(folded) for plan in _MEANT[match.group("verb")]]
    if given_up:
        return [Retraction(_PLANS, plan) for plan in dict.fromkeys(given_up)]
    if _TAKES_BACK.search(folded) is None or _WHOLE.search(folded) is not None:
        return []
    message = read_message(text)
    found: dict[tuple[str, str | None], Retraction] = {}
    for match in _TAKES_BACK.finditer(message.folded):
        after = _named_in(message, match.end(), message.setting.clause(match.start())[1])
        for one in _named_before(message, match.start()) or after:
            found.setdefault((one.variable, one.value), one)
    return list(found.values())


def _named_before(message: Message, position: int) -> list[Retraction]:
    """What is named in the clause before the word that takes back, or in the one before that."""
    start, _ = message.setting.clause(position)
    return _named_in(message, start, position) or _named_in(
        message, message.setting.clause(max(0, start - 1))[0], position
    )


def _named_in(message: Message, begin: int, end: int) -> list[Retraction]:
    """The plans named between two positions, or else the metrics."""
    plans = [
        Retraction(_PLANS, hit.value) for hit in message.choices if begin <= hit.start < end and hit.variable == _PLANS
    ]
    named = [
        Retraction(variable)
        for name in message.names
        if begin <= name.start < end
        for variable in _with_levels(name.variables)
    ]
    return plans or named


def _with_levels(variables: tuple[str, ...]) -> list[str]:
    """A figure goes with the level in words that stands in for it."""
    levels = load_vocabulary().levels
    return list(dict.fromkeys([*variables, *(levels[one] for one in variables if one in levels)]))
