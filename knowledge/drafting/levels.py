"""Cases of findings: both sides of every line and of every statement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from knowledge.drafting.pivots import beside_line, value_pivots
from knowledge.drafting.writing import Case, facts_told, labelled, notation
from knowledge.evaluation import Evaluation
from knowledge.lines import applied_line
from knowledge.model import Combination, Comparison, Computed, Finding, Knowledge, Threshold
from knowledge.situation import read_situation
from knowledge.values import Interval, Options
from knowledge.witness import Document, line_selections

# Parts of the peers' figure on and beside the tenth that still counts as the same.
_PARTS_OF_PEERS = (0.9, 0.86, 1.1, 1.14)


def draft_finding(knowledge: Knowledge, finding: Finding) -> Iterator[Case]:
    """The cases of one finding."""
    if isinstance(finding, Comparison):
        yield from _lines(knowledge, finding)
    elif isinstance(finding, Computed):
        yield from _computed(knowledge, finding)
    else:
        for value in finding.values:
            yield from _values(knowledge, finding, value)


def _values(knowledge: Knowledge, finding: Combination, value: str) -> Iterator[Case]:
    """The cases of one value of a combination: for every statement, just inside and just outside."""
    written: list[Document] = []
    for pivot in value_pivots(knowledge, finding, value):
        for document, near in ((pivot.inside, False), (pivot.outside, True)):
            if document is not None and (near or document not in written):
                written.append(document)
                case = _level_case(knowledge, finding, document)
                where = {"near": f"{finding.label} {value} / {notation(knowledge, pivot.statement)}"} if near else {}
                yield {"name": case["name"], **where, **case}


def _lines(knowledge: Knowledge, finding: Comparison) -> Iterator[Case]:
    """The cases of a comparison: each end of each line that may apply and of the peers, from both sides."""
    if finding.line is not None:
        threshold = knowledge.thresholds[finding.line]
        for selected in line_selections(threshold):
            line = applied_line(knowledge, threshold.id, read_situation(knowledge, selected))
            single = line.single if line is not None else None
            for edge in (single.low, single.high) if single is not None else ():
                yield from _edge_cases(knowledge, finding, selected, edge)
        yield from _band_cases(knowledge, finding, threshold)
    if finding.peers is not None:
        peers = 0.5 if knowledge.variables[finding.compare].high <= 1 else 100
        for part in _PARTS_OF_PEERS:
            yield _level_case(knowledge, finding, {finding.peers: peers, finding.compare: round(peers * part, 4)})


def _edge_cases(knowledge: Knowledge, finding: Comparison, selected: Document, edge: float | None) -> Iterator[Case]:
    if edge is None:
        return
    on, below, *_ = beside_line(knowledge.variables[finding.compare], edge)
    for figure in (on, below):
        yield _level_case(knowledge, finding, {**selected, finding.compare: figure})


def _band_cases(knowledge: Knowledge, finding: Comparison, threshold: Threshold) -> Iterator[Case]:
    """Where one band ends and the next begins, with a figure that is of another level in each."""
    if threshold.by is None:
        return
    for (ceiling, line), (_, following) in pairwise(threshold.bands):
        lows, highs = (line.low, following.low), (line.high, following.high)
        edges = [edge for edge in (lows if None not in lows else highs) if edge is not None]
        for selector in beside_line(knowledge.variables[threshold.by], ceiling):
            if edges and selector >= ceiling:
                yield _level_case(knowledge, finding, {finding.compare: min(edges), threshold.by: selector})


def _computed(knowledge: Knowledge, finding: Computed) -> Iterator[Case]:
    """One case of a computed value, each number another one, so that no two can change places unnoticed."""
    document: Document = {}
    for place, need in enumerate(finding.formula.needs):
        variable = knowledge.variables[need]
        document[need] = 0.2 * (place + 1) if variable.high <= 1 else 20 * (place + 2)
    value = Evaluation(knowledge, read_situation(knowledge, document)).value(finding.id)
    if isinstance(value, Interval):
        yield {
            "name": f"{facts_told(knowledge, document)}：{finding.label}是 {round(value.low, 4):g}",
            "situation": labelled(knowledge, document),
            "levels": {finding.label: round(value.low, 4)},
        }


def _level_case(knowledge: Knowledge, finding: Comparison | Combination, document: Document) -> Case:
    level = _level(knowledge, finding, document)
    return {
        "name": f"{facts_told(knowledge, document)}：{finding.label}{f'是{level}' if level else '还说不准'}",
        "situation": labelled(knowledge, document),
        "levels": {finding.label: level},
    }


def _level(knowledge: Knowledge, finding: Comparison | Combination, document: Document) -> str | None:
    reached = Evaluation(knowledge, read_situation(knowledge, document)).value(finding.id)
    return reached.value if isinstance(reached, Options) else None
