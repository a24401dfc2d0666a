"""Experta and the three-valued evaluator read the same rules and must come to the same conclusions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge import load_knowledge, read_situation
from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.verification import verify
from tests.knowledge.situations import situations

KNOWLEDGE = load_knowledge()
ENGINE = InferenceEngine(KNOWLEDGE)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations(KNOWLEDGE))
def test_both_readers_find_the_same_levels_and_fire_the_same_rules(document: dict[str, Any]) -> None:
    situation = read_situation(KNOWLEDGE, document)
    evaluation, inference = Evaluation(KNOWLEDGE, situation), ENGINE.infer(situation)
    assert dict(inference.findings) == evaluation.findings()
    assert dict(inference.diagnoses) == evaluation.fired()


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
