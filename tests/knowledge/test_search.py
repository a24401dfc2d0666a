"""The abstract states cover every merchant, and the search neither misses a state nor makes one up."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings

from knowledge import load_knowledge, read_situation
from knowledge.conditions import Compare, Is
from knowledge.evaluation import Evaluation
from knowledge.search import find_state, narrow
from knowledge.states import Every, Not, Some, StateSpace, Surely, fires
from knowledge.values import Truth
from knowledge.witness import situation_with, truth_of, witness
from tests.knowledge.situations import situations

KNOWLEDGE = load_knowledge()
SPACE = StateSpace(KNOWLEDGE)
ACTIVE = Is("paid_status", frozenset({"在投"}))
WEAK = Is("receive", frozenset({"弱"}))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations(KNOWLEDGE))
def test_what_is_true_of_a_merchant_is_found_possible(document: dict[str, Any]) -> None:
    evaluation = Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, document))
    fired = evaluation.fired()
    silent = [rule for rule in KNOWLEDGE.rules if rule not in fired][::20]
    for pair in list(combinations(fired, 2))[::7]:
        goals = [fires(KNOWLEDGE.rules[rule]) for rule in pair]
        goals += [Not(fires(KNOWLEDGE.rules[rule])) for rule in silent]
        assert find_state(SPACE, goals) is not None


def test_a_statement_and_its_opposite_are_impossible_together() -> None:
    assert find_state(SPACE, [Surely(ACTIVE), Surely(Not(ACTIVE))]) is None
    assert find_state(SPACE, [Surely(WEAK), Not(Surely(WEAK))]) is None


def test_a_combination_has_only_one_value() -> None:
    assert find_state(SPACE, [WEAK, Is("receive", frozenset({"强"}))]) is None


def test_a_combination_is_weak_only_where_one_of_its_parts_is() -> None:
    parts = [Is("stay", frozenset({"低"})), Is("conversion", frozenset({"低"}))]
    assert find_state(SPACE, [WEAK, *(Not(Surely(part)) for part in parts)]) is None
    assert find_state(SPACE, [WEAK, Not(Surely(parts[0]))]) is not None


def test_a_number_cannot_be_on_both_sides_of_a_line_but_may_be_known_only_roughly() -> None:
    low, high = Compare("session_viewers", "<", 300.0), Compare("session_viewers", ">=", 300.0)
    assert find_state(SPACE, [low, high]) is None
    assert find_state(SPACE, [Not(Surely(low)), Not(Surely(high))]) is not None


def test_nothing_and_everything_are_understood() -> None:
    assert find_state(SPACE, [Every(())]) is not None
    assert find_state(SPACE, [Some(())]) is None


def test_a_search_within_what_goals_force_finds_the_same() -> None:
    rule, other = KNOWLEDGE.rules["HL12"], KNOWLEDGE.rules["HL15"]
    start = narrow(SPACE, [fires(rule)])
    assert find_state(SPACE, [fires(other)], start) is None
    assert find_state(SPACE, [fires(rule), fires(other)]) is None


def test_a_situation_written_out_does_what_was_asked_of_it() -> None:
    goals = [fires(KNOWLEDGE.rules["HL12"]), Not(fires(KNOWLEDGE.rules["F04"]))]
    document = situation_with(SPACE, goals)
    assert document is not None
    evaluation = Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, document))
    assert all(truth_of(evaluation, goal) is Truth.TRUE for goal in goals)


def test_a_witness_says_no_more_than_it_must() -> None:
    assert witness(KNOWLEDGE, KNOWLEDGE.rules["HL12"].when) == {"paid_status": "在投", "stay_level": "低"}


def test_there_is_no_witness_of_the_impossible() -> None:
    assert witness(KNOWLEDGE, [ACTIVE, Is("paid_status", frozenset({"没投"}))]) is None
