"""Inference with Experta: lines, then findings, then diagnoses, each conclusion left in a trace.

Experta 1.9.4 needs care, and every point below has a test:

* A NOT that becomes false must take its activation off the agenda. Experta's own strategy looks only at neighbours of
  equal key and misses some; `_ExactStrategy` removes exactly the activation meant, and orders by salience, then by
  rule name, so that the firing order is the same in every process.
* An OR of n branches fires n times and multiplies. Alternatives are compiled to facts of their own (`Group`), each
  asserted by one rule a branch.
* A predicate that raises leaves activations behind: after any exception the engine is thrown away.
* It is not thread-safe and fresh engines leak: one engine is reused behind a lock.
"""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, Is, Leaf, leaves, negate
from knowledge.matching import IndexedMatcher
from knowledge.model import Combination, Comparison, Computed, Finding, Knowledge, Line, Rule, Status, Threshold
from knowledge.quiet_experta import MATCH, NOT, Activation, Agenda, DefFacts, DepthStrategy, Fact, KnowledgeEngine, P
from knowledge.quiet_experta import Rule as ExpertaRule
from knowledge.situation import Situation
from knowledge.values import Interval, Options, Value

Span = tuple[float, float, bool]

_PEER_LOW, _PEER_HIGH = 0.9, 1.1


class Session(Fact):  # type: ignore[misc]
    """Declared once a session, so that a rule may consist of exceptions alone."""


class Number(Fact):  # type: ignore[misc]
    """`id` and `span`: low, high, whether high itself is excluded."""


class Choice(Fact):  # type: ignore[misc]
    """`id` and `possible`: the values still possible. Findings with levels are choices too."""


class Chosen(Fact):  # type: ignore[misc]
    """`id` and `values`: a list known in full."""


class DefaultLine(Fact):  # type: ignore[misc]
    """`id`, `low` and `high`: the spans of the lines still possible, or None."""


class Group(Fact):  # type: ignore[misc]
    """`id`: an alternative, a count or a relation of two numbers that holds."""


class Diagnosis(Fact):  # type: ignore[misc]
    """`id` of the rule, and `status`."""


@dataclass(frozen=True)
class TraceEntry:
    """One conclusion: the name of the Experta rule that drew it, and the fact it asserted."""

    rule: str
    fact: Fact

    @property
    def conclusion(self) -> str:
        """The fact in writing."""
        return repr(self.fact)


@dataclass(frozen=True)
class Inference:
    """The result of one session: findings by id, diagnoses with status in the order of the files, and the trace."""

    findings: Mapping[str, Value]
    diagnoses: Mapping[str, Status]
    trace: tuple[TraceEntry, ...]


