"""Where facts or a fixed wording are stronger than the classifier's guess, they settle the act."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.act_resolver import ActResolver
from bot.components.fact_extractor import GUESSED, FactExtractor, fact_entities

ACTS = ("chitchat", "provide_facts", "ask_what_if", "deny", "ask_why_this_question", "correct_answer")


def guessed(text: str, guess: str, confidence: float = 0.5, **metadata: Any) -> Message:
    """A message as the classifier leaves it, with its facts."""
    rest = (1 - confidence) / (len(ACTS) - 1)
    first = {"name": guess, "confidence": confidence}
    ranking = [first, *({"name": act, "confidence": rest} for act in ACTS if act != guess)]
    message = Message({TEXT: text, METADATA: metadata, INTENT: first, INTENT_RANKING_KEY: ranking})
    return FactExtractor().process([message])[0]


def resolved(text: str, guess: str, confidence: float = 0.5, **metadata: Any) -> Message:
    return ActResolver().process([guessed(text, guess, confidence, **metadata)])[0]


def act(text: str, guess: str, confidence: float = 0.5, **metadata: Any) -> str:
    name: str = resolved(text, guess, confidence, **metadata).get(INTENT)["name"]
    return name


@pytest.mark.parametrize("guess", ["chitchat", "out_of_scope", "greet", "affirm", "deny", "thanks", "start_diagnosis"])
def test_who_tells_something_about_the_shop_provides_facts(guess: str) -> None:
    assert act("你好我是做女装的，停留二十秒", guess, 0.9) == "provide_facts"


@pytest.mark.parametrize("reply", ["没有", "有", "两千", "不清楚", "不方便说"])
def test_a_bare_reply_to_an_open_question_provides_facts(reply: str) -> None:
    asked = ["paid_daily_spend", "has_old_customer_products"]
    assert act(reply, "deny", 0.9, asked=asked) == "provide_facts"


def test_a_question_is_skipped_beside_a_fact_only_in_so_many_words() -> None:
    assert act("停留往下走", "skip_question", 0.8, asked=["paid_daily_spend"]) == "provide_facts"
    assert act("停留28秒，这个跳过", "skip_question", 0.8, asked=["paid_daily_spend"]) == "skip_question"


def test_who_says_how_little_asks_nothing() -> None:
    assert act("不怎么看数据", "ask_why_this_question", 0.8, asked=["planned_action"]) == "provide_facts"


def test_who_tells_a_whole_story_does_not_ask_what_it_is_for() -> None:
    assert act("账号没什么问题，想讲啥讲啥，合作达人数 5 个", "ask_why_this_question", 0.8) == "provide_facts"


@pytest.mark.parametrize("text", ["好的", "嗯", "行", "好嘞", "嗯嗯，好", "没问题"])
def test_who_only_agrees_agrees_whatever_question_is_open(text: str) -> None:
    assert act(text, "provide_facts", 0.3, asked=["price_avg"]) == "affirm"


def test_who_agrees_to_what_was_asked_answers() -> None:
    assert act("嗯", "affirm", 0.9, asked=["price_avg"]) == "affirm"
    assert act("好", "affirm", 0.9, asked=["stay_level"]) == "provide_facts"


def test_a_confident_guess_that_may_come_with_facts_stands() -> None:
    assert act("我停留二十秒，接下来先做什么", "ask_next_steps", 0.8) == "ask_next_steps"
    assert act("我停留二十秒，接下来先做什么", "ask_next_steps", 0.3) == "provide_facts"


@pytest.mark.parametrize("text", ["不对，是6000", "说错了，停留是50秒", "不是30秒是13秒", "客单价应该是120"])
def test_a_new_value_that_takes_one_back_corrects(text: str) -> None:
    assert act(text, "provide_facts", 0.9, asked=["paid_daily_spend", "avg_stay_sec"]) == "correct_answer"


@pytest.mark.parametrize("text", ["要是停留提到40秒呢", "如果转化做到2%会怎样", "假如我不投了呢"])
def test_a_supposition_asks_what_if_and_tells_nothing(text: str) -> None:
    message = resolved(text, "provide_facts", 0.9)
    assert message.get(INTENT)["name"] == "ask_what_if"
    assert fact_entities(message) == []


@pytest.mark.parametrize("text", ["为什么要问这个", "问这个干嘛", "你问毛利有什么用", "这跟诊断有什么关系"])
def test_asking_about_the_question_is_heard(text: str) -> None:
    assert act(text, "chitchat", asked=["gross_margin"]) == "ask_why_this_question"


@pytest.mark.parametrize(
    "text", ["为什么说我承接弱", "凭什么说我停留低", "你怎么看出来我转化不行", "为什么不让我加预算"]
)
def test_asking_about_the_conclusion_is_heard_and_tells_nothing(text: str) -> None:
    message = resolved(text, "provide_facts", 0.9)
    assert message.get(INTENT)["name"] == "ask_how_concluded"
    assert fact_entities(message) == []


@pytest.mark.parametrize("text", ["为什么退货率这么高", "为什么没人买"])
def test_wondering_about_an_own_figure_is_no_question_about_the_conclusion(text: str) -> None:
    assert act(text, "provide_facts") == "provide_facts"


def test_what_the_shop_sells_said_in_passing_does_not_outweigh_a_request() -> None:
    assert act("帮我写个卖苹果的广告词呗", "out_of_scope") == "out_of_scope"


@pytest.mark.parametrize("text", ["请代拟一份达人合作合同", "帮我写个双11的文案", "给我编两句卖樱桃的顺口溜"])
def test_writing_is_not_what_the_advisor_does(text: str) -> None:
    assert act(text, "provide_facts", 0.9) == "out_of_scope"


@pytest.mark.parametrize("text", ["客单39…啊不是79", "停留三十秒，不对，是十三秒"])
def test_a_slip_set_right_at_once_is_just_told(text: str) -> None:
    assert act(text, "correct_answer", 0.9) == "provide_facts"


def test_not_knowing_is_an_answer_and_no_question_back() -> None:
    assert act("这个要问财务，我不掌握", "ask_why_this_question", 0.7, asked=["qianchuan_roi"]) == "provide_facts"


def test_a_mere_guess_at_a_fact_settles_no_act_and_is_dropped_with_small_talk() -> None:
    message = guessed("哈喽在的吗", "greet", 0.9)
    value = {"variable": "category", "status": "known", "value": "食品生鲜"}
    guess = {"entity": "fact", "value": value, "start": 0, "end": 2, "confidence": GUESSED}
    message.set("entities", [guess])
    (resolved_message,) = ActResolver().process([message])
    assert resolved_message.get(INTENT)["name"] == "greet" and fact_entities(resolved_message) == []


def test_without_facts_or_fixed_wording_the_guess_stands() -> None:
    before, after = guessed("今天真累", "chitchat", 0.7), resolved("今天真累", "chitchat", 0.7)
    assert after.get(INTENT) == before.get(INTENT)
    assert after.get(INTENT_RANKING_KEY) == before.get(INTENT_RANKING_KEY)


def test_a_quick_reply_provides_its_fact_for_certain() -> None:
    message = resolved("按钮", "chitchat", choice={"variable": "product_mix", "value": "没有分工"})
    assert message.get(INTENT) == {"name": "provide_facts", "confidence": 1.0}


@pytest.mark.parametrize(
    ("context", "act"),
    [
        ({"known": {"price_avg": 89.0}, "asked": []}, "correct_answer"),
        ({"known": {"price_avg": 89.0}, "asked": ["price_avg"]}, "provide_facts"),
        ({"known": {}, "asked": []}, "provide_facts"),
    ],
)
def test_a_figure_filled_in_again_corrects_unless_it_is_asked_for(context: dict[str, Any], act: str) -> None:
    message = resolved("按钮", "chitchat", choice={"variable": "price_avg", "value": "99"}, **context)
    assert message.get(INTENT)["name"] == act


def test_the_ranking_agrees_with_the_act_and_adds_up() -> None:
    message = resolved("停留二十秒", "chitchat", 0.9)
    ranking = message.get(INTENT_RANKING_KEY)
    confidences = [one["confidence"] for one in ranking]
    assert ranking[0] == message.get(INTENT)
    assert len({one["name"] for one in ranking}) == len(ACTS)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1)


def test_the_fallback_does_not_doubt_a_settled_act() -> None:
    message = resolved("停留二十秒", "chitchat", 0.2)
    fallback = FallbackClassifier({"threshold": 0.3, "ambiguity_threshold": 0.1})
    assert fallback.process([message])[0].get(INTENT)["name"] == "provide_facts"


def test_a_message_that_the_classifier_left_alone_is_still_settled() -> None:
    message = FactExtractor().process([Message({TEXT: "停留二十秒"})])[0]
    assert ActResolver().process([message])[0].get(INTENT)["name"] == "provide_facts"


def test_a_figure_after_a_what_if_asks_what_if_again_and_tells_nothing() -> None:
    message = resolved("那45呢", "provide_facts", 0.9, supposed=["avg_stay_sec"], asked=["avg_stay_sec"])
    assert message.get(INTENT)["name"] == "ask_what_if" and fact_entities(message) == []


def test_the_same_figure_answers_the_question_when_nothing_was_supposed() -> None:
    assert act("那45呢", "provide_facts", 0.9, asked=["avg_stay_sec"]) == "provide_facts"


@pytest.mark.parametrize("text", ["再问几个", "再问我几个问题", "接着问吧", "再多问我几个吧", "好，再问两个"])
def test_who_wants_more_questions_starts_on(text: str) -> None:
    message = resolved(text, "ask_why_this_question", 0.9, asked=["conversion_level"])
    assert message.get(INTENT)["name"] == "start_diagnosis" and fact_entities(message) == []


@pytest.mark.parametrize("text", ["体验分那条删掉", "停留当我没说", "预算先不加了"])
def test_an_answer_taken_back_is_a_correction(text: str) -> None:
    assert act(text, "delete_my_data", 0.9) == "correct_answer"


@pytest.mark.parametrize("text", ["不对", "错了", "我说错了", "你记错了"])
def test_only_that_it_was_wrong_is_a_correction(text: str) -> None:
    assert act(text, "deny", 0.9) == "correct_answer"


def test_a_correction_without_a_name_means_what_was_told_last() -> None:
    message = resolved("不对，是五千", "correct_answer", 0.9, asked=["price_avg"], told=["paid_daily_spend"])
    told = {entity["value"]["variable"]: entity["value"]["value"] for entity in fact_entities(message)}
    assert told["paid_daily_spend"] == 5000 and "price_avg" not in told
