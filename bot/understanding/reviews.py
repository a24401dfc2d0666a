"""What is answered to: was the advice followed, have the figures moved?"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_NOT_DONE = re.compile(
    r"^(?:还|都|也|一直|压根|根本)*(?:没有?|没来得及|没顾上|未|没空|忘了?)(?:去|得及|顾上|开始|来得及|怎么)?(?:做|弄|搞|改|试|动手|开始|执行)?(?:呢|啊|过|了)?$"
)
_DONE = re.compile(
    r"^(?:都|已经|全|按你说的|照你说的|照着|按照建议|有|在|正在)*(?:做|弄|搞|改|试|执行|照做)(?:好|完|过)?(?:了|过|着)?(?:呢|啊|一半|一些|一点)?$"
)
_UNMOVED = re.compile(r"没(?:有|啥|什么|怎么)?(?:变|动|起色|效果)|老样子|还是那样|跟(?:之前|原来|上次)一样")


def says_done(text: str) -> bool:
    """Whether the step was done, or the figures were looked at and have not moved."""
    folded = fold(text)
    return _UNMOVED.search(folded) is not None or any(_DONE.match(part) for part in _clauses(folded))


def says_not_done(text: str) -> bool:
    """Whether the step has not been done."""
    return any(_NOT_DONE.match(part) for part in _clauses(fold(text)))


def _clauses(folded: str) -> list[str]:
    return [part for part in re.split(r"[，。！？；,!?;\s]+", folded) if part]
