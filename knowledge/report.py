"""The report: one situation in, everything the advisor concludes out (JSON, fixed by the interface)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from knowledge import phrasing
from knowledge.advice import Advised, Warned, next_steps, warnings
from knowledge.assessment import Assessment
from knowledge.clearance import PLANS, until
from knowledge.constraint import find_constraint
from knowledge.explanation import Explainer
from knowledge.inference import InferenceEngine
from knowledge.metrics import metrics
from knowledge.model import Action, Avoid, Comparison, Computed, Field, Knowledge, Rule
from knowledge.situation import Situation, read_situation
from knowledge.values import Interval, Truth

_PLACEHOLDER = re.compile(r"\{([^{}.]+)(?:\.(low|high))?\}")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")

Report = dict[str, Any]


def assess(
    knowledge: Knowledge, situation: Mapping[str, Any] | Situation, words: Mapping[str, str] | None = None
) -> Report:
    """The report for a situation (interface shape or already read). Raises SituationError on bad input."""
    read = situation if isinstance(situation, Situation) else read_situation(knowledge, situation, words)
    return write_report(Assessment(knowledge, read))


def write_report(assessment: Assessment) -> Report:
    """The report for a situation already thought through. Its diagnoses are those that Experta infers."""
    return _ReportWriter(assessment).write()


@functools.lru_cache(maxsize=2)
def _engine(knowledge: Knowledge) -> InferenceEngine:
    """One reused engine for each version of the knowledge: fresh engines leak inside Experta."""
    return InferenceEngine(knowledge)


class _ReportWriter:
    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._knowledge = assessment.knowledge
        self._situation = assessment.situation
        self._explainer = Explainer(assessment.evaluation)
        self._diagnoses = _engine(assessment.knowledge).infer(assessment.situation).diagnoses
        agreed = self._diagnoses == assessment.fired
        self._constraint = assessment.constraint if agreed else find_constraint(assessment.evaluation, self._diagnoses)
        self._rules = [self._knowledge.rules[rule] for rule in self._constraint.ranking]

    def write(self) -> Report:
        diagnoses = [self._diagnosis(rule) for rule in self._rules]
        main, plans = self._assessment.main, self._situation.selection(PLANS)
        report: Report = {
            "knowledge_version": self._knowledge.version,
            "stage": self._assessment.stage,
            "headline": self._knowledge.wording[f"stage_{self._assessment.stage}"],
            "main": self._constraint.main,
            "decided": self._assessment.decided,
            "diagnoses": diagnoses,
            "next_steps": [
                self._step(advised) for advised in next_steps(self._rules, main, plans, self._knowledge.actions)
            ],
            "avoid": [self._warning(warned) for warned in warnings(self._rules, main, plans)],
            "fields": {field.id: self._field(field) for field in self._knowledge.fields.values()},
            "missing": self._missing(),
            "thresholds": [vars(line) for line in self._explainer.used_lines.values()],
            "metrics": metrics(self._assessment.evaluation),
        }
        report["claim_texts"] = self._claim_texts(report)
        return report

    def _diagnosis(self, rule: Rule) -> dict[str, Any]:
        return {
            "id": rule.id,
            "title": rule.title,
            "stage": rule.stage,
            "severity": rule.severity,
            "status": self._diagnoses[rule.id],
            "why": rule.why,
            "because": [vars(reason) for reason in self._explainer.reasons(rule.when)],
            "claims": list(rule.claims),
            "judgement": rule.judgement,
        }

    # what to do

    def _step(self, advised: Advised) -> dict[str, Any]:
        action = self._knowledge.actions[advised.step.action]
        return {
            "action": action.id,
            "title": action.title,
            "how": advised.step.how,
            "why": action.why,
            "steps": list(action.steps),
            "role": action.role,
            "metric": action.metric,
            "target": self._target(action),
            "review_days": action.review_days,
            "unlocks": action.unlocks,
            "if_stuck": action.if_stuck,
            "for": advised.rule.id,
            "claims": list(advised.rule.claims),
        }

    def _target(self, action: Action) -> str:
        """The target with this merchant's figures; a space before a word filled in would look like a gap."""
        return _GAP.sub("", _PLACEHOLDER.sub(self._fill, action.target))

    def _fill(self, match: re.Match[str]) -> str:
        """A placeholder of an action's target, for this merchant."""
        label, side = match.group(1), match.group(2)
        for finding in self._knowledge.findings.values():
            line = (
                self._knowledge.thresholds[finding.line] if isinstance(finding, Comparison) and finding.line else None
            )
            if isinstance(finding, Comparison) and line is not None and line.label == label:
                return self._explainer.line_in_words(finding, side or "low")
            if isinstance(finding, Computed) and finding.label == label:
                value = self._assessment.evaluation.value(finding.id)
                if isinstance(value, Interval):
                    return phrasing.interval(self._knowledge.wording, value, "ratio", finding.unit)
        return self._knowledge.wording["computed_unknown"]

    # what to leave alone

    def _warning(self, warned: Warned) -> dict[str, Any]:
        avoid = warned.avoid
        return {
            "action": avoid.action,
            "title": self._avoid_title(avoid.action),
            "why": self._avoid_why(avoid) if warned.planned else avoid.why,
            "planned": warned.planned,
            "until": until(self._assessment, warned) if warned.planned else "",
            "for": warned.rule.id,
            "claims": list(warned.rule.claims),
        }

    def _avoid_title(self, action: str) -> str:
        wording = self._knowledge.wording
        if action in self._knowledge.actions:
            return wording["avoid_action"].format(title=self._knowledge.actions[action].title)
        return wording["avoid_plan"].format(plan=action)

    def _avoid_why(self, avoid: Avoid) -> str:
        words = self._situation.words_for(PLANS, avoid.action)
        return self._knowledge.wording["avoid_said"].format(words=words, why=avoid.why) if words else avoid.why

    # fields, what is missing, sources

    def _field(self, field: Field) -> dict[str, Any]:
        state = next(
            state for state in field.readiness if self._assessment.evaluation.truth_of_all(state.when) is Truth.TRUE
        )
        return {
            "name": field.name,
            "role": field.role,
            "readiness": state.readiness,
            "next": state.next,
            "claims": list(field.claims),
        }

    def _missing(self) -> list[dict[str, Any]]:
        """The next questions, best first, then whatever else rules wait for that a merchant can be asked."""
        could_change = {one.variable.id: set(one.could_change) for one in self._assessment.questions()}
        for rule, variables in self._constraint.open.items():
            for variable in sorted(variables):
                if self._knowledge.variables[variable].question:
                    could_change.setdefault(variable, set()).add(rule)
        return [
            {
                "variable": variable,
                "question": self._knowledge.variables[variable].question,
                "could_change": sorted(rules),
            }
            for variable, rules in could_change.items()
        ]

    def _claim_texts(self, report: Report) -> dict[str, str]:
        cited = {
            claim
            for part in (*report["diagnoses"], *report["next_steps"], *report["avoid"], *report["fields"].values())
            for claim in part["claims"]
        }
        return {claim: self._knowledge.claims[claim].statement for claim in self._knowledge.claims if claim in cited}
