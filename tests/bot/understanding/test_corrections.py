"""Corrections without a name, answers taken back, and figures told twice in one message."""

from __future__ import annotations

import pytest

from bot.understanding.acts import corrects
from bot.understanding.corrections import meant_by_correction
from bot.understanding.facts import extract_facts
from bot.understanding.restatements import extract_restated
from bot.understanding.retractions import extract_retractions

KNOWN = {"price_avg": 79, "avg_stay_sec": 15, "paid_daily_spend": 3000}


def test_the_last_thing_told_is_meant_before_what_is_asked() -> None:
    assert meant_by_correction("不对，是五千", ["paid_daily_spend"], ["price_avg"])[0] == "paid_daily_spend"


def test_a_figure_nobody_has_is_not_meant() -> None:
    """Told last was the stay; nobody stays five thousand seconds."""
    assert meant_by_correction("不对，是五千", ["avg_stay_sec", "paid_daily_spend"], [])[0] == "paid_daily_spend"


def test_where_what_was_told_last_is_no_figure_an_earlier_one_is_meant() -> None:
    meant = meant_by_correction("不对，是40秒", ["planned_action"], ["experience_score"], KNOWN)
    assert "avg_stay_sec" in meant


@pytest.mark.parametrize(
    ("text", "variable"), [("不是，是22秒", "avg_stay_sec"), ("不是，应该是3%", "conversion_rate")]
)
def test_the_unit_of_the_new_figure_names_what_is_meant(text: str, variable: str) -> None:
    known = {"avg_stay_sec": 12, "conversion_rate": 0.005}
    assert corrects(text)
    meant = meant_by_correction(text, list(known), ["paid_daily_spend"], known)
    assert [fact.variable for fact in extract_facts(text, meant)] == [variable]


def test_the_figure_that_was_wrong_names_what_is_meant() -> None:
    assert meant_by_correction("不是79，是97", ["paid_daily_spend"], [], KNOWN)[0] == "price_avg"


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("体验分那条删掉", "experience_score"),
        ("把停留那个去掉", "avg_stay_sec"),
        ("停留当我没说", "avg_stay_sec"),
        ("把停留删掉", "avg_stay_sec"),
        ("转化划掉吧", "conversion_rate"),
        ("删掉停留", "avg_stay_sec"),
        ("客单那条，不作数", "price_avg"),
        ("打算那条删掉", "planned_action"),
    ],
)
def test_an_answer_is_taken_back_by_its_name(text: str, variable: str) -> None:
    assert variable in [one.variable for one in extract_retractions(text)]


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("加预算那条去掉", "加预算"),
        ("我没说过要加预算啊", "加预算"),
        ("谁说我要降价了", "降价"),
        ("预算先不加了", "加预算"),
        ("那就不报了", "报大促"),
        ("大V不请了", "找头部大V"),
        ("新号我先不开了", "开新直播间"),
    ],
)
def test_a_plan_is_given_up(text: str, plan: str) -> None:
    assert (("planned_action", plan)) in [(one.variable, one.value) for one in extract_retractions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "把我的数据全部删掉",
        "删除聊天记录",
        "停留15秒",
        "不投了",
        "差评删掉了几条",
        "\ud83d删掉",
        "不开心了",
        "没说要多少钱",
        "平台没说要降价",
    ],
)
def test_what_takes_back_no_answer_is_left_alone(text: str) -> None:
    assert extract_retractions(text) == []


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("日播两小时，一场播六小时", "live_hours_per_day", 2),
        ("粉丝两百，粉丝两万", "follower_count", 200),
        ("一天卖十单，一个月卖三十单", "orders_per_day", 10),
        ("天天播，一周播三天", "live_days_per_week", 7),
    ],
)
def test_of_two_figures_in_one_message_the_earlier_is_handed_on(text: str, variable: str, value: float) -> None:
    (one,) = extract_restated(text)
    assert (one.variable, one.value) == (variable, value)


@pytest.mark.parametrize(
    "text",
    [
        "", "日播两小时", "日播两小时，不对，六小时", "一天播两小时，每天就两小时", "播二到四个小时", "停留15秒，客单89",
        "停留20多秒，平均25秒", "上个月停留40秒，这个月只有20秒", "同行停留50秒，我停留30秒",
    ],
)  # fmt: skip
def test_where_nothing_is_told_twice_nothing_is_handed_on(text: str) -> None:
    assert extract_restated(text) == []
