"""The next question: what can still change the main diagnosis, by how much it is likely to tell for the trouble it is.

A question is worth what its answer tells about the main diagnosis of plausible merchants with the same facts
(`belief`): the entropy that it is expected to take away, divided by how hard the answer is to get.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.belief import Belief
from knowledge.constraint import Constraint
from knowledge.evaluation import Evaluation
from knowledge.model import Variable
from knowledge.values import Truth

# Judgement: what it costs to answer from the top of one's head, after a look, and after some computing.
_TROUBLE = {1: 1.0, 2: 1.25, 3: 2.0}
# Judgement: a question is not put to merchants of whom fewer than this share could answer it anew (who runs no ads has
# no ROI; who told us how long people stay is live).
OPEN_TO = 0.5
# Less than this many bits is chance in a sample of this size.
_NOTHING = 0.02


@dataclass(frozen=True)
class Question:
    """A question to the merchant and the rules whose outcome depends on it.

    `tells` is what the answer is expected to tell about the main diagnosis, in bits, and how much it would confirm the
    likeliest one; `open_to` is the share of plausible merchants who have an answer.
    """

    variable: Variable
    could_change: tuple[str, ...]
    tells: float
    open_to: float


def open_questions(
    evaluation: Evaluation, constraint: Constraint, belief: Belief, asked: Collection[str] = ()
) -> list[Question]:
    """Every question that could still change the main diagnosis, the best one first.

    What is known, what the merchant does not know, what was `asked` before and what does not apply is left out.
    """
    waiting = _waiting(constraint)
    likeliest = max(belief.mains, key=lambda main: (belief.share(main), main or ""))
    questions = []
    for name in sorted(_unanswered(evaluation, asked)):
        open_to = belief.worlds.open_to(name)
        if open_to < OPEN_TO:
            continue
        mains, tells = _tells(belief, name)
        if likeliest != constraint.main and likeliest in waiting[name]:
            tells += belief.share(likeliest) / len(constraint.open[str(likeliest)])
        if rules := waiting[name] | mains:
            questions.append(Question(evaluation.knowledge.variables[name], tuple(sorted(rules)), tells, open_to))
    return sorted(questions, key=_precedence)


def deepening(evaluation: Evaluation, belief: Belief, asked: Collection[str] = ()) -> list[Question]:
    """Questions that leave the main diagnosis alone and decide others, what many and heavy rules wait for first."""
    waiting: dict[str, set[str]] = defaultdict(set)
    rules = evaluation.knowledge.rules
    for rule in rules.values():
        if evaluation.state(rule).truth is Truth.UNDECIDED:
            for name in evaluation.waiting_for(rule.when):
                waiting[name].add(rule.id)
    found = [
        Question(evaluation.knowledge.variables[name], tuple(sorted(waiting[name])), 0.0, belief.worlds.open_to(name))
        for name in sorted(_unanswered(evaluation, asked) & waiting.keys())
        if evaluation.knowledge.variables[name].ask != "optional"
    ]
    open_to_most = (one for one in found if one.open_to >= OPEN_TO)
    return sorted(open_to_most, key=lambda one: -sum(rules[rule].severity for rule in one.could_change))


def _waiting(constraint: Constraint) -> dict[str, set[str]]:
    """The rules that wait for each variable."""
    waiting: dict[str, set[str]] = defaultdict(set)
    for rule_id, variables in constraint.open.items():
        for name in variables:
            waiting[name].add(rule_id)
    return waiting


def _unanswered(evaluation: Evaluation, asked: Collection[str]) -> set[str]:
    situation = evaluation.situation
    variables = evaluation.knowledge.variables.values()
    questions = {variable.id for variable in variables if variable.question and variable.drawable}
    return questions - situation.values.keys() - situation.unknown - set(asked)


def _precedence(question: Question) -> tuple[bool, float, int, str]:
    variable = question.variable
    return not variable.opens, -question.tells / _TROUBLE[variable.effort], variable.effort, variable.id


def questions_for_turn(questions: list[Question]) -> list[Question]:
    """One question; two where both ask for figures of the same topic, which are said in one breath."""
    if not questions:
        return []
    first = questions[0]
    partners = (one for one in questions[1:3] if _in_one_breath(first, one))
    partner = next(partners, None)
    return [first] if partner is None else [first, partner]


def _tells(belief: Belief, variable: str) -> tuple[set[str], float]:
    """The main diagnoses between which the answer decides, and how much of them it is expected to tell, in bits."""
    cells = belief.worlds.answers(variable)
    if len(cells) == 1 or len(belief.mains) == 1:
        return set(), 0.0
    joint = _entropy(main & cell for main in belief.mains.values() for cell in cells)
    tells = _entropy(belief.mains.values()) + _entropy(cells) - joint
    if tells < _NOTHING:
        return set(), 0.0
    return {main for main in belief.mains if main is not None}, tells


def _entropy(parts: Iterable[int]) -> float:
    counts = [count for part in parts if (count := part.bit_count())]
    total = sum(counts)
    return math.log2(total) - sum(count * math.log2(count) for count in counts) / total


def _in_one_breath(first: Question, second: Question) -> bool:
    one, other = first.variable, second.variable
    return one.type == other.type == "number" and one.topic == other.topic and first.open_to == second.open_to
