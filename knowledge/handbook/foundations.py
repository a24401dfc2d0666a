"""The chapters the advice rests on: findings, thresholds, explanation cards and claims."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from knowledge import phrasing
from knowledge.handbook.anchors import anchor, link, links, subject_link
from knowledge.handbook.document import Block, Bullets, Item, Paragraph, Section, Table, Text, plain
from knowledge.handbook.measures import threshold_figure
from knowledge.handbook.statements import statements
from knowledge.handbook.texts import word
from knowledge.handbook.usage import Usage
from knowledge.model import Card, Claim, Combination, Comparison, Computed, Finding, Knowledge, Line, Threshold


def findings_chapter(knowledge: Knowledge, usage: Usage) -> Section:
    """How figures become levels, and levels become 承接, 沉淀, 阶段."""
    findings = tuple(
        Section(finding.label, anchor("finding", finding.id), tuple(_finding_blocks(knowledge, finding, usage)))
        for finding in knowledge.findings.values()
    )
    return Section(word("findings"), anchor("chapter", "findings"), sections=findings)


def _finding_blocks(knowledge: Knowledge, finding: Finding, usage: Usage) -> Iterator[Block]:
    if isinstance(finding, Computed):
        yield Paragraph((finding.formula.text,), word("finding_formula"))
    elif isinstance(finding, Combination):
        for value, conditions in finding.values.items():
            yield Bullets(statements(knowledge, conditions), word("finding_value", value=value))
    else:
        yield from _comparison_blocks(knowledge, finding)
    if not isinstance(finding, Computed) and finding.claims:
        yield Paragraph(links("claim", finding.claims), word("rule_claims"))
    yield from _used(usage.of("finding", finding.id))


def _comparison_blocks(knowledge: Knowledge, finding: Comparison) -> Iterator[Block]:
    yield Paragraph((word("finding_compare", number=knowledge.label(finding.compare)),))
    sources = [("finding_peers", finding.peers), ("finding_said", finding.said), ("finding_estimate", finding.estimate)]
    ways = [Item((f"{word(key)}：", subject_link(knowledge, subject))) for key, subject in sources if subject]
    if finding.line is not None:
        threshold = knowledge.thresholds[finding.line]
        ways.append(Item((f"{word('finding_line')}：", link("threshold", threshold.id, threshold.label))))
    yield Bullets(tuple(ways))
    if finding.too_small:
        yield Bullets(statements(knowledge, finding.too_small), word("finding_too_small"))


def thresholds_chapter(knowledge: Knowledge, usage: Usage) -> Section:
    """Every line and named figure with its source, date and reliability."""
    thresholds = tuple(
        Section(
            threshold.label, anchor("threshold", threshold.id), tuple(_threshold_blocks(knowledge, threshold, usage))
        )
        for threshold in knowledge.thresholds.values()
    )
    introduction = Paragraph((word("thresholds_text"),))
    return Section(word("thresholds"), anchor("chapter", "thresholds"), (introduction,), thresholds)


def _threshold_blocks(knowledge: Knowledge, threshold: Threshold, usage: Usage) -> Iterator[Block]:
    by = "" if threshold.by is None else word("threshold_by", name=knowledge.label(threshold.by))
    yield Paragraph(plain(word("threshold_unit", unit=threshold.unit), by))
    if threshold.value is not None:
        figure = threshold_figure(knowledge, threshold, threshold.value)
        origin = (threshold.source, threshold.date, threshold.reliability, _yes_or_no(threshold.judgement))
        columns = tuple(word("threshold_figure_columns").split(", "))
        yield Table(columns, (tuple((cell,) for cell in (figure, *origin)),))
    else:
        rows = tuple(_line_row(knowledge, threshold, name, line) for name, line in _lines(knowledge, threshold))
        yield Table(tuple(word("threshold_columns").split(", ")), rows)
    yield from _used(usage.of("threshold", threshold.id))


def _lines(knowledge: Knowledge, threshold: Threshold) -> Iterator[tuple[str, Line]]:
    """Each line with the case it is for."""
    yield from threshold.choices.items()
    for ceiling, line in threshold.bands:
        yield _band(knowledge, threshold.by, ceiling), line
    if threshold.otherwise is not None:
        yield word("threshold_all" if threshold.by is None else "threshold_else"), threshold.otherwise


def _band(knowledge: Knowledge, selector: str | None, ceiling: float) -> str:
    if selector is None or not math.isfinite(ceiling):
        return word("threshold_above")
    number = knowledge.variables[selector]
    return word("threshold_up_to", figure=phrasing.figure(ceiling, number.kind, number.unit))


def _line_row(knowledge: Knowledge, threshold: Threshold, name: str, line: Line) -> tuple[Text, ...]:
    low, high = (threshold_figure(knowledge, threshold, figure) for figure in (line.low, line.high))
    cells = (name, low, high, line.source, line.date, line.reliability, _yes_or_no(line.judgement))
    return tuple((cell,) for cell in cells)


def _yes_or_no(flag: bool) -> str:
    return word("threshold_yes" if flag else "threshold_no")


def cards_chapter(knowledge: Knowledge) -> Section:
    """What merchants ask in passing, with the answers."""
    cards = tuple(
        Section(card.title, anchor("card", card.id), tuple(_card_blocks(knowledge, card)))
        for card in knowledge.cards.values()
    )
    return Section(word("cards"), anchor("chapter", "cards"), sections=cards)


def _card_blocks(knowledge: Knowledge, card: Card) -> Iterator[Block]:
    yield Paragraph((card.text,))
    if card.more:
        yield Paragraph((card.more,))
    if card.extension:
        yield Paragraph((word("card_extension"),))
    if card.variable is not None:
        yield Paragraph((subject_link(knowledge, card.variable),), word("card_variable"))
    if card.claims:
        yield Paragraph(links("claim", card.claims), word("card_claims"))
    if card.source:
        yield Paragraph((card.source,), word("card_source"))
    yield Paragraph(("、".join(card.names),), word("card_names"))


def claims_chapter(knowledge: Knowledge, usage: Usage) -> Section:
    """Every claim with the entries that rest on it, by the section of the methodology it stands in."""
    sections = []
    for name, claims in groupby(knowledge.claims.values(), key=lambda claim: claim.section):
        items = [_claim_item(claim, usage) for claim in claims]
        sections.append(Section(name, f"section-{items[0].anchor}", (Bullets(tuple(items)),)))
    introduction = Paragraph((word("claims_text"),))
    return Section(word("claims"), anchor("chapter", "claims"), (introduction,), tuple(sections))


def _claim_item(claim: Claim, usage: Usage) -> Item:
    users = usage.of("claim", claim.id)
    used = (Item((word("claim_used"), *users)),) if users else ()
    return Item((f"{claim.id} {claim.statement}",), used, anchor("claim", claim.id))


def _used(users: Text) -> Iterator[Block]:
    if users:
        yield Paragraph(users, word("used"))
