"""The handbook put together from its chapters, and written out."""

from __future__ import annotations

from typing import Literal

from knowledge.handbook.advice import actions_chapter, fields_chapter, order_chapter, rules_chapter
from knowledge.handbook.anchors import anchor
from knowledge.handbook.conversation import contradictions_chapter, refusals_chapter
from knowledge.handbook.diagrams import feed, snowball
from knowledge.handbook.document import Bullets, Document, Item, Paragraph, Section
from knowledge.handbook.foundations import cards_chapter, claims_chapter, findings_chapter, thresholds_chapter
from knowledge.handbook.html import to_html
from knowledge.handbook.markdown import to_markdown
from knowledge.handbook.questions import variables_chapter
from knowledge.handbook.texts import word
from knowledge.handbook.usage import Usage
from knowledge.model import Knowledge

Form = Literal["markdown", "html"]


def write_handbook(knowledge: Knowledge, form: Form) -> str:
    """The whole handbook as text in one of its two forms."""
    document = handbook(knowledge)
    return to_html(document) if form == "html" else to_markdown(document)


def handbook(knowledge: Knowledge) -> Document:
    """All chapters, from the overview to the claims everything rests on."""
    usage = Usage(knowledge)
    return Document(
        word("title"),
        word("subtitle", version=knowledge.version),
        (
            _overview(knowledge),
            order_chapter(knowledge),
            rules_chapter(knowledge),
            actions_chapter(knowledge, usage),
            fields_chapter(knowledge),
            findings_chapter(knowledge, usage),
            thresholds_chapter(knowledge, usage),
            variables_chapter(knowledge, usage),
            cards_chapter(knowledge),
            contradictions_chapter(knowledge),
            refusals_chapter(knowledge),
            claims_chapter(knowledge, usage),
        ),
    )


def _overview(knowledge: Knowledge) -> Section:
    counted = {
        "claims": knowledge.claims,
        "variables": knowledge.variables,
        "thresholds": knowledge.thresholds,
        "findings": knowledge.findings,
        "rules": knowledge.rules,
        "actions": knowledge.actions,
        "cards": knowledge.cards,
    }
    counts = (Item((word("overview_count", name=word(name), number=len(all_)),)) for name, all_ in counted.items())
    return Section(
        word("overview"),
        anchor("chapter", "overview"),
        (
            Paragraph((word("overview_text"),)),
            snowball(knowledge),
            feed(knowledge),
            Bullets(tuple(counts), word("overview_counts")),
        ),
    )
