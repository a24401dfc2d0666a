"""One situation thought through: where the constraint stands, how sure that is, and what is worth asking."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from knowledge.belief import Belief, believe
from knowledge.constraint import find_constraint
from knowledge.evaluation import Evaluation
from knowledge.model import Knowledge, Rule
from knowledge.questions import Question, deepening, open_questions
from knowledge.situation import Situation

# Judgement: with this share of plausible merchants of one diagnosis, or with no question left that tells so many bits,
# asking on is not worth the merchant's time.
SURE = 0.93
TELLING = 0.04


class Assessment:
    """One situation as the evaluator sees it; Experta's inference comes in with the report."""

    def __init__(self, knowledge: Knowledge, situation: Situation) -> None:
        self.knowledge = knowledge
        self.situation = situation
        self.evaluation = Evaluation(knowledge, situation)
        self.fired = self.evaluation.fired()
        self.constraint = find_constraint(self.evaluation, self.fired)
        self._questions: dict[frozenset[str], list[Question]] = {}

    @property
    def main(self) -> Rule | None:
        return None if self.constraint.main is None else self.knowledge.rules[self.constraint.main]

    @property
    def stage(self) -> str:
        return "undecided" if self.main is None else self.main.stage

    @cached_property
    def belief(self) -> Belief:
        """What plausible merchants with these facts turn out to have."""
        return believe(self.evaluation)

    @property
    def certainty(self) -> float:
        """The share (0..1) of plausible merchants with these facts for whom the main diagnosis would stay."""
        return 0.0 if self.main is None else self.belief.share(self.main.id)

    def questions(self, asked: Collection[str] = ()) -> list[Question]:
        """The questions that could still change the main diagnosis, best first, without those `asked`."""
        key = frozenset(asked)
        if key not in self._questions:
            self._questions[key] = open_questions(self.evaluation, self.constraint, self.belief, key)
        return self._questions[key]

    def deeper_questions(self, asked: Collection[str] = ()) -> list[Question]:
        """The questions that other diagnoses than the main one wait for, best first, without those `asked`."""
        return deepening(self.evaluation, self.belief, frozenset(asked))

    def worth_asking(self, asked: Collection[str] = ()) -> list[Question]:
        """The questions whose answers are likely enough to change the main diagnosis; none once it is certain."""
        if self.certainty >= SURE:
            return []
        return [question for question in self.questions(asked) if question.tells >= TELLING or self.main is None]

    def settled(self, asked: Collection[str] = ()) -> bool:
        """There is a main diagnosis, and asking more would (almost) never change it."""
        return self.main is not None and not self.worth_asking(asked)

    @property
    def decided(self) -> bool:
        """Settled, with nothing asked before."""
        return self.settled()
