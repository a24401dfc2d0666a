"""Small mistakes put into the methodology on purpose, to see whether the cases notice.

`python -m tests.knowledge.mutation` prints how many were noticed, and every one that was not, with the reason if there
is one in `mutation_survivors.yml`.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge import load_knowledge, read_situation
from knowledge.assessment import Assessment
from knowledge.conditions import All, AtLeast, Compare, Condition, HasSize, leaves, negate
from knowledge.drafting import notation
from knowledge.drafting.pivots import without
from knowledge.evaluation import Evaluation
from knowledge.formulas import Formula
from knowledge.model import (
    STAGES,
    Comparison,
    Computed,
    Finding,
    Knowledge,
    Line,
    OrderEntry,
    Rule,
    Threshold,
)
from knowledge.situation import Situation
from knowledge.values import Interval, Options
from tests.knowledge.casebook import Case, cases, document

KNOWLEDGE = load_knowledge()
SURVIVORS = Path(__file__).parent / "mutation_survivors.yml"
_SHIFTS = (0.9, 1.1)

Conditions = tuple[Condition, ...]


@dataclass(frozen=True)
class Mutant:
    """One mistake: what it is, the knowledge that has it, and the cases that should notice."""

    name: str
    build: Callable[[], Knowledge]
    concerned: Callable[[], Iterable[Case]]

    def survives(self) -> bool:
        """Whether every case comes out as if nothing had happened."""
        knowledge = self.build()
        return all(holds(knowledge, case) for case in self.concerned())


def mutants() -> Iterator[Mutant]:
    """All mistakes, in a fixed order."""
    for rule in KNOWLEDGE.rules.values():
        for name, changed in _of_rule(rule):
            yield Mutant(f"{rule.id} / {name}", _with_rule(rule, changed), lambda rule=rule: _about_rule(rule.id))
    for finding in KNOWLEDGE.findings.values():
        for name, other in _of_finding(finding):
            yield Mutant(
                f"{finding.label} / {name}", _with_finding(finding, other), lambda one=finding: _reading(one.id)
            )
    for threshold in KNOWLEDGE.thresholds.values():
        for name, moved in _of_threshold(threshold):
            yield Mutant(
                f"{threshold.label} / {name}", _with_threshold(moved), lambda one=threshold: _held_against(one)
            )
    for place, entry in enumerate(KNOWLEDGE.order):
        for name, entries in _of_order(place, entry):
            build = lambda entries=entries: replace(KNOWLEDGE, order=entries)  # noqa: E731
            yield Mutant(f"order {place + 1} {entry.title} / {name}", build, lambda: cases("."))


# what a case says of a version of the knowledge


@cache
def _situation(case: Case) -> Situation:
    return read_situation(KNOWLEDGE, document(KNOWLEDGE, case))


def holds(knowledge: Knowledge, case: Case) -> bool:
    """Whether a case comes out as it was written down."""
    if case in cases("."):
        return _report_holds(knowledge, case)
    evaluation = Evaluation(knowledge, _situation(case))
    if "levels" in case.expected:
        return _levels_hold(knowledge, evaluation, case)
    return _rules_hold(knowledge, evaluation, case)


def _rules_hold(knowledge: Knowledge, evaluation: Evaluation, case: Case) -> bool:
    status = {
        rule: evaluation.state(knowledge.rules[rule]).status if rule in knowledge.rules else None
        for rule in (*case.listed("fires"), *case.listed("not"))
    }
    if not all(status[rule] is not None for rule in case.listed("fires")):
        return False
    if any(status[rule] is not None for rule in case.listed("not")):
        return False
    return "rule" not in case.expected or _says(knowledge.rules[case.expected["rule"]], status) == {
        **case.expected["says"],
        "advises": case.listed("advises"),
        "warns": case.listed("warns"),
    }


def _says(rule: Rule, status: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "stage": rule.stage,
        "severity": rule.severity,
        "status": status[rule.id],
        "advises": [step.action for step in rule.steps],
        "warns": [avoid.action for avoid in rule.avoid],
    }


def _levels_hold(knowledge: Knowledge, evaluation: Evaluation, case: Case) -> bool:
    ids = {finding.label: finding.id for finding in knowledge.findings.values()}
    for label, expected in case.expected["levels"].items():
        value = evaluation.value(ids[label])
        reached: Any = value.value if isinstance(value, Options) else None
        if isinstance(value, Interval):
            reached = round(value.low, 4)
        if reached != expected:
            return False
    return True


def _report_holds(knowledge: Knowledge, case: Case) -> bool:
    assessment = Assessment(knowledge, _situation(case))
    found = {"stage": assessment.stage, "main": assessment.constraint.main}
    if any(found[key] != case.expected[key] for key in found if key in case.expected):
        return False
    fired = assessment.evaluation.fired()
    return set(case.listed("also")) <= set(fired) and not set(case.listed("not")) & set(fired)


# the cases that should notice


@cache
def _about_rule(rule: str) -> tuple[Case, ...]:
    return tuple(case for case in cases("rules") if rule in (*case.listed("fires"), *case.listed("not")))


@cache
def _made_of(subject: str) -> frozenset[str]:
    """The findings and thresholds that a subject is worked out from, itself included."""
    finding = KNOWLEDGE.findings.get(subject)
    if finding is None:
        return frozenset({subject})
    parts = {subject}
    if isinstance(finding, Computed):
        parts |= set(finding.formula.lines)
        inner: Iterable[str] = ()
    elif isinstance(finding, Comparison):
        parts |= {finding.line} if finding.line is not None else set()
        inner = [finding.estimate or "", *_named((*finding.too_small, *finding.estimate_if))]
    else:
        inner = [name for conditions in finding.values.values() for name in _named(conditions)]
    return frozenset(parts).union(*(_made_of(one) for one in inner))


def _named(conditions: Iterable[Condition]) -> Iterator[str]:
    """What conditions speak of: subjects, numbers compared with, named figures."""
    for condition in conditions:
        for leaf in leaves(condition):
            yield leaf.subject
            if isinstance(leaf, Compare):
                yield from (one for one in (leaf.bound, leaf.line) if isinstance(one, str))


@cache
def _reading(part: str) -> tuple[Case, ...]:
    """The cases of everything that a finding or threshold goes into: levels first, then rules."""
    labels = {finding.label for finding in KNOWLEDGE.findings.values() if part in _made_of(finding.id)}
    rules = {
        rule.id
        for rule in KNOWLEDGE.rules.values()
        if any(part in _made_of(one) for one in _named((*rule.when, *rule.unless)))
    }
    levels = tuple(case for case in cases("levels") if labels & set(case.expected["levels"]))
    return levels + tuple(case for case in cases("rules") if rules & {*case.listed("fires"), *case.listed("not")})


def _held_against(threshold: Threshold) -> tuple[Case, ...]:
    return _reading(threshold.id)


# mistakes in conditions


def _of_conditions(conditions: Conditions) -> Iterator[tuple[str, Conditions]]:
    """Each statement dropped, turned round, or moved by a tenth."""
    read = [leaf for condition in conditions for leaf in leaves(condition)]
    for place, leaf in enumerate(read):
        again = read[:place].count(leaf)
        text = notation(KNOWLEDGE, leaf) + (f" ({again + 1})" if again else "")
        yield f"drop {text}", without(conditions, place, None)
        yield f"negate {text}", without(conditions, place, negate(leaf))
        if isinstance(leaf, Compare) and isinstance(leaf.bound, float) and leaf.line is None and leaf.bound:
            for by in _SHIFTS:
                yield f"{text} × {by}", without(conditions, place, replace(leaf, bound=leaf.bound * by))
        if isinstance(leaf, HasSize):
            yield f"{text} + 1", without(conditions, place, replace(leaf, size=leaf.size + 1))


# mistakes in rules


def _of_rule(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "remove the rule", None
    for name, when in _of_conditions(rule.when):
        yield f"when: {name}", replace(rule, when=when)
    for name, unless in _of_conditions(rule.unless):
        yield f"unless: {name}", replace(rule, unless=unless)
    actions = list(KNOWLEDGE.actions)
    for place, step in enumerate(rule.steps):
        other = actions[(actions.index(step.action) + 1) % len(actions)]
        steps = (*rule.steps[:place], replace(step, action=other), *rule.steps[place + 1 :])
        yield f"step {place + 1}: {other} for {step.action}", replace(rule, steps=steps)
    for place, avoid in enumerate(rule.avoid):
        yield f"drop avoid {avoid.action}", replace(rule, avoid=(*rule.avoid[:place], *rule.avoid[place + 1 :]))
    for severity in {1, 2, 3, 4} - {rule.severity}:
        yield f"severity {severity}", replace(rule, severity=severity)
    for stage in STAGES:
        if stage != rule.stage:
            yield f"stage {stage}", replace(rule, stage=stage)


def _with_rule(rule: Rule, changed: Rule | None) -> Callable[[], Knowledge]:
    def build() -> Knowledge:
        rules = {**KNOWLEDGE.rules, rule.id: changed} if changed is not None else dict(KNOWLEDGE.rules)
        if changed is None:
            del rules[rule.id]
        return replace(KNOWLEDGE, rules=rules)

    return build


# mistakes in findings


def _of_finding(finding: Finding) -> Iterator[tuple[str, Finding]]:
    if isinstance(finding, Computed):
        yield from _of_formula(finding)
    elif isinstance(finding, Comparison):
        for name, small in _of_conditions(finding.too_small):
            yield f"too small: {name}", replace(finding, too_small=small)
        for name, trusted in _of_conditions(finding.estimate_if):
            yield f"estimate if: {name}", replace(finding, estimate_if=trusted)
        for part in ("peers", "said", "line", "estimate"):
            if getattr(finding, part) is not None:
                yield f"drop {part}", replace(finding, **{part: None})
    else:
        for value, conditions in finding.values.items():
            for name, changed in _of_conditions(conditions):
                yield f"{value}: {name}", replace(finding, values={**finding.values, value: changed})
            rest = {name: those for name, those in finding.values.items() if name != value}
            yield f"drop value {value}", replace(finding, values=rest)


def _of_formula(finding: Computed) -> Iterator[tuple[str, Finding]]:
    count = sum(isinstance(node, ast.Constant) for node in ast.walk(finding.formula.tree))
    for place in range(count):
        for by in _SHIFTS:
            tree = copy.deepcopy(finding.formula.tree)
            node = [one for one in ast.walk(tree) if isinstance(one, ast.Constant)][place]
            was = node.value
            node.value = float(was) * by  # type: ignore[arg-type]
            yield f"figure {place + 1} ({was}) × {by}", replace(finding, formula=replace(finding.formula, tree=tree))


def _with_finding(finding: Finding, changed: Finding) -> Callable[[], Knowledge]:
    return lambda: replace(KNOWLEDGE, findings={**KNOWLEDGE.findings, finding.id: changed})


# mistakes in thresholds


def _of_threshold(threshold: Threshold) -> Iterator[tuple[str, Threshold]]:
    for by in _SHIFTS:
        if threshold.value is not None and threshold.value:
            yield f"value × {by}", replace(threshold, value=threshold.value * by)
        if threshold.otherwise is not None:
            for name, line in _of_line(threshold.otherwise, by):
                yield name, replace(threshold, otherwise=line)
        for choice, present in threshold.choices.items():
            for name, line in _of_line(present, by):
                yield f"{choice} {name}", replace(threshold, choices={**threshold.choices, choice: line})
        for place, (ceiling, present) in enumerate(threshold.bands):
            before, after = threshold.bands[:place], threshold.bands[place + 1 :]
            for name, line in _of_line(present, by):
                yield f"band {place + 1} {name}", replace(threshold, bands=(*before, (ceiling, line), *after))
            if after:
                yield (
                    f"band {place + 1} up to × {by}",
                    replace(threshold, bands=(*before, (ceiling * by, present), *after)),
                )


def _of_line(line: Line, by: float) -> Iterator[tuple[str, Line]]:
    for end in ("low", "high"):
        figure = getattr(line, end)
        if figure:
            yield f"{end} × {by}", replace(line, **{end: figure * by})


def _with_threshold(moved: Threshold) -> Callable[[], Knowledge]:
    """The figure moves wherever it is named."""

    def build() -> Knowledge:
        rules = {one.id: replace(one, when=move(one.when), unless=move(one.unless)) for one in KNOWLEDGE.rules.values()}
        return replace(
            KNOWLEDGE,
            thresholds={**KNOWLEDGE.thresholds, moved.id: moved},
            rules=rules if moved.value is not None else KNOWLEDGE.rules,
            findings={one.id: _moved_in(one, moved) for one in KNOWLEDGE.findings.values()},
        )

    def move(conditions: Conditions) -> Conditions:
        return _moved(conditions, moved)

    return build


def _moved(conditions: Conditions, threshold: Threshold) -> Conditions:
    def rewritten(condition: Condition) -> Condition:
        if isinstance(condition, (All, AtLeast)):
            return replace(condition, parts=tuple(map(rewritten, condition.parts)))
        if isinstance(condition, Compare) and condition.line == threshold.id and threshold.value is not None:
            return replace(condition, bound=threshold.value)
        return condition

    return tuple(map(rewritten, conditions))


def _moved_in(finding: Finding, threshold: Threshold) -> Finding:
    if isinstance(finding, Computed):
        if threshold.id not in finding.formula.lines or threshold.value is None:
            return finding
        return replace(finding, formula=_refigured(finding.formula, threshold.id, threshold.value))
    if isinstance(finding, Comparison):
        trusted, small = _moved(finding.estimate_if, threshold), _moved(finding.too_small, threshold)
        return replace(finding, estimate_if=trusted, too_small=small)
    return replace(finding, values={value: _moved(those, threshold) for value, those in finding.values.items()})


def _refigured(formula: Formula, threshold: str, figure: float) -> Formula:
    was = KNOWLEDGE.thresholds[threshold].value
    tree = copy.deepcopy(formula.tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value == was:
            node.value = figure
    return replace(formula, tree=tree)


# mistakes in the order


def _of_order(place: int, entry: OrderEntry) -> Iterator[tuple[str, tuple[OrderEntry, ...]]]:
    before, after = KNOWLEDGE.order[:place], KNOWLEDGE.order[place + 1 :]
    yield "remove the entry", (*before, *after)
    for name, when in _of_conditions(entry.when):
        yield f"when: {name}", (*before, replace(entry, when=when), *after)
    for name, unless in _of_conditions(entry.unless):
        yield f"unless: {name}", (*before, replace(entry, unless=unless), *after)


# what is left


def explained() -> dict[str, str]:
    """The mistakes that no case can notice, or need not, each with the reason."""
    read: dict[str, str] = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))
    return read


def main() -> int:
    everything = list(mutants())
    left = [mutant.name for mutant in everything if mutant.survives()]
    reasons = explained()
    for name in left:
        print(f"{name}: {reasons.get(name, 'not explained')}")
    print(
        f"{len(everything) - len(left)} of {len(everything)} mistakes noticed ({1 - len(left) / len(everything):.1%})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
