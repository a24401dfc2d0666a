"""The report: one situation in, everything the advisor concludes out (JSON, fixed by the interface)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge import phrasing
from knowledge.constraint import find_constraint
from knowledge.evaluation import Evaluation
from knowledge.explanation import Explainer
from knowledge.inference import InferenceEngine
from knowledge.model import Action, Avoid, Comparison, Computed, Field, Knowledge, Rule
from knowledge.questions import Question, open_questions
from knowledge.situation import Situation, read_situation
from knowledge.values import Interval, Truth

MOST_STEPS = 3
_PLACEHOLDER = re.compile(r"\{([^{}.]+)(?:\.(low|high))?\}")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")

_engines: dict[str, InferenceEngine] = {}

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


class Assessment:
    """One situation thought through by the evaluator: the constraint as it stands, and the questions still open."""

    def __init__(self, knowledge: Knowledge, situation: Situation) -> None:
        self.knowledge = knowledge
        self.situation = situation
        self.evaluation = Evaluation(knowledge, situation)
        self.constraint = find_constraint(self.evaluation, self.evaluation.fired())

    @property
    def main(self) -> Rule | None:
        return None if self.constraint.main is None else self.knowledge.rules[self.constraint.main]

    @property
    def stage(self) -> str:
        return "undecided" if self.main is None else self.main.stage

    def questions(self, asked: tuple[str, ...] = ()) -> list[Question]:
        """The questions that could still change the main diagnosis, best first, without those `asked`."""
        return open_questions(self.knowledge, self.situation, self.constraint, asked)

    @property
    def decided(self) -> bool:
        """There is a main diagnosis, and no question that may be asked could change it."""
        return self.main is not None and not self.questions()


def _engine(knowledge: Knowledge) -> InferenceEngine:
    """One reused engine for each version of the knowledge: fresh engines leak inside Experta."""
    if knowledge.version not in _engines:
        _engines[knowledge.version] = InferenceEngine(knowledge)
    return _engines[knowledge.version]


class _ReportWriter:
    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._knowledge = assessment.knowledge
        self._situation = assessment.situation
        self._explainer = Explainer(assessment.evaluation)
        self._diagnoses = _engine(assessment.knowledge).infer(assessment.situation).diagnoses
        self._constraint = find_constraint(assessment.evaluation, self._diagnoses)
        self._rules = [self._knowledge.rules[rule] for rule in self._constraint.ranking]

    def write(self) -> Report:
        diagnoses = [self._diagnosis(rule) for rule in self._rules]
        report: Report = {
            "knowledge_version": self._knowledge.version,
            "stage": self._assessment.stage,
            "main": self._constraint.main,
            "decided": self._assessment.decided,
            "diagnoses": diagnoses,
            "next_steps": self._next_steps(),
            "avoid": self._avoid(),
            "fields": {field.id: self._field(field) for field in self._knowledge.fields.values()},
            "missing": self._missing(),
            "thresholds": [vars(line) for line in self._explainer.used_lines.values()],
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

    # next steps: two of the main diagnosis, then the first of the next ones; all of it where the answer is to expand

    def _next_steps(self) -> list[dict[str, Any]]:
        held_back = {avoid.action for rule in self._rules for avoid in rule.avoid}
        wanted = [(rule, position) for rule in self._rules for position in range(len(rule.steps))]
        wanted.sort(key=lambda one: self._step_place(*one))
        chosen: dict[str, dict[str, Any]] = {}
        for rule, position in wanted:
            step = rule.steps[position]
            if len(chosen) < MOST_STEPS and step.action not in chosen and step.action not in held_back:
                chosen[step.action] = self._step(rule, position)
        return list(chosen.values())

    def _step_place(self, rule: Rule, position: int) -> tuple[int, int, int]:
        rank = self._rules.index(rule)
        if rule.id == self._constraint.main:
            # Expanding always goes with its stop rule and its retention step (S55, S73).
            own_steps = MOST_STEPS if rule.stage == "none" else 2
            return (0 if position < own_steps else 2, rank, position)
        return (1 if position == 0 else 3, rank, position)

    def _step(self, rule: Rule, position: int) -> dict[str, Any]:
        step = rule.steps[position]
        action = self._knowledge.actions[step.action]
        return {
            "action": action.id,
            "title": action.title,
            "how": step.how,
            "role": action.role,
            "metric": action.metric,
            "target": self._target(action),
            "review_days": action.review_days,
            "for": rule.id,
            "claims": list(rule.claims),
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

    def _avoid(self) -> list[dict[str, Any]]:
        """What the main diagnosis warns of, and what any diagnosis says against a plan; plans first.

        A plan that the main diagnosis answers with a yes is not warned of by a lesser one.
        """
        main = self._assessment.main
        plans = self._situation.selection("planned_action")
        answered = main.for_plan if main is not None else frozenset()
        found: dict[str, dict[str, Any]] = {}
        for rule in self._rules:
            for avoid in rule.avoid:
                planned = avoid.action in plans
                wanted = rule is main or (planned and avoid.action not in answered)
                if wanted and avoid.action not in found:
                    found[avoid.action] = self._avoid_entry(rule, avoid, planned)
        return sorted(found.values(), key=lambda entry: not entry["planned"])

    def _avoid_entry(self, rule: Rule, avoid: Avoid, planned: bool) -> dict[str, Any]:
        return {
            "action": avoid.action,
            "title": self._avoid_title(avoid.action),
            "why": self._avoid_why(avoid.why) if planned else avoid.why,
            "planned": planned,
            "for": rule.id,
            "claims": list(rule.claims),
        }

    def _avoid_title(self, action: str) -> str:
        wording = self._knowledge.wording
        if action in self._knowledge.actions:
            return wording["avoid_action"].format(title=self._knowledge.actions[action].title)
        return wording["avoid_plan"].format(plan=action)

    def _avoid_why(self, why: str) -> str:
        words = self._situation.words.get("planned_action")
        return self._knowledge.wording["avoid_said"].format(words=words, why=why) if words else why

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
        waiting: dict[str, list[str]] = {}
        for rule, variables in self._constraint.open.items():
            for variable in sorted(variables):
                waiting.setdefault(variable, []).append(rule)
        asked_first = [question.variable.id for question in self._assessment.questions()]
        order = asked_first + [variable for variable in sorted(waiting) if variable not in asked_first]
        return [
            {
                "variable": variable,
                "question": self._knowledge.variables[variable].question or self._knowledge.variables[variable].label,
                "could_change": sorted(waiting[variable]),
            }
            for variable in order
        ]

    def _claim_texts(self, report: Report) -> dict[str, str]:
        cited = {
            claim
            for part in (*report["diagnoses"], *report["next_steps"], *report["avoid"], *report["fields"].values())
            for claim in part["claims"]
        }
        return {claim: self._knowledge.claims[claim].statement for claim in self._knowledge.claims if claim in cited}
