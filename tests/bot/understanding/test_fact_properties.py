"""What holds of the facts of any message whatever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.facts import Fact, extract_facts
from knowledge import load_knowledge, read_situation

VARIABLES = sorted(load_knowledge().variables)
WORDS = [
    phrase
    for variable in load_knowledge().variables.values()
    for said in (*variable.values.values(), *variable.answers.values())
    for phrase in said
] + [name for variable in load_knowledge().variables.values() for name in variable.names]
AMOUNTS = [
    "三千",
    "1%",
    "二十秒",
    "三个月",
    "一天三条",
    "0.8",
    "不到一万",
    "3:7",
    "五天",
    "俩",
    "四个点",
    "9块9",
    "999999999",
]
TURNS = [
    "想",
    "要是",
    "以前",
    "隔壁店",
    "同行",
    "不是",
    "没",
    "，",
    "。",
    " ",
    "是不是",
    "现在",
    "不清楚",
    "不方便说",
    "从",
    "涨到",
    "呢",
    "吗",
]
MESSAGES = st.lists(st.sampled_from(WORDS) | st.sampled_from(AMOUNTS) | st.sampled_from(TURNS), max_size=8).map("".join)
ASKED = st.lists(st.sampled_from(VARIABLES), max_size=3)


def as_situation(fact: Fact) -> object:
    told = fact.to_json()
    if fact.status != "known":
        return "unknown"
    return told["value"] if "value" in told else {"low": told["low"], "high": told["high"]}


@settings(deadline=None)
@given(MESSAGES | st.text(max_size=60), ASKED)
def test_every_fact_is_one_that_the_brain_accepts(text: str, asked: list[str]) -> None:
    facts = extract_facts(text, asked)
    read_situation(load_knowledge(), {fact.variable: as_situation(fact) for fact in facts})
    assert len({fact.variable for fact in facts}) == len(facts)


@settings(deadline=None)
@given(MESSAGES | st.text(max_size=60), ASKED)
def test_every_fact_shows_the_words_it_came_from(text: str, asked: list[str]) -> None:
    for fact in extract_facts(text, asked):
        assert fact.text == text[fact.start : fact.end] != ""


@settings(deadline=None)
@given(MESSAGES, ASKED)
def test_the_same_message_gives_the_same_facts(text: str, asked: list[str]) -> None:
    assert extract_facts(text, asked) == extract_facts(text, asked)


def test_an_open_question_that_is_no_variable_is_ignored() -> None:
    assert extract_facts("两千", ["no_such_variable"]) == []
