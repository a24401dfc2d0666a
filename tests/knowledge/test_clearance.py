"""A plan that the figures forbid gets its no at once, with the least that would make it a yes."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import Assessment, assess, load_knowledge, read_situation
from knowledge.clearance import plans_advised_against, until

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 99,
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "conversion_rate": 0.008,
}
REACHED: dict[str, Any] = {**SHOP, "avg_stay_sec": 40, "conversion_rate": 0.01}


def assessed(situation: dict[str, Any], *plans: str) -> Assessment:
    return Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {**situation, "planned_action": list(plans)}))


def forbidden(situation: dict[str, Any], *plans: str) -> set[str]:
    return {one.avoid.action for one in plans_advised_against(assessed(situation, *plans))}


@pytest.mark.parametrize("plan", ["加预算", "延长直播", "开新直播间", "找头部大V", "报大促"])
def test_while_the_live_room_holds_nobody_no_plan_to_grow_is_let_pass(plan: str) -> None:
    assert forbidden(SHOP, plan) == {plan}


@pytest.mark.parametrize("plan", ["加预算", "延长直播", "开新直播间", "找头部大V", "报大促"])
def test_what_is_to_be_reached_is_named_and_reaching_it_lifts_the_no(plan: str) -> None:
    (warned,) = plans_advised_against(assessed(SHOP, plan))
    condition = until(assessed(SHOP, plan), warned)
    assert "停留到 40 秒" in condition and plan in condition
    assert plan not in forbidden(REACHED, plan)


def test_only_what_is_planned_gets_a_no() -> None:
    assert forbidden(SHOP, "招人") == set()
    assert forbidden(SHOP) == set()


def test_where_too_little_is_known_no_no_is_said_yet() -> None:
    assert forbidden({"category": "服饰鞋包"}, "加预算", "报大促") == set()


def test_the_report_says_until_when_for_plans_alone() -> None:
    report = assess(KNOWLEDGE, {**SHOP, "planned_action": ["加预算"]})
    conditions = {one["action"]: one["until"] for one in report["avoid"]}
    assert conditions.pop("加预算") and not any(conditions.values())
