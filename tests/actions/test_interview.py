"""The interview: listen, ask what still matters, conclude, and never lose what was said."""

from __future__ import annotations

from typing import Any

import pytest

from actions.concluding import ENOUGH_QUESTIONS
from actions.correcting import CorrectAnswer, ReviewAnswers
from actions.explaining import AskHowConcluded, AskMethodology, AskWhyThisQuestion
from actions.interviewing import (
    Affirm,
    AskReport,
    Deny,
    ProvideFacts,
    SkipQuestion,
    StartDiagnosis,
)
from actions.managing import AskHuman, DeleteMyData, PauseResume, Restart
from actions.playback import played_back
from actions.remarks import Abuse, Chitchat, Fallback, Goodbye, Greet, OutOfScope, Thanks
from actions.replies import Texts
from actions.supposing import AskWhatIf
from actions.turn import TURNS_PER_SESSION, InterviewAction
from knowledge import load_knowledge
from tests.actions.merchant import DOMAIN, Merchant

SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": (15, 16),
    "planned_action": ["加预算"],
}
GATES = {"experience_score": 4.8, "violation_status": "无"}


@pytest.fixture
def merchant() -> Merchant:
    return Merchant()


def told(merchant: Merchant, **facts: Any) -> list[dict[str, Any]]:
    return merchant.does(ProvideFacts(), **facts)


def test_what_was_understood_is_said_back_with_units(merchant: Merchant) -> None:
    text = told(merchant, **SHOP)[0]["text"]
    assert "15–16 秒" in text and "3千/天" in text and "加预算" in text


def test_two_answers_given_in_the_same_words_are_both_said_back() -> None:
    level = {"value": "中", "status": "known", "text": "都还行"}
    text = played_back(Texts(), {"stay_level": level, "conversion_level": level}, {}, "noted")
    assert "停留" in text and "转化" in text


def test_a_guess_never_stands_against_what_was_told(merchant: Merchant) -> None:
    told(merchant, content_direction="聚焦")
    merchant.guesses(ProvideFacts(), content_direction="无内容", short_videos_per_day=1)
    assert merchant.facts["content_direction"]["value"] == "聚焦"
    assert merchant.facts["short_videos_per_day"]["value"] == 1


def test_a_guess_may_tell_something_new(merchant: Merchant) -> None:
    merchant.guesses(ProvideFacts(), content_direction="无内容")
    assert merchant.facts["content_direction"]["value"] == "无内容"


@pytest.mark.parametrize("action", [SkipQuestion(), Goodbye(), Abuse(), PauseResume(), ReviewAnswers()])
def test_what_is_told_beside_another_act_is_kept_and_said_back(merchant: Merchant, action: InterviewAction) -> None:
    merchant.does(StartDiagnosis())
    text = merchant.does(action, "停留28秒", avg_stay_sec=28)[0]["text"]
    assert merchant.facts["avg_stay_sec"]["value"] == 28
    assert "28 秒" in text


