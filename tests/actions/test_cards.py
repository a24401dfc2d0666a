"""Questions about the methodology: the right card, what is normal for this merchant, and back to the question."""

from __future__ import annotations

from typing import Any

import pytest

from actions.explaining import FIRST_CARDS, AskMethodology
from actions.interviewing import ProvideFacts, StartDiagnosis
from knowledge import load_knowledge
from tests.actions.merchant import Merchant


@pytest.fixture
def merchant() -> Merchant:
    return Merchant()


def asked(merchant: Merchant, words: str) -> str:
    return str(merchant.does(AskMethodology(), words)[0]["text"])


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("雪球是什么", "snowball"),
        ("FACT里的T是什么", "field_t"),
        ("GPM是什么", "gpm"),
        ("停留怎么算", "avg_stay_sec"),
        ("抖音跟天猫的逻辑有什么不同", "interest_commerce"),
        ("直通车那套还有用吗", "search_thinking"),
    ],
)
def test_a_question_gets_its_card_whole(merchant: Merchant, words: str, card: str) -> None:
    told = load_knowledge().cards[card]
    text = asked(merchant, words)
    assert told.title in text and told.text in text and told.more in text
    assert all(claim in text for claim in told.claims)


def test_a_card_returns_to_the_open_question(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    before = merchant.open
    message = merchant.does(AskMethodology(), "承接是什么")[0]
    assert load_knowledge().cards["receive"].text in message["text"]
    assert [question["variable"] for question in message["card"]["questions"]] == before
    assert merchant.open == before


def test_a_metric_says_where_to_look_it_up(merchant: Merchant) -> None:
    assert load_knowledge().variables["avg_stay_sec"].find in asked(merchant, "停留怎么算")


def test_what_is_normal_is_said_for_the_category_of_the_merchant(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), category="服饰鞋包")
    text = asked(merchant, "停留多少算正常")
    assert "不到 40 秒就算偏低" in text and "60 秒起算偏高" in text and "默认线" in text


def test_what_is_normal_waits_for_what_it_depends_on(merchant: Merchant) -> None:
    text = asked(merchant, "停留多少算正常")
    assert "要看你的类目" in text and "算偏低" not in text


def test_the_peers_figure_takes_the_place_of_the_default_line(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), category="服饰鞋包", peer_stay_sec=52)
    text = asked(merchant, "停留多少算正常")
    assert "你的同行**：52 秒" in text and "默认线" not in text


def test_both_scales_of_the_service_score_are_explained(merchant: Merchant) -> None:
    text = asked(merchant, "体验分怎么算")
    assert "5 分" in text and "100 分" in text
    assert "不到 4.3 分就算偏低" in text and "不到 70 分就算偏低" in text


def test_where_what_is_normal_goes_by_a_figure_every_band_is_said(merchant: Merchant) -> None:
    text = asked(merchant, "转化率多少算高")
    assert "- 50 元以内：不到 2%就算偏低，5%起算偏高" in text and "- 更高的：" in text


def test_once_that_figure_is_known_only_its_band_is_said(merchant: Merchant) -> None:
    merchant.does(ProvideFacts(), price_avg=89)
    text = asked(merchant, "转化率多少算高")
    assert "不到 1%就算偏低，3%起算偏高" in text and "50 元以内" not in text


def test_what_goes_beyond_the_methodology_says_so_and_where_it_comes_from(merchant: Merchant) -> None:
    text = asked(merchant, "FACT+是什么")
    assert "不在方法论原文里" in text and "W7" in text


def test_what_the_methodology_says_is_not_marked_as_beyond_it(merchant: Merchant) -> None:
    assert "不在方法论原文里" not in asked(merchant, "FACT是什么")


def test_a_question_about_no_card_gets_the_whole_picture_and_cards_to_tap(merchant: Merchant) -> None:
    message = merchant.does(AskMethodology(), "这个词什么意思")[0]
    assert "滚雪球" in message["text"]
    assert [one["choice"] for one in message["quick_replies"]][-len(FIRST_CARDS) :] == [
        f"card:{c}" for c in FIRST_CARDS
    ]


def test_cards_to_tap_stand_after_the_answers_to_the_open_question(merchant: Merchant) -> None:
    merchant.does(StartDiagnosis())
    variable = merchant.open[0]
    replies: list[dict[str, Any]] = merchant.does(AskMethodology(), "这个词什么意思")[0]["quick_replies"]
    assert replies[0]["choice"].startswith(f"{variable}=") and replies[-1]["choice"].startswith("card:")


def test_the_button_of_a_card_leads_to_that_card(merchant: Merchant) -> None:
    replies = merchant.does(AskMethodology(), "这个词什么意思")[0]["quick_replies"]
    for reply in replies:
        if reply["choice"].startswith("card:"):
            card = load_knowledge().cards[reply["choice"].removeprefix("card:")]
            assert card.text in asked(merchant, reply["title"])


@pytest.mark.parametrize("words", ["正常多少", "那一般多少算好", "多少算正常"])
def test_what_is_normal_right_after_a_definition_is_about_its_metric(merchant: Merchant, words: str) -> None:
    asked(merchant, "GPM是什么")
    text = asked(merchant, words)
    assert "500 元" in text and "雪球" not in text


@pytest.mark.parametrize("words", ["在哪看", "那去哪里查", "怎么看"])
def test_where_to_look_right_after_a_definition_is_about_its_metric(merchant: Merchant, words: str) -> None:
    merchant.does(StartDiagnosis())
    asked(merchant, "GPM是什么")
    assert "千次观看成交金额" in asked(merchant, words)
    assert "千次观看成交金额" in asked(merchant, words), "and once more"


def test_after_something_else_was_said_it_is_about_the_definition_no_more(merchant: Merchant) -> None:
    asked(merchant, "GPM是什么")
    merchant.does(ProvideFacts(), avg_stay_sec=20)
    assert "500 元" not in asked(merchant, "正常多少")
