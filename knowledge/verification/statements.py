"""All statements of the base, with where they stand, and all lines of a threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.conditions import Condition, Leaf, leaves
from knowledge.model import Combination, Comparison, Knowledge, Line, Threshold


def placed_leaves(knowledge: Knowledge) -> Iterator[tuple[str, Leaf]]:
    """Every single statement of rules, findings, the order and the fields, with its place."""
    for place, conditions in _placed(knowledge):
        for condition in conditions:
            yield from ((place, leaf) for leaf in leaves(condition))


def _placed(knowledge: Knowledge) -> Iterator[tuple[str, Iterable[Condition]]]:
    for rule in knowledge.rules.values():
        yield rule.place, (*rule.when, *rule.unless)
    for finding in knowledge.findings.values():
        if isinstance(finding, Combination):
            yield finding.place, (one for conditions in finding.values.values() for one in conditions)
        elif isinstance(finding, Comparison):
            yield finding.place, (*finding.too_small, *finding.estimate_if)
    for entry in knowledge.order:
        yield f"{entry.place} {entry.title}", (*entry.when, *entry.unless)
    for field in knowledge.fields.values():
        yield f"fields.yml {field.id}", (one for readiness in field.readiness for one in readiness.when)


def lines_of(threshold: Threshold) -> list[Line]:
    """All lines of a threshold; none for a single figure."""
    lines = [*threshold.choices.values(), *(line for _, line in threshold.bands)]
    return lines + ([threshold.otherwise] if threshold.otherwise is not None else [])
