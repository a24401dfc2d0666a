"""A situation told in one line, as the merchant would."""

from __future__ import annotations

from knowledge import phrasing
from knowledge.model import Knowledge
from knowledge.situation import read_situation
from knowledge.values import Interval
from knowledge.witness import Document


def told(knowledge: Knowledge, document: Document) -> str:
    """The facts of a situation in Chinese, one after another."""
    parts = []
    for name, value in read_situation(knowledge, document).values.items():
        variable = knowledge.variables[name]
        words = phrasing.value_text(knowledge.wording, variable, value)
        parts.append(
            f"{variable.short}{words}" if isinstance(value, Interval) else f"{variable.short}：{words or '无'}"
        )
    return "，".join(parts)
