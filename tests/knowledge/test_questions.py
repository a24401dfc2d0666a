"""The interview with simulated merchants asks little and ends with the right main diagnosis.

A small sample of what `make interviews` measures; its lines are drawn where a real change for the worse would show.
"""

from __future__ import annotations

import pytest

from knowledge import Assessment, load_knowledge, read_situation
from knowledge.questions import questions_for_turn
from tests.knowledge.interviews import best_question, fixed_order, outcomes, summary

KNOWLEDGE = load_knowledge()
FEW = 50


@pytest.fixture(scope="module")
def chosen() -> dict[str, float]:
    return summary(list(outcomes(FEW, 11, best_question, silent=False)))


def test_the_main_diagnosis_reached_is_nearly_always_that_of_full_information(chosen: dict[str, float]) -> None:
    assert chosen["right"] >= 0.94


def test_half_of_the_merchants_are_asked_at_most_ten_questions(chosen: dict[str, float]) -> None:
    assert chosen["median"] <= 10


def test_a_fixed_order_of_the_same_questions_needs_more(chosen: dict[str, float]) -> None:
    fixed = summary(list(outcomes(15, 11, fixed_order(), silent=False)))
    assert fixed["median"] > chosen["median"]


def questions(situation: dict[str, object]) -> list[str]:
    assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, situation))
    return [question.variable.id for question in assessment.questions()]


def test_what_is_sold_is_asked_first() -> None:
    assert questions({})[0] == "category"


def test_what_was_said_or_is_not_known_is_never_asked_again() -> None:
    asked = questions({"category": "宠物", "avg_stay_sec": "unknown", "experience_score": 4.8})
    assert not {"category", "avg_stay_sec", "experience_score"} & set(asked)


def test_the_gate_that_could_overrule_a_weak_room_is_still_worth_asking() -> None:
    weak = {"category": "服饰鞋包", "paid_status": "在投", "avg_stay_sec": 15}
    assert {"experience_score", "violation_status"} <= set(questions(weak)[:3])


def test_at_most_two_figures_are_asked_in_one_breath() -> None:
    for situation in ({}, {"category": "服饰鞋包"}, {"category": "服饰鞋包", "paid_status": "在投"}):
        assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, situation))
        assert len(questions_for_turn(assessment.questions())) <= 2
