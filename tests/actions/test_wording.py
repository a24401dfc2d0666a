"""A question may come back, but not a third time in the same words."""

from __future__ import annotations

import pytest

from actions.correcting import CorrectAnswer
from actions.interview import MOST_PUTTINGS
from actions.interviewing import ProvideFacts, StartDiagnosis
from actions.remarks import Chitchat
from actions.replies import Texts
from actions.wording import IN_ITS_OWN_WORDS, question_lines
from knowledge import load_knowledge
from tests.actions.merchant import Merchant

PRICE = load_knowledge().variables["price_avg"]


@pytest.fixture
def asked() -> Merchant:
    """A merchant who was asked something."""
    merchant = Merchant()
    merchant.does(StartDiagnosis())
    return merchant


def test_a_question_comes_in_its_own_words_then_in_shorter_ones_then_only_waits() -> None:
    put, lines = [], []
    for _ in range(MOST_PUTTINGS + 1):
        lines.append("".join(question_lines(Texts(), [PRICE], put)))
        put.append(PRICE.id)
    own, shorter = f"**{PRICE.question}**", "「客单」"
    assert [own in line for line in lines] == [True, True, False, False, False]
    assert [shorter in line for line in lines] == [False, False, True, True, False]
    assert lines[-1] == ""


def test_however_often_a_merchant_interrupts_no_wording_comes_a_third_time(asked: Merchant) -> None:
    question = load_knowledge().variables[asked.open[0]].question
    texts = [asked.does(Chitchat())[-1]["text"] for _ in range(6)]
    assert sum(question in text for text in texts) == IN_ITS_OWN_WORDS - 1
    assert all(text.strip() for text in texts)


def test_a_question_that_only_waits_can_still_be_answered_by_its_buttons(asked: Merchant) -> None:
    for _ in range(6):
        reply = asked.does(Chitchat())[-1]
    assert reply["card"]["type"] == "question"
    assert any(one["choice"].startswith(f"{asked.open[0]}=") for one in reply["quick_replies"])


def test_a_question_put_often_enough_is_not_chosen_again(asked: Merchant) -> None:
    first = list(asked.open)
    for _ in range(6):
        asked.does(Chitchat())
    asked.does(ProvideFacts(), sku_count=12)
    assert not set(first) & set(asked.open)


def test_an_answer_taken_back_is_asked_for_in_full_again() -> None:
    merchant = Merchant()
    merchant.does(ProvideFacts(), price_avg=89)
    merchant.takes_back(CorrectAnswer(), "price_avg")
    assert merchant.slot is not None
    assert "price_avg" not in merchant.facts and merchant.slot["put"].count("price_avg") <= 1
