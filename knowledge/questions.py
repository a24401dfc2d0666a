"""The next question: what can still change the main diagnosis, the most telling and easiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.constraint import Constraint
from knowledge.model import Knowledge, Variable
from knowledge.situation import Situation

# Judgement: a variable meant for follow-up is worth half of one that every merchant is asked for.
_ASKING_WEIGHT = {"always": 1.0, "follow-up": 0.5}


@dataclass(frozen=True)
class Question:
    """A question to the merchant and the rules whose outcome depends on it."""

    variable: Variable
    could_change: tuple[str, ...]


def open_questions(
    knowledge: Knowledge, situation: Situation, constraint: Constraint, asked: Collection[str] = ()
) -> list[Question]:
    """Every question that could still change the main diagnosis, the best one first.

    What is known, what the merchant does not know, and what was `asked` before is left out.
    """
    rules_of: dict[str, list[str]] = defaultdict(list)
    score: dict[str, float] = defaultdict(float)
    for rule_id, variables in constraint.open.items():
        severity = knowledge.rules[rule_id].severity
        for variable in variables:
            rules_of[variable].append(rule_id)
            # A rule that waits for one thing is decided by it; one that waits for several probably is not.
            score[variable] += severity / len(variables) ** 2
    closed = set(situation.values) | situation.unknown | set(asked)
    askable = [
        knowledge.variables[variable]
        for variable in rules_of
        if variable not in closed and knowledge.variables[variable].question
    ]
    askable = [variable for variable in askable if variable.ask in _ASKING_WEIGHT]
    askable.sort(key=lambda one: (not one.opens, -score[one.id] * _ASKING_WEIGHT[one.ask] / one.effort, one.id))
    return [Question(variable, tuple(sorted(rules_of[variable.id]))) for variable in askable]


def questions_for_turn(questions: list[Question]) -> list[Question]:
    """One question; two where both ask for figures of the same topic, which are said in one breath."""
    if not questions:
        return []
    first = questions[0]
    partners = (one for one in questions[1:3] if _in_one_breath(first.variable, one.variable))
    partner = next(partners, None)
    return [first] if partner is None else [first, partner]


def _in_one_breath(first: Variable, second: Variable) -> bool:
    return first.type == second.type == "number" and first.topic == second.topic
