"""When a merchant turns to another of the shops or live rooms: 我还有个卖童装的号, 换一家店看看, 回到女装那个店."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.folding import fold

# Said before a merchant turns to another shop. After anything else, the other shop is only mentioned.
_OPENING = re.compile(
    r"^(?:对了|那个?|哦|嗯|另外|然后|好的?|行|ok|等等|等下|先这样|老师|你好|帮我|给我|我想|请|再|[，,。.！!\s])*$"
)
_LONGEST_NAME = 10
_SHOP = r"(?:直播间|小店|店铺|门店|账号|小号|大号|铺子|号|店|铺)(?![播主长员群分货里内体数])"
_COUNT = r"(?:一|两|二|另|第二|第三)?(?:个|家|间|号)?"
_NAME = rf"(?P<name>[^，。！？；,、\s]{{0,{_LONGEST_NAME}}}?)"
_END = r"(?=(?:的|情况|数据|吧|了|啊|呗|呢|看看|再|来|重新|从头|诊断|开始|测|聊|说)*(?:[，。！？；,!?\s]|$))"
_OWN = r"(?:我|我们|俺|咱|咱们)?(?:其实|这边|手上|手里|自己|另外|名下)?"
_NEW = re.compile(
    rf"{_OWN}(?:还|另外|也)(?:有|开了|做了|在做){_COUNT}(?:专门|主要)?(?:是|叫)?(?:卖|做|搞|播)?{_NAME}的?{_SHOP}"
)
_NEW_ONE = re.compile(
    rf"{_OWN}(?:另|第二|第三)(?:外)?(?:一)?(?:个|家|间)?{_SHOP}(?:是|叫)?(?:专门|主要)?(?:卖|做|播){_NAME}的?"
    r"(?=[，。！？；,、\s]|$)"
)
_SELLS = re.compile(rf"[，,\s]*(?:是|主要|专门)*(?:卖|做){_NAME}的?(?=[，。！？；,、\s]|$)")
_RETURNS = r"(?:回到|回去看?|切回到?|换回到?|转回到?|切到|切换到|换到|转到|换成)"
_LOOKS = r"(?:接着)?(?:看看?|聊聊?|说说?|讲讲?)"
_BACK = re.compile(rf"{_RETURNS}{_OWN}(?:卖|做|搞)?{_NAME}的?(?:那|这)?(?:一)?(?:个|家|间)?{_SHOP}{_END}")
_OTHER = re.compile(
    rf"(?:换|切)(?:到|成|换)?(?:一|另|别的?)?(?:外)?(?:一)?(?:个|家|间)?(?:别的|其他的?)?{_SHOP}{_END}|"
    rf"(?:{_LOOKS}|看一下|说一下|诊断一?下?)(?:我们?)?(?:的)?(?:另|别的|其他|第二)(?:外)?(?:一)?(?:个|家|间)?的?{_SHOP}"
)
_ONE_EACH = r"(?:一|另一|还有一|第[一二三四])(?:个|家|间)?(?:是|店|号)?(?:专门|主要)?(?:卖|做|播|搞)"
_SEVERAL = re.compile(
    rf"(?:两|二|俩|三|四|2|3|4|几)(?:个|家|间)?{_SHOP}[，,：:\s]*"
    rf"(?P<each>(?:{_ONE_EACH}[^，。！？；,、\s]{{1,{_LONGEST_NAME}}}?的?[，,、\s]*(?={_ONE_EACH}|[，。！？；,!?\s]|$)){{2,4}})"
)
_EACH = re.compile(rf"{_ONE_EACH}([^，。！？；,、\s]+?)(?=的?[，,、\s]*(?:{_ONE_EACH}|[，。！？；,!?\s]|$))")
_HOW_MANY = re.compile(
    rf"^(?:我|你|这里|现在|到底|总共|一共|都|记了|记着|有)*(?:几|多少|哪些|哪几)(?:个|家|间)?{_SHOP}(?:了|呢|啊|吗|在|记着)*[?？。]?$"
)
_FAMILIAR = re.compile(
    r"^(?:刚才|之前|原来|上一?|前一?|第一|最早|先前|前面)?(?:说|聊|看)?的?(?:那|这)?(?:一)?[个家间]?$"
)
_OTHER_ONE = re.compile(r"^(?:另|别|其他|第二|其它)")
# A shop elsewhere, somebody else's, or one that is only planned, is none to turn to.
_OF_OTHERS = re.compile(
    r"淘宝|天猫|京东|拼多多|快手|小红书|视频号|微信|线下|实体|1688|独立站|亚马逊|同行|隔壁|别人|人家|朋友|对手|竞品|达人|他们?"
)
_ONLY_PLANNED = re.compile(
    r"想|打算|准备|计划|考虑|要不要|如果|要是|能不能|可不可以|新开|再开|多开|几|多少|什么|怎么|哪|抖音"
)


_NOUN = re.compile(r"(?:直播间|小店|店铺|账号|[店号铺])$")
_WELL = r"(?:好的?|行|那|对了|另外)?[，,\s]*"
_TAKES_AWAY = re.compile(r"删|不要了|去掉|拿掉|清掉|清空")


@dataclass(frozen=True)
class Spoken:
    """How a message speaks of a shop: by `name` (what it sells, or what it is called), empty when it names none.

    `kind` is new (one not spoken of before), back (one that was), other (either), several (two or more told at once,
    their names with 、 between), or all (how many there are).
    """

    kind: str
    name: str


def shop_spoken_of(text: str, known: Sequence[str] = (), in_hand: Sequence[str] = ()) -> Spoken | None:
    """The shop a message turns to, or None when it stays with the one in hand. Never raises on any text.

    `known` are the names of the merchant's other shops, `in_hand` those of the one in hand: 女装那个呢 turns to one of
    these and to no other.
    """
    folded = fold(text)
    if name := _known_one(folded, known) or _asked_for(folded, in_hand):
        return Spoken("back", name)
    if _HOW_MANY.match(folded):
        return Spoken("all", "")
    if names := several_shops(folded):
        return Spoken("several", "、".join(names))
    for kind, pattern in (("other", _OTHER), ("new", _NEW), ("new", _NEW_ONE), ("back", _BACK)):
        match = pattern.search(folded)
        if match is None or not _OPENING.match(folded[: match.start()]):
            continue
        if _OF_OTHERS.search(match.group()) or _ONLY_PLANNED.search(match.group()):
            continue
        name = match.groupdict().get("name") or ""
        if kind == "new" and not name:
            name = _told_after(folded[match.end() :])
        return _spoken(kind, name)
    return None


def several_shops(folded: str) -> list[str]:
    """The names of the merchant's shops where a folded text tells of two or more: 两个店，一个卖女装一个卖零食."""
    several = _SEVERAL.search(folded)
    if several is None or _OF_OTHERS.search(folded[: several.end()]):
        return []
    return _EACH.findall(several.group("each"))


