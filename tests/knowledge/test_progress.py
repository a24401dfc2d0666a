"""Before and after: which way a figure has moved, and what is left to its line."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import load_knowledge, read_situation
from knowledge.evaluation import Evaluation
from knowledge.progress import Change, compare, metrics_of

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {"category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15}


def moved(variable: str, before: Any, after: Any) -> Change:
    then = read_situation(KNOWLEDGE, {**SHOP, variable: before})
    now = Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, {**SHOP, variable: after}))
    (change,) = compare(then, now, [variable])
    return change


@pytest.mark.parametrize(
    ("variable", "before", "after", "direction"),
    [
        ("avg_stay_sec", 15, 30, "better"),
        ("avg_stay_sec", 30, 15, "worse"),
        ("avg_stay_sec", 30, 30, "same"),
        ("avg_stay_sec", {"low": 10, "high": 20}, {"low": 25, "high": 30}, "better"),
        ("top_creator_share", 0.9, 0.4, "better"),
        ("stay_level", "低", "中", "better"),
        ("price_avg", 99, 129, "moved"),
    ],
)
def test_more_is_better_only_where_more_is_wanted(variable: str, before: Any, after: Any, direction: str) -> None:
    assert moved(variable, before, after).direction == direction


def test_a_low_figure_names_its_target_and_one_that_is_not_low_names_none() -> None:
    assert (moved("avg_stay_sec", 15, 30).level, moved("avg_stay_sec", 15, 30).target) == ("低", "40 秒")
    assert (moved("avg_stay_sec", 15, 65).level, moved("avg_stay_sec", 15, 65).target) == ("高", "")


def test_what_was_not_known_then_is_not_compared() -> None:
    then = read_situation(KNOWLEDGE, SHOP)
    now = Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, {**SHOP, "conversion_rate": 0.02}))
    assert compare(then, now, ["conversion_rate"]) == []


def test_the_figures_to_look_at_are_those_the_diagnosis_rests_on() -> None:
    now = Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, {**SHOP, "conversion_rate": 0.004}))
    assert metrics_of(now, "HL12")[0] == "avg_stay_sec"
    assert "paid_daily_spend" not in metrics_of(now, "HL12")
