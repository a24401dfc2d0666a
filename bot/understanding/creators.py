"""Reads what is said about creators one by one: 小王场观大但是不出单，阿美人少但是很能卖.

A record runs from a creator's name to the next name. What it may tell stands in `_TRAITS`; followers make a tier, and
money beside 坑位费 the fee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.understanding.creator_names import creator_names
from bot.understanding.message import Message


@dataclass(frozen=True)
class CreatorRecord:
    """One creator at folded_text[start:end]; `traits` are the fields and values of the situation's records."""

    name: str
    start: int
    end: int
    traits: dict[str, str | float] = field(default_factory=dict)

    def to_json(self) -> dict[str, str | float]:
        return {"name": self.name, **self.traits}


def creator_records(message: Message) -> list[CreatorRecord]:
    """The creators described in a message.

    Empty when only one is, unless creators are spoken of by that word and both his audience and his sales are told:
    else it may be the shop itself.
    """
    records = [record for record in _records(message) if record.traits]
    if len(records) > 1:
        return records
    is_plain = _CREATORS.search(message.folded) is not None
    return [record for record in records if is_plain and record.traits.keys() >= {"traffic_level", "conv_level"}]


_CREATORS = re.compile(r"达[人仁]|带货|博主|网红|坑位|(?:帮|替|给)(?:我|俺|咱)们?(?:带|卖)|合作|最能干")
_OWN_ROOM = re.compile(r"(?:我们自己|自播|自家|我们?这边|我们?店)")

# What may be told of a creator

_SHADE = (
    r"(?:挺|很|比较|特别|非常|蛮|也|还|都|是|倒是?|真|有点|可|巨|贼|老|太|又|"
    r"均|属|了|的|得|算|极|同级|在|里|最|却|而)*"
)
_AUDIENCE = r"(?:场观|流量|人气|观看量?|uv|场面|场子|(?<!买)(?<!买的)(?<!粉丝)(?<!个)人数?)"
_SALES = r"(?:(?:买|成交|掏钱)的人?|成交|转化|出单|卖得|(?<!一)单子?|cvr)"
_BOTH = r"(?:场观|流量|人气|观看)[、和跟](?:转化|成交|出单)"
_FEW = r"(?:小|低|差|少|不(?:算|怎么)?多|不大|不高|不行|没几个|寥寥|拉胯?|惨)"
_MANY = r"(?:大|高|好|旺|多(?!不)(?!也不)|爆|不少|足|猛|哗哗|热闹|几[十百]?万)"
_TRAITS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, value, re.compile(pattern))
    for name, value, pattern in (
        (
            "traffic_level",
            "中",
            rf"{_AUDIENCE}{_SHADE}(?:不多也?不少|一般|中等|还行|还可以|居中)|{_BOTH}{_SHADE}(?:中等|"
            rf"一般)",
        ),
        (
            "traffic_level",
            "低",
            rf"{_AUDIENCE}{_SHADE}{_FEW}|没有?(?:什么|啥|几个|多少)?人(?:看|来|$|[，。；,;])|"
            rf"没有?(?:几个|多少|什么|啥)人|冷冷?清清?|(?:几十|十来|十几|几)个人",
        ),
        (
            "traffic_level",
            "高",
            rf"{_AUDIENCE}[那儿里]{{0,2}}{_SHADE}{_MANY}|人山人海|门庭若市|热闹|爆满|上[千万]人|"
            rf"[几好]万人|满满一?屋子?|带?得?来人|能拉人",
        ),
        ("conv_level", "中", rf"{_SALES}{_SHADE}(?:不多也?不少|一般|中等|还行|凑合)|{_BOTH}{_SHADE}(?:中等|一般)"),
        (
            "conv_level",
            "低",
            rf"{_SALES}{_SHADE}{_FEW}|不怎?么?出[单货酒]|出不了?单|没有?(?:人|转化|成交)(?:买|"
            rf"$|[，。；,;])|没有?人买|卖不(?:动|掉|出|了)|不掏钱|不下单|光是?看(?:热闹|"
            rf"不买|$)|一单(?:没|都没)|没单",
        ),
        (
            "conv_level",
            "高",
            rf"{_SALES}{_SHADE}(?:{_MANY}|绝绝?子?|不错|动|快|火|可以|好|能打|拔尖|成)|"
            rf"(?<!不)能卖|一卖一个准|件件能走|来一个买一个|抢着(?:买|下单)|个个都?(?:肯买|"
            rf"掏钱|买)|大[半多]都会?买|就有人买|会卖|点石成金",
        ),
        ("tier", "头部", r"头部"),
        ("tier", "腰部", r"腰部"),
        ("tier", "尾部", r"尾部"),
        ("adjusted", "否", r"(?:没|还没|没有)(?:换过?|调过?|改过?)(?:品|货|款|样)"),
        (
            "adjusted",
            "是",
            r"(?:换|调整?|改)[过了](?:品|货|款|样|[一两二三几]|也|没)|(?:品|货|款|样品?|"
            r"稿子?)也?都?(?:换|调|改)过",
        ),
        ("fit", "不匹配", r"不(?:搭|太?匹配|相?符|对[路口]|合)|对不上|不是一路|没有?人要"),
        ("fit", "没核对", r"没(?:有)?(?:核对?|查|看)过?(?:画像|粉丝|$|[，。；,;\s])|画像没"),
        ("fit", "匹配", r"匹配|相符|对得上|对路|吻合"),
    )
)
_FREE_OF_FEE = re.compile(r"(?:不收|没有?|不要|免|不用付?)坑位费?|纯佣|一分钱都?不用付")
_FEE_BEFORE = re.compile(r"(?:坑位费?|先付|收我?们?|要了?[我俺咱]?们?的?)[^，。；\d]{0,4}$")
_FEE_AFTER = re.compile(r"(?:块|元)?钱?的?坑位")
_FOLLOWERS_BEFORE = re.compile(r"(?:粉丝?|关注[他她]?的?人?)(?:才|有|就|也|大概|不到)*$")
_FOLLOWERS_AFTER = re.compile(r"的?\s?(?:粉|大号|小号)")
_TOP, _MIDDLE = 1_000_000, 100_000
_TIER_OF_ALL = re.compile(r"(?P<tier>头部|腰部|尾部)[^，。；]{0,6}[位人个]")


