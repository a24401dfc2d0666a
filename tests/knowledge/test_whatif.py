"""WHATIF: two reports held against each other, and the smallest change that lifts the constraint."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import (
    Assessment,
    Remedy,
    SituationError,
    load_knowledge,
    read_assumptions,
    read_situation,
    smallest_change,
    what_if,
)
from knowledge.telling import tell_whatif
from tests.knowledge.merchants import merchants

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 99,
    "paid_status": "在投",
    "session_viewers": 3000,
    "avg_stay_sec": 15,
    "conversion_rate": 0.004,
    "planned_action": ["加预算"],
}
STRONG: dict[str, Any] = {**SHOP, "avg_stay_sec": 45, "conversion_rate": 0.02}


def remedy(situation: dict[str, Any]) -> Remedy:
    return smallest_change(KNOWLEDGE, read_situation(KNOWLEDGE, situation))


# assumptions


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("avg_stay_sec=40", {"avg_stay_sec": 40}),
        ("停留=40", {"avg_stay_sec": 40}),
        ("平均停留时长 = 30..40", {"avg_stay_sec": {"low": 30, "high": 40}}),
        ("avg_stay_sec=30..", {"avg_stay_sec": {"low": 30, "high": None}}),
        ("avg_stay_sec=..40", {"avg_stay_sec": {"low": None, "high": 40}}),
        ("conversion_rate=1.2%", {"conversion_rate": 0.012}),
        ("monthly_gmv=30万", {"monthly_gmv": 300_000}),
        ("planned_action=加预算,报大促", {"planned_action": ["加预算", "报大促"]}),
        ("停留=低", {"stay_level": "低"}),
        ("avg_stay_sec=unknown", {"avg_stay_sec": "unknown"}),
        ("现在做的=自己播、达人带", {"active_fields": ["F", "A"]}),
    ],
)
def test_an_assumption_is_written_as_one_says_it(text: str, read: dict[str, Any]) -> None:
    assert read_assumptions(KNOWLEDGE, [text]) == read


@pytest.mark.parametrize("text", ["avg_stay_sec", "avg_stay_sec=", "没有这个=3", "avg_stay_sec=很久", "category=火星"])
def test_an_assumption_that_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(SituationError, match=text.partition("=")[0] if "火星" not in text else "火星"):
        read_assumptions(KNOWLEDGE, [text])


# two reports


def test_the_difference_names_what_is_gone_and_what_is_new() -> None:
    found = what_if(KNOWLEDGE, SHOP, {"avg_stay_sec": 45, "conversion_rate": 0.02})
    assert found.before.main is not None and found.before.main.id == "HL12" and found.before.stage == "促转化"
    assert found.after.stage != "促转化"
    assert "HL12" in [one.id for one in found.diagnoses.gone]
    assert "HOLD_PAID" in [one.id for one in found.steps.gone] and found.steps.new
    assert "加预算" in [one.id for one in found.avoid.gone]


def test_what_was_said_stays_as_it_was() -> None:
    situation = dict(SHOP)
    what_if(KNOWLEDGE, situation, {"avg_stay_sec": 45})
    assert situation == SHOP


def test_an_assumption_that_changes_nothing_says_so() -> None:
    found = what_if(KNOWLEDGE, SHOP, {"avg_stay_sec": 39})
    assert found.before == found.after and not found.diagnoses.gone + found.diagnoses.new
    assert "结论不变" in tell_whatif(KNOWLEDGE, found)


def test_to_forget_a_fact_is_an_assumption_too() -> None:
    found = what_if(KNOWLEDGE, SHOP, {"avg_stay_sec": "unknown", "conversion_rate": "unknown"})
    assert found.after.main is None or found.after.main.id != "HL12"


def test_without_assumptions_only_the_smallest_change_is_told() -> None:
    text = tell_whatif(KNOWLEDGE, what_if(KNOWLEDGE, SHOP, {}))
    assert "停留到 40 秒、转化到 1% 后" in text and "假设" not in text


# the smallest change


def test_the_weak_figures_have_to_reach_the_lines_that_go_for_this_merchant() -> None:
    found = remedy(SHOP)
    assert [one.text for one in found.improvements] == ["停留到 40 秒", "转化到 1%"]
    assert found.before.rule == "HL12" and found.after.stage != "促转化"


def test_one_weak_figure_needs_one_change() -> None:
    assert [one.variable for one in remedy({**SHOP, "conversion_rate": 0.02}).improvements] == ["avg_stay_sec"]


def test_the_peers_figure_is_what_has_to_be_reached_where_it_is_known() -> None:
    assert "停留到 52 秒" in remedy({**SHOP, "conversion_rate": 0.02, "peer_stay_sec": 52}).text


def test_a_level_that_was_only_said_has_to_catch_up_with_the_peers() -> None:
    said = {**SHOP, "conversion_rate": 0.02, "avg_stay_sec": "unknown", "stay_level": "低"}
    assert "停留追平同行" in remedy(said).text


def test_too_many_returns_have_to_come_down() -> None:
    assert "退货率降到 50% 以下" in remedy({**STRONG, "return_rate": 0.6}).text


def test_the_gate_comes_first() -> None:
    found = remedy({**SHOP, "experience_score": 4.1})
    assert [one.text for one in found.improvements] == ["体验分到 4.3 分"]


def test_nothing_has_to_change_where_no_link_is_broken() -> None:
    found = remedy(STRONG)
    assert found.before.stage == "none" and not found.improvements and "没有看到断点" in found.text


def test_who_has_said_nothing_is_asked_for_figures_first() -> None:
    assert "先把要问的数补上" in remedy({}).text


def test_who_never_goes_live_is_not_told_to_hold_viewers_for_zero_seconds() -> None:
    found = remedy({"self_live_status": "从没播", "self_live_share": 0, "active_fields": ["A"], "creator_count": 9})
    assert found.before.rule == "JC10" and "avg_stay_sec" not in [one.variable for one in found.improvements]


def test_every_remedy_is_one_and_moves_only_what_a_merchant_can_improve() -> None:
    lifted = 0
    for merchant in merchants(60, seed=4):
        found = remedy(merchant)
        assert len(found.improvements) <= 3 and "{" not in found.text
        assert all(KNOWLEDGE.variables[one.variable].improvable for one in found.improvements)
        lifted += bool(found.improvements)
    assert lifted >= 30


def test_the_diagnosis_still_holds_when_one_of_the_changes_is_left_out() -> None:
    for left_out in ({"avg_stay_sec": 40}, {"conversion_rate": 0.01}):
        main = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {**SHOP, **left_out})).main
        assert main is not None and main.id == "HL12"
