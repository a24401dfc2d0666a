"""Contradictions in conversation: pointed out once, settled by the merchant, never held against a correction."""

from __future__ import annotations

import pytest

from actions.correcting import CorrectAnswer
from actions.interviewing import ProvideFacts
from tests.actions.merchant import Merchant


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), category="服饰鞋包")
    return merchant


def test_it_is_pointed_out_with_buttons_that_settle_it(merchant: Merchant) -> None:
    message = merchant.does(ProvideFacts(), paid_status="没投", paid_daily_spend=0, qianchuan_roi=2)[0]
    assert "又说 ROI 有 2" in message["text"]
    choices = [reply["choice"] for reply in message["quick_replies"]]
    assert choices[:2] == ["paid_status=在投", "qianchuan_roi=unknown"]
    assert merchant.open == ["paid_status", "qianchuan_roi"]


def test_the_answer_takes_back_what_only_followed_from_the_other(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), paid_status="没投", paid_daily_spend=0, qianchuan_roi=2)
    merchant.does(ProvideFacts(), paid_status="在投")
    assert "paid_daily_spend" not in merchant.facts and merchant.facts["qianchuan_roi"]["value"] == 2


def test_it_is_pointed_out_only_once(merchant: Merchant) -> None:
    assert "不会比平均的少" in merchant.does(ProvideFacts(), peak_online=50, avg_online=80)[0]["text"]
    assert "不会比平均的少" not in merchant.does(ProvideFacts(), avg_online=70)[0]["text"]


def test_a_message_about_something_else_brings_up_no_old_contradiction() -> None:
    merchant = Merchant()
    merchant.slot = {"facts": {}, "open": [], "asked": []}
    merchant.does(ProvideFacts(), peak_online=50)
    merchant.slot["facts"]["avg_online"] = {"status": "known", "value": 80, "text": ""}
    assert "不会比平均的少" not in merchant.does(ProvideFacts(), price_avg=89)[0]["text"]


def test_a_value_told_again_otherwise_is_asked_about(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), live_hours_per_day=2)
    assert "对不上" in merchant.does(ProvideFacts(), live_hours_per_day=6)[0]["text"]
    assert merchant.open == ["live_hours_per_day"]


def test_a_correction_is_no_contradiction(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), live_hours_per_day=2)
    assert "对不上" not in merchant.does(CorrectAnswer(), live_hours_per_day=6)[0]["text"]


def test_the_answer_to_a_question_asked_again_is_no_contradiction(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), live_hours_per_day=2)
    merchant.changes(CorrectAnswer(), "live_hours_per_day")
    assert "对不上" not in merchant.does(ProvideFacts(), live_hours_per_day=6)[0]["text"]


def test_not_knowing_gives_up_the_first_of_what_was_asked_and_keeps_the_rest(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), peak_online=50, avg_online=80)
    merchant.does(ProvideFacts(), avg_online="unknown", peak_online="unknown")
    assert merchant.facts["avg_online"]["status"] == "unknown" and merchant.facts["peak_online"]["value"] == 50
