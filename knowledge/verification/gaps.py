"""Merchants whom the methodology does not speak to: no answer at all, or none although everything is known.

The grid below crosses the levels that the methodology itself decides by, each known. Where nothing but “first look at
your figures” comes out for somebody whose figures are all known, a rule is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from knowledge.assessment import Assessment
from knowledge.conditions import Condition, Is
from knowledge.model import STAGES, Knowledge
from knowledge.situation import read_situation
from knowledge.states import Surely
from knowledge.verification.telling import told
from knowledge.witness import Document, situation_with, state_space

# The findings and their values that are crossed; every one of them known (S18: gather, convert, deposit).
GRID: Mapping[str, Sequence[str]] = {
    "has_traffic": ("有", "没有"),
    "paid": ("在投", "没投"),
    "stay": ("低", "中", "高"),
    "conversion": ("低", "中", "高"),
    "deposit": ("弱", "强"),
    "service": ("差", "中", "优"),
}
_KNOWS_TOO_LITTLE = ("G7",)


def without_answer(knowledge: Knowledge, documents: Iterable[Document]) -> Iterator[str]:
    """Situations that end without a link, or with neither a step nor a question."""
    for document in ({}, *documents):
        assessment = Assessment(knowledge, read_situation(knowledge, document))
        advised = any(knowledge.rules[rule].steps for rule in assessment.constraint.ranking)
        if assessment.stage not in STAGES:
            yield f"rules: no link is found ({told(knowledge, document)}); every situation must have one"
        if not advised and not assessment.questions():
            yield (
                f"rules: neither a step nor a question ({told(knowledge, document) or 'nothing known'}); "
                "a rule must fire, or a question must be left"
            )


def unknown_merchants(knowledge: Knowledge) -> Iterator[str]:
    """Merchants whose levels are all known and to whom no rule that leads speaks, told in Chinese."""
    for levels in product(*GRID.values()):
        document = _merchant(knowledge, dict(zip(GRID, levels, strict=True)))
        if document is not None and not _is_answered(knowledge, document):
            yield f"空白：{told(knowledge, document)}。这些都知道了，还是没有一条规则能说出断在哪一环。"


def _merchant(knowledge: Knowledge, levels: Mapping[str, str]) -> Document | None:
    wanted: list[Condition] = [Is(finding, frozenset({level})) for finding, level in levels.items()]
    return situation_with(state_space(knowledge), [Surely(condition) for condition in wanted])


def _is_answered(knowledge: Knowledge, document: Document) -> bool:
    assessment = Assessment(knowledge, read_situation(knowledge, document))
    if assessment.main is None:
        return False
    entry = next((one for one in knowledge.order if one.lit_by(assessment.main)), None)
    return assessment.stage != "undecided" or (entry is not None and entry.level not in _KNOWS_TOO_LITTLE)
