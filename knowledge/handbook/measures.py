"""Figures of thresholds as experts read them: in the unit of the number they are held against."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import phrasing
from knowledge.conditions import Compare, Condition, leaves
from knowledge.model import Combination, Comparison, Knowledge, Threshold, Variable


def threshold_figure(knowledge: Knowledge, threshold: Threshold, figure: float | None) -> str:
    """One figure of a threshold; empty where there is none."""
    if figure is None:
        return ""
    number = measured_variable(knowledge, threshold)
    if number is None:
        # A line that nothing compares with yet still says by its unit (佣金占成交价) when it is a share.
        return phrasing.figure(figure, "share" if "占" in threshold.unit else "", threshold.unit)
    return phrasing.figure(figure, number.kind, number.unit)


def measured_variable(knowledge: Knowledge, threshold: Threshold) -> Variable | None:
    """The number that a threshold is held against, if one is."""
    for finding in knowledge.findings.values():
        if isinstance(finding, Comparison) and finding.line == threshold.id:
            return knowledge.variables[finding.compare]
    for condition in _conditions(knowledge):
        for leaf in leaves(condition):
            if isinstance(leaf, Compare) and leaf.line == threshold.id and leaf.subject in knowledge.variables:
                return knowledge.variables[leaf.subject]
    return None


def _conditions(knowledge: Knowledge) -> Iterator[Condition]:
    for finding in knowledge.findings.values():
        if isinstance(finding, Combination):
            for conditions in finding.values.values():
                yield from conditions
        elif isinstance(finding, Comparison):
            yield from finding.too_small
    for rule in knowledge.rules.values():
        yield from (*rule.when, *rule.unless)
    for entry in knowledge.order:
        yield from (*entry.when, *entry.unless)
