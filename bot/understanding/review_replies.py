"""What a merchant says to 上次的建议做了吗, without a figure."""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_HAS_NOT_LOOKED = re.compile(r"不清楚|不知道|不晓得|没(?:去|来得及)?(?:看|查|注意|留意|统计)")
_UNCHANGED = re.compile(
    r"没(?:有|什么|啥|怎么|多大|太大)*(?:变化|变|动静|起色|区别|改善|差别|提升|涨)|老样子|一个样|还(?:是)?那样|不变|原地踏步|"
    r"(?:跟|和|与)(?:上次|之前|以前|原来)(?:的)?(?:差不多|一样|差别不大)"
)
_NOT_DONE = re.compile(
    r"没(?:有|来得及|顾上|时间|空|工夫|怎么)*(?:做|弄|改|搞|动|开始|试|执行|落实|照做|来得及|顾上|时间|空)|还没|忘了|没呢|没有$|^没$|不想做|做不了|做不到"
)
_DONE = re.compile(
    r"(?:做|照做|弄|改|搞|试|执行|落实|练|停|降|加)(?:了|过|完|好|到)|都做|在做|做着|照着做|按你说的|有做|做啦|^(?:嗯|对|是|有)"
)


def review_reply(text: str) -> str | None:
    """The act that the reply comes to: affirm (done), deny (not done), skip_question (nothing changed), or None."""
    folded = fold(text)
    if _HAS_NOT_LOOKED.search(folded):
        return None
    if _UNCHANGED.search(folded):
        return "skip_question"
    if _NOT_DONE.search(folded):
        return "deny"
    return "affirm" if _DONE.search(folded) else None
