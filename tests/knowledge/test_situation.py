"""The situation interface: everything is checked, nothing is dropped in silence."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import SituationError, load_knowledge, read_situation
from knowledge.values import Interval, Options, Selection

KNOWLEDGE = load_knowledge()


def test_each_kind_of_value_is_read() -> None:
    situation = read_situation(
        KNOWLEDGE,
        {
            "avg_stay_sec": 28,
            "conversion_rate": {"low": 0.01, "high": 0.02},
            "paid_daily_spend": {"low": None, "high": 10000},
            "category": "服饰鞋包",
            "planned_action": ["加预算"],
            "return_rate": "unknown",
        },
    )
    assert situation.values["avg_stay_sec"] == Interval(28, 28)
    assert situation.values["conversion_rate"] == Interval(0.01, 0.02)
    assert situation.values["paid_daily_spend"] == Interval(0, 10000, high_open=True)
    assert situation.values["category"] == Options.exactly("服饰鞋包")
    assert situation.values["planned_action"] == Selection(frozenset({"加预算"}))
    assert situation.unknown == {"return_rate"}


def test_below_ten_thousand_excludes_ten_thousand_but_ten_thousand_and_more_includes_it() -> None:
    below = read_situation(KNOWLEDGE, {"paid_daily_spend": {"high": 10000}}).values["paid_daily_spend"]
    above = read_situation(KNOWLEDGE, {"paid_daily_spend": {"low": 10000}}).values["paid_daily_spend"]
    line = Interval.exactly(10000)
    assert isinstance(below, Interval) and isinstance(above, Interval)
    assert below.below(line).name == "TRUE"
    assert above.below(line).name == "FALSE"


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"avg_stay": 3}, "avg_stay"),
        ({"category": "衣服"}, "衣服"),
        ({"conversion_rate": 5}, "conversion_rate: 5 is out of range"),
        ({"live_days_per_week": 8}, "live_days_per_week"),
        ({"avg_stay_sec": "28秒"}, "avg_stay_sec takes a figure"),
        ({"avg_stay_sec": True}, "avg_stay_sec"),
        ({"avg_stay_sec": None}, "avg_stay_sec"),
        ({"avg_stay_sec": {"low": None, "high": None}}, "at least one side"),
        ({"avg_stay_sec": {"low": 9, "high": 3}}, "above high"),
        ({"avg_stay_sec": {"value": 3}}, "low"),
        ({"planned_action": "加预算"}, "takes a list of choices"),
        ({"planned_action": ["躺平"]}, "躺平"),
        ({"creators": [{"conv_level": "极高"}]}, "conv_level"),
        ({"creators": [{"level": "高"}]}, "level"),
        ([], "a situation is an object"),
    ],
)
def test_what_cannot_be_is_an_error_that_names_it(document: Any, named: str) -> None:
    with pytest.raises(SituationError, match=named):
        read_situation(KNOWLEDGE, document)


def test_a_figure_on_the_edge_of_its_range_is_accepted() -> None:
    assert read_situation(KNOWLEDGE, {"live_days_per_week": 7, "conversion_rate": 1}).values
