"""Drafted cases hold, say what they stand beside, and read as the cases that are written by hand."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from knowledge import SituationError, load_knowledge, read_situation
from knowledge.drafting import as_yaml, draft
from knowledge.evaluation import Evaluation

KNOWLEDGE = load_knowledge()


def drafted(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(as_yaml(draft(KNOWLEDGE, name)))
    return cases


def fired(case: dict[str, Any]) -> set[str]:
    ids = {variable.label: variable.id for variable in KNOWLEDGE.variables.values()}
    situation = {ids[label]: value for label, value in case["situation"].items()}
    return set(Evaluation(KNOWLEDGE, read_situation(KNOWLEDGE, situation)).fired())


@pytest.mark.parametrize("rule", ["HL12", "HL09", "HL15", "CZ03"])
def test_the_drafts_of_a_rule_hold(rule: str) -> None:
    cases = drafted(rule)
    assert cases[0]["rule"] == rule and cases[0]["advises"]
    for case in cases:
        assert set(case.get("fires", [])) <= fired(case)
        assert not set(case.get("not", [])) & fired(case)


def test_a_near_miss_names_the_statement_it_misses() -> None:
    assert {case["near"] for case in drafted("HL12") if "near" in case} == {"HL12 / 付费投放 在投", "HL12 / 承接 弱"}


def test_a_figure_stands_on_its_line_and_just_beside_it() -> None:
    hours = {case["situation"].get("每天直播时长") for case in drafted("HL09")}
    assert {6, 5.7} <= hours


def test_a_finding_is_drafted_from_both_sides_of_its_lines() -> None:
    levels = [next(iter(case["levels"].values())) for case in drafted("entry")]
    assert levels == ["中", "低", "高", "中"]


def test_a_name_that_is_neither_rule_nor_finding_is_refused() -> None:
    with pytest.raises(SituationError, match="nix"):
        drafted("nix")
