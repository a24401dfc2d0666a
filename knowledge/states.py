"""The methodology's state space in the abstract: all that its statements can tell apart, and no more.

What a statement speaks of is cut into *atoms*, each with the few values that the whole base can tell apart:

* a choice: its values, and not known;
* a number: its place among all figures that any condition names, exactly or as an interval across them, and not known;
* a level (停留水平 …): every set of levels that a figure, an interval or a word can leave possible, and not known;
* a number against a computed one (投放ROI against 保本ROI): which of below, equal and above are possible;
* an entry of a list: in or out, and for the whole list: known or not.

Combinations (承接, 明显断点 …) are not atoms, they are worked out as their definition says. Atoms are taken to be
independent of each other, although a merchant's are not: there are more states here than merchants. What `search`
finds impossible is therefore impossible for every merchant, known in full, in part or only roughly; what it finds
possible is only a candidate, to be confirmed on a real situation (`witness`).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, HasSize, Is, Leaf, leaves
from knowledge.model import LEVELS, Combination, Comparison, Knowledge, OrderEntry, Rule, Variable
from knowledge.values import Interval, Options, Truth

# A set of truth values, as bits.
Truths = int
TRUE, FALSE, UNDECIDED = 1, 2, 4
_BIT = {Truth.TRUE: TRUE, Truth.FALSE: FALSE, Truth.UNDECIDED: UNDECIDED}


@dataclass(frozen=True)
class Every:
    """All parts hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Enough:
    """At least `needed` parts hold."""

    needed: int
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    """True where the part is false."""

    part: Expression


@dataclass(frozen=True)
class Surely:
    """True where the part is true, false where it is false or undecided."""

    part: Expression


Expression = Condition | Every | Some | Enough | Not | Surely


def fires(rule: Rule) -> Expression:
    """The rule fires, confirmed or likely: `when` is true, and no exception is."""
    silent = tuple(Not(Surely(condition)) for condition in rule.unless)
    return Every((*(Surely(condition) for condition in rule.when), *silent))


def counts(entry: OrderEntry) -> Expression:
    """An entry of the order counts: `when` is true, and no exception is."""
    silent = tuple(Not(Surely(condition)) for condition in entry.unless)
    return Every((*(Surely(condition) for condition in entry.when), *silent))


@dataclass(frozen=True)
class Atom:
    """A subject, or a part of one: an entry of a list, or the number it is compared with."""

    subject: str
    part: str = ""


KNOWN = "known?"

# How one number may stand to another, below (-1), equal or above (1), while nothing is known of it.
ANY_ORDER = frozenset({-1, 0, 1})

# What an atom may still be: a bit for each of its values.
Domain = int


