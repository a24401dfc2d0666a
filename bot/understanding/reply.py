"""What the readers of replies share: the shape of a reply, and the clauses of a message without their frills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.understanding.message import Message

Status = Literal["known", "unknown", "declined"]

_LEAD = re.compile(
    r"^(?:嗯+|啊|哦|噢|哎|唉|呃|额|那个|这个|就是|就|也就|大概是?|大约|应该是?|可能|估计|差不多是?|我们?家?|咱们?|"
    r"目前|现在|暂时|商家|其实|说实话|反正|还算|算是?|属于|是|的话|吧|呀|对|对的|是的|好的|老师|，|,|\s|话)+"
)
_TAIL = re.compile(
    r"(?:吧|了|啊|呢|呀|哈|嘛|哦|的|左右|的样子|这样|那样|来着|呗|哒|滴|啦|耶|嘞|撒|捏|\s|。|！|!|，|~|\.)+$"
)
_SIGNS = re.compile(r"[，。！？；,!?;、\s]")
# A clause that begins so belongs to the one before it: 有，但没怎么管.
_BUT = re.compile(r"\s*(?:但|不过|可是|就是没|只是)")
_ASKING_BACK = re.compile(
    r"为什么|为啥|干嘛|干啥|做什么用|什么意思|啥意思|是什么|是啥|(?<!没)(?<!不)怎么[看查算]|在哪|有什么用|有啥用|"
    r"关系吗|凭什么问|什么叫|哪里看"
)
# 不知道在哪看 is an answer.
_NOT_KNOWN_WHERE = re.compile(r"(?:不|没)(?:太|大)?(?:知道|晓得|清楚|懂|会|找到|找着)(?:要?去?|该)?$")
NO = re.compile(
    r"^(?:还|也|都|从来|从|基本|一直|暂时|目前|真的?|压根|根本|尚|并)*(?:没有?|无|木有?|没得|未曾?|不曾|冇)"
    r"(?:做|弄|设置|设立|建立|成立|开展|安排|动|整|搞|整|开|建|写|用|管|上|设|报|参加|备|配|请|试|投|播|发|人|专门)?"
    r"(?:过|人|那个|那玩意儿?|这玩意儿?|那种|这种|的事儿?|这回事|那回事|这个|这些|这块|呢|啊|了)*$|^no$|^none$"
)


@dataclass(frozen=True)
class Reply:
    """What a reply says about one open variable, at text[start:end].

    When it is known: `values`, one unless the variable is a list, or the interval `low`..`high`.
    """

    variable: str
    status: Status
    start: int
    end: int
    values: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ReplyClause:
    """A clause as it is `said`, without signs, and its essence: `words` without frills, found in text[start:end]."""

    said: str
    words: str
    start: int
    end: int


def reply_clauses(message: Message) -> Iterator[ReplyClause]:
    """The clauses of a message; one that goes on with 但 is part of the one before."""
    position = 0
    while position < len(message.folded):
        start, end = message.setting.clause(position)
        while _BUT.match(message.folded, end):
            end = message.setting.clause(end)[1]
        words = essence(message.folded[start:end])
        if words:
            first, length = start + message.folded[start:end].find(words), len(words)
            said, words = _SIGNS.sub("", message.folded[start:end]), _SIGNS.sub("", words)
            yield ReplyClause(said, words, first, first + length)
        position = max(end, position + 1)


def essence(clause: str) -> str:
    """A clause without the words that lead into it and those that end it: 那个，大概一半吧 is 一半."""
    body = clause.strip("，。！？；!?;\n ,、")
    lead = _LEAD.match(body)
    first = lead.end() if lead is not None and lead.end() < len(body) else 0
    return _TAIL.sub("", body[first:]) or body


def asks_back(message: Message, position: int) -> bool:
    """Whether the sentence at a position is a question about the question."""
    start, end = message.setting.sentence(position)
    asked = _ASKING_BACK.search(message.folded[start:end])
    return asked is not None and not _NOT_KNOWN_WHERE.search(message.folded[start : start + asked.start()])