class InferenceEngine:
    """A reusable, thread-safe engine for one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._class = _Compiler(knowledge).engine_class()
        self._engine: Any = None
        self._lock = threading.Lock()

    def infer(self, situation: Situation) -> Inference:
        """Runs one session. Sessions share nothing but the compiled rules."""
        with self._lock:
            try:
                return self._infer(situation)
            except BaseException:
                self._engine = None
                raise

    def _infer(self, situation: Situation) -> Inference:
        if self._engine is None:
            self._engine = self._class()
        engine = self._engine
        engine.trace = []
        engine.reset()
        engine.declare(Session(), *_facts(situation))
        engine.run()
        return self._collect(engine)

    def _collect(self, engine: Any) -> Inference:
        findings: dict[str, Value] = {}
        diagnoses: dict[str, Status] = {}
        for fact in engine.facts.values():
            if isinstance(fact, Choice) and fact["id"] in self._knowledge.findings:
                findings[fact["id"]] = Options(frozenset(fact["possible"]))
            elif isinstance(fact, Number) and fact["id"] in self._knowledge.findings:
                findings[fact["id"]] = Interval(*fact["span"])
            elif isinstance(fact, Diagnosis):
                diagnoses[fact["id"]] = fact["status"]
        ordered = {rule: diagnoses[rule] for rule in self._knowledge.rules if rule in diagnoses}
        return Inference(findings, ordered, tuple(engine.trace))


def _facts(situation: Situation) -> Iterator[Fact]:
    for variable, value in sorted(situation.values.items()):
        if isinstance(value, Interval):
            yield Number(id=variable, span=(value.low, value.high, value.high_open))
        elif isinstance(value, Options):
            yield Choice(id=variable, possible=value.possible)
        else:
            yield Chosen(id=variable, values=value.values)


class _ExactStrategy(DepthStrategy):  # type: ignore[misc]
    """Total order by salience, rule name and facts; removal of exactly the activation meant."""

    def get_key(self, activation: Activation) -> tuple[int, str, tuple[int, ...]]:
        facts = tuple(sorted(fact["__factid__"] for fact in activation.facts))
        return activation.rule.salience, activation.rule.__name__, facts

    def _update_agenda(self, agenda: Agenda, added: Iterable[Activation], removed: Iterable[Activation]) -> None:
        if not added and not removed:
            return
        gone = {self.get_key(activation) for activation in removed}
        kept = [activation for activation in agenda.activations if activation.key not in gone]
        for activation in added:
            activation.key = self.get_key(activation)
            kept.append(activation)
        agenda.activations = sorted(kept, key=lambda activation: activation.key)


class _TracingEngine(KnowledgeEngine):  # type: ignore[misc]
    """An engine whose rules leave a trace."""

    __strategy__ = _ExactStrategy
    __matcher__ = IndexedMatcher
    trace: list[TraceEntry]

    def __init__(self) -> None:
        self._deffacts: list[DefFacts] | None = None
        super().__init__()

    def get_deffacts(self) -> list[DefFacts]:
        """Experta's own, found once: it looks through all attributes of the engine for them at each reset."""
        if self._deffacts is None:
            self._deffacts = super().get_deffacts()
        return self._deffacts

    def conclude(self, rule: str, fact: Fact) -> None:
        self.declare(fact)
        self.trace.append(TraceEntry(rule, fact))


