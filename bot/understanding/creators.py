"""Reads what is said about several creators one by one: 小王场观大但是不出单，阿美人少但是很能卖."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.message import Message
from bot.understanding.scopes import Scope

_SHADE = r"(?:挺|很|比较|特别|非常|蛮|也|还|都|是|倒是?|真|有点)*"
_AUDIENCE = (
    rf"(?:(?P<crowd>(?:场观|流量|人气){_SHADE}(?:大|高|好|旺)|(?:看的)?人{_SHADE}多)"
    rf"|(?P<few>(?:场观|流量|人气){_SHADE}(?:小|低|差|少)|(?:看的)?人{_SHADE}少|没什么人看?|没啥人看?|没人看))"
)
_SALES = (
    rf"(?:(?P<poor>不怎么出单|不出单|出不了单|没人买|{_SHADE}卖不动|不出货|转化{_SHADE}(?:低|差)|没转化)"
    rf"|(?P<good>{_SHADE}能卖|转化{_SHADE}(?:高|好|猛|不错)|出单{_SHADE}(?:多|快|猛|好)|卖得{_SHADE}(?:好|多|动)))"
)
_RECORD = re.compile(
    r"(?:^|(?<=[，。；,;、\s和]))(?P<name>[^，。！？；,!?;、\s的]{1,5}?)(?:的)?(?:场子|直播间|那边|这边|那场)?"
    + _AUDIENCE
    + r"[，,\s]?(?:但是?|可是?|不过|就是|却|也|而且|然后)*"
    + _SALES
)
_NOT_A_CREATOR = re.compile(r"我|咱|店|自播|自己|直播间|达人$|他们$|同行|那边|这边|一开始|现在|以前|但|就是")
_FEWEST = 2


@dataclass(frozen=True)
class CreatorRecord:
    """One creator at folded_text[start:end], in the words of the situation's records."""

    name: str
    traffic_level: str
    conv_level: str
    start: int
    end: int

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "traffic_level": self.traffic_level, "conv_level": self.conv_level}


def creator_records(message: Message) -> list[CreatorRecord]:
    """The creators described in a message; empty unless there are at least two, because one may be the shop itself."""
    records = [
        CreatorRecord(
            message.text[match.start("name") : match.end("name")],
            "高" if match.group("crowd") else "低",
            "高" if match.group("good") else "低",
            match.start("name"),
            match.end(),
        )
        for match in _RECORD.finditer(message.folded)
        if not _NOT_A_CREATOR.search(match.group("name")) and Scope.SUPPOSED not in message.scopes(match.start("name"))
    ]
    return records if len(records) >= _FEWEST else []
