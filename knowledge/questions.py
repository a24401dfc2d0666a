"""The next question: what can still change the main diagnosis, the most telling and easiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from knowledge.constraint import Constraint
from knowledge.model import Knowledge, Variable
from knowledge.situation import Situation

_ASKING_ORDER = {"always": 0, "follow-up": 1}


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
            score[variable] += severity / len(variables)
    closed = set(situation.values) | situation.unknown | set(asked)
    askable = [
        knowledge.variables[variable]
        for variable in rules_of
        if variable not in closed and knowledge.variables[variable].question
    ]
    askable = [variable for variable in askable if variable.ask in _ASKING_ORDER]
    askable.sort(key=lambda one: (_ASKING_ORDER[one.ask], -score[one.id] / one.effort, one.id))
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
