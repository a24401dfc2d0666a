"""The chapter about what is asked: every variable by topic, how it is asked, and what rests on the answer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from knowledge import phrasing
from knowledge.handbook.anchors import anchor, link
from knowledge.handbook.document import Block, Bullets, Item, Paragraph, Section, joined
from knowledge.handbook.statements import statements
from knowledge.handbook.texts import word
from knowledge.handbook.usage import Usage
from knowledge.model import Knowledge, Variable


def variables_chapter(knowledge: Knowledge, usage: Usage) -> Section:
    """Every variable, by topic."""
    topics = dict.fromkeys(variable.topic for variable in knowledge.variables.values())
    sections = tuple(
        Section(
            word(f"topic_{topic}"),
            anchor("topic", topic),
            sections=tuple(
                _variable(knowledge, one, usage) for one in knowledge.variables.values() if one.topic == topic
            ),
        )
        for topic in topics
    )
    return Section(word("variables"), anchor("chapter", "variables"), sections=sections)


def _variable(knowledge: Knowledge, variable: Variable, usage: Usage) -> Section:
    blocks = (Bullets(tuple(_facts(variable))), *_connections(knowledge, variable, usage))
    return Section(variable.label, anchor("variable", variable.id), blocks)


def _facts(variable: Variable) -> Iterator[Item]:
    if not variable.question:
        yield Item((word("variable_never_asked"),))
    facts = [
        ("variable_question", variable.question),
        ("variable_reason", variable.reason),
        ("variable_find", variable.find),
        ("variable_example", variable.example),
        ("variable_ask", word(f"ask_{variable.ask}") if variable.question else ""),
        ("variable_knows", variable.knows),
        ("variable_values", "、".join(variable.title(value) for value in variable.values if variable.type != "number")),
        ("variable_range", _range(variable)),
        ("variable_likely", _likely(variable)),
        ("variable_informs", variable.informs),
    ]
    for key, text in facts:
        if text:
            yield Item((f"{word(key)}：{text}",))


def _range(variable: Variable) -> str:
    if variable.type != "number" or not (math.isfinite(variable.low) or math.isfinite(variable.high)):
        return ""
    return word("variable_range_text", low=_bound(variable, variable.low), high=_bound(variable, variable.high))


def _bound(variable: Variable, figure: float) -> str:
    return _figure(variable, figure) if math.isfinite(figure) else word("variable_no_end")


def _likely(variable: Variable) -> str:
    """What plausible merchants say: shares of values, or three figures."""
    if variable.likely_figures is not None:
        low, middle, high = (_figure(variable, figure) for figure in variable.likely_figures)
        return word("variable_likely_figures", low=low, middle=middle, high=high)
    return "、".join(
        word("variable_likely_share", value=variable.title(value), share=phrasing.figure(share, "share", ""))
        for value, share in variable.likely.items()
    )


def _figure(variable: Variable, figure: float) -> str:
    return phrasing.figure(figure, variable.kind, variable.unit)


def _connections(knowledge: Knowledge, variable: Variable, usage: Usage) -> Iterator[Block]:
    if variable.only_if:
        yield Bullets(statements(knowledge, variable.only_if), word("variable_only_if"))
    users = usage.of("variable", variable.id)
    if users:
        yield Paragraph(users, word("used"))
    cards = [link("card", card.id, card.title) for card in knowledge.cards.values() if card.variable == variable.id]
    if cards:
        yield Paragraph(joined(cards), word("variable_card"))
