"""What a report advises: the next steps, and what to leave alone.

Two steps of the main diagnosis, then the first of the next ones (G9); all of the main one's where the answer is to
expand, because expanding always goes with its stop rule and its retention step (S55, S73).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.assessment import Assessment
from knowledge.model import Action, Avoid, Rule, Step

MOST_STEPS = 3
_OF_MAIN = 2


@dataclass(frozen=True)
class Advised:
    """A step, and the diagnosis it is for."""

    rule: Rule
    step: Step


@dataclass(frozen=True)
class Warned:
    """Something to leave alone, the diagnosis that says so, and whether the merchant plans it."""

    rule: Rule
    avoid: Avoid
    planned: bool


def next_steps(
    ranking: Sequence[Rule], main: Rule | None, plans: frozenset[str], actions: Mapping[str, Action]
) -> list[Advised]:
    """At most three steps of the diagnoses (best first), each action once.

    None that a diagnosis warns of, and none that carries out a plan which the merchant is warned of.
    """
    warned = {one.avoid.action for one in warnings(ranking, main, plans)}
    held_back = {avoid.action for rule in ranking for avoid in rule.avoid}
    held_back |= {action.id for action in actions.values() if action.carries_out & warned}
    wanted = [
        (_step_place(rank, rule, position, main), Advised(rule, step))
        for rank, rule in enumerate(ranking)
        for position, step in enumerate(rule.steps)
        if step.action not in held_back
    ]
    chosen: dict[str, Advised] = {}
    for _, advised in sorted(wanted, key=lambda one: one[0]):
        if len(chosen) < MOST_STEPS:
            chosen.setdefault(advised.step.action, advised)
    return list(chosen.values())


def _step_place(rank: int, rule: Rule, position: int, main: Rule | None) -> tuple[int, int, int]:
    if rule is main:
        own_steps = MOST_STEPS if rule.stage == "none" else _OF_MAIN
        return (0 if position < own_steps else 2, rank, position)
    return (1 if position == 0 else 3, rank, position)


def warnings(ranking: Sequence[Rule], main: Rule | None, plans: frozenset[str]) -> list[Warned]:
    """What the main diagnosis warns of, and what any diagnosis says against a plan; plans first.

    A plan that the main diagnosis answers with a yes is not warned of by a lesser one.
    """
    answered = main.for_plan if main is not None else frozenset()
    found: dict[str, Warned] = {}
    for rule in ranking:
        for avoid in rule.avoid:
            planned = avoid.action in plans
            if rule is main or (planned and avoid.action not in answered):
                found.setdefault(avoid.action, Warned(rule, avoid, planned))
    return sorted(found.values(), key=lambda warned: not warned.planned)


def ranked(assessment: Assessment) -> list[Rule]:
    """The diagnoses that the evaluator finds, the main one first."""
    return [assessment.knowledge.rules[rule] for rule in assessment.constraint.ranking]
