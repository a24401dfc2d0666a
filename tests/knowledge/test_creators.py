"""A roster of creators, sorted into the four quadrants of S93."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import SituationError, assess, load_knowledge, read_situation
from knowledge.creators import quadrants
from knowledge.values import Selection

KNOWLEDGE = load_knowledge()
MANY_NO_SALES = {"traffic_level": "高", "conv_level": "低"}
FEW_BUT_SALES = {"traffic_level": "低", "conv_level": "高"}
BOTH = {"traffic_level": "高", "conv_level": "高"}
NEITHER = {"traffic_level": "低", "conv_level": "低"}


@pytest.mark.parametrize(
    ("record", "quadrant"),
    [(BOTH, "双高"), (FEW_BUT_SALES, "低流高转"), (MANY_NO_SALES, "高流低转"), (NEITHER, "双低")],
)
def test_level_words_place_a_creator(record: dict[str, Any], quadrant: str) -> None:
    assert quadrants([record]) == {quadrant}


def test_the_middle_level_is_no_worse_than_the_peers() -> None:
    assert quadrants([{"traffic_level": "中", "conv_level": "中"}]) == {"双高"}


@pytest.mark.parametrize(("viewers", "quadrant"), [(1000, "双高"), (999, "低流高转")])
def test_a_figure_is_held_against_the_peers_of_the_tier(viewers: int, quadrant: str) -> None:
    assert quadrants([{"viewers": viewers, "peer_viewers": 1000, "conv_level": "高"}]) == {quadrant}


def test_without_peers_a_figure_is_held_against_the_median_of_the_roster() -> None:
    rates = [{"traffic_level": "高", "conversion_rate": rate} for rate in (0.01, 0.02, 0.03)]
    assert quadrants(rates) == {"高流低转", "双高"}
    assert quadrants(rates[1:]) == {"高流低转", "双高"}


def test_a_level_word_counts_before_a_figure() -> None:
    assert quadrants([{**FEW_BUT_SALES, "viewers": 9999, "peer_viewers": 10}]) == {"低流高转"}


@pytest.mark.parametrize(
    "record", [{}, {"name": "小王"}, {"traffic_level": "高"}, {"viewers": 500, "conv_level": "高"}]
)
def test_a_creator_of_whom_one_side_is_not_known_stands_nowhere(record: dict[str, Any]) -> None:
    assert quadrants([record]) == frozenset()


def test_a_situation_with_records_knows_its_quadrants_and_one_without_does_not() -> None:
    read = read_situation(KNOWLEDGE, {"creators": [BOTH, NEITHER]})
    assert read.values["creator_quadrants"] == Selection(frozenset({"双高", "双低"}))
    assert "creator_quadrants" not in read_situation(KNOWLEDGE, {"creators": [{"name": "小王"}]}).values
    assert "creator_quadrants" not in read_situation(KNOWLEDGE, {"creators": "unknown"}).values


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"viewers": -1}, "viewers is a figure from 0"),
        ({"viewers": "很多"}, "viewers is a figure"),
        ({"conversion_rate": 3}, "conversion_rate is a figure from 0 to 1"),
        ({"slot_fee": True}, "slot_fee is a figure"),
        ({"tier": "超头"}, "tier is one of 头部、腰部、尾部"),
        ({"level": "高"}, "a record has no field “level”; it has name, traffic_level"),
    ],
)
def test_a_record_that_cannot_be_is_an_error_that_names_it(record: dict[str, Any], named: str) -> None:
    with pytest.raises(SituationError, match=named):
        read_situation(KNOWLEDGE, {"creators": [record]})


def steps(*roster: dict[str, Any]) -> list[str]:
    report = assess(KNOWLEDGE, {"creators": list(roster)})
    return [step["action"] for step in report["next_steps"]]


def test_a_mixed_roster_gets_its_budget_split_and_breaks_no_single_link() -> None:
    report = assess(KNOWLEDGE, {"creators": [MANY_NO_SALES, FEW_BUT_SALES]})
    assert report["stage"] == "none"
    assert steps(MANY_NO_SALES, FEW_BUT_SALES) == ["SPLIT_BUDGET", "CREATOR_MATCH", "CREATOR_PAID"]


def test_heating_is_for_those_who_sell_and_are_not_seen_only() -> None:
    assert "CREATOR_PAID" in steps(FEW_BUT_SALES)
    assert "CREATOR_PAID" in steps(FEW_BUT_SALES, BOTH)
    for roster in ([MANY_NO_SALES], [NEITHER], [BOTH], [MANY_NO_SALES, BOTH], [MANY_NO_SALES, NEITHER]):
        assert "CREATOR_PAID" not in steps(*roster)


def test_who_neither_draws_nor_sells_is_stopped() -> None:
    assert steps(NEITHER)[:2] == ["CREATOR_STOP", "CREATOR_MATCH"]