class _Compiler:
    """Turns the methodology into Experta rules. Strata are kept apart by salience, the first one highest."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._rules: dict[str, Any] = {}
        self._salience = 1_000_000

    def engine_class(self) -> type[_TracingEngine]:
        self._relations()
        for threshold in self._knowledge.thresholds.values():
            self._line(threshold)
        for finding in self._knowledge.findings.values():
            self._finding(finding)
        for rule in self._knowledge.rules.values():
            self._groups_of_rule(rule)
        self._next_stratum()
        for rule in self._knowledge.rules.values():
            self._rule(rule)
        return type("AdvisorEngine", (_TracingEngine,), dict(self._rules))

    def _next_stratum(self) -> None:
        self._salience -= 1

    def _add(self, name: str, patterns: Iterable[Any], conclude: Callable[..., Fact | None]) -> None:
        """A rule whose conclusion may depend on matched values; None concludes nothing."""

        def fire(engine: _TracingEngine, **matched: Any) -> None:
            fact = conclude(**matched)
            if fact is not None:
                engine.conclude(name, fact)

        fire.__name__ = name
        self._rules[name] = ExpertaRule(*patterns, salience=self._salience)(fire)

    # lines and relations

    def _relations(self) -> None:
        """Relations between two numbers, wherever a condition compares with a computed value."""
        for condition in self._all_leaves():
            if isinstance(condition, Compare) and isinstance(condition.bound, str):
                for leaf in (condition, negate(condition)):
                    assert isinstance(leaf, Compare) and isinstance(leaf.bound, str)
                    self._relation(leaf, leaf.bound)

    def _relation(self, leaf: Compare, bound: str) -> None:
        def conclude(left: Span, right: Span) -> Fact | None:
            return Group(id=_relation_key(leaf)) if _holds(left, leaf.operator, right) else None

        patterns = (Number(id=leaf.subject, span=MATCH.left), Number(id=bound, span=MATCH.right))
        self._add(_relation_key(leaf), patterns, conclude)

    def _all_leaves(self) -> Iterator[Leaf]:
        for rule in self._knowledge.rules.values():
            for condition in (*rule.when, *rule.unless):
                yield from leaves(condition)
        for finding in self._knowledge.findings.values():
            if isinstance(finding, Combination):
                for conditions in finding.values.values():
                    for condition in conditions:
                        yield from leaves(condition)
            elif isinstance(finding, Comparison):
                for condition in (*finding.too_small, *finding.estimate_if):
                    yield from leaves(condition)

    def _line(self, threshold: Threshold) -> None:
        name = f"line {threshold.id}"
        if threshold.by is None:
            if threshold.otherwise is not None:
                self._add(name, [Session()], _always(_line_fact(threshold.id, [threshold.otherwise])))
            return
        if threshold.bands:
            self._banded_line(name, threshold)
        else:
            self._chosen_line(name, threshold)

    def _banded_line(self, name: str, threshold: Threshold) -> None:
        def conclude(span: Span) -> Fact | None:
            floors = [-math.inf, *(ceiling for ceiling, _ in threshold.bands)]
            hit = [
                line
                for floor, (ceiling, line) in zip(floors, threshold.bands, strict=False)
                if span[0] <= ceiling and span[1] > floor
            ]
            return _line_fact(threshold.id, hit)

        self._add(name, [Number(id=threshold.by, span=MATCH.span)], conclude)
        everything = _line_fact(threshold.id, [line for _, line in threshold.bands])
        self._add(f"{name} open", [Session(), NOT(Number(id=threshold.by))], _always(everything))

    def _chosen_line(self, name: str, threshold: Threshold) -> None:
        assert threshold.by is not None

        def of(possible: Iterable[str]) -> Fact | None:
            found = [threshold.choices.get(value, threshold.otherwise) for value in sorted(possible)]
            return None if None in found else _line_fact(threshold.id, [line for line in found if line is not None])

        self._add(name, [Choice(id=threshold.by, possible=MATCH.possible)], of)
        values = tuple(self._knowledge.variables[threshold.by].values)
        self._add(f"{name} open", [Session(), NOT(Choice(id=threshold.by))], lambda: of(values))

    # findings

    def _finding(self, finding: Finding) -> None:
        self._next_stratum()
        if isinstance(finding, Comparison):
            self._comparison(finding)
        elif isinstance(finding, Computed):
            self._computed(finding)
        else:
            self._combination(finding)

    def _comparison(self, finding: Comparison) -> None:
        """Peers first, then the level said, then the default line; each stratum only where the one before is silent."""
        self._figure(finding)
        figure, silent = Number(id=_figure_id(finding), span=MATCH.figure), NOT(Choice(id=finding.id))
        if finding.peers is not None:

            def against_peers(figure: Span, peers: Span) -> Fact:
                low, high = _times(peers, _PEER_LOW), _times(peers, _PEER_HIGH)
                return Choice(id=finding.id, possible=_levels(figure, low, high, ">"))

            self._add(f"{finding.id} peers", [figure, Number(id=finding.peers, span=MATCH.peers)], against_peers)
        if finding.said is not None:
            self._next_stratum()
            self._add(
                f"{finding.id} said",
                [Choice(id=finding.said, possible=MATCH.said), silent],
                lambda said: Choice(id=finding.id, possible=frozenset(said)),
            )
        if finding.line is not None:
            self._next_stratum()
            self._add(
                f"{finding.id} line",
                [figure, DefaultLine(id=finding.line, low=MATCH.low, high=MATCH.high), silent],
                lambda figure, low, high: Choice(id=finding.id, possible=_levels(figure, low, high, ">=")),
            )

    def _figure(self, finding: Comparison) -> None:
        """The number that a comparison holds against its lines, where it is not simply the one given."""
        if finding.estimate is None and not finding.too_small:
            return
        small = f"{finding.id} too small"
        for position, condition in enumerate(finding.too_small):
            scope = f"{small} {position}"
            self._groups(scope, [condition])
            self._add(scope, self._patterns(scope, [condition]), _always(Group(id=small)))
        trusted = f"{finding.id} trusted"
        self._groups(trusted, finding.estimate_if)
        self._next_stratum()
        given, enough = Number(id=finding.compare, span=MATCH.span), NOT(Group(id=small))
        self._add(f"{finding.id} figure", [given, enough], lambda span: Number(id=_figure_id(finding), span=span))
        if finding.estimate is not None:
            estimated = [
                *self._patterns(trusted, finding.estimate_if),
                Number(id=finding.estimate, span=MATCH.span),
                NOT(Number(id=finding.compare)),
                enough,
            ]
            self._add(f"{finding.id} estimate", estimated, lambda span: Number(id=_figure_id(finding), span=span))
        self._next_stratum()

    def _computed(self, finding: Computed) -> None:
        needs = finding.formula.needs
        names = [f"n{position}" for position in range(len(needs))]
        patterns = [Number(id=need, span=getattr(MATCH, name)) for need, name in zip(needs, names, strict=True)]

        def conclude(**matched: Span) -> Fact | None:
            numbers = {need: Interval(*matched[name]) for need, name in zip(needs, names, strict=True)}
            value = finding.formula.value(numbers.get)
            return Number(id=finding.id, span=(value.low, value.high, value.high_open)) if value else None

        self._add(finding.id, patterns, conclude)

    def _combination(self, finding: Combination) -> None:
        for value, conditions in finding.values.items():
            self._groups(f"{finding.id} {value}", conditions)
        for value, conditions in finding.values.items():
            self._next_stratum()
            fact = Choice(id=finding.id, possible=frozenset({value}))
            patterns = [*self._patterns(f"{finding.id} {value}", conditions), NOT(Choice(id=finding.id))]
            self._add(f"{finding.id} {value}", patterns, _always(fact))

    # rules

    def _groups_of_rule(self, rule: Rule) -> None:
        self._groups(rule.id, rule.when)
        for position, condition in enumerate(rule.unless):
            scope = f"{rule.id} unless {position}"
            self._groups(scope, [condition])
            self._add(f"{scope} holds", self._patterns(scope, [condition]), _always(Group(id=f"{scope} holds")))
        if rule.unless:
            scope = f"{rule.id} cleared"
            opposites = [negate(condition) for condition in rule.unless]
            self._groups(scope, opposites)
            self._add(f"{scope} holds", self._patterns(scope, opposites), _always(Group(id=f"{scope} holds")))

    def _rule(self, rule: Rule) -> None:
        patterns = self._patterns(rule.id, rule.when)
        if not rule.unless:
            self._add(rule.id, patterns, _always(Diagnosis(id=rule.id, status="confirmed")))
            return
        blocked = [NOT(Group(id=f"{rule.id} unless {position} holds")) for position in range(len(rule.unless))]
        cleared = Group(id=f"{rule.id} cleared holds")
        self._add(
            f"{rule.id} confirmed",
            [*patterns, cleared, *blocked],
            _always(Diagnosis(id=rule.id, status="confirmed")),
        )
        self._add(
            f"{rule.id} likely",
            [*patterns, NOT(cleared), *blocked],
            _always(Diagnosis(id=rule.id, status="likely")),
        )

    # conditions

    def _groups(self, scope: str, conditions: Iterable[Condition]) -> None:
        """Rules that assert the alternatives inside the conditions, innermost ones included."""
        for path, condition in _numbered(scope, conditions):
            if isinstance(condition, All):
                self._groups(path, condition.parts)
            elif isinstance(condition, AtLeast):
                self._groups(path, condition.parts)
                branches = combinations(_numbered(path, condition.parts), condition.needed)
                for number, branch in enumerate(branches):
                    patterns = [pattern for inner, part in branch for pattern in self._pattern(inner, part)]
                    self._add(f"{path} branch {number}", patterns, _always(Group(id=path)))

    def _patterns(self, scope: str, conditions: Iterable[Condition]) -> list[Any]:
        return [
            pattern for path, condition in _numbered(scope, conditions) for pattern in self._pattern(path, condition)
        ]

    def _pattern(self, path: str, condition: Condition) -> list[Any]:
        if isinstance(condition, All):
            return self._patterns(path, condition.parts)
        if isinstance(condition, AtLeast):
            return [Group(id=path)]
        return [_leaf_pattern(condition)]


def _figure_id(finding: Comparison) -> str:
    """The id under which the number of a comparison is known."""
    return finding.compare if finding.estimate is None and not finding.too_small else f"{finding.id} figure"


def _numbered(scope: str, conditions: Iterable[Condition]) -> list[tuple[str, Condition]]:
    return [(f"{scope} · {position}", condition) for position, condition in enumerate(conditions)]


def _always(fact: Fact | None) -> Callable[[], Fact | None]:
    """The same conclusion every time; a new fact each time, because a declared fact belongs to its session."""
    if fact is None:
        return lambda: None
    kind, content = type(fact), fact.as_dict()
    return lambda: kind(**content)


@functools.cache
def _leaf_pattern(leaf: Leaf) -> Any:
    """The Experta pattern that matches where the statement is certainly true; one for equal statements."""
    if isinstance(leaf, Compare):
        if isinstance(leaf.bound, str):
            return Group(id=_relation_key(leaf))
        bound: Span = (leaf.bound, leaf.bound, False)
        return Number(id=leaf.subject, span=P(lambda span: _holds(span, leaf.operator, bound)))
    if isinstance(leaf, Is):
        wanted = leaf.values
        if leaf.negated:
            return Choice(id=leaf.subject, possible=P(wanted.isdisjoint))
        return Choice(id=leaf.subject, possible=P(wanted.issuperset))
    if isinstance(leaf, Has):
        sought, absent = leaf.values, leaf.negated
        return Chosen(id=leaf.subject, values=P(lambda values: sought.isdisjoint(values) is absent))
    return Chosen(id=leaf.subject, values=P(lambda values: (len(values) >= leaf.size) is not leaf.negated))


def _relation_key(leaf: Compare) -> str:
    return f"{leaf.subject} {leaf.operator} {leaf.bound}"


def _holds(left: Span, operator: str, right: Span) -> bool:
    """Whether the relation is certain for every value of both spans."""
    if operator == "<":
        return left[1] < right[0] or (left[1] == right[0] and left[2])
    if operator == ">":
        return right[1] < left[0] or (right[1] == left[0] and right[2])
    return left[0] >= right[1] if operator == ">=" else right[0] >= left[1]


def _times(span: Span, factor: float) -> Span:
    return span[0] * factor, span[1] * factor, span[2]


def _levels(figure: Span, low: Span | None, high: Span | None, reaching: str) -> frozenset[str]:
    """The levels a figure may have; `reaching` is the relation in which 高 stands to the upper line."""
    if low is not None and _holds(figure, "<", low):
        return frozenset({"低"})
    if high is not None and _holds(figure, reaching, high):
        return frozenset({"高"})
    possible = {"中"}
    if low is not None and not _holds(figure, ">=", low):
        possible.add("低")
    if high is not None and not _holds(figure, "<" if reaching == ">=" else "<=", high):
        possible.add("高")
    return frozenset(possible)


def _line_fact(threshold: str, lines: Iterable[Line]) -> Fact | None:
    known = list(lines)
    if not known:
        return None
    lows, highs = [line.low for line in known], [line.high for line in known]
    return DefaultLine(id=threshold, low=_cover(lows), high=_cover(highs))


def _cover(figures: list[float | None]) -> Span | None:
    present = [figure for figure in figures if figure is not None]
    return (min(present), max(present), False) if len(present) == len(figures) else None
