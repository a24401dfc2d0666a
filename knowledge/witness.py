"""Situations that make conditions true, built from the conditions themselves.

A witness proves that a rule can fire at all, shows the expert what kind of merchant it speaks of, and gives the tests
one case inside and the material for cases just outside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, HasSize, Is, Leaf, negate
from knowledge.evaluation import Evaluation
from knowledge.model import Combination, Comparison, Computed, Knowledge, Threshold, Variable
from knowledge.situation import read_situation
from knowledge.values import Truth

Document = dict[str, Any]
_MOST_TRIES = 400


def witness(knowledge: Knowledge, conditions: Iterable[Condition]) -> Document | None:
    """The first situation found in which all conditions are true, or None after a bounded search."""
    wanted = list(conditions)
    for tries, document in enumerate(_Builder(knowledge).all_of(wanted, {})):
        evaluation = Evaluation(knowledge, read_situation(knowledge, document))
        if evaluation.truth_of_all(wanted) is Truth.TRUE:
            return document
        if tries >= _MOST_TRIES:
            break
    return None


class _Builder:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def all_of(self, conditions: list[Condition], document: Document) -> Iterator[Document]:
        """Extensions of a document that make all conditions true, as far as can be seen while building."""
        if not conditions:
            yield document
            return
        for extended in self._one(conditions[0], document):
            yield from self.all_of(conditions[1:], extended)

    def _one(self, condition: Condition, document: Document) -> Iterator[Document]:
        if isinstance(condition, All):
            yield from self.all_of(list(condition.parts), document)
        elif isinstance(condition, AtLeast):
            for parts in combinations(condition.parts, condition.needed):
                yield from self.all_of(list(parts), document)
        elif condition.subject in self._knowledge.variables:
            variable = self._knowledge.variables[condition.subject]
            for grounded in self._with_bound(condition, document):
                yield from self._variable(variable, condition, grounded)
        else:
            yield from self._finding(condition, document)

    def _with_bound(self, leaf: Leaf, document: Document) -> Iterator[Document]:
        """A comparison with a computed value needs the figures it is computed from."""
        bound = self._knowledge.findings.get(str(leaf.bound)) if isinstance(leaf, Compare) else None
        if isinstance(bound, Computed):
            yield from self._computed(bound, document)
        else:
            yield document

    def _variable(self, variable: Variable, leaf: Leaf, document: Document) -> Iterator[Document]:
        present = document.get(variable.id)
        if isinstance(present, (list, int, float)):
            yield document
        for value in self._candidates(variable, leaf):
            if present is None or isinstance(present, (int, float)):
                yield {**document, variable.id: value}
            elif isinstance(present, list) and isinstance(leaf, Has) and not leaf.negated:
                yield {**document, variable.id: present + [one for one in value if one not in present]}
            elif present == value:
                yield document

    def _candidates(self, variable: Variable, leaf: Leaf) -> Iterator[Any]:
        if isinstance(leaf, Is):
            for value in variable.values:
                if (value in leaf.values) is not leaf.negated:
                    yield value
        elif isinstance(leaf, Has):
            if leaf.negated:
                yield [value for value in variable.values if value not in leaf.values][:1]
            for value in () if leaf.negated else variable.values:
                if value in leaf.values:
                    yield [value]
        elif isinstance(leaf, HasSize):
            yield list(variable.values)[: leaf.size - 1 if leaf.negated else leaf.size]
        elif isinstance(leaf.bound, float):
            yield from _figures(variable, leaf.operator, leaf.bound)
        else:
            yield from (figure for figure in (0.2, 1.5, 3.0, 6.0, 20.0) if variable.low <= figure <= variable.high)

    def _finding(self, leaf: Leaf, document: Document) -> Iterator[Document]:
        finding = self._knowledge.findings[leaf.subject]
        if isinstance(finding, Computed):
            yield from self._computed(finding, document)
            return
        assert isinstance(leaf, Is)
        for value in finding.subject.values:
            if (value in leaf.values) is leaf.negated:
                continue
            if isinstance(finding, Comparison):
                yield from self._level(finding, value, document)
            else:
                yield from self._combination(finding, value, document)

    def _combination(self, finding: Combination, value: str, document: Document) -> Iterator[Document]:
        earlier: list[Condition] = []
        for name, conditions in finding.values.items():
            if name == value:
                yield from self.all_of(list(conditions), document)
                yield from self.all_of([*conditions, *earlier], document)
                return
            earlier.append(AtLeast(1, tuple(negate(condition) for condition in conditions)))

    def _level(self, finding: Comparison, level: str, document: Document) -> Iterator[Document]:
        if finding.said is not None:
            said = document.get(finding.said, level)
            if said == level:
                yield {**document, finding.said: level}
        if finding.line is not None:
            threshold = self._knowledge.thresholds[finding.line]
            for selected, figure in _placed(threshold, level, document):
                if document.get(finding.compare, figure) == figure:
                    yield {**document, **selected, finding.compare: figure}

    def _computed(self, finding: Computed, document: Document) -> Iterator[Document]:
        missing = [need for need in finding.formula.needs if need not in document]
        yield {**document, **dict.fromkeys(missing, 0.5)}


def _figures(variable: Variable, operator: str, bound: float) -> Iterator[float]:
    step = max(abs(bound) * 0.1, 0.01 if variable.kind == "share" else 1.0)
    below = [bound - step, bound / 2, variable.low]
    above = [bound + step, bound * 2]
    candidates = below if operator in ("<", "<=") else above
    if operator in ("<=", ">="):
        candidates = [bound, *candidates]
    for figure in candidates:
        if math.isfinite(figure) and variable.low <= figure <= variable.high:
            yield round(figure, 4)


def _placed(threshold: Threshold, level: str, document: Document) -> Iterator[tuple[Document, float]]:
    """Selector values and figures that give a level against a threshold's lines."""
    lines: list[tuple[Document, Any]]
    if threshold.by is None:
        lines = [({}, threshold.otherwise)]
    elif threshold.bands:
        lines = [({threshold.by: min(ceiling, 5000)}, line) for ceiling, line in threshold.bands]
    else:
        lines = [({threshold.by: choice}, line) for choice, line in threshold.choices.items()]
    for selected, line in lines:
        if any(document.get(name, value) != value for name, value in selected.items()):
            continue
        low, high = line.low, line.high
        if level == "低" and low is not None:
            yield selected, round(low * 0.5, 5)
        elif level == "高" and high is not None:
            yield selected, round(high * 1.1, 5)
        elif level == "中":
            middle = ((low or 0) + high) / 2 if high is not None else (low or 0) * 1.1
            yield selected, round(middle, 5)
