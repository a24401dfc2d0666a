"""Explanation cards as a reply: what the card says, the line that goes for this merchant, and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from actions.replies import QuickReply, Texts
from knowledge import phrasing
from knowledge.evaluation import Evaluation
from knowledge.model import Card, Comparison, Knowledge, Line, Threshold, Variable


def card_in_words(texts: Texts, card: Card, evaluation: Evaluation) -> str:
    """The whole card; for a metric also what is normal for this merchant, and where to look it up."""
    lines = [f"**{card.title}**", card.text]
    lines += [card.more] if card.more else []
    if card.variable is not None:
        lines += _metric(texts, evaluation.knowledge.variables[card.variable], evaluation)
    lines += _footing(texts, card)
    return "\n".join(lines)


def normal_in_words(texts: Texts, card: Card, evaluation: Evaluation) -> str:
    """What is normal for this merchant of the metric a card defines; empty where there is no line for it."""
    variable = evaluation.knowledge.variables[str(card.variable)]
    return "\n".join([f"**{card.title}**", *lines]) if (lines := list(_lines(texts, variable, evaluation))) else ""


def find_in_words(texts: Texts, card: Card, knowledge: Knowledge) -> str:
    """Where the metric a card defines is looked up; empty where nothing is known of that."""
    variable = knowledge.variables[str(card.variable)]
    return texts.get("card_find_alone", title=card.title, find=variable.find) if variable.find else ""


def card_replies(knowledge: Knowledge, cards: Iterable[str]) -> list[QuickReply]:
    """A button for each card."""
    return [{"title": knowledge.cards[card].title, "choice": f"card:{card}"} for card in cards]


def _metric(texts: Texts, variable: Variable, evaluation: Evaluation) -> Iterator[str]:
    yield from _lines(texts, variable, evaluation)
    if variable.find:
        yield texts.get("card_find", find=variable.find)


def _lines(texts: Texts, variable: Variable, evaluation: Evaluation) -> Iterator[str]:
    for finding in evaluation.knowledge.findings.values():
        if isinstance(finding, Comparison) and finding.compare == variable.id:
            yield from _normal(texts, variable, finding, evaluation)


def _normal(texts: Texts, variable: Variable, finding: Comparison, evaluation: Evaluation) -> Iterator[str]:
    """The peers' figure where it is known, else the default line, else all bands or what the line depends on."""
    knowledge = evaluation.knowledge
    peers = evaluation.situation.number(finding.peers) if finding.peers else None
    applied = evaluation.line(finding)
    if peers is not None:
        yield texts.get("card_peers", value=phrasing.interval(knowledge.wording, peers, variable.kind, variable.unit))
    elif applied is not None and applied.single is not None:
        key = "card_line_judgement" if applied.single.judgement else "card_line"
        name = knowledge.thresholds[applied.threshold].label
        yield texts.get(key, line=_line(texts, variable, applied.single), name=name, source=applied.single.source)
    elif finding.line is not None:
        yield from _open_line(texts, variable, knowledge, knowledge.thresholds[finding.line])


def _open_line(texts: Texts, variable: Variable, knowledge: Knowledge, threshold: Threshold) -> Iterator[str]:
    """A line that depends on what the merchant has not told: its few bands, or what to tell for one of many."""
    if threshold.by is None:
        return
    selector = knowledge.variables[threshold.by]
    if not threshold.bands:
        yield texts.get("card_line_depends", label=selector.label)
        return
    yield texts.get("card_bands", label=selector.label, name=threshold.label)
    for ceiling, line in threshold.bands:
        normal = _line(texts, variable, line)
        if math.isfinite(ceiling):
            figure = phrasing.figure(ceiling, selector.kind, selector.unit)
            yield texts.get("card_band_up_to", figure=figure, line=normal)
        else:
            yield texts.get("card_band_above", line=normal)


def _line(texts: Texts, variable: Variable, line: Line) -> str:
    sides = []
    if line.low is not None:
        low = phrasing.figure(line.low, variable.kind, variable.unit)
        sides.append(texts.get("card_line_below", low=low))
    if line.high is not None:
        high = phrasing.figure(line.high, variable.kind, variable.unit)
        sides.append(texts.get("card_line_from", high=high))
    return "，".join(sides)


def _footing(texts: Texts, card: Card) -> Iterator[str]:
    """What the card rests on, in small print."""
    if card.extension:
        yield texts.get("card_extension")
    if card.source:
        yield texts.get("card_source", source=card.source)
    if card.claims:
        yield texts.get("card_claims", claims="、".join(card.claims))
