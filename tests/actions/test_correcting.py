"""Looking back: a new value, an answer taken back, the review with its buttons, and what hangs on an answer."""

from __future__ import annotations

from typing import Any

import pytest

from actions.concluding import UNDECIDED
from actions.correcting import CorrectAnswer, ReviewAnswers
from actions.interviewing import AskReport, ProvideFacts, StartDiagnosis
from actions.remarks import Thanks
from tests.actions.merchant import Merchant

SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "planned_action": ["加预算", "报大促"],
}
GATES = {"experience_score": 4.8, "violation_status": "无"}


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **SHOP)
    return merchant


def test_what_was_told_last_is_remembered_latest_first(merchant: Merchant) -> None:
    assert merchant.slot is not None
    assert merchant.slot["told"] == list(SHOP)[::-1]


def test_an_answer_taken_back_is_forgotten_and_may_be_asked_again(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), **GATES)
    message = merchant.takes_back(CorrectAnswer(), "experience_score")[-1]
    assert "删掉了：体验分" in message["text"] and "experience_score" not in merchant.facts
    assert merchant.open == ["experience_score"]


def test_one_plan_taken_back_leaves_the_others(merchant: Merchant) -> None:
    merchant.takes_back(CorrectAnswer(), "planned_action", "加预算")
    assert merchant.facts["planned_action"]["value"] == ["报大促"]


def test_the_last_plan_taken_back_leaves_none(merchant: Merchant) -> None:
    merchant.takes_back(CorrectAnswer(), "planned_action", "加预算")
    merchant.takes_back(CorrectAnswer(), "planned_action", "报大促")
    assert "planned_action" not in merchant.facts


@pytest.mark.parametrize(("variable", "value"), [("price_avg", None), ("planned_action", "找达人")])
def test_what_was_never_told_cannot_be_taken_back(merchant: Merchant, variable: str, value: str | None) -> None:
    before = merchant.facts
    assert "本来就没记" in merchant.takes_back(CorrectAnswer(), variable, value)[-1]["text"]
    assert merchant.facts == before


def test_tapped_in_the_review_the_question_comes_again_and_the_old_answer_stays_until_the_new_one(
    merchant: Merchant,
) -> None:
    merchant.changes(CorrectAnswer(), "avg_stay_sec")
    assert merchant.open == ["avg_stay_sec"] and merchant.facts["avg_stay_sec"]["value"] == 15
    assert merchant.does(Thanks())[0]["card"]["questions"][0]["variable"] == "avg_stay_sec"
    text = merchant.does(ProvideFacts(), avg_stay_sec=28)[0]["text"]
    assert "停留 28 秒（之前记的是 15 秒）" in text


def test_the_review_offers_to_change_what_was_told_and_names_what_is_not_known(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), experience_score="unknown")
    message = merchant.does(ReviewAnswers())[0]
    assert "说不清、没说的：体验分" in message["text"]
    assert {"title": "改停留", "choice": "change:avg_stay_sec"} in message["quick_replies"]


def test_a_correction_that_moves_the_conclusion_says_from_what_to_what(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), **GATES)
    text = merchant.does(CorrectAnswer(), experience_score=4.1)[0]["text"]
    assert "结论跟着变了：原来是「付费进来的人留不住" in text and "现在是「体验分太低" in text


def test_a_correction_that_changes_nothing_says_so_without_the_whole_report(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), **GATES)
    (message,) = merchant.does(CorrectAnswer(), avg_stay_sec=18)
    assert "不影响刚才的结论" in message["text"] and message["card"] is None


def test_a_conclusion_that_no_longer_holds_is_withdrawn_once(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), **{**GATES, "experience_score": 4.1})
    assert "先收回" in merchant.takes_back(CorrectAnswer(), "experience_score")[-1]["text"]
    assert "先收回" not in merchant.does(ProvideFacts(), price_avg=89)[-1]["text"]


def test_what_rests_on_a_corrected_answer_goes_with_it(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), qianchuan_roi=2)
    text = merchant.does(CorrectAnswer(), paid_status="没投", paid_daily_spend=0)[0]["text"]
    assert "先拿掉：ROI" in text and "qianchuan_roi" not in merchant.facts
    assert merchant.facts["paid_daily_spend"]["value"] == 0


def test_after_the_conclusion_a_few_questions_more_are_asked_and_the_conclusion_stays(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), **GATES)
    merchant.does(StartDiagnosis())
    questions = 1
    while merchant.open:
        merchant.does(ProvideFacts(), **dict.fromkeys(merchant.open, "unknown"))
        questions += bool(merchant.open)
    assert questions == 3 and merchant.slot is not None and merchant.slot["concluded"] == "HL12"


def test_a_conclusion_on_nothing_can_be_left_for_the_first_real_one() -> None:
    merchant = Merchant()
    merchant.does(AskReport())
    assert merchant.slot is not None and merchant.slot["concluded"] == UNDECIDED
    text = merchant.does(ProvideFacts(), **SHOP, **GATES)[0]["text"]
    assert "先收回" not in text and merchant.slot["concluded"] == "HL12"
