"""Despair: the person comes before the shop; words that only sound like it are about the shop."""

from __future__ import annotations

import pytest

from actions.contact import CONTACT_VARIABLE
from actions.interviewing import Affirm, ProvideFacts, StartDiagnosis
from actions.remarks import Chitchat, Fallback
from tests.actions.merchant import Merchant

DESPAIR = [
    "最近亏了好多，真的撑不下去了，想死",
    "活着没意思",
    "我亏了三十万不想活了",
    "活着还有什么意义",
    "死了算了",
    "我想跳楼",
    "真想一了百了",
    "活著沒意思",
    "主播跑了，钱也赔光，我都想自杀",
]
DISTRESS = ["我老公要跟我离婚 心里难受", "真的撑不下去了", "我快崩溃了", "天天睡不着，压力大得不行"]
ABOUT_THE_SHOP = [
    "跳楼价甩卖",
    "再这样店就活不下去了",
    "想死磕女装这一类",
    "后台崩溃了看不了数",
    "年轻生意人多",
    "直播间死气沉沉",
    "粉丝都想死你了",
    "流量死活上不去",
]


@pytest.mark.parametrize("words", DESPAIR)
def test_despair_gets_a_kind_word_the_help_line_and_no_question(words: str) -> None:
    merchant = Merchant()
    merchant.does(StartDiagnosis())
    waiting = merchant.open
    messages = merchant.does(Chitchat(), words)
    assert len(messages) == 1 and "12356" in messages[0]["text"] and "120" in messages[0]["text"]
    assert messages[0]["card"] is None and [one["choice"] for one in messages[0]["quick_replies"]] == ["act:ask_human"]
    assert merchant.open == waiting


@pytest.mark.parametrize("words", DISTRESS)
def test_a_hard_time_is_heard_and_nothing_is_asked(words: str) -> None:
    message = Merchant().does(Fallback(), words)[0]
    assert "12356" in message["text"] and message["card"] is None


@pytest.mark.parametrize("words", ABOUT_THE_SHOP)
def test_words_that_only_sound_like_it_are_about_the_shop(words: str) -> None:
    assert "12356" not in Merchant().does(Fallback(), words)[0]["text"]


def test_despair_is_heard_beside_figures_and_a_hard_time_is_not() -> None:
    merchant = Merchant()
    assert "12356" in merchant.does(ProvideFacts(), "停留15秒，不想活了", avg_stay_sec=15)[0]["text"]
    assert "12356" not in merchant.does(ProvideFacts(), "停留15秒，撑不下去了", avg_stay_sec=15)[0]["text"]


def test_afterwards_the_conversation_is_back_where_it_was() -> None:
    merchant = Merchant()
    merchant.does(StartDiagnosis())
    waiting = merchant.open
    merchant.does(Chitchat(), "不想活了")
    message = merchant.does(Affirm(), "好的")[0]
    assert [one["variable"] for one in message["card"]["questions"]] == waiting


def test_said_again_it_is_answered_in_other_words() -> None:
    merchant = Merchant()
    assert merchant.does(Chitchat(), "不想活了")[0]["text"] != merchant.does(Chitchat(), "不想活了")[0]["text"]


def test_the_way_to_a_person_is_the_one_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTACT_VARIABLE, "王老师 138")
    assert "王老师 138" in Merchant().does(Chitchat(), "想死")[0]["text"]
