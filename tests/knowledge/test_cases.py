"""The methodology comes to what its experts wrote down in `cases/`, and there is a case for every statement of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge import assess, load_knowledge, read_situation
from knowledge.conditions import Condition, leaves
from knowledge.drafting import notation
from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.model import Combination, Comparison, Rule
from knowledge.values import Interval, Options
from tests.knowledge.casebook import Case, cases, document, implied_statements

KNOWLEDGE = load_knowledge()
ENGINE = InferenceEngine(KNOWLEDGE)


def named(kind: str) -> list[object]:
    return [pytest.param(case, id=f"{case.place}: {case.name}") for case in cases(kind)]


@pytest.mark.parametrize("case", named("."))
def test_a_merchant_gets_the_report_written_down(case: Case) -> None:
    report = assess(KNOWLEDGE, document(KNOWLEDGE, case))
    diagnoses = {one["id"]: one["status"] for one in report["diagnoses"]}
    for key in ("stage", "main", "decided"):
        if key in case.expected:
            assert report[key] == case.expected[key], f"{key}: {report['main']} {diagnoses}"
    if "status" in case.expected:
        assert diagnoses[report["main"]] == case.expected["status"]
    assert set(case.listed("also")) <= set(diagnoses)
    assert not set(case.listed("not")) & set(diagnoses)
    assert set(case.listed("steps")) <= {step["action"] for step in report["next_steps"]}
    assert set(case.listed("avoid")) <= {one["action"] for one in report["avoid"]}


@pytest.mark.parametrize("case", named("rules"))
def test_a_rule_fires_where_it_should_and_not_just_outside(case: Case) -> None:
    situation = read_situation(KNOWLEDGE, document(KNOWLEDGE, case))
    fired = dict(ENGINE.infer(situation).diagnoses)
    assert fired == Evaluation(KNOWLEDGE, situation).fired()
    assert set(case.listed("fires")) <= set(fired)
    assert not set(case.listed("not")) & set(fired)
    if "rule" in case.expected:
        rule = KNOWLEDGE.rules[case.expected["rule"]]
        said = {"stage": rule.stage, "severity": rule.severity, "status": fired[rule.id]}
        assert said == case.expected["says"]
        assert [step.action for step in rule.steps] == case.listed("advises")
        assert [avoid.action for avoid in rule.avoid] == case.listed("warns")


@pytest.mark.parametrize("case", named("levels"))
def test_a_finding_comes_to_the_level_written_down(case: Case) -> None:
    situation = read_situation(KNOWLEDGE, document(KNOWLEDGE, case))
    evaluation = Evaluation(KNOWLEDGE, situation)
    assert dict(ENGINE.infer(situation).findings) == evaluation.findings()
    ids = {finding.label: finding.id for finding in KNOWLEDGE.findings.values()}
    for label, expected in case.expected["levels"].items():
        value = evaluation.value(ids[label])
        if isinstance(value, Interval):
            assert value.low == value.high == pytest.approx(expected, abs=1e-4)
        else:
            assert (value.value if isinstance(value, Options) else None) == expected


# every statement has its case


def statements(rule: Rule) -> Iterator[str]:
    yield from (f"{rule.id} / {text}" for text in in_notation(rule.when))
    yield from (f"{rule.id} / 除非 {text}" for text in in_notation(rule.unless))


def in_notation(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        yield from (notation(KNOWLEDGE, leaf) for leaf in leaves(condition))


def statements_of_values(finding: Combination) -> Iterator[str]:
    for value, conditions in finding.values.items():
        yield from (f"{finding.label} {value} / {text}" for text in in_notation(conditions))


COMBINATIONS = [finding for finding in KNOWLEDGE.findings.values() if isinstance(finding, Combination)]
COMPARISONS = [finding for finding in KNOWLEDGE.findings.values() if isinstance(finding, Comparison)]
NEAR = {
    kind: {case.expected["near"] for case in cases(kind) if "near" in case.expected} for kind in ("rules", "levels")
}


@pytest.mark.parametrize("rule", KNOWLEDGE.rules.values(), ids=KNOWLEDGE.rules)
def test_every_rule_has_a_merchant_for_whom_it_fires_and_one_just_outside_every_statement(rule: Rule) -> None:
    assert [case for case in cases("rules") if case.expected.get("rule") == rule.id], "no case fires it"
    assert set(statements(rule)) - NEAR["rules"] - set(implied_statements()) == set()


def statements_of_samples(finding: Comparison) -> Iterator[str]:
    yield from (f"{finding.label} 太少 / {text}" for text in in_notation(finding.too_small))
    yield from (f"{finding.label} 推算 / {text}" for text in in_notation(finding.estimate_if))


@pytest.mark.parametrize("finding", COMPARISONS, ids=lambda finding: str(finding.id))
def test_every_bound_of_a_sample_has_a_merchant_just_outside(finding: Comparison) -> None:
    assert set(statements_of_samples(finding)) - NEAR["levels"] == set()


@pytest.mark.parametrize("finding", COMBINATIONS, ids=lambda finding: str(finding.id))
def test_every_statement_of_a_combination_has_a_merchant_just_outside(finding: Combination) -> None:
    assert set(statements_of_values(finding)) - NEAR["levels"] - set(implied_statements()) == set()


def test_every_level_that_has_a_line_has_cases() -> None:
    with_cases = {label for case in cases("levels") for label in case.expected["levels"]}
    assert {finding.label for finding in COMPARISONS if finding.line is not None} - with_cases == set()


def test_no_case_stands_beside_a_statement_that_is_no_more() -> None:
    present = {text for rule in KNOWLEDGE.rules.values() for text in statements(rule)}
    present |= {text for finding in COMBINATIONS for text in statements_of_values(finding)}
    present |= {text for finding in COMPARISONS for text in statements_of_samples(finding)}
    assert (NEAR["rules"] | NEAR["levels"] | set(implied_statements())) - present == set()
