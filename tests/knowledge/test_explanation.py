"""WHY and HOW: what an answer would do, and the chain from what the merchant said to the claim."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import How, SituationError, Why, explain_question, explain_rule, load_knowledge
from knowledge.telling import tell_how, tell_why

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 99,
    "paid_status": "在投",
    "avg_stay_sec": 45,
    "conversion_rate": 0.02,
    "session_viewers": 3000,
    "gross_margin": 0.4,
    "return_rate": 0.3,
}


def why(variable: str, **changes: Any) -> Why:
    return explain_question(KNOWLEDGE, variable, {**SHOP, **changes})


def how(rule: str, **changes: Any) -> How:
    return explain_rule(KNOWLEDGE, rule, {**SHOP, **changes})


def outcomes(explained: Why) -> dict[str, str | None]:
    return {answer.text: answer.outcome.rule for answer in explained.answers}


# why


def test_why_says_what_it_is_for_who_knows_it_and_where_it_is_found() -> None:
    explained = why("qianchuan_roi")
    assert explained.reason and explained.knows == "投手" and "千川" in explained.find
    assert "HL14" in [rule for rule, _ in explained.could_change]


def test_every_stretch_of_a_figure_says_what_it_would_lead_to_and_begins_at_the_line() -> None:
    found = outcomes(why("avg_stay_sec"))
    assert found["不到 40 秒"] == "HL12" and "40 秒 以上" in found


def test_a_stretch_ends_where_a_computed_value_lies_although_no_line_names_it() -> None:
    found = outcomes(why("qianchuan_roi"))
    assert found["不到 3.57"] == "HL14"


def test_the_peers_figure_changes_its_mind_a_tenth_around_the_merchants_own() -> None:
    found = outcomes(why("peer_stay_sec"))
    assert found["超过 50 秒"] == "HL12" and "50 秒 以内" in found


def test_values_that_lead_to_the_same_place_are_one_answer() -> None:
    assert outcomes(why("violation_status"))["有"] == "HL20"
    assert len(why("violation_status").answers) == 2


def test_an_answer_that_changes_nothing_says_so() -> None:
    same = {answer.text: answer.same for answer in why("violation_status").answers}
    assert same == {"无": True, "有": False}


@pytest.mark.parametrize(
    ("variable", "changes", "standing"),
    [
        ("qianchuan_roi", {}, "open"),
        ("price_avg", {}, "known"),
        ("violation_status", {"violation_status": "unknown"}, "unknown"),
        ("asker", {}, "settled"),
    ],
)
def test_a_variable_is_open_known_unknown_or_settled(variable: str, changes: dict[str, Any], standing: str) -> None:
    assert why(variable, **changes).standing == standing


def test_what_cannot_change_anything_any_more_is_said_to_be_settled() -> None:
    text = tell_why(KNOWLEDGE, why("asker"))
    assert "主诊断都不会变" in text and "→" not in text


def test_a_variable_may_be_named_as_merchants_read_it() -> None:
    assert why("停留").variable == "avg_stay_sec" and why("停留水平(口语)").variable == "stay_level"


@pytest.mark.parametrize("name", ["没有这个", "main_product", "creators"])
def test_a_name_that_leads_to_nothing_is_named(name: str) -> None:
    with pytest.raises(SituationError, match=name):
        why(name)


# how


def test_the_chain_leads_from_the_facts_over_findings_and_lines_to_the_claims() -> None:
    chain = how("HL12", avg_stay_sec=15)
    assert chain.status == "confirmed" and chain.leads
    assert "停留 15 秒" in [fact.text for fact in chain.facts]
    findings = {one.label: one for one in chain.findings}
    assert findings["停留水平"].value == "低" and findings["承接"].value == "弱"
    assert list(findings).index("停留水平") < list(findings).index("承接")
    assert chain.claims[0] == ("S51", KNOWLEDGE.claims["S51"].statement)


def test_a_default_line_comes_with_source_date_reliability_and_what_it_is() -> None:
    line = {one.id: one.line for one in how("HL12", avg_stay_sec=15).findings}["stay"]
    assert line is not None
    assert (line.value, line.source, line.reliability, line.basis) == (40, "W8", "B", "默认线")
    assert line.date


def test_the_peers_figure_stands_in_for_the_line() -> None:
    line = {one.id: one.line for one in how("HL12", peer_stay_sec=60).findings}["stay"]
    assert line is not None and (line.value, line.basis) == (60, "同行")


def test_an_estimate_shows_the_figures_it_comes_from_and_that_it_is_one() -> None:
    estimated = {key: value for key, value in SHOP.items() if key != "conversion_rate"} | {"orders_per_session": 12}
    chain = explain_rule(KNOWLEDGE, "CZ21", estimated)
    assert {one.id: one.value for one in chain.findings}["estimated_conversion"] == "0.004"
    rests_on = {one.id: one.rests_on for one in chain.findings}["conversion"]
    assert any("推算" in text for text in rests_on) and any("12 单" in text for text in rests_on)


def test_a_rule_that_does_not_fire_says_which_condition_fails() -> None:
    chain = how("HL12")
    assert chain.status is None
    assert {one.text: one.truth for one in chain.when} == {"付费投放是「在投」": "true", "承接是「弱」": "false"}
    assert "不成立" in tell_how(KNOWLEDGE, chain)


def test_a_rule_that_is_open_says_what_is_missing() -> None:
    chain = how("CZ10")
    assert [(one.truth, one.missing) for one in chain.when] == [("undecided", ("组货",))]
    assert "还缺：组货" in tell_how(KNOWLEDGE, chain)


def test_an_exception_that_silences_a_rule_is_among_its_conditions() -> None:
    chain = how("CZ13", host_quality="新手", conversion_rate=0.03)
    assert chain.status is None and "true" in [one.truth for one in chain.unless]


def test_the_alternatives_of_a_condition_stand_below_it() -> None:
    chain = how("CZ02", conversion_rate=0.001, live_days_per_week=2)
    alternatives = next(one for one in chain.when if one.parts)
    assert "true" in [part.truth for part in alternatives.parts]


def test_a_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(SituationError, match="XX99"):
        how("XX99")


@pytest.mark.parametrize("rule", list(KNOWLEDGE.rules))
def test_every_rule_can_be_told_whatever_is_known(rule: str) -> None:
    for situation in ({}, SHOP):
        text = tell_how(KNOWLEDGE, explain_rule(KNOWLEDGE, rule, situation))
        assert rule in text and "{" not in text and "None" not in text
