"""Conditions in plain Chinese, one sentence each, for whoever asks why a rule holds or what has changed in it."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge import phrasing
from knowledge.conditions import All, AtLeast, Compare, Condition, Has, HasSize, Is, Operator
from knowledge.model import Computed, Knowledge

_RELATIONS: dict[Operator, str] = {
    "<": "statement_below",
    "<=": "statement_at_most",
    ">=": "statement_at_least",
    ">": "statement_above",
}


def short_label(knowledge: Knowledge, subject: str) -> str:
    """The name of a variable or finding as merchants read it."""
    return knowledge.variables[subject].short if subject in knowledge.variables else knowledge.label(subject)


def statement(knowledge: Knowledge, condition: Condition) -> str:
    """One condition in words."""
    wording = knowledge.wording
    if isinstance(condition, All):
        return wording["statement_all"].format(parts=_parts(knowledge, condition.parts))
    if isinstance(condition, AtLeast):
        key = "statement_any_1" if condition.needed == 1 else "statement_any_many"
        return wording[key].format(needed=condition.needed, parts=_parts(knowledge, condition.parts))
    label = short_label(knowledge, condition.subject)
    if isinstance(condition, Compare):
        return wording[_RELATIONS[condition.operator]].format(label=label, bound=_bound(knowledge, condition))
    if isinstance(condition, HasSize):
        key = "statement_size_not" if condition.negated else "statement_size"
        return wording[key].format(label=label, size=condition.size)
    key = {Is: "statement_is", Has: "statement_has"}[type(condition)] + ("_not" if condition.negated else "")
    return wording[key].format(label=label, values=_values(knowledge, condition))


def _parts(knowledge: Knowledge, parts: Iterable[Condition]) -> str:
    """The parts of a condition; those that have parts themselves stand in brackets."""
    wording = knowledge.wording
    texts = (
        wording["statement_group"].format(text=statement(knowledge, part))
        if isinstance(part, (All, AtLeast))
        else statement(knowledge, part)
        for part in parts
    )
    return wording["statement_part_separator"].join(texts)


def _bound(knowledge: Knowledge, condition: Compare) -> str:
    if isinstance(condition.bound, str):
        return short_label(knowledge, condition.bound)
    kind, unit = _measure(knowledge, condition.subject)
    figure = phrasing.figure(condition.bound, kind, unit)
    if condition.line is None:
        return figure
    name = knowledge.thresholds[condition.line].label
    return knowledge.wording["statement_named"].format(bound=figure, name=name)


def _measure(knowledge: Knowledge, subject: str) -> tuple[str, str]:
    """Kind and unit of a number."""
    if subject in knowledge.variables:
        return knowledge.variables[subject].kind, knowledge.variables[subject].unit
    finding = knowledge.findings[subject]
    return "", finding.unit if isinstance(finding, Computed) else ""


def _values(knowledge: Knowledge, condition: Is | Has) -> str:
    """The values in the order the expert wrote them, in the words merchants read."""
    variable = knowledge.variables.get(condition.subject)
    known = variable.values if variable is not None else knowledge.findings[condition.subject].subject.values
    titles = [variable.title(value) if variable is not None else value for value in known if value in condition.values]
    return knowledge.wording["statement_or"].join(
        knowledge.wording["statement_value"].format(value=title) for title in titles
    )
