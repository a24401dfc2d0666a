"""Whether everything can happen: rules can fire, lead and be in the order; actions are advised; links are reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.assessment import Assessment
from knowledge.evaluation import Evaluation
from knowledge.model import STAGES, Knowledge, OrderEntry, Rule
from knowledge.search import SearchLimitError
from knowledge.situation import read_situation
from knowledge.states import Every, Expression, Not, Some, counts, fires
from knowledge.values import Truth
from knowledge.witness import Document, situation_with, state_space, truth_of


def rule_witness(knowledge: Knowledge, rule: Rule) -> Document | None:
    """A situation in which the rule fires."""
    return situation_with(state_space(knowledge), [fires(rule)])


def unreachable(knowledge: Knowledge, witnesses: Mapping[str, Document]) -> Iterator[str]:
    """Rules that cannot fire, and actions nobody advises."""
    for rule in knowledge.rules.values():
        if rule.id not in witnesses:
            yield f"{rule.place}: can never fire; no situation makes all of “when” true and none of “unless”"
    advised = {step.action for rule in knowledge.rules.values() for step in rule.steps}
    for action in knowledge.actions.values():
        if action.id not in advised:
            yield f"{action.place}: no rule advises this action; name it in the steps of a rule, or take it out"


def unreached(knowledge: Knowledge, witnesses: Mapping[str, Document]) -> Iterator[str]:
    """Links of the snowball that no witness leads to."""
    reached = {Assessment(knowledge, read_situation(knowledge, document)).stage for document in witnesses.values()}
    for stage in STAGES:
        if stage not in reached and stage != "undecided":
            yield f"rules: no situation leads to the link {stage}; a rule of this stage must be able to lead"


def dead_ends(knowledge: Knowledge) -> Iterator[str]:
    """Rules without a place in the order, groups without a rule, entries of the order that nothing ever leads to."""
    groups = {rule.group for rule in knowledge.rules.values()}
    for group in sorted(knowledge.asides - groups):
        yield f"order.yml asides: no rule is in the group “{group}”; take it out, or fill it"
    for rule in knowledge.rules.values():
        if rule.group not in knowledge.asides and not any(entry.lit_by(rule) for entry in knowledge.order):
            yield (
                f"{rule.place}: can never lead; no entry of order.yml takes the group “{rule.group}” "
                f"with severity {rule.severity}"
            )
    for entry in knowledge.order:
        for group in entry.groups:
            if group not in groups:
                yield f"{entry.place} {entry.title}: no rule is in the group “{group}”; take it out, or fill it"
        if not _may_lead(knowledge, entry):
            yield f"{entry.place} {entry.title}: never decides; wherever it counts, an earlier entry is lit; move it up"


def _may_lead(knowledge: Knowledge, entry: OrderEntry) -> bool:
    """Whether a merchant is found whose main diagnosis this entry holds. Rules that go first are ruled out in turn."""
    lighting = tuple(fires(rule) for rule in knowledge.rules.values() if entry.lit_by(rule))
    goals: list[Expression] = [counts(entry), Some(lighting)]
    for _ in knowledge.rules:
        try:
            document = situation_with(state_space(knowledge), goals)
        except SearchLimitError:
            return False
        if document is None:
            return False
        assessment = Assessment(knowledge, read_situation(knowledge, document))
        main = assessment.main
        leading = leading_entry(assessment.evaluation, main) if main is not None else None
        if main is None or leading is None or leading is entry:
            return leading is entry
        goals.append(Not(Every((counts(leading), fires(main)))))
    return False


def leading_entry(evaluation: Evaluation, main: Rule) -> OrderEntry | None:
    """The entry of the order that a main diagnosis lights: the first one that counts."""
    lit = (entry for entry in evaluation.knowledge.order if entry.lit_by(main))
    return next((entry for entry in lit if truth_of(evaluation, counts(entry)) is Truth.TRUE), None)
