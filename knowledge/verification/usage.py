"""Whether everything that is there is used, and every question asked can change something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knowledge.conditions import Compare, Condition, leaves
from knowledge.model import Combination, Comparison, Computed, Knowledge, Variable
from knowledge.verification.statements import placed_leaves

_PLACEHOLDER = re.compile(r"\{([^{}.]+)(?:\.(?:low|high))?\}")


def unused(knowledge: Knowledge) -> Iterator[str]:
    """Variables, findings and thresholds that nothing reads; questions whose answer changes nothing; circles."""
    deciding = _closure(knowledge, _deciding(knowledge))
    shown = deciding | _closure(knowledge, _shown(knowledge))
    for variable in knowledge.variables.values():
        yield from _variable(variable, variable.id in deciding, variable.id in shown)
    for finding in knowledge.findings.values():
        if finding.id not in shown:
            yield f"{finding.place}: nothing reads this finding; use it in a rule, or take it out"
    lines = _lines(knowledge, shown)
    for threshold in knowledge.thresholds.values():
        if threshold.id not in lines:
            yield f"{threshold.place}: nothing is held against this threshold; name it somewhere, or take it out"
    yield from _circles(knowledge)


def _variable(variable: Variable, decides: bool, is_shown: bool) -> Iterator[str]:
    if variable.informs and decides:
        yield f"{variable.place}: “informs” says that no condition reads it, but one does; take “informs” out"
    elif variable.informs or not variable.drawable:
        return
    elif not is_shown:
        yield f"{variable.place}: nothing reads this variable; use it in a rule, or say in “informs” what it is for"
    elif not decides and variable.ask != "optional":
        yield (
            f"{variable.place}: is asked ({variable.ask}) but can change no diagnosis; use it in a rule, "
            "or make it optional"
        )


def _deciding(knowledge: Knowledge) -> Iterator[str]:
    """The subjects by which a diagnosis or its place can change; plans and the goal break ties (G11)."""
    for rule in knowledge.rules.values():
        yield from _subjects((*rule.when, *rule.unless))
    for entry in knowledge.order:
        yield from _subjects((*entry.when, *entry.unless))
    if any(rule.for_plan for rule in knowledge.rules.values()):
        yield "planned_action"
    if any(rule.goals for rule in knowledge.rules.values()):
        yield "main_goal"


def _shown(knowledge: Knowledge) -> Iterator[str]:
    """The subjects that only change what a report says besides: the fields, and figures in targets."""
    for field in knowledge.fields.values():
        for readiness in field.readiness:
            yield from _subjects(readiness.when)
    by_label = {finding.label: finding.id for finding in knowledge.findings.values()}
    for finding in knowledge.findings.values():
        if isinstance(finding, Comparison) and finding.line is not None:
            by_label.setdefault(knowledge.thresholds[finding.line].label, finding.id)
    for action in knowledge.actions.values():
        for label in _PLACEHOLDER.findall(action.target):
            if label in by_label:
                yield by_label[label]


def _subjects(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        for leaf in leaves(condition):
            yield leaf.subject
            if isinstance(leaf, Compare) and isinstance(leaf.bound, str):
                yield leaf.bound


def _closure(knowledge: Knowledge, subjects: Iterable[str]) -> set[str]:
    """The subjects and all that they are made of."""
    found: set[str] = set()
    waiting = list(subjects)
    while waiting:
        subject = waiting.pop()
        if subject not in found:
            found.add(subject)
            waiting += _parts(knowledge, subject)
    return found


def _parts(knowledge: Knowledge, subject: str) -> list[str]:
    finding = knowledge.findings.get(subject)
    if finding is None:
        variable = knowledge.variables[subject]
        records = [
            one.id for one in knowledge.variables.values() if one.type == "records" and one.topic == variable.topic
        ]
        return [*([variable.coarse] if variable.coarse else []), *records]
    if isinstance(finding, Computed):
        return list(finding.formula.needs)
    if isinstance(finding, Combination):
        return [part for conditions in finding.values.values() for part in _subjects(conditions)]
    selector = knowledge.thresholds[finding.line].by if finding.line is not None else None
    named = (finding.compare, finding.peers, finding.said, finding.estimate, selector)
    return [*(one for one in named if one is not None), *_subjects((*finding.too_small, *finding.estimate_if))]


def _lines(knowledge: Knowledge, subjects: set[str]) -> set[str]:
    """The thresholds that findings in use or any condition are held against, or a formula holds."""
    found = {
        finding.line
        for finding in knowledge.findings.values()
        if isinstance(finding, Comparison) and finding.line is not None and finding.id in subjects
    }
    found |= {
        line
        for finding in knowledge.findings.values()
        if isinstance(finding, Computed)
        for line in finding.formula.lines
    }
    return found | {leaf.line for _, leaf in placed_leaves(knowledge) if isinstance(leaf, Compare) and leaf.line}


def _circles(knowledge: Knowledge) -> Iterator[str]:
    for variable in knowledge.variables.values():
        passed = [variable.id]
        coarse = variable.coarse
        while coarse is not None and coarse not in passed:
            passed.append(coarse)
            coarse = knowledge.variables[coarse].coarse
        if coarse == variable.id:
            yield f"{variable.place}: “coarse” leads in a circle ({' → '.join((*passed, coarse))}); one must end it"
