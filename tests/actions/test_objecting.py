"""Push back: a kind no to a plan the figures forbid, a refusal with another way to what breaks the rules."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interviewing import AskReport, ProvideFacts
from knowledge import load_knowledge
from tests.actions.merchant import Merchant

SHOP: dict[str, Any] = {"category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15}


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **SHOP)
    return merchant


@pytest.mark.parametrize("plan", ["加预算", "延长直播", "开新直播间", "找头部大V", "报大促"])
def test_a_plan_gets_its_no_with_the_reason_and_when_it_becomes_a_yes(merchant: Merchant, plan: str) -> None:
    text = merchant.does(ProvideFacts(), planned_action=[plan])[0]["text"]
    assert f"先不要{plan}" in text and f"就可以回头看{plan}了" in text


def test_a_plan_told_again_gets_its_no_again_and_an_older_one_does_not(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), planned_action=["加预算"])
    text = merchant.does(ProvideFacts(), planned_action=["报大促"])[0]["text"]
    assert "先不要报大促" in text and "先不要加预算" not in text
    assert "先不要加预算" in merchant.does(ProvideFacts(), planned_action=["加预算"])[0]["text"]


def test_while_too_little_is_known_a_plan_is_only_noted() -> None:
    merchant = Merchant()
    text = merchant.does(ProvideFacts(), category="服饰鞋包", planned_action=["加预算"])[0]["text"]
    assert "打算 加预算" in text and "先不要" not in text


@pytest.mark.parametrize("request_", list(load_knowledge().refusals))
def test_what_breaks_the_rules_is_refused_with_a_lawful_way_and_not_noted(merchant: Merchant, request_: str) -> None:
    refusal = load_knowledge().refusals[request_]
    told = {"planned_action": ["违规动作"], "forbidden_request": [request_]}
    text = merchant.does(ProvideFacts(), **told)[0]["text"]
    assert refusal.why in text and refusal.instead in text and "记下了" not in text
    assert merchant.open, "the interview goes on"


def test_asked_for_again_it_is_refused_in_one_sentence(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), forbidden_request=["刷单"])
    text = merchant.does(ProvideFacts(), forbidden_request=["刷单"])[0]["text"]
    assert "还是不能做" in text and load_knowledge().refusals["刷单"].why not in text


def test_what_is_told_beside_it_is_noted(merchant: Merchant) -> None:
    text = merchant.does(ProvideFacts(), forbidden_request=["刷单"], price_avg=89)[0]["text"]
    assert "记下了：客单 89 元" in text and "不能做" in text


def test_beside_an_unlawful_wish_older_plans_are_not_noted_again(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), planned_action=["加预算"])
    merchant.does(ProvideFacts(), planned_action=["违规动作"], forbidden_request=["刷单"])
    text = merchant.does(ProvideFacts(), planned_action=["违规动作"], forbidden_request=["刷单"])[0]["text"]
    assert "还是不能做" in text and "记着" not in text and "加预算" not in text


def test_an_unlawful_wish_after_the_conclusion_is_never_said_to_leave_it_unchanged(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), experience_score=4.8, violation_status="无")
    for _ in range(3):
        text = merchant.does(ProvideFacts(), planned_action=["违规动作"], forbidden_request=["刷单"])[0]["text"]
        assert "不能做" in text and "结论" not in text


def test_another_unlawful_wish_gets_a_no_of_its_own(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), forbidden_request=["刷单"])
    text = merchant.does(ProvideFacts(), forbidden_request=["买粉"])[0]["text"]
    assert load_knowledge().refusals["买粉"].why in text and load_knowledge().refusals["刷单"].why not in text


def test_an_unlawful_wish_of_no_known_kind_is_refused_as_well(merchant: Merchant) -> None:
    first, second = (merchant.does(ProvideFacts(), planned_action=["违规动作"])[0]["text"] for _ in range(2))
    assert "不能做" in first and "不能做" in second and first != second and "记下了" not in first


@pytest.mark.parametrize("status", ["unknown", "declined"])
def test_not_to_know_what_one_plans_is_fine(merchant: Merchant, status: str) -> None:
    text = merchant.does(ProvideFacts(), planned_action=status)[0]["text"]
    assert text.startswith("没关系") and "不能做" not in text


def test_in_the_report_each_plan_stands_with_its_own_words(merchant: Merchant) -> None:
    merchant.says(ProvideFacts(), "我要加预算", planned_action=["加预算"])
    merchant.says(ProvideFacts(), "还想再开个号", planned_action=["开新直播间"])
    text = merchant.does(AskReport())[-1]["text"]
    assert "先不要加预算**：你提到「我要加预算」" in text and "先不要开新直播间**：你提到「还想再开个号」" in text


def test_a_plan_and_a_wish_that_were_only_guessed_get_their_no_as_well(merchant: Merchant) -> None:
    assert "先不要加预算" in merchant.guesses(ProvideFacts(), planned_action=["加预算"])[0]["text"]
    other = Merchant()
    assert "不能做" in other.guesses(ProvideFacts(), forbidden_request=["刷单"])[0]["text"]
