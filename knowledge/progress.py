"""Before and after: what has become of the figures that a conclusion rested on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.explanation import Explainer
from knowledge.model import LEVELS, Comparison, Variable
from knowledge.report import Report
from knowledge.situation import read_situation
from knowledge.values import Interval, Options, Value

Trend = Literal["better", "worse", "same", "other", "new"]

MOST_WATCHED = 2
# A figure read twice is never quite the same: what moved by less than this share of itself did not move.
NOISE = 0.02


@dataclass(frozen=True)
class Progress:
    """One figure before and after, in words.

    `target` is the line it is held against, empty where there is none; `reached` is None where that cannot be said.
    `trend` is other where neither direction is better, new where nothing was known before.
    """

    variable: str
    before: str
    after: str
    trend: Trend
    target: str
    reached: bool | None


def figures_to_watch(assessment: Assessment, report: Report) -> list[str]:
    """The figures that tell whether the main diagnosis still holds: those it rests on that a merchant can move, in the
    order in which the methodology compares them, or else what it still waits for. At most two: they are asked for at
    once.
    """
    variables = assessment.knowledge.variables
    because = [reason["variable"] for one in report["diagnoses"][:1] for reason in one["because"]]
    moved = [one for one in because if variables[one].improvable and variables[one].question]
    waited_for = [one["variable"] for one in report["missing"] if variables[one["variable"]].improvable]
    compared = [one for finding in _comparisons(assessment) for one in (finding.compare, finding.said)]
    moved.sort(key=lambda one: compared.index(one) if one in compared else len(compared))
    return list(dict.fromkeys(moved or waited_for))[:MOST_WATCHED]


def progress(assessment: Assessment, before: Mapping[str, Any], told: list[str]) -> list[Progress]:
    """What became of the variables `told`, between a situation `before` (interface shape) and the present one."""
    knowledge = assessment.knowledge
    known = {name: value for name, value in before.items() if name in knowledge.variables}
    then = read_situation(knowledge, known).values
    now = assessment.situation.values
    return [_progress(assessment, knowledge.variables[one], then.get(one), now[one]) for one in told if one in now]


def _progress(assessment: Assessment, variable: Variable, then: Value | None, now: Value) -> Progress:
    wording = assessment.knowledge.wording
    before = "" if then is None else phrasing.spoken_value(wording, variable, then)
    after = phrasing.spoken_value(wording, variable, now)
    target, reached = _target(assessment, variable)
    return Progress(variable.id, before, after, _trend(variable, then, now), target, reached)


def _trend(variable: Variable, then: Value | None, now: Value) -> Trend:
    if then is None:
        return "new"
    if isinstance(then, Interval) and isinstance(now, Interval):
        return _moved(variable, _middle(then), _middle(now))
    if isinstance(then, Options) and isinstance(now, Options) and then.value and now.value:
        return _chosen(variable, then.value, now.value)
    return "same" if then == now else "other"


def _moved(variable: Variable, then: float, now: float) -> Trend:
    if abs(now - then) <= NOISE * abs(then):
        return "same"
    if len(variable.improvable) != 1:
        return "other"
    return "better" if (now > then) is (variable.improvable[0] == "up") else "worse"


def _chosen(variable: Variable, then: str, now: str) -> Trend:
    if then == now:
        return "same"
    if tuple(variable.values) == LEVELS:
        return "better" if LEVELS.index(now) > LEVELS.index(then) else "worse"
    good = variable.improvable
    if (then in good) is (now in good):
        return "other"
    return "better" if now in good else "worse"


def _middle(interval: Interval) -> float:
    if not math.isfinite(interval.low):
        return interval.high
    return (interval.low + interval.high) / 2 if math.isfinite(interval.high) else interval.low


def _comparisons(assessment: Assessment) -> list[Comparison]:
    return [finding for finding in assessment.knowledge.findings.values() if isinstance(finding, Comparison)]


def _target(assessment: Assessment, variable: Variable) -> tuple[str, bool | None]:
    """The line a figure or a level has to reach, and whether it did."""
    for finding in _comparisons(assessment):
        if variable.id in (finding.compare, finding.said):
            value = assessment.evaluation.value(finding.id)
            level = value.value if isinstance(value, Options) else None
            shrinks = variable.improvable == ("down",)
            target = Explainer(assessment.evaluation).line_in_words(finding, "high" if shrinks else "low")
            return target, None if level is None else level != ("高" if shrinks else "低")
    return "", None
