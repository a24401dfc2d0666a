"""After the conclusion each step can be asked for alone, and what is said of the steps is understood."""

from __future__ import annotations

from typing import Any

import pytest

from actions.explaining import AskHowConcluded
from actions.interviewing import AskNextSteps, AskReport, ProvideFacts, SkipQuestion
from actions.remarks import Fallback
from knowledge import assess, load_knowledge
from tests.actions.merchant import Merchant

SHOP: dict[str, Any] = {
    "category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15,
    "conversion_rate": 0.008, "experience_score": 4.8, "violation_status": "无", "price_avg": 99,
}  # fmt: skip
STEPS = assess(load_knowledge(), SHOP)["next_steps"]


@pytest.fixture
def merchant() -> Merchant:
    merchant = Merchant()
    merchant.does(ProvideFacts(), **SHOP)
    merchant.does(AskReport())
    return merchant


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("第一步具体咋弄", 1),
        ("第二条咋做", 2),
        ("你上次说的第二步是啥", 2),
        ("第3步怎么做", 3),
        ("详细说说第一点", 1),
        ("第三个呢", 3),
    ],
)
def test_one_step_alone_with_how_who_metric_and_target(merchant: Merchant, words: str, number: int) -> None:
    text = merchant.does(AskNextSteps(), words)[0]["text"]
    step = STEPS[number - 1]
    for said in (step["title"], step["role"], step["how"], step["metric"], step["target"], *step["steps"]):
        assert said in text
    assert all(other["how"] not in text for other in STEPS if other is not step)


def test_the_next_one_is_the_one_after_the_one_spoken_of_last(merchant: Merchant) -> None:
    assert STEPS[1]["how"] in merchant.does(SkipQuestion(), "下一个")[0]["text"]
    assert STEPS[2]["how"] in merchant.does(SkipQuestion(), "然后呢")[0]["text"]
    assert "就 3 步" in merchant.does(SkipQuestion(), "下一个")[0]["text"]


@pytest.mark.parametrize("words", ["我照做了", "做完了", "弄好了", "都试过了"])
def test_who_has_done_it_hears_when_to_look_again(merchant: Merchant, words: str) -> None:
    text = merchant.does(Fallback(), words)[0]["text"]
    assert STEPS[0]["metric"] in text and f"{STEPS[0]['review_days']} 天" in text


@pytest.mark.parametrize("words", ["好的，我回去试试", "那我先试试看"])
def test_who_wants_to_try_is_told_for_how_long(merchant: Merchant, words: str) -> None:
    assert f"做满 {STEPS[0]['review_days']} 天" in merchant.does(Fallback(), words)[0]["text"]


@pytest.mark.parametrize("words", ["第一步做了没用", "试了没效果"])
def test_what_was_of_no_use_gets_what_to_do_when_stuck(merchant: Merchant, words: str) -> None:
    assert STEPS[0]["if_stuck"] in merchant.does(Fallback(), words)[0]["text"]


@pytest.mark.parametrize("words", ["听不懂，说人话", "太复杂了", "简单点说"])
def test_in_plain_words_it_is_one_sentence_and_one_step(merchant: Merchant, words: str) -> None:
    text = merchant.does(AskHowConcluded(), words)[0]["text"]
    assert STEPS[0]["how"] in text and STEPS[1]["how"] not in text and len(text) < 150


def test_what_of_the_creators_is_answered_from_their_field(merchant: Merchant) -> None:
    assert "达人矩阵" in merchant.does(Fallback(), "达人那块咋办")[0]["text"]


@pytest.mark.parametrize("words", ["第一步具体咋弄", "我照做了", "下一个", "听不懂，说人话"])
def test_before_a_conclusion_there_is_no_step_to_speak_of(words: str) -> None:
    assert "第 1 步" not in Merchant().does(Fallback(), words)[0]["text"]


@pytest.mark.parametrize("words", ["第一场播了三小时", "第二个号怎么样", "第一步"])
def test_not_every_first_is_a_step(merchant: Merchant, words: str) -> None:
    text = merchant.does(Fallback(), words)[0]["text"]
    assert ("第 1 步" in text) == (words == "第一步")
