"""Whether a merchant can be told to do something and to leave it alone.

Between two rules that fire together `advice` decides: a step that any of them warns of is held back, and so is one
that carries out a plan which the report dissuades from; a plan that the main diagnosis answers is not dissuaded from.
What is left is advice against itself within a rule, and a rule that carries out a plan without answering it: as the
main one it could be dissuaded from by a lesser one, and would lose its own step.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Knowledge, Rule


def contradictory_advice(knowledge: Knowledge) -> Iterator[str]:
    """Rules that advise and dissuade from the same thing, or advise what they do not answer for."""
    for rule in knowledge.rules.values():
        yield from _within(knowledge, rule)
        yield from _unanswered(knowledge, rule)


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
