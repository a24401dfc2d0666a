"""Coming back: where we stood, the review of a conclusion, before and after, and the next link of the snowball."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conclusions import MOST_CONCLUSIONS, MOST_FIGURES
from actions.explaining import AskMethodology
from actions.interviewing import Affirm, AskReport, Deny, ProvideFacts, SkipQuestion, StartDiagnosis
from actions.managing import Restart
from actions.remarks import Chitchat, Fallback, Greet
from knowledge import load_knowledge
from tests.actions.merchant import Merchant

SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 120,
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "conversion_rate": 0.005,
    "qianchuan_roi": 0.8,
    "experience_score": 4.8,
    "violation_status": "无",
    "planned_action": ["无"],
}


@pytest.fixture
def merchant() -> Merchant:
    return Merchant()


@pytest.fixture
def concluded(merchant: Merchant) -> Merchant:
    """A merchant who was told that the live room does not hold those who are paid for."""
    messages = merchant.does(ProvideFacts(), **SHOP)
    assert messages[-1]["card"]["report"]["main"] == "HL12"
    return merchant


def said(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)


def conclusions(merchant: Merchant) -> list[dict[str, Any]]:
    assert merchant.slot is not None
    kept: list[dict[str, Any]] = merchant.slot["conclusions"]
    return kept


@pytest.mark.parametrize("action", [Greet, Chitchat, Affirm, Fallback, AskMethodology, Deny])
def test_whatever_is_said_first_the_next_day_where_we_stood_is_told(merchant: Merchant, action: Any) -> None:
    merchant.does(ProvideFacts(), category="宠物")
    (asked, *_) = merchant.open
    merchant.away(days=1)
    messages = merchant.does(action())
    assert "昨天" in said(messages) and load_knowledge().variables[asked].question in said(messages)
    assert asked in merchant.open


def test_where_we_stood_is_told_once_and_not_during_a_talk(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), category="宠物")
    assert "又见面了" not in said(merchant.does(Greet()))
    merchant.away(days=1)
    assert "又见面了" in said(merchant.does(Greet()))
    assert "又见面了" not in said(merchant.does(Greet()))


def test_who_has_said_nothing_yet_is_greeted_like_anybody(merchant: Merchant) -> None:
    first = said(merchant.does(Greet()))
    merchant.away(days=1)
    assert "又见面了" not in first + said(merchant.does(Greet()))


def test_before_the_review_date_the_conclusion_its_first_step_and_the_days_left_are_told(concluded: Merchant) -> None:
    concluded.away(days=2)
    text = said(concluded.does(Greet()))
    assert load_knowledge().rules["HL12"].title in text and "先不加投放预算" in text and "再过 5 天" in text


def test_after_the_review_date_it_asks_whether_the_step_was_taken_and_for_its_figures(concluded: Merchant) -> None:
    concluded.away(days=8)
    message = concluded.does(Greet())[-1]
    assert "上次的建议做了吗" in message["text"] and "8 天前" in message["text"]
    assert concluded.open == ["avg_stay_sec", "conversion_rate"]
    assert [reply["title"] for reply in message["quick_replies"]][:3] == ["做了", "还没做", "数没变"]


def test_each_new_figure_is_set_beside_the_one_before_and_the_target(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    text = said(concluded.does(ProvideFacts(), avg_stay_sec=45, conversion_rate=0.004))
    assert "15 秒 → 45 秒，变好了，过了目标 40 秒" in text
    assert "0.5% → 0.4%，变差了，离目标" in text


def test_a_figure_left_out_of_the_review_is_asked_for_once(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    message = concluded.does(ProvideFacts(), avg_stay_sec=25)[-1]
    assert concluded.open == ["conversion_rate"] and message["quick_replies"][0]["title"] == "数没变"
    messages = concluded.does(SkipQuestion())
    assert messages[-1]["card"]["type"] == "report"
    assert concluded.facts["conversion_rate"]["value"] == SHOP["conversion_rate"], "unchanged is not unknown"


def test_when_the_link_holds_again_the_next_one_is_looked_at(concluded: Merchant) -> None:
    concluded.away(days=15)
    concluded.does(Greet())
    messages = concluded.does(ProvideFacts(), avg_stay_sec=55, conversion_rate=0.03)
    assert "「促转化」这一环松开了" in said(messages)
    while concluded.open:
        known = {"qianchuan_roi": 3.0, "follow_rate": 0.002, "member_ops": "没有", "has_old_customer_products": "无"}
        messages = concluded.does(ProvideFacts(), **{one: known.get(one, "unknown") for one in concluded.open})
    report = messages[-1]["card"]["report"]
    assert report["stage"] != "促转化"
    if report["stage"] == "聚沉淀":
        assert "上次卡在「促转化」，现在轮到「聚沉淀」了" in said(messages)


def test_with_better_figures_and_the_same_constraint_it_goes_on_with_new_days(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    text = said(concluded.does(ProvideFacts(), avg_stay_sec=28, conversion_rate=0.006))
    assert "方向对了" in text
    assert [round((concluded.now - one["at"]) / 86400) for one in conclusions(concluded)] == [8, 0]


def test_figures_that_do_not_move_bring_what_to_do_when_stuck(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    text = said(concluded.does(SkipQuestion()))
    assert load_knowledge().actions["HOLD_PAID"].if_stuck in text


def test_a_step_not_taken_is_told_again_and_gets_its_days(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    text = said(concluded.does(Deny()))
    assert "先不加投放预算" in text and concluded.open == []
    concluded.away(days=3)
    assert "再过 4 天" in said(concluded.does(Greet()))


def test_a_step_taken_leads_to_the_figures(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    concluded.does(Affirm())
    assert concluded.open == ["avg_stay_sec", "conversion_rate"]


def test_who_has_not_looked_keeps_the_old_figures_and_is_asked_another_day(concluded: Merchant) -> None:
    concluded.away(days=8)
    concluded.does(Greet())
    text = said(concluded.does(ProvideFacts(), avg_stay_sec="unknown", conversion_rate="unknown"))
    assert "没看也没关系" in text and concluded.facts["avg_stay_sec"]["value"] == SHOP["avg_stay_sec"]
    concluded.away(days=1)
    assert "上次的建议做了吗" in said(concluded.does(Greet()))


def test_who_comes_back_with_figures_needs_no_greeting(concluded: Merchant) -> None:
    concluded.away(days=3)
    text = said(concluded.does(ProvideFacts(), avg_stay_sec=45, conversion_rate=0.02))
    assert "又见面了" in text and "15 秒 → 45 秒" in text


def test_new_figures_in_the_same_talk_are_simply_noted(concluded: Merchant) -> None:
    assert "→" not in said(concluded.does(ProvideFacts(), avg_stay_sec=45))


def test_asking_for_the_report_again_does_not_put_the_review_off(concluded: Merchant) -> None:
    concluded.away(days=4)
    concluded.does(AskReport())
    concluded.away(days=4)
    assert "上次的建议做了吗" in said(concluded.does(Greet()))


def test_the_memory_of_conclusions_stays_small(concluded: Merchant) -> None:
    for stay in range(16, 36):
        concluded.away(days=8)
        concluded.does(ProvideFacts(), avg_stay_sec=stay)
    assert len(conclusions(concluded)) == MOST_CONCLUSIONS
    assert all(len(one["figures"]) <= MOST_FIGURES for one in conclusions(concluded))


def test_a_clock_that_was_set_back_makes_nobody_come_back(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    merchant.away(days=-30)
    assert "又见面了" not in said(merchant.does(Greet()))


def test_starting_over_forgets_the_conclusions_too(concluded: Merchant) -> None:
    concluded.does(Restart())
    assert conclusions(concluded) == []