# Expressions as the search reads them. Each node stands for one expression; shared parts are one node.


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement about one atom: for each truth the values of the atom that give it."""

    atom: int
    by_truth: tuple[tuple[Truths, Domain], ...]


@dataclass(frozen=True, eq=False)
class Count:
    """At least `needed` of the parts hold."""

    parts: tuple[Node, ...]
    needed: int


@dataclass(frozen=True, eq=False)
class Negation:
    part: Node


@dataclass(frozen=True, eq=False)
class Certainty:
    """`Surely` of the part."""

    part: Node


@dataclass(frozen=True, eq=False)
class OfList:
    """A statement about a list: undecided while the list is not known, then what `part` says of its entries."""

    known: Statement
    part: Count


@dataclass(frozen=True, eq=False)
class Result:
    """What a combination comes to: the first of its values whose conditions hold, or none. One bit each, none last."""

    holds: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class OfCombination:
    """A statement about a combination: for each truth the results that give it."""

    result: Result
    by_truth: tuple[tuple[Truths, Domain], ...]


Node = Statement | Count | Negation | Certainty | OfList | OfCombination


class StateSpace:
    """The atoms of one version of the knowledge, numbered as they are first spoken of, and expressions as nodes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.atoms: list[Atom] = []
        self._numbers: dict[Atom, int] = {}
        self._values: list[tuple[Hashable, ...]] = []
        self._figures = _figures(knowledge)
        self._nodes: dict[Expression, Node] = {}
        self._results: dict[str, Result] = {}

    def values(self, atom: int) -> tuple[Hashable, ...]:
        """All values of an atom, by its number."""
        return self._values[atom]

    def place(self, atom: Atom, number: Interval) -> Domain:
        """The one value of a number's atom that stands for this figure or interval."""
        figures = self._figures.get(atom.subject, ())
        signature = _signature(number, figures)
        for place, value in enumerate(self._values[self.number(atom)]):
            if isinstance(value, Interval) and _signature(value, figures) == signature:
                return 1 << place
        raise ValueError(f"{atom.subject}: no place for {number}")

    def figures(self, subject: str) -> tuple[float, ...]:
        """The figures that conditions hold a number against, rising."""
        return self._figures.get(subject, ())

    def everything(self, atom: int) -> Domain:
        return (1 << len(self._values[atom])) - 1

    def number(self, atom: Atom) -> int:
        """The number of an atom."""
        if atom not in self._numbers:
            self._numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
            self._values.append(tuple(self._values_of(atom)))
        return self._numbers[atom]

    def node(self, expression: Expression) -> Node:
        """An expression as the search reads it."""
        if expression not in self._nodes:
            self._nodes[expression] = self._new_node(expression)
        return self._nodes[expression]

    def _new_node(self, expression: Expression) -> Node:
        if isinstance(expression, Not):
            return Negation(self.node(expression.part))
        if isinstance(expression, Surely):
            return Certainty(self.node(expression.part))
        if isinstance(expression, (All, Every)):
            return Count(tuple(map(self.node, expression.parts)), len(expression.parts))
        if isinstance(expression, Some):
            return Count(tuple(map(self.node, expression.parts)), 1)
        if isinstance(expression, (AtLeast, Enough)):
            return Count(tuple(map(self.node, expression.parts)), expression.needed)
        return self._leaf(expression)

    def _leaf(self, leaf: Leaf) -> Node:
        if isinstance(leaf, (Has, HasSize)):
            return self._of_list(leaf)
        finding = self.knowledge.findings.get(leaf.subject)
        if isinstance(finding, Combination):
            assert isinstance(leaf, Is)
            truths = [TRUE if (value in leaf.values) is not leaf.negated else FALSE for value in finding.values]
            return OfCombination(self._result(finding), _by_truth([*truths, UNDECIDED]))
        part = leaf.bound if isinstance(leaf, Compare) and isinstance(leaf.bound, str) else ""
        atom = self.number(Atom(leaf.subject, part))
        return Statement(atom, _by_truth([_truth(leaf, value) for value in self._values[atom]]))

    def _result(self, finding: Combination) -> Result:
        if finding.id not in self._results:
            holds = (self.node(Surely(All(conditions))) for conditions in finding.values.values())
            self._results[finding.id] = Result(tuple(holds))
        return self._results[finding.id]

    def _of_list(self, leaf: Has | HasSize) -> Node:
        values = self.knowledge.variables[leaf.subject].values
        named = [value for value in values if isinstance(leaf, HasSize) or value in leaf.values]
        known = Statement(self.number(Atom(leaf.subject, KNOWN)), ((TRUE, 1), (UNDECIDED, 2)))
        entries = tuple(Statement(self.number(Atom(leaf.subject, one)), ((TRUE, 1), (FALSE, 2))) for one in named)
        inner = OfList(known, Count(entries, leaf.size if isinstance(leaf, HasSize) else 1))
        return Negation(inner) if leaf.negated else inner

    def _values_of(self, atom: Atom) -> Iterator[Hashable]:
        knowledge = self.knowledge
        if atom.part in knowledge.findings or (atom.part and atom.part in knowledge.variables):
            yield from (frozenset({order}) for order in sorted(ANY_ORDER))
            yield from (frozenset({-1, 0}), frozenset({0, 1}), ANY_ORDER)
        elif atom.part:
            yield from (True, False)
        elif isinstance(knowledge.findings.get(atom.subject), Comparison):
            low, middle, high = LEVELS
            yield from (Options.exactly(level) for level in LEVELS)
            yield from (Options(frozenset(some)) for some in ((low, middle), (middle, high), LEVELS))
            yield None
        elif atom.subject in knowledge.variables and knowledge.variables[atom.subject].type == "choice":
            yield from (Options.exactly(value) for value in knowledge.variables[atom.subject].values)
            yield None
        else:
            yield from _spans(knowledge.variables.get(atom.subject), self._figures.get(atom.subject, ()))
            yield None


