"""Whether everything is really to be deleted, as answered to the one question that asks it."""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_CONFIRMS = re.compile(
    r"^(?:嗯|好的?|对|是的?|那)*[，,\s]*(?:我)?(?:确定|确认|可以|同意|肯定|要|都|全|全部|马上|赶紧|直接)*(?:删除?|清空|清除)?(?:掉|了|光)?(?:吧|的|啊|呀)?$"
)
_KEEPS = re.compile(r"不(?:要|用|想|能)?(?:删|清)|别(?:删|清)|算了|取消|等等|等一下|再想想|保留|留着|手滑|点错|按错|no")


def confirms_deletion(text: str) -> bool:
    """确定, 删吧, 是的，全部删掉. Saying once more that everything is to be deleted may be the same message twice."""
    folded = fold(text).strip(" 。！!~")
    return bool(folded) and not keeps_everything(text) and _CONFIRMS.match(folded) is not None


def keeps_everything(text: str) -> bool:
    """先不删, 算了."""
    return _KEEPS.search(fold(text)) is not None
