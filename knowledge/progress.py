"""Before and after: how a merchant's figures have moved, and where each stands against the line that applies to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from knowledge import phrasing
from knowledge.evaluation import Evaluation
from knowledge.explanation import Explainer
from knowledge.model import LEVELS, Comparison, Variable
from knowledge.situation import Situation
from knowledge.values import Interval, Options, Value

Direction = Literal["better", "worse", "same", "moved"]


@dataclass(frozen=True)
class Change:
    """One metric then and now, in words. `moved` is a change that is neither good nor bad by itself.

    `level` is 低, 中, 高 now, or None where nothing is known to hold it against; `target` is the line it has to reach
    while it is 低, in words, else empty.
    """

    variable: str
    label: str
    before: str
    after: str
    direction: Direction
    level: str | None
    target: str


def compare(before: Situation, now: Evaluation, variables: Iterable[str]) -> list[Change]:
    """The changes of these variables, in their order; those without a value then or now are left out."""
    found = []
    for one in variables:
        was, has = before.values.get(one), now.situation.values.get(one)
        if was is not None and has is not None:
            found.append(_change(now, now.knowledge.variables[one], was, has))
    return found


def metrics_of(evaluation: Evaluation, rule: str) -> list[str]:
    """The known figures that a merchant can improve: first those a diagnosis rests on, then all that have a line."""
    knowledge = evaluation.knowledge
    reasons = [reason.variable for reason in Explainer(evaluation).reasons(knowledge.rules[rule].when)]
    compared = [finding.compare for finding in knowledge.findings.values() if isinstance(finding, Comparison)]
    known = [one for one in dict.fromkeys([*reasons, *compared]) if one in evaluation.situation.values]
    return [one for one in known if one in knowledge.variables and wanted(knowledge.variables[one]) is not None]


def _change(now: Evaluation, variable: Variable, was: Value, has: Value) -> Change:
    wording = now.knowledge.wording
    level, target = _standing(now, variable)
    return Change(
        variable.id,
        variable.short,
        phrasing.spoken_value(wording, variable, was),
        phrasing.spoken_value(wording, variable, has),
        _direction(variable, was, has),
        level,
        target,
    )


def _direction(variable: Variable, was: Value, has: Value) -> Direction:
    if was == has:
        return "same"
    before, after = _place(variable, was), _place(variable, has)
    aim = wanted(variable)
    if aim is None or before is None or after is None or before == after:
        return "moved"
    return "better" if (after > before) == (aim == "up") else "worse"


def _place(variable: Variable, value: Value) -> float | None:
    """Where a value lies between less and more: the middle of a figure, the place of a level."""
    if isinstance(value, Interval):
        sides = [side for side in (value.low, value.high) if abs(side) != float("inf")]
        return sum(sides) / len(sides) if sides else None
    if isinstance(value, Options) and tuple(variable.values) == LEVELS and value.value is not None:
        return float(LEVELS.index(value.value))
    return None


def wanted(variable: Variable) -> str | None:
    """Whether more or less of it is better, where that can be said."""
    if variable.type == "number":
        return variable.improvable[0] if len(variable.improvable) == 1 else None
    if tuple(variable.values) == LEVELS and variable.improvable:
        return "down" if LEVELS[0] in variable.improvable else "up"
    return None


def _standing(now: Evaluation, variable: Variable) -> tuple[str | None, str]:
    for finding in now.knowledge.findings.values():
        if isinstance(finding, Comparison) and finding.compare == variable.id:
            value = now.value(finding.id)
            level = value.value if isinstance(value, Options) else None
            target = Explainer(now).line_in_words(finding, "low") if level == LEVELS[0] else ""
            return level, target
    return None, ""