def _by_truth(truths: Sequence[Truths]) -> tuple[tuple[Truths, Domain], ...]:
    return tuple(
        (truth, sum(1 << place for place, one in enumerate(truths) if one == truth))
        for truth in (TRUE, FALSE, UNDECIDED)
        if truth in truths
    )


def _figures(knowledge: Knowledge) -> dict[str, tuple[float, ...]]:
    """For each number the figures that conditions hold it against, rising."""
    found: dict[str, set[float]] = {}
    for condition in all_conditions(knowledge):
        for leaf in leaves(condition):
            if isinstance(leaf, Compare) and isinstance(leaf.bound, float):
                found.setdefault(leaf.subject, set()).add(leaf.bound)
    return {subject: tuple(sorted(figures)) for subject, figures in found.items()}


def all_conditions(knowledge: Knowledge) -> Iterator[Condition]:
    """Every condition of the base."""
    for rule in knowledge.rules.values():
        yield from (*rule.when, *rule.unless)
    for finding in knowledge.findings.values():
        if isinstance(finding, Combination):
            for conditions in finding.values.values():
                yield from conditions
        elif isinstance(finding, Comparison):
            yield from (*finding.too_small, *finding.estimate_if)
    for entry in knowledge.order:
        yield from (*entry.when, *entry.unless)
    for field in knowledge.fields.values():
        for readiness in field.readiness:
            yield from readiness.when


def natural_step(variable: Variable | None, figure: float) -> float:
    """The smallest difference a merchant would name: one customer, one day, a tenth of a point."""
    if variable is None or variable.kind in ("ratio", "score"):
        return 0.1
    if variable.kind == "share":
        return 0.01 if figure >= 0.1 else 0.001
    return 1.0


def _spans(variable: Variable | None, figures: Sequence[float]) -> Iterator[Interval]:
    """One interval for each way to lie among the figures: on one, between two, or across several."""
    low = variable.low if variable is not None else -math.inf
    high = variable.high if variable is not None else math.inf
    places = sorted(place for place in _places(variable, figures) if low <= place <= high)
    seen = set()
    for first in range(len(places)):
        yield Interval.exactly(places[first])
    for first in range(len(places)):
        for last in range(first + 1, len(places)):
            span = Interval(places[first], places[last])
            signature = _signature(span, figures)
            if signature not in seen:
                seen.add(signature)
                yield span


def _signature(number: Interval, figures: Sequence[float]) -> tuple[tuple[Truth, Truth], ...]:
    """All that conditions can tell of a number: how it stands to each figure."""
    return tuple((number.below(edge), number.above(edge)) for edge in map(Interval.exactly, figures))


def _places(variable: Variable | None, figures: Sequence[float]) -> set[float]:
    """Each figure and one number in every gap beside it."""
    if not figures:
        return {variable.low if variable is not None and math.isfinite(variable.low) else 1.0}
    places = set(figures)
    for lower, upper in zip((None, *figures), (*figures, None), strict=True):
        step = natural_step(variable, upper if upper is not None else figures[-1])
        if upper is None:
            places.add(round(figures[-1] + step, 6))
        elif lower is None or upper - step > lower:
            places.add(round(upper - step, 6) if upper - step >= (variable.low if variable else 0) else upper / 2)
        else:
            places.add((lower + upper) / 2)
    return places


def _truth(leaf: Leaf, value: Hashable) -> Truths:
    if value is None:
        return UNDECIDED
    if isinstance(leaf, Is):
        assert isinstance(value, Options)
        truth = value.among(leaf.values)
        return _BIT[truth.negated() if leaf.negated else truth]
    assert isinstance(leaf, Compare)
    if isinstance(leaf.bound, float):
        assert isinstance(value, Interval)
        below, above = value.below(Interval.exactly(leaf.bound)), value.above(Interval.exactly(leaf.bound))
    else:
        assert isinstance(value, frozenset)
        below = Truth.of(value == {-1}, -1 not in value)
        above = Truth.of(value == {1}, 1 not in value)
    by_operator = {"<": below, ">=": below.negated(), ">": above, "<=": above.negated()}
    return _BIT[by_operator[leaf.operator]]
