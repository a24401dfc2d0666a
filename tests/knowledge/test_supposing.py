"""The answer to a what if: the difference for the conclusion and the plans, or why there is none."""

from __future__ import annotations

from typing import Any

from knowledge import load_knowledge
from knowledge.supposing import answer_supposition

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 99,
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "conversion_rate": 0.008,
}


def answer(situation: dict[str, Any], **supposed: Any) -> str:
    return answer_supposition(KNOWLEDGE, situation, supposed, list(supposed))


def test_what_is_supposed_is_said_first_and_that_it_is_not_kept() -> None:
    assert answer(SHOP, avg_stay_sec=40).startswith("假设停留 40 秒（只是算算看，不会记下来）")


def test_where_nothing_changes_it_says_why_and_the_least_that_would() -> None:
    text = answer(SHOP, avg_stay_sec=40)
    assert "结论不变" in text and "转化 0.8%，低于 1%" in text
    assert "最少这样：停留到 40 秒、转化到 1%" in text


def test_a_change_names_the_diagnosis_before_and_after() -> None:
    text = answer(SHOP, avg_stay_sec=40, conversion_rate=0.02)
    assert "从「付费进来的人留不住" in text and "变成「直播间接得住" in text and "可以放大" in text


def test_a_figure_raised_is_a_plan_to_raise_it() -> None:
    text = answer(SHOP, paid_daily_spend=10000)
    assert "先不要加预算" in text and "之后，就可以回头看加预算了" in text


def test_a_figure_lowered_is_no_plan_to_raise_it() -> None:
    assert "加预算" not in answer(SHOP, paid_daily_spend=300)


def test_the_merchants_own_plan_is_let_go_only_when_nothing_speaks_against_it() -> None:
    planned = {**SHOP, "planned_action": ["加预算"]}
    assert "不用再拦着" not in answer(planned, avg_stay_sec=40)
    assert "不用再拦着：加预算" in answer(planned, avg_stay_sec=45, conversion_rate=0.02)


def test_another_diagnosis_that_says_nothing_of_a_plan_does_not_allow_it() -> None:
    assert "不用再拦着" not in answer(SHOP, planned_action=["停投"], paid_status="停了", paid_daily_spend=0)


def test_what_would_leave_the_diagnosis_open_names_what_is_missing() -> None:
    known = {one: SHOP[one] for one in ("category", "paid_status", "paid_daily_spend", "avg_stay_sec")}
    text = answer(known, avg_stay_sec=45)
    assert "就不成立了" in text and "转化" in text


def test_before_a_conclusion_it_says_what_would_then_be_seen() -> None:
    assert "看得出来了：「体验分太低" in answer({"category": "服饰鞋包"}, experience_score=4.1)
    assert "还是下不了结论" in answer({"category": "服饰鞋包"}, live_days_per_week=7)
