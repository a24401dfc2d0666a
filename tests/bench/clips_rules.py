"""The methodology's findings and rules as CLIPS constructs: the yardstick of the benchmark.

Exact figures and choices only, which is all that the benchmark's merchants say. Levels, computed values, combinations
and rules follow the same definitions; what CLIPS concludes is compared with the evaluator before anything is timed.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import clips

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, HasSize, Is, Leaf, negate
from knowledge.evaluation import PEER_TOLERANCE
from knowledge.model import Combination, Comparison, Computed, Knowledge, Line, Rule
from knowledge.situation import Situation
from knowledge.values import Interval, Options, Selection

_TEMPLATES = (
    "(deftemplate figure (slot of) (slot is))",
    "(deftemplate value (slot of) (slot is))",
    "(deftemplate listed (slot of) (slot size))",
    "(deftemplate names (slot of) (slot has))",
    "(deftemplate small (slot of))",
    "(deftemplate exception (slot of))",
    "(deftemplate diagnosis (slot of) (slot status))",
)
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class ClipsRules:
    """One CLIPS environment with the rules of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._environment = clips.Environment()
        for template in _TEMPLATES:
            self._environment.build(template)
        for construct in _Translator(knowledge).constructs():
            self._environment.build(construct)

    def run(self, facts: Iterable[str]) -> None:
        """One session: reset, assert, infer."""
        self._environment.reset()
        for fact in facts:
            self._environment.assert_string(fact)
        self._environment.run()

    def diagnoses(self) -> dict[str, str]:
        """What the last session concluded: rule id to status."""
        found = (fact for fact in self._environment.facts() if fact.template.name == "diagnosis")
        return {str(fact["of"]): str(fact["status"]) for fact in found}


def facts(situation: Situation) -> list[str]:
    """A situation of exact figures, choices and lists as CLIPS facts."""
    return [fact for variable, value in situation.values.items() for fact in _fact(variable, value)]


def _fact(variable: str, value: Any) -> Iterator[str]:
    if isinstance(value, Interval):
        yield f"(figure (of {variable}) (is {value.low!r}))"
    elif isinstance(value, Options):
        yield f'(value (of {variable}) (is "{value.value}"))'
    else:
        assert isinstance(value, Selection)
        yield f"(listed (of {variable}) (size {len(value.values)}))"
        for name in sorted(value.values):
            yield f'(names (of {variable}) (has "{name}"))'


