"""Situations in which everything hangs on one statement: one where it holds, and one just outside.

They are what the cases are made of. A case that would come out the same without the statement says nothing about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from knowledge.conditions import All, AtLeast, Compare, Condition, Leaf, leaves
from knowledge.evaluation import Evaluation
from knowledge.model import Combination, Comparison, Computed, Knowledge, Rule, Variable
from knowledge.search import SearchLimitError
from knowledge.situation import read_situation
from knowledge.states import Enough, Every, Expression, Not, Some, Surely, natural_step
from knowledge.values import Truth
from knowledge.witness import Document, situation_with, state_space, truth_of

ALWAYS, NEVER = Every(()), Some(())

# A way of putting something else in the place of one statement of an expression.
Written = Callable[[Expression | None], Expression]


@dataclass(frozen=True)
class Pivot:
    """A statement, and situations in which the outcome hangs on it: where it holds, and where it just does not."""

    statement: Leaf
    is_exception: bool
    inside: Document | None
    outside: Document | None


def rule_pivots(knowledge: Knowledge, rule: Rule) -> Iterator[Pivot]:
    """Each statement of `when` and of `unless`, in reading order."""
    yield from _pivots(knowledge, rule.when, lambda when: _firing(when, rule.unless), is_exception=False)
    yield from _pivots(knowledge, rule.unless, lambda unless: _firing(rule.when, unless), is_exception=True)


def value_pivots(knowledge: Knowledge, finding: Combination, value: str) -> Iterator[Pivot]:
    """Each statement by which a combination gets this value."""
    names = list(finding.values)
    earlier = [Not(Surely(All(finding.values[name]))) for name in names[: names.index(value)]]

    def given(conditions: Sequence[Expression]) -> Expression:
        return Every((Surely(Every(tuple(conditions))), *earlier))

    yield from _pivots(knowledge, finding.values[value], given, is_exception=False)


def _firing(when: Sequence[Expression], unless: Sequence[Expression]) -> Expression:
    return Every((*(Surely(one) for one in when), *(Not(Surely(one)) for one in unless)))


def _pivots(
    knowledge: Knowledge,
    conditions: Sequence[Condition],
    whole: Callable[[Sequence[Expression]], Expression],
    is_exception: bool,
) -> Iterator[Pivot]:
    count = sum(1 for condition in conditions for _ in leaves(condition))
    for place in range(count):
        with_it = whole(_replaced(conditions, place, ALWAYS))
        without_it = whole(_replaced(conditions, place, NEVER))
        hinges = [without_it, Not(with_it)] if is_exception else [with_it, Not(without_it)]
        leaf = list(chain.from_iterable(map(leaves, conditions)))[place]
        yield _pivot(knowledge, leaf, is_exception, hinges)


def _replaced(conditions: Sequence[Condition], place: int, by: Expression) -> tuple[Expression, ...]:
    """The conditions with the statement at a place, counted in reading order, replaced."""
    counter = iter(range(10_000))

    def rewritten(condition: Condition) -> Expression:
        if isinstance(condition, (All, AtLeast)):
            needed = condition.needed if isinstance(condition, AtLeast) else len(condition.parts)
            return Enough(needed, tuple(map(rewritten, condition.parts)))
        return by if next(counter) == place else condition

    return tuple(map(rewritten, conditions))


def without(conditions: Sequence[Condition], place: int, by: Condition | None) -> tuple[Condition, ...]:
    """The conditions with the statement at a place, counted in reading order, left out or replaced by another."""
    counter = iter(range(10_000))

    def rewritten(condition: Condition) -> Condition | None:
        if not isinstance(condition, (All, AtLeast)):
            return by if next(counter) == place else condition
        parts = tuple(part for part in map(rewritten, condition.parts) if part is not None)
        return replace(condition, parts=parts) if parts else None

    return tuple(one for one in map(rewritten, conditions) if one is not None)


def _pivot(knowledge: Knowledge, leaf: Leaf, is_exception: bool, hinges: list[Expression]) -> Pivot:
    inside = _searched(knowledge, [Surely(leaf), *hinges])
    outside = None
    if inside is not None:
        inside = _at_the_line(knowledge, leaf, inside, [Surely(leaf), *hinges])
        for refused in (Surely(Not(leaf)), Not(Surely(leaf))):
            goals = [refused, *hinges]
            outside = outside or next(_beside(knowledge, leaf, inside, goals), None) or _searched(knowledge, goals)
    return Pivot(leaf, is_exception, inside, outside)


def _searched(knowledge: Knowledge, goals: Sequence[Expression]) -> Document | None:
    try:
        return situation_with(state_space(knowledge), goals)
    except SearchLimitError:
        return None


# the smallest change


def _at_the_line(knowledge: Knowledge, leaf: Leaf, document: Document, goals: Sequence[Expression]) -> Document:
    """The same situation with a figure moved as near to its line as it may be."""
    return next((one for one in _nearest(knowledge, leaf, document) if _all_hold(knowledge, one, goals)), document)


def _beside(knowledge: Knowledge, leaf: Leaf, document: Document, goals: Sequence[Expression]) -> Iterator[Document]:
    """The situation with one fact changed, or one left out, in which the goals hold."""
    changed = chain(_nearest(knowledge, leaf, document), _changed(knowledge, leaf, document))
    left_out = ({name: value for name, value in document.items() if name != gone} for gone in document)
    return (one for one in chain(changed, left_out) if _all_hold(knowledge, one, goals))


def _all_hold(knowledge: Knowledge, document: Document, goals: Sequence[Expression]) -> bool:
    evaluation = Evaluation(knowledge, read_situation(knowledge, document))
    return all(truth_of(evaluation, goal) is Truth.TRUE for goal in goals)


def _nearest(knowledge: Knowledge, leaf: Leaf, document: Document) -> Iterator[Document]:
    """The figures on the line and next to it."""
    variable = knowledge.variables.get(leaf.subject)
    if variable is None or not isinstance(leaf, Compare) or isinstance(leaf.bound, str):
        return
    for figure in beside_line(variable, leaf.bound):
        yield {**document, variable.id: figure}


def beside_line(variable: Variable, line: float) -> Iterator[float]:
    """The line itself, just below it and just above it: by less than a twentieth, so that a moved line is noticed."""
    step = min(natural_step(variable, line), abs(line) * 0.05) or natural_step(variable, line)
    for figure in (line, line - step, line + step):
        if variable.low <= figure <= variable.high:
            rounded = round(figure, 6)
            yield int(rounded) if rounded == int(rounded) else rounded


def _changed(knowledge: Knowledge, leaf: Leaf, document: Document) -> Iterator[Document]:
    """Every other choice for what the statement is made of, facts already told first."""
    variables = sorted(_made_of(knowledge, leaf.subject), key=lambda one: one not in document)
    for name in variables:
        variable = knowledge.variables[name]
        if variable.type == "choice":
            for value in variable.values:
                if document.get(name) != value:
                    yield {**document, name: value}
        elif variable.type == "choices":
            present = document.get(name, [])
            yield from ({**document, name: [one for one in present if one != gone]} for gone in present)
            for value in variable.values:
                yield {**document, name: [*present, value]}
                yield {**document, name: [value]}
            yield {**document, name: []}
        elif variable.type == "number":
            yield from _other_figures(knowledge, variable, leaf.subject, document)


def _other_figures(knowledge: Knowledge, variable: Variable, subject: str, document: Document) -> Iterator[Document]:
    space = state_space(knowledge)
    for line in space.figures(variable.id):
        for figure in beside_line(variable, line):
            yield {**document, variable.id: figure}
    finding = knowledge.findings.get(subject)
    if (
        isinstance(finding, Comparison)
        and finding.compare == variable.id
        and isinstance(document.get(variable.id), float)
    ):
        yield from ({**document, variable.id: round(document[variable.id] * by, 6)} for by in (2, 0.5, 4, 0.25))


def _made_of(knowledge: Knowledge, subject: str) -> list[str]:
    """The variables that a subject is worked out from."""
    if subject in knowledge.variables:
        return [subject]
    finding = knowledge.findings[subject]
    found: dict[str, None] = {}
    if isinstance(finding, Computed):
        parts = list(finding.formula.needs)
    elif isinstance(finding, Comparison):
        parts = [one for one in (finding.said, finding.compare, finding.peers) if one is not None]
    else:
        parts = [leaf.subject for conditions in finding.values.values() for one in conditions for leaf in leaves(one)]
    for part in parts:
        found.update(dict.fromkeys(_made_of(knowledge, part)))
    return list(found)
