"""Cases drafted from the order of the constraint: merchants whose main diagnosis would change with a mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.assessment import Assessment
from knowledge.conditions import Condition, Leaf, leaves, negate
from knowledge.drafting.pivots import without
from knowledge.drafting.writing import Case, facts_told, labelled
from knowledge.model import Knowledge, OrderEntry
from knowledge.search import SearchLimitError
from knowledge.situation import read_situation
from knowledge.states import Every, Expression, Not, Some, Surely, counts, fires
from knowledge.verification.reach import leading_entry
from knowledge.witness import Document, situation_with, state_space

_MOST_TRIES = 60


def draft_entry(knowledge: Knowledge, place: int) -> Iterator[Case]:
    """The cases of one entry, by its place in the order."""
    written: list[Document] = []
    for other, goals in _mistakes(knowledge.order[place]):
        document = _telling_apart(knowledge, place, other, goals)
        if document is not None and document not in written:
            written.append(document)
            yield _case(knowledge, document)


def _case(knowledge: Knowledge, document: Document) -> Case:
    assessment = Assessment(knowledge, read_situation(knowledge, document))
    return {
        "name": facts_told(knowledge, document),
        "situation": labelled(knowledge, document),
        "stage": assessment.stage,
        "main": assessment.constraint.main,
    }


def _mistakes(entry: OrderEntry) -> Iterator[tuple[OrderEntry | None, list[Expression]]]:
    """The entry taken out, or with a statement dropped or turned round, each with where that would show."""
    yield None, [counts(entry)]
    for key, conditions in (("when", entry.when), ("unless", entry.unless)):
        for position, leaf in enumerate(leaf for condition in conditions for leaf in leaves(condition)):
            dropped = _changed(entry, key, without(conditions, position, None))
            turned = _changed(entry, key, without(conditions, position, negate(leaf)))
            yield dropped, [Not(Surely(leaf)) if key == "when" else Surely(leaf), counts(dropped)]
            yield turned, [counts(entry), *_decided(leaf, key)]


def _decided(leaf: Leaf, key: str) -> list[Expression]:
    return [Surely(leaf)] if key == "when" else [Surely(Not(leaf))]


def _changed(entry: OrderEntry, key: str, conditions: Sequence[Condition]) -> OrderEntry:
    return replace(entry, when=tuple(conditions)) if key == "when" else replace(entry, unless=tuple(conditions))


def _telling_apart(
    knowledge: Knowledge, place: int, other: OrderEntry | None, goals: list[Expression]
) -> Document | None:
    """A merchant whose main diagnosis would be another one. What goes before the entry is ruled out in turn."""
    entry = knowledge.order[place]
    order = (*knowledge.order[:place], *([other] if other is not None else []), *knowledge.order[place + 1 :])
    mistaken = replace(knowledge, order=order)
    wanted = [*goals, _fires(knowledge, entry)]
    for _ in range(_MOST_TRIES):
        try:
            document = situation_with(state_space(knowledge), wanted)
        except SearchLimitError:
            return None
        if document is None:
            return None
        situation = read_situation(knowledge, document)
        assessment = Assessment(knowledge, situation)
        if assessment.constraint.main != Assessment(mistaken, situation).constraint.main:
            return document
        main = assessment.main
        leading = leading_entry(assessment.evaluation, main) if main is not None else None
        if main is None or leading is None:
            return None
        at = knowledge.order.index(leading)
        if at < place:
            wanted.append(Not(Every((counts(leading), fires(main)))))
        else:
            # Two entries hold the same rule: another one has to be lit between them.
            later = knowledge.order[place + 1 :]
            again = at - place - 1 if at > place else next((n for n, one in enumerate(later) if one.lit_by(main)), 0)
            wanted.append(Some(tuple(_lit(knowledge, one) for one in later[:again])))
    return None


def _lit(knowledge: Knowledge, entry: OrderEntry) -> Expression:
    return Every((counts(entry), _fires(knowledge, entry)))


def _fires(knowledge: Knowledge, entry: OrderEntry) -> Expression:
    return Some(tuple(fires(rule) for rule in knowledge.rules.values() if entry.lit_by(rule)))
