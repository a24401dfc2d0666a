"""Experta and the three-valued evaluator read the same rules and must come to the same conclusions in the same way.

`make agreement` tries 20,000 situations; a test run a few hundred.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge import load_knowledge, read_situation
from knowledge.conditions import negate
from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.model import Rule
from knowledge.verification import verify
from knowledge.witness import witness
from tests.knowledge.agreement import assert_agreement
from tests.knowledge.situations import situations

KNOWLEDGE = load_knowledge()
ENGINE = InferenceEngine(KNOWLEDGE)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations(KNOWLEDGE))
def test_both_readers_draw_the_same_conclusions_from_the_same_grounds(document: dict[str, Any]) -> None:
    assert_agreement(KNOWLEDGE, ENGINE, document)


@pytest.fixture(scope="module")
def verification() -> Any:
    return verify(KNOWLEDGE)


def test_the_methodology_verifies_without_a_problem(verification: Any) -> None:
    assert verification.problems == ()


@pytest.mark.parametrize("rule", KNOWLEDGE.rules)
def test_every_rule_can_fire_and_does_so_in_both_readers(rule: str, verification: Any) -> None:
    situation = read_situation(KNOWLEDGE, verification.witnesses[rule])
    assert rule in Evaluation(KNOWLEDGE, situation).fired()
    assert rule in ENGINE.infer(situation).diagnoses


@pytest.mark.parametrize("rule", KNOWLEDGE.rules.values(), ids=KNOWLEDGE.rules)
def test_a_rule_does_not_fire_where_a_condition_fails_or_an_exception_holds(rule: Rule) -> None:
    outside = [[*rule.when, exception] for exception in rule.unless]
    for position, condition in enumerate(rule.when):
        others = [one for place, one in enumerate(rule.when) if place != position]
        outside.append([*others, negate(condition)])
    found = [document for conditions in outside if (document := witness(KNOWLEDGE, conditions)) is not None]
    assert found, "not one case outside was found"
    for document in found:
        assert rule.id not in ENGINE.infer(read_situation(KNOWLEDGE, document)).diagnoses
