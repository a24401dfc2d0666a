"""Mistakes put into the methodology on purpose: each kind is caught, and the message names the entry.

`test_loading.py` holds the mistakes of one entry; here are those that only show when the whole is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from knowledge import load_knowledge
from knowledge.conditions import Compare, negate
from knowledge.model import Avoid, Comparison, Knowledge, Rule, Step
from knowledge.references import check_references
from knowledge.verification.conflicts import contradictory_advice
from knowledge.verification.reach import dead_ends, unreachable
from knowledge.verification.redundancy import redundancies
from knowledge.verification.safety import unsafe_advice
from knowledge.verification.sources import unsourced
from knowledge.verification.units import unit_mistakes
from knowledge.verification.usage import unused
from knowledge.witness import witness

KNOWLEDGE = load_knowledge()

Check = Callable[[Knowledge], Iterable[str]]
RULES = ("HL01", "HL12", "CZ04", "JC02", "A03", "C02", "T01", "F04")


def with_rule(rule: Rule, **changes: Any) -> Knowledge:
    changed = replace(rule, **changes)
    return replace(KNOWLEDGE, rules={**KNOWLEDGE.rules, changed.id: changed})


def with_entry(kind: str, entry: Any) -> Knowledge:
    changed: Any = {**getattr(KNOWLEDGE, kind), entry.id: entry}
    return replace(KNOWLEDGE, **{kind: changed})


def only(rules: Iterable[str]) -> Knowledge:
    return replace(KNOWLEDGE, rules={rule: KNOWLEDGE.rules[rule] for rule in rules})


def cannot_fire(knowledge: Knowledge) -> Iterator[str]:
    """`unreachable` for the rule that was changed; the others have their witnesses."""
    changed = next(rule for rule in knowledge.rules.values() if rule is not KNOWLEDGE.rules[rule.id])
    found = witness(knowledge, changed.when)
    witnesses: Mapping[str, Any] = {rule: {} for rule in knowledge.rules if rule != changed.id or found is not None}
    return (problem for problem in unreachable(knowledge, witnesses) if "can never fire" in problem)


def defects() -> Iterator[Any]:
    for rule_id in RULES:
        rule = KNOWLEDGE.rules[rule_id]
        yield seed("a rule without a claim", with_rule(rule, claims=(), judgement=None), check_references, rule_id)
        yield seed("a claim that does not exist", with_rule(rule, claims=("S999",)), check_references, "S999")
        yield seed("a step that does not exist", with_rule(rule, steps=(Step("FLY", "飞"),)), check_references, "FLY")
        yield seed("a group without a place", with_rule(rule, group="别处"), check_references, rule_id)
        contradiction = (*rule.when, negate(rule.when[0]))
        yield seed("a rule that cannot fire", with_rule(rule, when=contradiction), cannot_fire, rule_id)
        own = Avoid(rule.steps[0].action, "不要")
        yield seed("advice against itself", with_rule(rule, avoid=(own,)), contradictory_in(rule_id), rule_id)
    yield from duplicates()
    yield from unsourced_figures()
    yield from unused_entries()
    yield from wrong_units()
    yield from circles()


def duplicates() -> Iterator[Any]:
    for rule_id in RULES[:4]:
        rule = KNOWLEDGE.rules[rule_id]
        twin = replace(rule, id=f"{rule_id}B", title="另一种说法")
        both = replace(only([rule_id]), rules={rule_id: rule, twin.id: twin})
        yield seed("a rule written twice", both, redundancies, rule_id)
        narrower = replace(twin, when=(*rule.when, *KNOWLEDGE.rules["HL20"].when))
        both = replace(only([rule_id]), rules={rule_id: rule, twin.id: narrower})
        yield seed("a rule that adds nothing", both, redundancies, rule_id)


def unsourced_figures() -> Iterator[Any]:
    for threshold_id in ("stay_line", "entry_line", "follow_line"):
        threshold = KNOWLEDGE.thresholds[threshold_id]
        bare = {name: replace(line, source="") for name, line in threshold.choices.items()}
        line = replace(threshold.otherwise, source="") if threshold.otherwise else None
        changed = replace(threshold, source="", choices=bare, otherwise=line)
        yield seed("a threshold without a source", with_entry("thresholds", changed), unsourced, threshold_id)
        dateless = {name: replace(line, date="") for name, line in threshold.choices.items()}
        line = replace(threshold.otherwise, date="") if threshold.otherwise else None
        changed = replace(threshold, date="", choices=dateless, otherwise=line)
        yield seed("a threshold without a date", with_entry("thresholds", changed), unsourced, threshold_id)
        guessed = {name: replace(line, source="J", judgement=False) for name, line in threshold.choices.items()}
        line = replace(threshold.otherwise, source="J", judgement=False) if threshold.otherwise else None
        changed = replace(threshold, source="J", judgement=False, choices=guessed, otherwise=line)
        yield seed("judgement that passes for knowledge", with_entry("thresholds", changed), unsourced, threshold_id)


def unused_entries() -> Iterator[Any]:
    claim = replace(KNOWLEDGE.claims["S1"], id="S109", place="claims.yml:1 S109")
    yield seed("a claim nobody cites", with_entry("claims", claim), unsourced, "S109")
    for variable_id in ("avg_stay_sec", "category"):
        variable = replace(KNOWLEDGE.variables[variable_id], id="spare", place="variables/shop.yml:1 spare")
        yield seed("a variable nobody reads", with_entry("variables", variable), unused, "spare")
    for finding_id in ("stay", "receive"):
        finding = replace(KNOWLEDGE.findings[finding_id], id="spare", place="findings.yml:1 spare")
        yield seed("a finding nobody reads", with_entry("findings", finding), unused, "spare")
    threshold = replace(KNOWLEDGE.thresholds["stay_line"], id="spare", place="thresholds.yml:1 spare")
    yield seed("a threshold nobody is held against", with_entry("thresholds", threshold), unused, "spare")
    asides = replace(KNOWLEDGE, asides=KNOWLEDGE.asides | {"空组"})
    yield seed("a group without rules", asides, dead_ends, "空组")


def wrong_units() -> Iterator[Any]:
    for finding_id in ("stay", "conversion", "returns"):
        finding = KNOWLEDGE.findings[finding_id]
        assert isinstance(finding, Comparison) and finding.line is not None
        threshold = replace(KNOWLEDGE.thresholds[finding.line], unit="元")
        yield seed("a line in another unit", with_entry("thresholds", threshold), unit_mistakes, finding.line)
    for rule_id in RULES[:2]:
        percent = Compare("return_rate", ">=", 30.0)
        changed = with_rule(KNOWLEDGE.rules[rule_id], when=(percent,))
        yield seed("a share held against a percentage", changed, unit_mistakes, rule_id)


def circles() -> Iterator[Any]:
    level = replace(KNOWLEDGE.variables["stay_level"], coarse="avg_stay_sec")
    yield seed("a coarse question that leads in a circle", with_entry("variables", level), unused, "stay_level")


def contradictory_in(rule_id: str) -> Check:
    """The contradictions of one rule alone: the whole base takes half a minute."""

    def check(knowledge: Knowledge) -> Iterable[str]:
        return contradictory_advice(replace(knowledge, rules={rule_id: knowledge.rules[rule_id]}))

    return check


def seed(kind: str, knowledge: Knowledge, check: Check, named: str) -> Any:
    return pytest.param(knowledge, check, named, id=f"{kind}: {named}")


@pytest.mark.parametrize(("knowledge", "check", "named"), list(defects()))
def test_a_seeded_defect_is_caught_and_named(knowledge: Knowledge, check: Check, named: str) -> None:
    problems = list(check(knowledge))
    assert any(named in problem for problem in problems), problems


def test_there_are_seeds_enough() -> None:
    assert len(list(defects())) >= 60


@pytest.mark.parametrize("rule_id", ["HL12", "F04", "JC01"])
def test_advice_to_grow_while_something_is_broken_is_found_with_a_merchant(rule_id: str) -> None:
    rule = KNOWLEDGE.rules[rule_id]
    growing = replace(rule, steps=(Step("SCALE_PAID_STEP", "加到两倍"),), avoid=())
    knowledge = replace(only([rule_id]), rules={rule_id: growing})
    assert any("SCALE_PAID_STEP" in problem and rule_id in problem for problem in unsafe_advice(knowledge))
