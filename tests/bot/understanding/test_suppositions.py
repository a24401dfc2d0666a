"""What is supposed is read with its variable, its value and what would follow, in the words merchants use."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.acts import ASK_WHAT_IF, act_of
from bot.understanding.facts import extract_facts
from bot.understanding.suppositions import extract_suppositions, follows_up


def supposed(text: str, *context: str) -> dict[str, Any]:
    return {
        one.variable: one.value if one.value is not None else (one.low, one.high)
        for one in extract_suppositions(text, context)
    }


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("要是停留提到40秒呢", {"avg_stay_sec": 40}),
        ("要是转化做到3%呢", {"conversion_rate": 0.03}),
        ("要是停留30秒、转化2%呢", {"avg_stay_sec": 30, "conversion_rate": 0.02}),
        ("如果体验分到4.8，还卡在哪", {"experience_score": 4.8}),
        ("假设客单提到200会怎样", {"price_avg": 200}),
        ("如果没有违规呢", {"violation_status": "无"}),
        ("假如停留追平同行呢", {"stay_level": "中"}),
        ("要是停留掉到20秒呢", {"avg_stay_sec": 20}),
        ("停留提到50秒会不会就能加预算了", {"avg_stay_sec": 50}),
        ("要是同行停留只有20秒呢", {"peer_stay_sec": 20}),
        ("比如说客单涨到200", {"price_avg": 200}),
        ("我要是每天播8个小时", {"live_hours_per_day": 8}),
    ],
)
def test_a_supposed_figure_or_choice_is_read(text: str, read: dict[str, Any]) -> None:
    found = supposed(text)
    assert {variable: found.get(variable) for variable in read} == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "我把预算加到一万会怎样",
            {"planned_action": ("加预算",), "paid_daily_spend": 10000, "paid_status": "在投"},
        ),
        ("如果不投了呢", {"planned_action": ("停投",), "paid_status": "停了", "paid_daily_spend": 0}),
        ("如果把千川停了会怎样", {"planned_action": ("停投",), "paid_status": "停了", "paid_daily_spend": 0}),
        ("要是找个大V带一波呢", {"planned_action": ("找头部大V",)}),
        ("拉到12小时呢", {"planned_action": ("延长直播",)}),
        ("如果我开始投千川呢", {"planned_action": ("开始投放",), "paid_status": "在投"}),
    ],
)
def test_a_plan_is_supposed_as_carried_out(text: str, read: dict[str, Any]) -> None:
    found = supposed(text)
    assert {variable: found.get(variable) for variable in read} == read


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("我要是每天播8个小时", True),
        ("比如客单涨到200", True),
        ("假如一天投一万", True),
        ("要是停留再高点就好了", False),
        ("如果有三个客人问，主播都答", False),
        ("要是货卖到一千件，我再补", False),
        ("停留20秒", False),
    ],
)
def test_a_condition_with_a_figure_asks_what_would_follow(text: str, is_asked: bool) -> None:
    assert (act_of(text, [], None, 0.0) == ASK_WHAT_IF) is is_asked


@pytest.mark.parametrize("text", ["那45呢", "那45秒呢", "45呢", "再到45呢", "那要是45呢"])
def test_another_figure_goes_on_with_what_was_supposed_before(text: str) -> None:
    assert follows_up(text) and supposed(text, "avg_stay_sec") == {"avg_stay_sec": 45}


@pytest.mark.parametrize("text", ["那就45吧", "45", "一天投45单呢吗对吧不", "那停留呢", "为什么是45呢"])
def test_what_only_looks_like_another_figure_does_not(text: str) -> None:
    assert not follows_up(text)


def test_only_the_supposed_stretch_is_supposed() -> None:
    text = "女装，千川一天投三千，要是加到一万会怎样"
    assert supposed(text, "paid_daily_spend")["paid_daily_spend"] == 10000
    assert {one.variable: one.value for one in extract_facts(text)}["paid_daily_spend"] == 3000


@pytest.mark.parametrize("text", ["", "要是", "要是情况好一点会怎样", "如果呢", "\ud83d要是停留"])
def test_where_nothing_can_be_read_nothing_is_supposed(text: str) -> None:
    assert supposed(text, "avg_stay_sec", "stay_level") == {}
