"""Whatever is thrown at it: a fitting answer, never the same one over and over, and always a way on."""

from __future__ import annotations

from typing import Any

import pytest

from actions.explaining import AskWhyThisQuestion
from actions.interviewing import Deny, ProvideFacts, StartDiagnosis
from actions.managing import CONTACT_VARIABLE, AskHuman
from actions.misunderstanding import MOST_MISSES
from actions.remarks import Abuse, Chitchat, Fallback, Goodbye, Greet, OutOfScope, Thanks
from actions.turn import LONG_WORDS
from knowledge import load_knowledge
from tests.actions.merchant import Merchant

BESIDE_THE_MATTER = [Greet, Thanks, Chitchat, OutOfScope, Abuse, Deny, Fallback]


@pytest.fixture
def merchant() -> Merchant:
    return Merchant()


def offered(message: dict[str, Any]) -> list[str]:
    return [reply["choice"] for reply in message["quick_replies"]]


@pytest.mark.parametrize("action", BESIDE_THE_MATTER)
def test_a_question_is_never_put_three_times_in_the_same_words(merchant: Merchant, action: Any) -> None:
    merchant.does(StartDiagnosis())
    texts = [merchant.does(action())[-1]["text"] for _ in range(12)]
    for variable in load_knowledge().variables.values():
        assert not variable.question or sum(variable.question in text for text in texts) <= 2


@pytest.mark.parametrize("action", BESIDE_THE_MATTER)
def test_a_question_ignored_twice_is_put_aside_and_comes_back_by_itself_never(merchant: Merchant, action: Any) -> None:
    merchant.does(StartDiagnosis())
    first = merchant.open
    merchant.does(action())
    assert merchant.open == first
    merchant.does(action())
    assert not set(merchant.open) & set(first)


def test_what_was_put_aside_can_still_be_told(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    (first,) = merchant.open[:1]
    merchant.does(Chitchat())
    merchant.does(Chitchat())
    merchant.does(ProvideFacts(), category="宠物")
    assert first != "category" or merchant.facts["category"]["value"] == "宠物"


def test_the_second_time_a_question_comes_with_the_quick_way_out(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    assert "不清楚" in merchant.does(Chitchat())[0]["text"]


def test_who_asks_about_the_question_keeps_it_longer_but_not_in_the_same_words(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    (first,) = merchant.open[:1]
    question = load_knowledge().variables[first].question
    texts = [merchant.does(AskWhyThisQuestion())[0]["text"] for _ in range(4)]
    assert merchant.open[:1] == [first] and sum(question in text for text in texts) <= 3


@pytest.mark.parametrize("action", [*BESIDE_THE_MATTER, Goodbye])
def test_there_is_always_a_way_on(merchant: Merchant, action: Any) -> None:
    merchant.does(StartDiagnosis())
    for _ in range(15):
        assert offered(merchant.does(action())[-1])


@pytest.mark.parametrize("action", [Thanks, Chitchat, OutOfScope, Abuse, Goodbye])
def test_the_same_remark_gets_another_answer(merchant: Merchant, action: Any) -> None:
    texts = [merchant.does(action())[0]["text"] for _ in range(2)]
    assert texts[0] != texts[1]


@pytest.mark.parametrize(
    ("aside", "words"),
    [
        ("orders", "换不了身份"),
        ("other_language_english", "Chinese"),
        ("other_language_japanese", "中国語"),
        ("other_language", "中文"),
    ],
)
def test_orders_and_other_languages_have_answers_of_their_own(merchant: Merchant, aside: str, words: str) -> None:
    assert words in merchant.remarks(OutOfScope(), aside)[0]["text"]


@pytest.mark.parametrize("aside", ["only_signs", "question_marks"])
def test_signs_have_answers_of_their_own(merchant: Merchant, aside: str) -> None:
    assert merchant.remarks(Chitchat(), aside)[0]["text"] != Merchant().does(Chitchat())[0]["text"]


@pytest.mark.parametrize("action", [Fallback, ProvideFacts])
def test_after_repeated_misunderstanding_a_person_is_offered(merchant: Merchant, action: Any) -> None:
    merchant.does(StartDiagnosis())
    messages = [merchant.does(action())[-1] for _ in range(MOST_MISSES + 1)]
    assert ["act:ask_human" in offered(message) for message in messages] == [False, False, True]


def test_being_understood_once_ends_the_count(merchant: Merchant) -> None:
    for _ in range(MOST_MISSES):
        merchant.does(Fallback())
    merchant.does(ProvideFacts(), category="宠物")
    assert "act:ask_human" not in offered(merchant.does(Fallback())[-1])


def test_a_wall_of_text_without_a_fact_gets_an_example_of_a_short_one(merchant: Merchant) -> None:
    assert "停留" in merchant.does(Fallback(), "啊" * (LONG_WORDS + 1))[0]["text"]


def test_the_contact_is_the_one_that_was_set(merchant: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONTACT_VARIABLE, "小李，工作日 9 点到 18 点")
    assert "小李，工作日 9 点到 18 点" in merchant.does(AskHuman())[0]["text"]


def test_what_was_told_before_is_recognised(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), avg_stay_sec=15)
    assert "记着呢" in merchant.does(ProvideFacts(), avg_stay_sec=15)[0]["text"]
