"""Whether a merchant can be told to do something and to leave it alone."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.advice import next_steps, ranked, warnings
from knowledge.assessment import Assessment
from knowledge.model import Knowledge, Rule, Step
from knowledge.search import SearchLimitError, narrow
from knowledge.situation import read_situation
from knowledge.states import fires
from knowledge.verification.telling import told
from knowledge.witness import Document, situation_with, state_space


def contradictory_advice(knowledge: Knowledge) -> Iterator[str]:
    """Advice against itself: within a rule, and in the report of a merchant for whom two rules fire."""
    for rule in knowledge.rules.values():
        yield from _within(knowledge, rule)
        yield from _unanswered(knowledge, rule)
    together = (
        problem
        for rule in knowledge.rules.values()
        for step in rule.steps[:1]
        for problem in _together(knowledge, rule, step)
    )
    yield from dict.fromkeys(together)


def _within(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    avoided = {avoid.action for avoid in rule.avoid}
    for action in sorted({step.action for step in rule.steps} & avoided):
        yield f"{rule.place}: {action} stands both in “steps” and in “avoid”; it must be in one of them"
    for plan in sorted(rule.for_plan & avoided):
        yield f"{rule.place}: answers the plan “{plan}” in “for_plan” and dissuades from it in “avoid”; choose one"
    for step in rule.steps:
        for plan in sorted(knowledge.actions[step.action].carries_out & avoided):
            yield f"{rule.place}: advises {step.action}, which carries out “{plan}” of its own “avoid”; choose one"


def _unanswered(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    for step in rule.steps:
        for plan in sorted(knowledge.actions[step.action].carries_out - rule.for_plan):
            yield (
                f"{rule.place}: advises {step.action}, which carries out “{plan}”, but does not answer that plan; "
                "name it in “for_plan”, so that no lesser rule dissuades from it"
            )


def _together(knowledge: Knowledge, rule: Rule, step: Step) -> Iterator[str]:
    """Every other rule that dissuades from what a step carries out must silence it, or be silenced."""
    space = state_space(knowledge)
    for plan in sorted(knowledge.actions[step.action].carries_out):
        start = narrow(space, [fires(rule)])
        for other in knowledge.rules.values():
            if any(avoid.action == plan for avoid in other.avoid) and other is not rule:
                try:
                    document = situation_with(space, [fires(other), fires(rule)], start)
                except SearchLimitError:
                    continue
                if document is not None:
                    yield from _contradictions(knowledge, document)


def _contradictions(knowledge: Knowledge, document: Document) -> Iterator[str]:
    assessment = Assessment(knowledge, read_situation(knowledge, document))
    ranking, plans = ranked(assessment), assessment.situation.selection("planned_action")
    against = {one.avoid.action: one.rule.id for one in warnings(ranking, assessment.main, plans)}
    for advised in next_steps(ranking, assessment.main):
        for plan in sorted(knowledge.actions[advised.step.action].carries_out & set(against)):
            yield (
                f"{advised.rule.place}: advises {advised.step.action} while {against[plan]} dissuades from “{plan}” "
                f"({told(knowledge, document)}); silence one of them with “unless”"
            )
