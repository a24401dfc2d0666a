"""The indexed matcher concludes what Experta's own matcher concludes, in the same order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge import load_knowledge, read_situation
from knowledge.inference import Inference, InferenceEngine
from knowledge.matching import IndexedMatcher
from knowledge.quiet_experta import MATCH, NOT, Fact, KnowledgeEngine, P, ReteMatcher, Rule
from tests.knowledge.situations import situations

KNOWLEDGE = load_knowledge()
INDEXED = InferenceEngine(KNOWLEDGE)


@pytest.fixture(scope="module")
def experta_alone() -> InferenceEngine:
    engine = InferenceEngine(KNOWLEDGE)
    engine._class = type("Plain", (engine._class,), {"__matcher__": ReteMatcher})
    return engine


def conclusions(inference: Inference) -> Any:
    return [(entry.rule, entry.conclusion) for entry in inference.trace], inference.diagnoses, inference.findings


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations(KNOWLEDGE))
def test_both_matchers_draw_the_same_conclusions(experta_alone: InferenceEngine, document: dict[str, Any]) -> None:
    situation = read_situation(KNOWLEDGE, document)
    assert conclusions(INDEXED.infer(situation)) == conclusions(experta_alone.infer(situation))


class Figure(Fact):  # type: ignore[misc]
    pass


class SmallEngine(KnowledgeEngine):  # type: ignore[misc]
    __matcher__ = IndexedMatcher

    def __init__(self) -> None:
        super().__init__()
        self.fired: list[str] = []

    @Rule(Figure(id="a", value=MATCH.value), Figure(id="b", value=MATCH.value))
    def same(self, value: int) -> None:
        self.fired.append(f"same {value}")

    @Rule(Figure(id="a", value=P(lambda value: value > 5)), NOT(Figure(id="b")))
    def alone(self) -> None:
        self.fired.append("alone")

    @Rule(Figure(id="a", value=P(lambda value: 1 / value > 0)))
    def fragile(self) -> None:
        self.fired.append("fragile")


def fired(*facts: Figure) -> list[str]:
    engine = SmallEngine()
    engine.reset()
    engine.declare(*facts)
    engine.run()
    return sorted(engine.fired)


def test_values_matched_in_two_facts_must_be_equal() -> None:
    assert fired(Figure(id="a", value=3), Figure(id="b", value=3)) == ["fragile", "same 3"]
    assert fired(Figure(id="a", value=3), Figure(id="b", value=4)) == ["fragile"]


def test_a_predicate_lets_through_what_it_says() -> None:
    assert fired(Figure(id="a", value=6)) == ["alone", "fragile"]
    assert fired(Figure(id="a", value=5)) == ["fragile"]


def test_a_retracted_fact_takes_its_activations_with_it() -> None:
    engine = SmallEngine()
    engine.reset()
    blocking = engine.declare(Figure(id="b", value=1))
    engine.declare(Figure(id="a", value=6))
    engine.retract(blocking)
    engine.run()
    assert sorted(engine.fired) == ["alone", "fragile"]


def test_a_session_broken_off_leaves_nothing_to_the_next() -> None:
    engine = SmallEngine()
    engine.reset()
    engine.declare(Figure(id="a", value=6))
    with pytest.raises(ZeroDivisionError):
        engine.declare(Figure(id="a", value=0))
    engine.reset()
    engine.run()
    assert engine.fired == []
