"""Which quick replies exist."""

from __future__ import annotations

import pytest

from bot.channel.choices import read_choice
from bot.channel.errors import ApiError, Problem
from knowledge.model import Knowledge, Variable

ACTS = ("ask_report", "greet")


@pytest.fixture
def knowledge() -> Knowledge:
    variables = {
        "product_mix": Variable("product_mix", "货品分工", "choice", "goods", values={"没有分工": (), "有分工": ()}),
        "avg_stay_sec": Variable("avg_stay_sec", "平均停留", "number", "live"),
    }
    return Knowledge("test", {}, variables, {}, {}, {}, {}, (), {}, {})


def test_a_value_of_a_choice_exists(knowledge: Knowledge) -> None:
    chosen = read_choice("product_mix=没有分工", knowledge, ACTS)
    assert chosen.meaning == {"variable": "product_mix", "value": "没有分工"}
    assert chosen.title == "没有分工"


def test_not_knowing_is_possible_for_every_variable(knowledge: Knowledge) -> None:
    chosen = read_choice("avg_stay_sec=unknown", knowledge, ACTS)
    assert chosen.meaning == {"variable": "avg_stay_sec", "value": "unknown"}
    assert chosen.title == "不清楚"


def test_an_act_of_the_dialogue_exists(knowledge: Knowledge) -> None:
    assert read_choice("act:ask_report", knowledge, ACTS).meaning == {"act": "ask_report"}


@pytest.mark.parametrize(
    "choice",
    [
        "product_mix=都有",
        "product_mix=",
        "product_mix",
        "=没有分工",
        "no_such_thing=unknown",
        "avg_stay_sec=28",
        "act:",
        "act:format_disk",
        "act",
        "product_mix=没有分工=有分工",
    ],
)
def test_everything_else_does_not(choice: str, knowledge: Knowledge) -> None:
    with pytest.raises(ApiError) as raised:
        read_choice(choice, knowledge, ACTS)
    assert raised.value.problem is Problem.UNKNOWN_CHOICE
