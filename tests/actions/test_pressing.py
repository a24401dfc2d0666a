"""A merchant who presses on with a plan hears its condition again, in other words, and never “not understood”."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interviewing import AskReport, ProvideFacts
from actions.remarks import Chitchat, Fallback, OutOfScope
from tests.actions.merchant import Merchant

WEAK: dict[str, Any] = {
    "category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15,
    "conversion_rate": 0.008, "experience_score": 4.8, "violation_status": "无",
}  # fmt: skip
PRESSING = [
    "加五百也不行吗", "那加多少合适", "别家都在加", "人家都加了", "凭啥不行", "凭什么不让加",
    "为什么不能加", "我有钱", "钱不是问题",
    "什么时候可以加", "啥时候能加", "要到什么程度才能加", "我就想加", "先加一点行不行",
]  # fmt: skip
OTHER_TALK = ["你吃饭了吗", "同行停留多少", "千川怎么开户", "哈哈哈", "我有两个主播", "多少钱一单"]


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **WEAK)
    merchant.does(ProvideFacts(), planned_action=["加预算"])
    return merchant


@pytest.mark.parametrize("words", PRESSING)
def test_after_a_no_the_condition_is_said_again(merchant: Merchant, words: str) -> None:
    assert "停留到 40 秒" in merchant.does(OutOfScope(), words)[0]["text"]


@pytest.mark.parametrize("words", PRESSING)
def test_while_too_little_is_known_what_the_plan_takes_is_said_again(words: str) -> None:
    merchant = Merchant()
    first = merchant.does(ProvideFacts(), "我想加预算", planned_action=["加预算"])[0]["text"]
    assert "停得住" in first and "停留、转化" in first and "先不要加预算" not in first
    assert "停得住" in merchant.does(Fallback(), words)[0]["text"]


def test_said_again_it_is_said_in_other_words(merchant: Merchant) -> None:
    texts = [merchant.does(Fallback(), "加五百也不行吗")[0]["text"] for _ in range(3)]
    assert len(set(texts)) == 3


def test_a_bare_why_right_after_the_plan_is_about_the_plan_and_later_it_is_not(merchant: Merchant) -> None:
    assert "停留到 40 秒" in merchant.does(Fallback(), "为什么")[0]["text"]
    merchant.does(ProvideFacts(), price_avg=99)
    assert "停留到 40 秒" not in merchant.does(Fallback(), "为什么")[0]["text"]


@pytest.mark.parametrize("words", OTHER_TALK)
def test_other_talk_is_not_pressing(merchant: Merchant, words: str) -> None:
    assert "停留到 40 秒" not in merchant.does(Chitchat(), words)[0]["text"]


def test_without_a_plan_nobody_presses() -> None:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **WEAK)
    assert "停留到 40 秒" not in merchant.does(Fallback(), "什么时候可以加")[0]["text"]


def test_of_several_plans_the_one_that_is_called_is_meant(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), planned_action=["延长直播"])
    assert "加预算" in merchant.does(Fallback(), "那什么时候可以加")[0]["text"]
    assert "延长直播" in merchant.does(Fallback(), "啥时候能播")[0]["text"]


def test_what_tells_a_figure_is_taken_and_not_pressed(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), "停留50秒了也不行吗", avg_stay_sec=50)
    assert merchant.facts["avg_stay_sec"]["value"] == 50


def test_the_report_of_a_merchant_who_pressed_is_the_same(merchant: Merchant) -> None:
    before = merchant.does(AskReport())[-1]["card"]
    merchant.does(Fallback(), "我有钱")
    assert merchant.does(AskReport())[-1]["card"] == before
