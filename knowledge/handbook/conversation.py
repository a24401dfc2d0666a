"""The chapters on what merchants are told besides a diagnosis: contradictions and refusals."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.handbook.anchors import anchor, subject_link
from knowledge.handbook.document import Block, Bullets, Item, Paragraph, Section, joined
from knowledge.handbook.statements import statements
from knowledge.handbook.texts import word
from knowledge.model import Contradiction, Knowledge, Refusal


def contradictions_chapter(knowledge: Knowledge) -> Section:
    """What cannot both be true, and what is asked then."""
    sections = tuple(
        Section(one.id, anchor("contradiction", one.id), tuple(_contradiction_blocks(knowledge, one)))
        for one in knowledge.contradictions.values()
    )
    introduction = Paragraph((word("contradictions_text"),))
    return Section(word("contradictions"), anchor("chapter", "contradictions"), (introduction,), sections)


def refusals_chapter(knowledge: Knowledge) -> Section:
    """What is refused, why, and what is lawful instead."""
    items = tuple(_refusal_item(one) for one in knowledge.refusals.values())
    return Section(word("refusals"), anchor("chapter", "refusals"), (Bullets(items),))


def _contradiction_blocks(knowledge: Knowledge, one: Contradiction) -> Iterator[Block]:
    if one.twice is not None:
        yield Paragraph((subject_link(knowledge, one.twice),), word("contradiction_twice"))
    elif one.formula is not None:
        yield Paragraph((f"{one.formula.text} > {one.above:g}",), word("contradiction_formula"))
    else:
        yield Bullets(statements(knowledge, one.when), word("contradiction_when"))
    yield Paragraph((one.ask,), word("contradiction_ask"))
    asked = joined(subject_link(knowledge, variable) for variable in one.settle)
    yield Paragraph(asked, word("contradiction_settle"))


def _refusal_item(refusal: Refusal) -> Item:
    return Item((f"{refusal.id}：{refusal.why}",), (Item((f"{word('refusal_instead')}：{refusal.instead}",)),))
