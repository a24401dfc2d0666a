"""What cannot both be true is found, said with the merchant's own figures, and never seen where there is none."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from knowledge import load_knowledge, read_situation
from knowledge.contradictions import contradictions, in_words, told_twice
from knowledge.evaluation import Evaluation
from tests.knowledge.golden_reports import golden_files

KNOWLEDGE = load_knowledge()


def evaluated(situation: dict[str, Any]) -> Evaluation:
    return Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, situation))


def found(situation: dict[str, Any]) -> list[str]:
    return [one.id for one in contradictions(evaluated(situation))]


HELD: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "roi_without_ads": ({"paid_status": "没投", "qianchuan_roi": 2}, {"paid_status": "停了", "qianchuan_roi": 2}),
    "spend_without_ads": (
        {"paid_status": "没投", "paid_daily_spend": 3000},
        {"paid_status": "没投", "paid_daily_spend": 0},
    ),
    "ads_without_spend": (
        {"paid_status": "在投", "paid_daily_spend": 0},
        {"paid_status": "在投", "paid_daily_spend": 1},
    ),
    "paid_share_without_ads": (
        {"paid_status": "没投", "paid_traffic_share": 0.3},
        {"paid_status": "没投", "paid_traffic_share": 0},
    ),
    "shares_of_traffic": (
        {"free_traffic_share": 0.7, "paid_traffic_share": 0.5},
        {"free_traffic_share": 0.7, "paid_traffic_share": 0.35},
    ),
    "peak_below_average": ({"peak_online": 50, "avg_online": 80}, {"peak_online": 80, "avg_online": 80}),
    "more_online_than_came": (
        {"avg_online": 500, "session_viewers": 300},
        {"avg_online": 300, "session_viewers": 300},
    ),
    "more_orders_than_viewers": (
        {"orders_per_session": 300, "session_viewers": 200},
        {"orders_per_session": 200, "session_viewers": 200},
    ),
    "lowest_price_above_average": ({"lowest_price": 99, "price_avg": 89}, {"lowest_price": 89, "price_avg": 89}),
    "live_but_no_hours": (
        {"self_live_status": "在播", "live_days_per_week": 0},
        {"self_live_status": "在播", "live_days_per_week": 1},
    ),
    "hours_without_live": (
        {"self_live_status": "停播", "live_hours_per_day": 3},
        {"self_live_status": "停播", "live_hours_per_day": 0},
    ),
    "hosts_without_host": (
        {"host_quality": "无主播", "host_count": 2},
        {"host_quality": "无主播", "host_count": 0},
    ),
    "creators_without_creators": (
        {"creator_count": 0, "top_creator_share": 0.4},
        {"creator_count": 1, "top_creator_share": 0.4},
    ),
    "role_there_and_missing": (
        {"roles_present": ["广告投放"], "roles_missing": ["广告投放", "服务保障"]},
        {"roles_present": ["广告投放"], "roles_missing": ["服务保障"]},
    ),
    "everything_from_creators_and_own_live": (
        {"self_live_share": 0.8, "top_creator_share": 0.4},
        {"self_live_share": 0.8, "top_creator_share": 0.2},
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_it_is_found_and_its_neighbour_is_not(name: str) -> None:
    held, neighbour = HELD[name]
    assert name in found(held) and name not in found(neighbour)


def test_every_contradiction_of_the_file_has_its_example() -> None:
    declared = {one.id for one in KNOWLEDGE.contradictions.values() if one.twice is None}
    assert declared == set(HELD)


def test_an_interval_that_may_be_right_is_none() -> None:
    assert found({"peak_online": {"low": 50, "high": 90}, "avg_online": 80}) == []


@pytest.mark.parametrize("file", golden_files(), ids=lambda file: file.stem)
def test_realistic_merchants_do_not_contradict_themselves(file: Any) -> None:
    assert found(yaml.safe_load(file.read_text(encoding="utf-8"))["situation"]) == []


def test_it_is_said_with_what_the_merchant_said() -> None:
    evaluation = evaluated({"peak_online": 50, "avg_online": 80})
    said = in_words(contradictions(evaluation)[0], evaluation)
    assert "50 人" in said and "80 人" in said and "{" not in said


def test_what_is_told_twice_with_two_values_is_found_and_both_are_said() -> None:
    evaluation = evaluated({"live_hours_per_day": 6})
    before = evaluated({"live_hours_per_day": 2}).situation.values
    now = evaluation.situation.values
    (one,) = told_twice(KNOWLEDGE, before, now)
    said = in_words(one, evaluation, before["live_hours_per_day"])
    assert "2 小时" in said and "6 小时" in said
    assert told_twice(KNOWLEDGE, now, now) == []


def test_told_twice_with_values_that_overlap_is_none() -> None:
    before = evaluated({"live_hours_per_day": {"low": 2, "high": 3}}).situation.values
    assert told_twice(KNOWLEDGE, before, evaluated({"live_hours_per_day": 3}).situation.values) == []
