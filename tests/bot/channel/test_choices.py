"""Which quick replies exist."""

from __future__ import annotations

import dataclasses

import pytest

from bot.channel.choices import read_choice
from bot.channel.errors import ApiError, Problem
from knowledge import load_knowledge
from knowledge.model import Knowledge

ACTS = ("ask_report", "greet")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_a_value_of_a_choice_exists(knowledge: Knowledge) -> None:
    chosen = read_choice("product_mix=没有分工", knowledge, ACTS)
    assert chosen.meaning == {"variable": "product_mix", "value": "没有分工"}
    assert chosen.title == "没有分工"


def test_a_value_with_a_title_is_said_by_its_title(knowledge: Knowledge) -> None:
    variable = dataclasses.replace(knowledge.variables["product_mix"], titles={"没有分工": "都差不多卖"})
    renamed = dataclasses.replace(knowledge, variables={**knowledge.variables, variable.id: variable})
    assert read_choice("product_mix=没有分工", renamed, ACTS).title == "都差不多卖"


def test_a_figure_is_said_with_its_name_and_unit(knowledge: Knowledge) -> None:
    chosen = read_choice("avg_stay_sec=28", knowledge, ACTS)
    assert chosen.meaning == {"variable": "avg_stay_sec", "value": "28"}
    assert chosen.title == "停留 28 秒"


def test_a_share_is_a_figure_between_nothing_and_all(knowledge: Knowledge) -> None:
    assert read_choice("conversion_rate=0.015", knowledge, ACTS).title == "转化 1.5%"
    for beyond in ("-0.01", "1.01", "nan", "inf"):
        with pytest.raises(ApiError) as raised:
            read_choice(f"conversion_rate={beyond}", knowledge, ACTS)
        assert raised.value.problem is Problem.FIGURE_OUT_OF_RANGE


def test_several_answers_are_one_choice(knowledge: Knowledge) -> None:
    chosen = read_choice("avg_stay_sec=28&conversion_rate=unknown", knowledge, ACTS)
    assert chosen.meaning["all"] == [
        {"variable": "avg_stay_sec", "value": "28"},
        {"variable": "conversion_rate", "value": "unknown"},
    ]
    assert chosen.title == "停留 28 秒、不清楚"


def test_not_knowing_is_possible_for_every_variable(knowledge: Knowledge) -> None:
    chosen = read_choice("avg_stay_sec=unknown", knowledge, ACTS)
    assert chosen.meaning == {"variable": "avg_stay_sec", "value": "unknown"}
    assert chosen.title == "不清楚"


def test_an_answer_can_be_changed_where_there_is_a_question(knowledge: Knowledge) -> None:
    chosen = read_choice("change:avg_stay_sec", knowledge, ACTS)
    assert chosen.meaning == {"act": "correct_answer", "change": "avg_stay_sec"}
    assert chosen.title == "改停留"


def test_an_act_of_the_dialogue_exists(knowledge: Knowledge) -> None:
    assert read_choice("act:ask_report", knowledge, ACTS).meaning == {"act": "ask_report"}


def test_a_card_is_asked_for_by_its_title(knowledge: Knowledge) -> None:
    chosen = read_choice("card:fact", knowledge, ACTS)
    assert chosen.meaning == {"act": "ask_methodology"}
    assert chosen.title == knowledge.cards["fact"].title


@pytest.mark.parametrize(
    "choice",
    [
        "product_mix=都有",
        "shop:" + "长" * 21,
        "shop:\n",
        "change:",
        "change:nothing",
        "change:forbidden_request",
        "product_mix=",
        "product_mix",
        "=没有分工",
        "no_such_thing=unknown",
        "avg_stay_sec=",
        "avg_stay_sec=很久",
        "avg_stay_sec=28&",
        "avg_stay_sec=28&act:ask_report",
        "act:",
        "act:format_disk",
        "card:",
        "card:no_such_card",
        "act",
        "product_mix=没有分工=有分工",
    ],
)
def test_everything_else_does_not(choice: str, knowledge: Knowledge) -> None:
    with pytest.raises(ApiError) as raised:
        read_choice(choice, knowledge, ACTS)
    assert raised.value.problem is Problem.UNKNOWN_CHOICE