class _Translator:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._salience = 9000
        self._names = itertools.count()

    def constructs(self) -> Iterator[str]:
        for finding in self._knowledge.findings.values():
            self._salience -= 1
            if isinstance(finding, Comparison):
                yield from self._comparison(finding)
            elif isinstance(finding, Computed):
                yield self._computed(finding)
            else:
                yield from self._combination(finding)
        for rule in self._knowledge.rules.values():
            yield from self._rule(rule)

    def _construct(self, patterns: Iterable[str], fact: str) -> str:
        head = f"(defrule r{next(self._names)} (declare (salience {self._salience}))"
        return f"{head} {' '.join(patterns)} => (assert {fact}))"

    # findings

    def _comparison(self, finding: Comparison) -> Iterator[str]:
        for condition in finding.too_small:
            yield self._construct([self._condition(condition)], f"(small (of {finding.id}))")
        self._salience -= 1
        enough, known = f"(not (small (of {finding.id})))", f"(not (value (of {finding.id})))"
        given = f"(figure (of {finding.compare}) (is ?x))"
        figures = [given]
        if finding.estimate is not None:
            trusted = " ".join(map(self._condition, finding.estimate_if))
            absent = f"(not (figure (of {finding.compare})))"
            figures.append(f"(and {absent} {trusted} (figure (of {finding.estimate}) (is ?x)))")
        figure = figures[0] if len(figures) == 1 else f"(or {' '.join(figures)})"
        if finding.peers is not None:
            peers = f"(figure (of {finding.peers}) (is ?p))"
            low, high = f"(* ?p {1 - PEER_TOLERANCE!r})", f"(* ?p {1 + PEER_TOLERANCE!r})"
            for level, test in (
                ("低", f"(< ?x {low})"),
                ("高", f"(> ?x {high})"),
                ("中", f"(and (>= ?x {low}) (<= ?x {high}))"),
            ):
                yield self._construct([figure, peers, enough, f"(test {test})"], _value(finding.id, level))
        self._salience -= 1
        if finding.said is not None:
            said = f"(value (of {finding.said}) (is ?s))"
            yield self._construct([said, known], f"(value (of {finding.id}) (is ?s))")
        self._salience -= 1
        if finding.line is not None:
            for patterns, line in self._lines(finding.line):
                for level, test in _tests(line):
                    yield self._construct(
                        [figure, *patterns, enough, known, f"(test {test})"], _value(finding.id, level)
                    )

    def _lines(self, threshold_id: str) -> Iterator[tuple[list[str], Line]]:
        threshold = self._knowledge.thresholds[threshold_id]
        if threshold.otherwise is not None and threshold.by is None:
            yield [], threshold.otherwise
        for choice, line in threshold.choices.items():
            yield [f'(value (of {threshold.by}) (is "{choice}"))'], line
        floor = None
        for ceiling, line in threshold.bands:
            above = f"&:(> ?b {floor!r})" if floor is not None else ""
            below = f"&:(<= ?b {ceiling!r})" if ceiling != float("inf") else ""
            yield [f"(figure (of {threshold.by}) (is ?b{above}{below}))"], line
            floor = ceiling

    def _computed(self, finding: Computed) -> str:
        names = {name: f"?n{place}" for place, (name, _) in enumerate(finding.formula.ids)}
        patterns = [f"(figure (of {need}) (is {names[name]}))" for name, need in finding.formula.ids]
        divisors = [node.right for node in ast.walk(finding.formula.tree) if _divides(node)]
        patterns += [f"(test (<> {_arithmetic(divisor, names)} 0))" for divisor in divisors]
        return self._construct(patterns, f"(figure (of {finding.id}) (is {_arithmetic(finding.formula.tree, names)}))")

    def _combination(self, finding: Combination) -> Iterator[str]:
        for value, conditions in finding.values.items():
            self._salience -= 1
            patterns = [*map(self._condition, conditions), f"(not (value (of {finding.id})))"]
            yield self._construct(patterns, _value(finding.id, value))

    # rules

    def _rule(self, rule: Rule) -> Iterator[str]:
        self._salience = 300
        for position, condition in enumerate(rule.unless):
            yield self._construct([self._condition(condition)], f"(exception (of {rule.id}-{position}))")
        self._salience = 200
        cleared = [self._condition(negate(condition)) for condition in rule.unless]
        if cleared:
            yield self._construct(cleared, f"(exception (of {rule.id}-cleared))")
        self._salience = 100
        when = [self._condition(condition) for condition in rule.when]
        silent = [f"(not (exception (of {rule.id}-{position})))" for position in range(len(rule.unless))]
        statuses = {"confirmed": [f"(exception (of {rule.id}-cleared))"] if cleared else []}
        if cleared:
            statuses["likely"] = [f"(not (exception (of {rule.id}-cleared)))"]
        for status, patterns in statuses.items():
            yield self._construct([*when, *silent, *patterns], f"(diagnosis (of {rule.id}) (status {status}))")

    # conditions

    def _condition(self, condition: Condition) -> str:
        if isinstance(condition, All):
            return f"(and {' '.join(map(self._condition, condition.parts))})"
        if isinstance(condition, AtLeast):
            groups = itertools.combinations(map(self._condition, condition.parts), condition.needed)
            joined = [group[0] if len(group) == 1 else f"(and {' '.join(group)})" for group in groups]
            return joined[0] if len(joined) == 1 else f"(or {' '.join(joined)})"
        return self._leaf(condition)

    def _leaf(self, leaf: Leaf) -> str:
        variable = f"?v{next(self._names)}"
        if isinstance(leaf, Compare):
            if isinstance(leaf.bound, str):
                other = f"?v{next(self._names)}"
                relation = f"{variable}&:({leaf.operator} {variable} {other})"
                return f"(and (figure (of {leaf.bound}) (is {other})) (figure (of {leaf.subject}) (is {relation})))"
            return f"(figure (of {leaf.subject}) (is {variable}&:({leaf.operator} {variable} {leaf.bound!r})))"
        if isinstance(leaf, Is):
            joint = "&".join(f'~"{one}"' for one in sorted(leaf.values))
            either = "|".join(f'"{one}"' for one in sorted(leaf.values))
            return f"(value (of {leaf.subject}) (is {joint if leaf.negated else either}))"
        if isinstance(leaf, HasSize):
            operator = "<" if leaf.negated else ">="
            return f"(listed (of {leaf.subject}) (size {variable}&:({operator} {variable} {leaf.size})))"
        assert isinstance(leaf, Has)
        either = "|".join(f'"{one}"' for one in sorted(leaf.values))
        if leaf.negated:
            return f"(and (listed (of {leaf.subject})) (not (names (of {leaf.subject}) (has {either}))))"
        return f"(exists (names (of {leaf.subject}) (has {either})))"


def _value(finding: str, value: str) -> str:
    return f'(value (of {finding}) (is "{value}"))'


def _tests(line: Line) -> Iterator[tuple[str, str]]:
    below = f"(< ?x {line.low!r})" if line.low is not None else None
    reached = f"(>= ?x {line.high!r})" if line.high is not None else None
    if below is not None:
        yield "低", below
    if reached is not None:
        yield "高", reached
    between = [f"(not {test})" for test in (below, reached) if test is not None]
    yield "中", f"(and {' '.join(between)})" if len(between) > 1 else between[0]


def _divides(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def _arithmetic(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return repr(float(node.value))
    if isinstance(node, ast.Name):
        return names[node.id]
    assert isinstance(node, ast.BinOp)
    operator = _ARITHMETIC[type(node.op)]
    return f"({operator} {_arithmetic(node.left, names)} {_arithmetic(node.right, names)})"
