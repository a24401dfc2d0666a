"""What a merchant's “how do you know” is about: a diagnosis, a plan that was advised against, or a finding.

为什么不让我加预算 asks about a plan, 为什么说我沉淀弱 about a finding, 怎么得出的 about the main diagnosis.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.advice import Warned, ranked, warnings
from knowledge.assessment import Assessment
from knowledge.clearance import PLANS
from knowledge.conditions import Is, leaves
from knowledge.explanation import Explainer, UsedLine
from knowledge.how import explain_finding
from knowledge.model import Combination, Comparison, Computed, Finding, Knowledge, Rule
from knowledge.statements import short_label

# What ends the label of a finding and is not said: 停留水平 is 停留.
_UNSAID = ("水平", "表现", "高低")
_MOST_MISSING = 3


@dataclass(frozen=True)
class AskedFinding:
    """A finding: its value in words, the facts it rests on with their lines, and the claims behind it.

    `value` is None while nothing is known of it; then `missing` names what would decide it.
    """

    label: str
    value: str | None
    reasons: tuple[str, ...] = ()
    lines: tuple[UsedLine, ...] = ()
    claims: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The diagnosis in question (None: no diagnosis answers it), and what was named instead, if anything.

    `warned` is set where the question is why a plan was advised against, `finding` where it is about a finding.
    """

    rule: Rule | None
    warned: Warned | None = None
    finding: AskedFinding | None = None


def asked_how(assessment: Assessment, words: str) -> Asked:
    """What the question is about; where it names nothing, the main diagnosis."""
    plan = _longest(_plan_names(assessment.knowledge), words)
    if plan is not None and (warned := _warned_of(assessment, plan)) is not None:
        return Asked(warned.rule, warned)
    for rule in ranked(assessment):
        if rule.id in words.upper():
            return Asked(rule)
    named = _longest(_finding_names(assessment.knowledge), words)
    if named is not None:
        finding = assessment.knowledge.findings[named]
        assert not isinstance(finding, Computed)
        return _about_finding(assessment, finding)
    for rule in ranked(assessment):
        if rule.stage in words:
            return Asked(rule)
    return Asked(assessment.main)


def known_so_far(assessment: Assessment) -> list[str]:
    """Each figure or level that is known, held against what it is measured by."""
    explainer = Explainer(assessment.evaluation)
    comparisons = (one for one in assessment.knowledge.findings.values() if isinstance(one, Comparison))
    known = (one for one in comparisons if assessment.evaluation.value(one.id) is not None)
    return list(dict.fromkeys(explainer.reasons_for(one.id)[-1].text for one in known if explainer.reasons_for(one.id)))


def _about_finding(assessment: Assessment, finding: Comparison | Combination) -> Asked:
    shown = explain_finding(assessment, finding)
    if shown is None:
        waiting = assessment.evaluation.waiting_for([Is(finding.id, frozenset(finding.subject.values))])
        named = dict.fromkeys(short_label(assessment.knowledge, one) for one in sorted(waiting))
        return Asked(None, finding=AskedFinding(finding.label, None, missing=tuple(named)[:_MOST_MISSING]))
    explainer = Explainer(assessment.evaluation)
    reasons = tuple(reason.text for reason in explainer.reasons_for(finding.id))
    found = AskedFinding(finding.label, shown.value, reasons, tuple(explainer.used_lines.values()), finding.claims)
    return Asked(next((rule for rule in ranked(assessment) if _rests_on(rule, finding)), None), finding=found)


def _rests_on(rule: Rule, finding: Finding) -> bool:
    return any(leaf.subject == finding.id for condition in rule.when for leaf in leaves(condition))


def _warned_of(assessment: Assessment, plan: str) -> Warned | None:
    plans = assessment.situation.selection(PLANS)
    found = (one for one in warnings(ranked(assessment), assessment.main, plans) if one.avoid.action == plan)
    return next(found, None)


def _plan_names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for plan, phrases in knowledge.variables[PLANS].values.items():
        yield from ((phrase, plan) for phrase in (plan, *phrases))


def _finding_names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for finding in knowledge.findings.values():
        if isinstance(finding, Combination):
            yield finding.label, finding.id
        elif isinstance(finding, Comparison):
            for ending in _UNSAID:
                yield finding.label.removesuffix(ending), finding.id
            variable = knowledge.variables[finding.compare]
            yield from ((name, finding.id) for name in (variable.short, *variable.names))


def _longest(names: Iterator[tuple[str, str]], words: str) -> str | None:
    """What the longest of the names that stand in the words means."""
    folded = words.casefold()
    found = [(len(name), meaning) for name, meaning in names if name.casefold() in folded]
    return max(found, key=lambda one: one[0])[1] if found else None
