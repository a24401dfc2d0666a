"""The figures of a report beside what each is held against."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import assess, load_knowledge

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {"category": "服饰鞋包", "price_avg": 89}


def metric(variable: str, **told: Any) -> dict[str, Any]:
    return next(one for one in assess(KNOWLEDGE, {**SHOP, **told})["metrics"] if one["variable"] == variable)


@pytest.mark.parametrize(("stay", "level"), [(39.9, "低"), (40, "中"), (59.9, "中"), (60, "高")])
def test_a_figure_has_the_level_of_the_default_line(stay: float, level: str) -> None:
    assert metric("avg_stay_sec", avg_stay_sec=stay)["level"] == level


def test_the_line_comes_with_its_ends_its_name_and_its_source() -> None:
    line = metric("avg_stay_sec", avg_stay_sec=15)["line"]
    assert (line["low"], line["high"], line["low_words"], line["high_words"]) == (40, 60, "40 秒", "60 秒")
    assert (line["name"], line["source"]) == ("停留默认线·服饰鞋包", "W8")
    assert line["default"] is True and line["judgement"] is False


def test_a_line_without_a_source_says_so() -> None:
    assert metric("avg_stay_sec", category="宠物", avg_stay_sec=15)["line"]["judgement"] is True


def test_the_peers_decide_where_their_figure_is_known() -> None:
    found = metric("avg_stay_sec", avg_stay_sec=45, peer_stay_sec=52)
    assert found["basis"] == "peers" and found["level"] == "低"
    assert found["peers"] == {"low": 52, "high": 52, "words": "52 秒"}
    assert found["line"]["default"] is False
    assert (found["line"]["low"], found["line"]["high"]) == (pytest.approx(46.8), pytest.approx(57.2))


def test_the_word_of_the_merchant_decides_without_a_line() -> None:
    found = metric("avg_stay_sec", avg_stay_sec=15, stay_level="高")
    assert (found["basis"], found["level"], found["line"], found["peers"]) == ("said", "高", None, None)


def test_no_line_is_named_while_several_are_possible() -> None:
    report = assess(KNOWLEDGE, {"avg_stay_sec": 45})
    assert [(one["level"], one["line"]) for one in report["metrics"]] == [("undecided", None)]


def test_a_figure_that_was_not_told_is_not_listed() -> None:
    assert assess(KNOWLEDGE, SHOP)["metrics"] == []
    assert assess(KNOWLEDGE, {**SHOP, "avg_stay_sec": "unknown"})["metrics"] == []


def test_an_open_end_is_null_and_said_in_words() -> None:
    found = metric("conversion_rate", conversion_rate={"low": None, "high": 0.01})
    assert found["value"] == {"low": None, "high": 0.01} and found["words"] == "不到 1%"
    found = metric("avg_stay_sec", avg_stay_sec={"low": 70, "high": None})
    assert found["value"] == {"low": 70, "high": None} and found["level"] == "高"


@pytest.mark.parametrize(("variable", "better"), [("avg_stay_sec", "up"), ("return_rate", "down")])
def test_it_is_said_which_way_is_better(variable: str, better: str) -> None:
    assert metric(variable, **{variable: 0.5})["better"] == better
