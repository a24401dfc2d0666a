"""Ways of saying that are written with alternatives and gaps."""

from __future__ import annotations

import re

import pytest

from bot.understanding.facts import extract_facts
from bot.understanding.patterns import PatternIndex
from bot.understanding.phrase import Meaning
from knowledge import load_knowledge

OUT = Meaning("paid_status", "没投")


def found(pattern: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in PatternIndex({pattern: (OUT,)}).find(text)]


def test_any_of_the_alternatives_will_do() -> None:
    assert found("(没|没有)投", "我没有投钱") == ["没有投"]
    assert found("(没|没有)投", "我投了钱") == []


def test_an_empty_alternative_may_be_left_out() -> None:
    assert found("没(|怎么)投", "没投") == ["没投"] and found("没(|怎么)投", "没怎么投") == ["没怎么投"]


def test_patterns_are_found_in_the_order_they_are_written() -> None:
    first, second = Meaning("paid_status", "没投"), Meaning("paid_status", "停了")
    hits = list(PatternIndex({"(没|未)投": (first,), "(从没|没)投": (second,)}).find("从没投"))
    assert [hit.value for hit in hits] == ["没投", "停了"]
    hits = list(PatternIndex({"(从没|没)投": (second,), "(没|未)投": (first,)}).find("从没投"))
    assert [hit.value for hit in hits] == ["停了", "没投"]


def test_a_gap_lets_other_words_in_but_no_denial_and_no_pause() -> None:
    assert found("主播…新手", "主播都是新手") == ["主播都是新手"]
    assert found("主播…新手", "主播不是新手") == []
    assert found("主播…新手", "主播，新手") == []


def test_every_pattern_of_the_methodology_is_a_regular_expression_that_says_something() -> None:
    for variable in load_knowledge().variables.values():
        for pattern in (*variable.figures, *(one for written in variable.patterns.values() for one in written)):
            expression = re.compile(pattern.replace("(", "(?:").replace("…", ".{0,6}"))
            assert not expression.fullmatch(""), (variable.id, pattern)


@pytest.mark.parametrize("variable", [one for one in load_knowledge().variables.values() if one.figures])
def test_every_pattern_of_a_figure_holds_a_figure(variable: object) -> None:
    assert [pattern for pattern in variable.figures if "#" not in pattern] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("第一名那达人占四成", "top_creator_share", 0.4),
        ("刷到我们的一百个人里进来八个", "entry_rate", 0.08),
        ("粉丝30w", "follower_count", 300000),
        ("人进来待个二十秒就跑了", "avg_stay_sec", 20),
    ],
)
def test_words_around_a_figure_say_what_it_is_of(text: str, variable: str, value: float) -> None:
    assert {fact.variable: fact.value for fact in extract_facts(text)}[variable] == value
