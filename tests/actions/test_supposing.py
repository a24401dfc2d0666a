"""What if: answered from the supposed facts, beside real ones told with them, and nothing of it stored."""

from __future__ import annotations

from typing import Any

import pytest

from actions.interviewing import ProvideFacts
from actions.remarks import Thanks
from actions.supposing import AskWhatIf
from tests.actions.merchant import Merchant

SHOP: dict[str, Any] = {"category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15}


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **SHOP)
    return merchant


def test_it_is_answered_and_the_open_question_comes_again(merchant: Merchant) -> None:
    before, question = merchant.facts, merchant.open
    message = merchant.supposes(AskWhatIf(), avg_stay_sec=40)[0]
    assert "假设停留 40 秒" in message["text"]
    assert merchant.facts == before and merchant.open == question
    assert message["card"]["questions"][0]["variable"] == question[0]


def test_what_it_spoke_of_is_remembered_for_one_message(merchant: Merchant) -> None:
    merchant.supposes(AskWhatIf(), avg_stay_sec=40)
    assert merchant.slot is not None and merchant.slot["supposed"] == ["avg_stay_sec"]
    merchant.does(Thanks())
    assert merchant.slot["supposed"] == []


def test_a_figure_that_cannot_be_is_not_answered_as_if_it_could(merchant: Merchant) -> None:
    text = merchant.supposes(AskWhatIf(), live_days_per_week=70)[0]["text"]
    assert "假设每周播" not in text and "不会记成你的实际情况" in text


def test_a_supposed_figure_stands_against_the_level_said_before() -> None:
    merchant = Merchant()
    merchant.does(
        ProvideFacts(), category="食品生鲜", avg_stay_sec=80, conversion_level="低", experience_score=4.9,
        violation_status="无",
    )  # fmt: skip
    before = merchant.facts
    same = merchant.supposes(AskWhatIf(), conversion_level="低")[0]["text"]
    better = merchant.supposes(AskWhatIf(), conversion_rate=0.2)[0]["text"]
    assert "还是" in same and better.splitlines()[1:] != same.splitlines()[1:]
    assert merchant.facts == before