def _records(message: Message) -> Iterator[CreatorRecord]:
    names = list(creator_names(message))
    if not names:
        return
    ends = [*(start for _, start in names[1:]), _end_of_last(message, names[-1][1])]
    of_all = _TIER_OF_ALL.search(message.folded, 0, names[0][1])
    shared = {"tier": of_all.group("tier")} if of_all else {}
    for (name, start), end in zip(names, ends, strict=True):
        traits = dict(_traits(message, start + len(name), end))
        yield CreatorRecord(name, start, end, {**shared, **traits} if traits else {})


def _end_of_last(message: Message, start: int) -> int:
    own = _OWN_ROOM.search(message.folded, start)
    return own.start() if own else len(message.folded)


def _traits(message: Message, start: int, end: int) -> Iterator[tuple[str, str | float]]:
    told = message.folded[start:end]
    seen: set[str] = set()
    for name, value, pattern in _TRAITS:
        if name not in seen and pattern.search(told):
            seen.add(name)
            yield name, value
    if _FREE_OF_FEE.search(told):
        yield "slot_fee", 0
    for quantity in message.quantities:
        if not start <= quantity.start < end or quantity.value is None:
            continue
        before = message.folded[start : quantity.start]
        if _FEE_BEFORE.search(before) or _FEE_AFTER.match(message.folded, quantity.end):
            yield "slot_fee", quantity.value
        elif "tier" not in seen and (
            _FOLLOWERS_BEFORE.search(before) or _FOLLOWERS_AFTER.match(message.folded, quantity.end)
        ):
            yield "tier", _tier(quantity.value)


def _tier(followers: float) -> str:
    if followers >= _TOP:
        return "头部"
    return "腰部" if followers >= _MIDDLE else "尾部"
