"""Interviews with simulated merchants: how many questions until the main diagnosis, and whether it is the right one.

`python -m tests.knowledge.interviews 2000 [SEED]` prints them beside those of a fixed order of the same questions.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge import Assessment, load_knowledge, read_situation
from knowledge.conditions import Is
from knowledge.questions import questions_for_turn
from tests.knowledge.merchants import first_message, merchants

KNOWLEDGE = load_knowledge()

# What a merchant says who is asked about a thing that the shop does not have: by finding, the variable and its values.
WITHOUT: dict[str, tuple[str, tuple[Any, ...]]] = {
    "own_live": ("self_live_status", ("从没播", "停播")),
    "paid": ("paid_status", ("没投", "停了")),
    "creator_sales": ("creator_count", (0,)),
}

# Given an assessment and what was asked, the variables to ask next.
Choosing = Callable[[Assessment, Collection[str]], list[str]]


@dataclass(frozen=True)
class Outcome:
    """How one interview ended: questions asked, the main diagnosis reached, and the one with everything known."""

    questions: int
    reached: str | None
    right: str | None


def interview(merchant: dict[str, Any], choose: Choosing, told: dict[str, Any]) -> Outcome:
    """Asks until the main diagnosis is settled; `told` is what the merchant said unasked.

    What the merchant does not know is answered with “unknown”; who is asked about something that the shop does not have
    says so (“我们没投过”).
    """
    known = dict(told)
    asked = 0
    while True:
        assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, known))
        wanted = [] if assessment.settled(known) else choose(assessment, known)
        if not wanted:
            full = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, merchant))
            return Outcome(asked, assessment.constraint.main, full.constraint.main)
        for variable in wanted:
            asked += 1
            known |= answer(merchant, variable)


def answer(merchant: dict[str, Any], variable: str) -> dict[str, Any]:
    """What a merchant says to a question."""
    said = {variable: merchant.get(variable, "unknown")}
    if variable not in merchant:
        conditions = KNOWLEDGE.variables[variable].only_if
        subjects = {condition.subject for condition in conditions if isinstance(condition, Is)}
        for subject in subjects & WITHOUT.keys():
            name, absent = WITHOUT[subject]
            if merchant.get(name) in absent:
                said[name] = merchant[name]
    return said


def best_question(assessment: Assessment, asked: Collection[str]) -> list[str]:
    """The brain's own choice."""
    return [question.variable.id for question in questions_for_turn(assessment.questions(asked))]


def fixed_order() -> Choosing:
    """The same questions in the order that is best when nothing is known yet, whatever the answers."""
    empty = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {}))
    order = [question.variable.id for question in empty.questions()]

    def choose(assessment: Assessment, asked: Collection[str]) -> list[str]:
        still_open = {question.variable.id for question in assessment.questions(asked)}
        listed = [variable for variable in order if variable in still_open]
        return (listed or sorted(still_open))[:1]

    return choose


def outcomes(count: int, seed: int, choose: Choosing, silent: bool) -> Iterator[Outcome]:
    """Interviews with so many merchants, who say nothing unasked when `silent`, else begin with a first message."""
    for number, merchant in enumerate(merchants(count, seed)):
        told = {} if silent else first_message(merchant, random.Random(f"first-{seed}-{number}"))
        yield interview(merchant, choose, told)


def summary(found: list[Outcome]) -> dict[str, float]:
    """The share whose main diagnosis is the full-information one, and how many questions that took."""
    asked = sorted(outcome.questions for outcome in found)
    return {
        "right": sum(outcome.reached == outcome.right for outcome in found) / len(found),
        "median": statistics.median(asked),
        "p90": asked[int(0.9 * (len(asked) - 1))],
        "most": asked[-1],
    }


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"{count} merchants, seed {seed}" + " " * 20 + "right   median   p90   most")
    for silent, start in ((False, "after a first message"), (True, "from nothing")):
        for choose, order in ((best_question, "chosen"), (fixed_order(), "fixed order")):
            result = summary(list(outcomes(count, seed, choose, silent)))
            figures = f"{result['right']:.3f}   {result['median']:5.1f}   {result['p90']:4}   {result['most']:4}"
            print(f"{start + ', ' + order:40} {figures}", flush=True)


if __name__ == "__main__":
    main()
