"""HOW a rule comes to its verdict: the merchant's facts, the findings with their lines, the conditions, the claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.conditions import All, AtLeast, Compare, Condition, leaves
from knowledge.errors import SituationError
from knowledge.evaluation import Evaluation
from knowledge.explanation import Explainer, Reason, UsedLine
from knowledge.model import Combination, Comparison, Computed, Finding, Knowledge, Rule, Status
from knowledge.situation import Situation, read_situation
from knowledge.statements import short_label, statement
from knowledge.values import Interval, Options, Truth, Value


@dataclass(frozen=True)
class FindingShown:
    """A finding on the way to a rule: its value in words, what it rests on, and the line it was held against."""

    id: str
    label: str
    value: str
    rests_on: tuple[str, ...]
    line: UsedLine | None


@dataclass(frozen=True)
class Check:
    """A condition in words and how it stands: `truth` is true, false or undecided.

    `missing` names, as merchants read them, the variables that would decide it.
    """

    text: str
    truth: str
    missing: tuple[str, ...]
    parts: tuple[Check, ...]


@dataclass(frozen=True)
class How:
    """The whole chain for one rule. `status` is None while it does not fire, `leads` marks the main diagnosis.

    `when` must all be true, `unless` must not; `claims` are pairs of id and sentence.
    """

    rule: str
    title: str
    why: str
    status: Status | None
    leads: bool
    facts: tuple[Reason, ...]
    findings: tuple[FindingShown, ...]
    when: tuple[Check, ...]
    unless: tuple[Check, ...]
    claims: tuple[tuple[str, str], ...]
    judgement: str | None


def explain_rule(knowledge: Knowledge, rule_id: str, situation: Mapping[str, Any] | Situation) -> How:
    """How a rule stands for a situation. Raises SituationError when there is no such rule or the input is bad."""
    if rule_id not in knowledge.rules:
        raise SituationError(f"there is no rule “{rule_id}”")
    read = situation if isinstance(situation, Situation) else read_situation(knowledge, situation)
    return _Chain(Assessment(knowledge, read)).how(knowledge.rules[rule_id])


def explain_finding(assessment: Assessment, finding: Finding) -> FindingShown | None:
    """What a finding is and rests on; None while nothing is known of it."""
    value = assessment.evaluation.value(finding.id)
    return None if value is None else _Chain(assessment).shown(finding, value)


class _Chain:
    def __init__(self, assessment: Assessment) -> None:
        self._evaluation = assessment.evaluation
        self._knowledge = assessment.knowledge
        self._main = assessment.main

    def how(self, rule: Rule) -> How:
        knowledge = self._knowledge
        conditions = (*rule.when, *rule.unless)
        return How(
            rule=rule.id,
            title=rule.title,
            why=rule.why,
            status=self._evaluation.state(rule).status,
            leads=rule is self._main,
            facts=tuple(self._facts(conditions)),
            findings=tuple(self._findings(conditions)),
            when=tuple(map(self._check, rule.when)),
            unless=tuple(map(self._check, rule.unless)),
            claims=tuple((claim, knowledge.claims[claim].statement) for claim in rule.claims),
            judgement=rule.judgement,
        )

    def _facts(self, conditions: Iterable[Condition]) -> Iterator[Reason]:
        """What the merchant said that any of the conditions speaks of, each variable once."""
        seen: dict[str, None] = {}
        for condition in conditions:
            for subject in _subjects(self._knowledge, condition):
                seen.setdefault(subject)
        for subject in seen:
            value = self._evaluation.situation.values.get(subject)
            if value is not None:
                variable = self._knowledge.variables[subject]
                text = self._knowledge.wording["fact"].format(
                    label=variable.short, value=phrasing.value_text(self._knowledge.wording, variable, value)
                )
                yield Reason(subject, text)

    def _findings(self, conditions: Iterable[Condition]) -> Iterator[FindingShown]:
        """The findings of which something is known, those that others rest on first."""
        seen: dict[str, None] = {}
        for condition in conditions:
            for finding in _findings_below(self._knowledge, condition):
                seen.setdefault(finding.id)
        for finding_id in seen:
            value = self._evaluation.value(finding_id)
            if value is not None:
                yield self.shown(self._knowledge.findings[finding_id], value)

    def shown(self, finding: Finding, value: Value) -> FindingShown:
        explainer = Explainer(self._evaluation)
        if isinstance(finding, Combination):
            held = value.value if isinstance(value, Options) else None
            true = _true_statements(self._evaluation, finding.values[held]) if held is not None else ()
            return FindingShown(finding.id, finding.label, self._in_words(finding, value), tuple(true), None)
        reasons = explainer.reasons_for(finding.id)
        rests_on = tuple(reason.text for reason in reasons if reason.variable != finding.id)
        line = next(iter(explainer.used_lines.values()), None) if isinstance(finding, Comparison) else None
        return FindingShown(finding.id, finding.label, self._in_words(finding, value), rests_on, line)

    def _in_words(self, finding: Finding, value: Value) -> str:
        if isinstance(value, Interval):
            unit = finding.unit if isinstance(finding, Computed) else ""
            return phrasing.interval(self._knowledge.wording, value, "ratio", unit)
        assert isinstance(value, Options)
        order = finding.subject.values
        return self._knowledge.wording["statement_or"].join(one for one in order if one in value.possible)

    def _check(self, condition: Condition) -> Check:
        truth = self._evaluation.truth(condition)
        parts = condition.parts if isinstance(condition, (All, AtLeast)) else ()
        waiting = sorted(self._evaluation.waiting_for([condition])) if truth is Truth.UNDECIDED else []
        return Check(
            text=statement(self._knowledge, condition),
            truth=truth.value,
            missing=tuple(short_label(self._knowledge, variable) for variable in waiting),
            parts=tuple(map(self._check, parts)),
        )


def _true_statements(evaluation: Evaluation, conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        for leaf in leaves(condition):
            if evaluation.truth(leaf) is Truth.TRUE:
                yield statement(evaluation.knowledge, leaf)


def _subjects(knowledge: Knowledge, condition: Condition) -> Iterator[str]:
    """The variables that a condition speaks of, directly or through findings."""
    for leaf in leaves(condition):
        bound = leaf.bound if isinstance(leaf, Compare) and isinstance(leaf.bound, str) else None
        for subject in filter(None, (leaf.subject, bound)):
            if subject in knowledge.variables:
                yield subject
            else:
                yield from _variables_below(knowledge, knowledge.findings[subject])


def _variables_below(knowledge: Knowledge, finding: Finding) -> Iterator[str]:
    if isinstance(finding, Comparison):
        selector = knowledge.thresholds[finding.line].by if finding.line else None
        yield from filter(None, (selector, finding.compare, finding.peers, finding.said))
        if finding.estimate is not None:
            yield from _variables_below(knowledge, knowledge.findings[finding.estimate])
    for need in _needs(finding):
        if need in knowledge.variables:
            yield need
        else:
            yield from _variables_below(knowledge, knowledge.findings[need])
    for condition in _inner(finding):
        yield from _subjects(knowledge, condition)


def _findings_below(knowledge: Knowledge, condition: Condition) -> Iterator[Finding]:
    """The findings that a condition speaks of, each after those it rests on itself."""
    for leaf in leaves(condition):
        bound = leaf.bound if isinstance(leaf, Compare) and isinstance(leaf.bound, str) else None
        for subject in filter(None, (leaf.subject, bound)):
            if subject in knowledge.findings:
                yield from _with_those_below(knowledge, knowledge.findings[subject])


def _with_those_below(knowledge: Knowledge, finding: Finding) -> Iterator[Finding]:
    estimate = (finding.estimate,) if isinstance(finding, Comparison) and finding.estimate is not None else ()
    for need in (*_needs(finding), *estimate):
        if need in knowledge.findings:
            yield from _with_those_below(knowledge, knowledge.findings[need])
    for condition in _inner(finding):
        yield from _findings_below(knowledge, condition)
    yield finding


def _needs(finding: Finding) -> tuple[str, ...]:
    return finding.formula.needs if isinstance(finding, Computed) else ()


def _inner(finding: Finding) -> tuple[Condition, ...]:
    if isinstance(finding, Combination):
        return tuple(condition for conditions in finding.values.values() for condition in conditions)
    return finding.too_small if isinstance(finding, Comparison) else ()
