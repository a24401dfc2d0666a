"""What a “how do you know” is about: the main diagnosis, another one, a finding, a plan that got its no."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge import Assessment, load_knowledge, read_situation
from knowledge.asked_how import Asked, asked_how, known_so_far

KNOWLEDGE = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 99,
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "avg_stay_sec": 15,
    "conversion_rate": 0.008,
    "follow_rate": 0.005,
    "member_ops": "没有",
    "has_old_customer_products": "没有",
    "planned_action": ["加预算"],
}


def asked(words: str, situation: dict[str, Any]) -> Asked:
    return asked_how(Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, situation)), words)


def test_without_a_name_it_is_about_the_main_diagnosis() -> None:
    main = asked("怎么得出的", SHOP).rule
    assert main is not None and main.id == "HL12"


@pytest.mark.parametrize("words", ["为什么说我沉淀弱", "凭什么说沉淀弱"])
def test_a_finding_that_leads_nowhere_yet_has_its_own_facts_lines_and_claims(words: str) -> None:
    finding = asked(words, SHOP).finding
    assert finding is not None and finding.value == "弱" and "S74" in finding.claims
    assert any("转粉率 0.5%，低于 1%" in reason for reason in finding.reasons) and finding.lines


def test_a_finding_leads_to_the_diagnosis_that_rests_on_it() -> None:
    found = asked("为什么说我承接弱", SHOP)
    assert found.finding is not None and found.finding.value == "弱"
    assert found.rule is not None and found.rule.id == "HL12"


def test_a_finding_nobody_can_judge_yet_names_what_is_missing() -> None:
    found = asked("为什么说我沉淀弱", {"category": "服饰鞋包"})
    assert found.rule is None and found.finding is not None
    assert found.finding.value is None and "转粉率" in found.finding.missing


def test_a_plan_leads_to_what_speaks_against_it() -> None:
    found = asked("为什么不让我加预算", SHOP)
    assert found.warned is not None and found.warned.avoid.action == "加预算"


def test_a_rule_is_found_by_its_id() -> None:
    found = asked("hl12是怎么来的", SHOP)
    assert found.rule is not None and found.rule.id == "HL12"


def test_before_any_diagnosis_there_is_none_to_explain() -> None:
    assert asked("怎么得出的", {}) == Asked(None)


def test_what_is_known_so_far_is_held_against_its_line() -> None:
    known = known_so_far(Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, SHOP)))
    assert any("停留 15 秒，低于 40 秒" in text for text in known)
    assert known_so_far(Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {}))) == []
