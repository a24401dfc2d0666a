"""Despair, heard whatever else a message says: a kind word, a way to a person, and no question about figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.contact import contact
from actions.replies import Message

if TYPE_CHECKING:
    from actions.turn import Turn

# Words that sound like it and speak of the shop, of prices, of longing.
_HARMLESS = re.compile(
    r"(?:店|号|生意|公司|厂|直播间|账号|产品|品牌|小商家)[^，。！？；,]{0,6}(?:活不下去|不想活|跳楼)|跳楼(?:价|大?甩|清仓|特价|促销|大?减价)|"
    r"自杀式|(?<=年)轻生|想死(?:你|我|他|她|磕|守|盯|等|卡)|(?:软件|系统|页面|直播间|手机|电脑|后台|程序|服务器|小店)[^，。！？；,]{0,4}崩溃"
)
_DESPAIR = re.compile(
    r"不想(?:再|继续)?活|活不(?:下去|成|了了)|不如死|想(?:去|要)?死(?!角|板)|(?:我|想|要|干脆|不如|一起|还不如)去?死了?(?:算|得)了?|"
    r"死了(?:算了|好了|拉倒|一了百了)|一死了之|一了百了|寻死|轻生|自[杀殺]|自残|结束(?:自己的?)?生命|了结自己|跳[楼樓]|跳河|跳江|"
    r"上吊|割腕|喝(?:农药|百草枯)|(?:吃|吞)安眠药|活[着著](?:还|也|真|都|就|好|太|实在)*(?:没|沒|有(?:什么|啥|甚么))(?:啥|什么)?(?:意思|意义|劲|盼头|用)|"
    r"活(?:够|腻|累)了|不想(?:在|留在)(?:这个?)?世(?:上|界)|遗书|没有活路"
)
_DISTRESS = re.compile(
    r"(?:撑|熬|扛|坚持|挺)不(?:下去|住了)|崩溃|绝望|抑郁|走投无路|想哭|哭了(?:一|好几)|(?:天天|晚上|半夜|老)(?:在)?哭|"
    r"心里[^，。！？；,]{0,4}(?:难受|难过|堵|苦)|(?:老公|老婆|媳妇|对象|我|家里)[^，。！？；,]{0,8}离婚|妻离子散|家破人亡|"
    r"(?:整夜|晚上|天天|夜夜|老是?)[^，。！？；,]{0,3}(?:睡不着|失眠)|压力(?:太|好|特别|真)?大(?:得|到)|没脸(?:见|回)|对不起(?:家|老婆|孩子|父母|爸妈)"
)


def comfort(turn: Turn) -> bool:
    """Answers a message of despair; the open question waits unsaid. False for any other message.

    Who is only worn out and tells something of the shop beside it is answered about the shop.
    """
    words = _HARMLESS.sub("", turn.words)
    despairs = _DESPAIR.search(words) is not None
    if not despairs and (turn.tells or _DISTRESS.search(words) is None):
        return False
    said = turn.remark("despair" if despairs else "distress", contact=contact(turn.texts))
    turn.messages.append(Message(said, [turn.texts.act_reply("ask_human")]))
    return True
