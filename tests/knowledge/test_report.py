"""The report: what is concluded, why, what to do, what to leave alone, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import Assessment, assess, load_knowledge, read_situation
from knowledge.rendering import render_report

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "paid_daily_spend": 3000,
    "paid_status": "在投",
    "avg_stay_sec": {"low": 15, "high": 16},
    "planned_action": ["加预算"],
}


def main_of(report: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in report["diagnoses"] if one["id"] == report["main"])


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return assess(KNOWLEDGE, SHOP, {"planned_action": "想把预算加到一万"})


def test_every_key_of_the_interface_is_there(report: dict[str, Any]) -> None:
    assert {"knowledge_version", "stage", "main", "diagnoses", "next_steps", "avoid", "fields", "missing"} <= set(
        report
    )
    assert set(report["fields"]) == {"F", "A", "C", "T"}
    assert all({"role", "readiness", "next"} <= set(field) for field in report["fields"].values())


def test_the_reason_names_the_figure_the_line_and_where_the_line_comes_from(report: dict[str, Any]) -> None:
    reasons = {reason["variable"]: reason["text"] for reason in main_of(report)["because"]}
    assert "15–16 秒" in reasons["avg_stay_sec"] and "40 秒" in reasons["avg_stay_sec"]
    line = next(one for one in report["thresholds"] if "停留" in one["name"])
    assert line == {
        "name": "停留默认线·服饰鞋包",
        "value": 40,
        "source": "W8",
        "judgement": False,
        "date": "未标",
        "reliability": "B",
        "basis": "默认线",
    }


def test_the_peers_figure_replaces_the_line_in_reason_and_target() -> None:
    report = assess(KNOWLEDGE, {**SHOP, "avg_stay_sec": 28, "peer_stay_sec": 52})
    reasons = {reason["variable"]: reason["text"] for reason in main_of(report)["because"]}
    assert "同行 52 秒" in reasons["avg_stay_sec"]
    assert [(line["value"], line["basis"]) for line in report["thresholds"] if "停留" in line["name"]] == [(52, "同行")]
    assert any("同行平均 52 秒" in step["target"] for step in report["next_steps"])


def test_there_are_at_most_three_steps_and_each_is_complete(report: dict[str, Any]) -> None:
    assert 1 <= len(report["next_steps"]) <= 3
    for step in report["next_steps"]:
        assert step["how"] and step["role"] and step["metric"] and 1 <= step["review_days"] <= 60
        assert step["steps"] and step["unlocks"] and step["if_stuck"]
        assert "{" not in step["target"]
        assert step["for"] in KNOWLEDGE.rules


def test_what_the_merchant_plans_leads_the_list_of_what_to_leave_alone(report: dict[str, Any]) -> None:
    first = report["avoid"][0]
    assert first["action"] == "加预算" and first["planned"]
    assert "想把预算加到一万" in first["why"]


def test_nothing_that_is_advised_is_advised_against(report: dict[str, Any]) -> None:
    assert not {step["action"] for step in report["next_steps"]} & {one["action"] for one in report["avoid"]}


def test_every_cited_claim_comes_with_its_text(report: dict[str, Any]) -> None:
    cited = {claim for one in report["diagnoses"] for claim in one["claims"]}
    assert cited <= set(report["claim_texts"])


def test_what_is_missing_names_the_rules_it_could_change(report: dict[str, Any]) -> None:
    missing = {one["variable"]: one["could_change"] for one in report["missing"]}
    assert "HL20" in missing["violation_status"] and "F04" in missing["experience_score"]
    assert report["decided"] is False


def test_the_same_facts_in_any_order_give_the_same_report() -> None:
    assert assess(KNOWLEDGE, dict(reversed(SHOP.items()))) == assess(KNOWLEDGE, SHOP)


def test_no_question_is_asked_about_what_is_known_or_not_known_by_the_merchant() -> None:
    situation = read_situation(KNOWLEDGE, {**SHOP, "experience_score": "unknown"})
    asked = {question.variable.id for question in Assessment(KNOWLEDGE, situation).questions()}
    assert asked and not asked & set(situation.values) and "experience_score" not in asked


def test_the_level_in_words_is_asked_once_the_figure_is_not_known() -> None:
    situation = read_situation(KNOWLEDGE, {"category": "服饰鞋包", "session_viewers": 900, "avg_stay_sec": "unknown"})
    asked = {question.variable.id for question in Assessment(KNOWLEDGE, situation).questions()}
    assert "stay_level" in asked


def test_a_decided_report_has_no_question_left() -> None:
    report = assess(KNOWLEDGE, {**SHOP, "experience_score": 4.8, "violation_status": "无"})
    assert report["decided"] is True and report["main"] == "HL12"


@pytest.mark.parametrize(
    "situation", [{}, SHOP, {"violation_status": "有"}, {"category": "宠物", "avg_stay_sec": "unknown"}]
)
def test_every_report_reads_as_chinese_without_a_gap(situation: dict[str, Any]) -> None:
    text = render_report(KNOWLEDGE, assess(KNOWLEDGE, situation))
    assert text and "{" not in text and "None" not in text