def speaks_of_others(text: str) -> bool:
    """Whether a message names somebody else's shop, or one on another platform."""
    return _OF_OTHERS.search(fold(text)) is not None


def _known_one(folded: str, known: Sequence[str]) -> str:
    """The known shop that a message turns to by name: 回零食, 零食店呢, or 零食店转化2% with something told of it."""
    if asked_for := _asked_for(folded, known):
        return asked_for
    for name in known:
        leads = rf"{_WELL}(?:{_LOOKS}|再|那|然后|接着|至于|轮到){{0,3}}"
        tells = rf"{leads}{_calling(name)}{_SHOP}(?!也|和|跟|比|都|一样|差不多)"
        if re.match(tells, folded) and not _TAKES_AWAY.search(folded):
            return name
    return ""


def _asked_for(folded: str, names: Sequence[str]) -> str:
    """The one of these shops that a message asks for, without anything else: 回零食, 零食那个呢."""
    for name in names:
        asks = rf"(?:{_RETURNS}|{_LOOKS}|回|去|切|换|再|那|还是){{1,3}}{_calling(name)}(?:{_SHOP})?{_END}"
        calls = rf"{_bare(name)}(?:的|那|这)+(?:个|家|间|边)?(?:{_SHOP})?{_END}"
        if re.match(rf"{_WELL}(?:{asks}|{calls})", folded):
            return name
    return ""


def _calling(name: str) -> str:
    return rf"{_OWN}(?:卖|做)?{_bare(name)}(?:的|那|这|个|家|间|边)*"


def _bare(name: str) -> str:
    """The name as a pattern, without the word for a shop at its end: 女装店 is called 女装 as well."""
    return re.escape(_NOUN.sub("", fold(name)) or name)


def _spoken(kind: str, name: str) -> Spoken | None:
    if kind == "back" and _OTHER_ONE.match(name):
        return Spoken("other", "")
    if _FAMILIAR.match(name):
        return Spoken(kind, "")
    return Spoken(kind, re.sub(r"^(?:卖|做|搞|那|这|我的?)|(?:那|这|的|[个家间])+$", "", name))


def _told_after(rest: str) -> str:
    """What a shop sells, told right after it was mentioned: 我还有一家店，卖零食的."""
    match = _SELLS.match(rest)
    return match.group("name") if match else ""