def test_the_diagnosis_is_shown_as_soon_as_no_question_could_change_it(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    messages = told(merchant, **GATES)
    card = messages[-1]["card"]
    assert card["type"] == "report" and card["report"]["main"] == "HL12"
    assert messages[-1]["progress"]["decided"] is True
    assert "先不要加预算" in messages[-1]["text"]


def test_what_is_told_in_a_message_that_was_not_understood_is_taken(merchant: Merchant) -> None:
    text = merchant.does(Fallback(), avg_stay_sec=20)[0]["text"]
    assert "20 秒" in text and "没太听懂" not in text
    assert merchant.does(Fallback())[0]["text"].startswith("这句我没太听懂")


@pytest.mark.parametrize("action", [ProvideFacts(), Fallback()])
def test_who_begins_with_nothing_that_can_be_noted_is_asked_the_first_question(
    merchant: Merchant, action: InterviewAction
) -> None:
    message = merchant.does(action, "我啥也不懂，想在抖音卖东西")[0]
    assert message["card"]["type"] == "question" and merchant.open


def test_a_question_that_was_answered_is_never_asked(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    assert merchant.open and not set(merchant.open) & set(SHOP)


def test_one_or_two_questions_are_asked_in_a_turn_and_unknown_is_always_an_answer(merchant: Merchant) -> None:
    message = merchant.does(StartDiagnosis())[0]
    assert 1 <= len(message["card"]["questions"]) <= 2
    assert any(reply["choice"].endswith("=unknown") for reply in message["quick_replies"])
    assert message["card"]["questions"][0]["reason"]


def test_no_question_is_asked_more_than_twice(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    first = merchant.open[0]
    for _ in range(4):
        told(merchant, merchant_type="新品牌")
    assert merchant.slot is not None and merchant.slot["asked"].count(first) <= 2


def test_a_correction_replaces_and_the_conclusion_follows(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    told(merchant, **GATES)
    messages = merchant.does(CorrectAnswer(), experience_score=4.1)
    assert merchant.facts["experience_score"]["value"] == 4.1
    assert messages[-1]["card"]["report"]["main"] == "F04"


def test_a_correction_without_a_new_value_asks_for_it_and_changes_nothing(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    before = merchant.facts
    assert "要改哪一项" in merchant.does(CorrectAnswer())[0]["text"]
    assert merchant.facts == before


def test_a_figure_the_knowledge_does_not_allow_is_not_stored(merchant: Merchant) -> None:
    told(merchant, live_days_per_week=70, category="服饰鞋包")
    assert "live_days_per_week" not in merchant.facts and "category" in merchant.facts


def test_plans_add_up(merchant: Merchant) -> None:
    told(merchant, planned_action=["加预算"])
    told(merchant, planned_action=["报大促", "加预算"])
    assert merchant.facts["planned_action"]["value"] == ["加预算", "报大促"]


def test_no_plan_at_all_replaces_plans_and_is_replaced_by_one(merchant: Merchant) -> None:
    told(merchant, planned_action=["加预算"])
    told(merchant, planned_action=["无"])
    assert merchant.facts["planned_action"]["value"] == ["无"]
    told(merchant, planned_action=["报大促"])
    assert merchant.facts["planned_action"]["value"] == ["报大促"]


def test_skipping_leaves_the_question_alone(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    skipped = merchant.open
    merchant.does(SkipQuestion())
    assert not set(skipped) & set(merchant.open)
    assert merchant.facts[skipped[0]]["status"] == "declined"


def test_asked_for_early_the_report_is_provisional_and_going_deeper_is_offered(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    message = merchant.does(AskReport())[-1]
    assert message["card"]["report"]["decided"] is False and message["card"]["report"]["missing"]
    assert message["quick_replies"][0]["choice"] == "act:start_diagnosis"
    assert merchant.does(StartDiagnosis())[0]["card"]["type"] == "question" and merchant.open


def test_what_is_told_with_the_wish_for_the_report_is_said_back_before_it(merchant: Merchant) -> None:
    messages = merchant.does(AskReport(), avg_stay_sec=15)
    assert "停留 15 秒" in messages[0]["text"] and messages[-1]["card"]["type"] == "report"


def test_after_a_dozen_questions_a_provisional_conclusion_comes_unasked(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    turns = 0
    while merchant.open:
        messages = told(merchant, **dict.fromkeys(merchant.open, "unknown"))
        turns += 1
    assert turns <= ENOUGH_QUESTIONS
    assert messages[-1]["card"]["report"]["stage"] == "undecided"


def test_why_do_you_ask_is_answered_and_the_same_question_stays_open(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    open_before = merchant.open
    message = merchant.does(AskWhyThisQuestion())[0]
    assert load_knowledge().variables[open_before[0]].reason in message["text"]
    assert merchant.open == open_before
    assert [question["variable"] for question in message["card"]["questions"]] == open_before


def test_how_concluded_leads_from_facts_over_line_and_rule_to_claim(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    told(merchant, **GATES)
    text = merchant.does(AskHowConcluded())[0]["text"]
    assert "15–16 秒" in text and "40 秒" in text and "HL12" in text and "S51" in text


def test_what_if_stores_nothing(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    before = merchant.facts
    assert merchant.does(AskWhatIf())[0]["text"]
    assert merchant.facts == before


def test_a_figure_told_later_replaces_the_level_said_before(merchant: Merchant) -> None:
    told(merchant, conversion_level="低", stay_level="低")
    merchant.does(CorrectAnswer(), conversion_rate=0.05)
    assert "conversion_level" not in merchant.facts and merchant.facts["stay_level"]["value"] == "低"


def test_a_level_said_beside_its_figure_or_after_it_stays(merchant: Merchant) -> None:
    told(merchant, conversion_level="低", conversion_rate=0.05)
    assert merchant.facts["conversion_level"]["value"] == "低"
    told(merchant, conversion_level="中")
    assert merchant.facts["conversion_level"]["value"] == "中" and merchant.facts["conversion_rate"]["value"] == 0.05


def test_not_to_know_a_figure_leaves_the_level_said_before(merchant: Merchant) -> None:
    told(merchant, conversion_level="低")
    told(merchant, conversion_rate="unknown")
    assert merchant.facts["conversion_level"]["value"] == "低"


def test_starting_over_forgets_the_facts_and_asks_again(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    merchant.taps(Restart(), "restart")
    assert merchant.facts == {} and merchant.open


def test_typed_it_is_asked_once_and_done_on_a_yes(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    message = merchant.does(Restart(), "重新开始")[0]
    assert "真要从头来吗" in message["text"] and merchant.facts
    merchant.does(Affirm(), "好的")
    assert merchant.facts == {} and merchant.open


def test_typed_again_it_is_meant(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    merchant.does(Restart(), "重新开始")
    merchant.does(Restart(), "重新开始")
    assert merchant.facts == {}


@pytest.mark.parametrize("between", [Deny(), Thanks(), ProvideFacts()])
def test_after_anything_but_a_yes_nothing_is_cleared(merchant: Merchant, between: InterviewAction) -> None:
    told(merchant, **SHOP)
    merchant.does(Restart(), "重新开始")
    merchant.does(between)
    merchant.does(Affirm(), "好的")
    assert set(SHOP) <= set(merchant.facts)


def test_with_nothing_told_there_is_nothing_to_ask(merchant: Merchant) -> None:
    assert "真要从头来吗" not in merchant.does(Restart(), "重新开始")[0]["text"]


def test_the_review_lists_everything_told(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    text = merchant.does(ReviewAnswers())[0]["text"]
    assert "15–16 秒" in text and "服饰鞋包" in text


@pytest.mark.parametrize(
    "action",
    [Greet, Thanks, Chitchat, OutOfScope, Abuse, Fallback, PauseResume, AskHuman, AskMethodology, Affirm, Deny],
)
def test_an_interruption_is_answered_and_returns_to_the_open_question(merchant: Merchant, action: Any) -> None:
    merchant.does(StartDiagnosis())
    before = merchant.open
    message = merchant.does(action())[0]
    assert [question["variable"] for question in message["card"]["questions"]] == before
    assert merchant.open == before


@pytest.mark.parametrize("action", [Goodbye, DeleteMyData])
def test_leaving_gets_a_plain_answer(merchant: Merchant, action: Any) -> None:
    assert merchant.does(action())[0]["text"]


def test_what_is_not_understood_again_and_again_gets_another_answer(merchant: Merchant) -> None:
    texts = [merchant.does(Fallback())[0]["text"] for _ in range(4)]
    assert len(set(texts)) == len(texts)


def test_every_act_of_the_domain_has_an_action() -> None:
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(DOMAIN["actions"]) <= set(executor.actions)


def test_actions_answer_with_one_memory_event(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), category="宠物")
    assert [event["event"] for event in merchant.events] == ["slot"]


def test_the_memory_moves_into_a_new_session_from_time_to_time_and_keeps_everything(merchant: Merchant) -> None:
    told(merchant, **SHOP)
    names = []
    for _ in range(TURNS_PER_SESSION):
        merchant.does(Thanks())
        names.append([event["event"] for event in merchant.events])
    assert names.count(["session_started", "slot"]) == 1
    assert merchant.facts["category"]["value"] == "服饰鞋包"
