"""The rules as functions over sets of merchants, made once for each version of the knowledge (used by `belief`)."""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, Is, Leaf
from knowledge.formulas import Formula
from knowledge.model import Combination, Comparison, Computed, Knowledge, Rule
from knowledge.population import EVERYONE, SIZE, Choices, Column, Figures, Lists, draw

if TYPE_CHECKING:
    from knowledge.belief import Worlds

# The merchants for whom a statement is true, and those for whom it is false; it is undecided for the others.
Sets = tuple[int, int]
Reader = Callable[["Worlds"], Sets]

NOBODY: Sets = (0, 0)

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": float.__lt__,
    "<=": float.__le__,
    ">=": float.__ge__,
    ">": float.__gt__,
}


@functools.lru_cache(maxsize=4)
def compiled(knowledge: Knowledge) -> Compiled:
    """The compiled form of a version of the knowledge; the last few are kept."""
    return Compiled(knowledge)


class Compiled:
    """`sets` holds each single statement about a variable for the sample as drawn, `places` where it stands there."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.columns: dict[str, Column] = {one.id: draw(one) for one in knowledge.variables.values() if one.drawable}
        self.places: dict[Leaf, int] = {}
        self.sets: list[Sets] = []
        self.of_variable: dict[str, list[int]] = defaultdict(list)
        self.relations_of: dict[str, list[Compare]] = defaultdict(list)
        self.relations: dict[tuple[Compare, tuple[float | None, ...]], Sets] = {}
        self._precedence: dict[Any, tuple[Rule, ...]] = {}
        rules, findings = knowledge.rules.values(), knowledge.findings.values()
        self.when = {rule.id: self._readers(rule.when) for rule in rules}
        self.unless = {rule.id: self._readers(rule.unless) for rule in rules}
        self.entry_when = [self._readers(entry.when) for entry in knowledge.order]
        self.entry_unless = [self._readers(entry.unless) for entry in knowledge.order]
        self.lighting = [tuple(filter(entry.lit_by, rules)) for entry in knowledge.order]
        self.values = {
            finding.id: {value: self._readers(conditions) for value, conditions in finding.values.items()}
            for finding in findings
            if isinstance(finding, Combination)
        }
        comparisons = [finding for finding in findings if isinstance(finding, Comparison)]
        self.too_small = {finding.id: self._readers(finding.too_small) for finding in comparisons}
        self.only_if = {
            variable.id: self._readers(variable.only_if)
            for variable in knowledge.variables.values()
            if variable.only_if
        }
        self.follows = {
            variable.id: {value: self._readers(conditions) for value, conditions in variable.follows.items()}
            for variable in knowledge.variables.values()
            if variable.follows
        }
        self.estimates = {
            finding.id: tuple(self._needs(finding.estimate)) if finding.estimate else () for finding in comparisons
        }
        self.comparisons_of = _comparisons_of(comparisons, self.estimates)
        self.selecting = _selecting(knowledge)
        # What is not asked, what merchants rarely know of others, or say only in place of a figure: nobody fills it in.
        self.not_asked = {one.id for one in knowledge.variables.values() if not one.question}
        self.not_asked |= {one for finding in comparisons for one in (finding.peers, finding.said) if one is not None}
        self.instead_of = {one.id: one.instead_of for one in knowledge.variables.values() if one.instead_of}
        self._formulas = {
            finding.id: _function(finding.formula) for finding in findings if isinstance(finding, Computed)
        }

    # conditions

    def _readers(self, conditions: Iterable[Condition]) -> list[Reader]:
        return [self._reader(condition) for condition in conditions]

    def _reader(self, condition: Condition) -> Reader:
        if isinstance(condition, All):
            parts = self._readers(condition.parts)
            return lambda worlds: all_of_sets(part(worlds) for part in parts)
        if isinstance(condition, AtLeast):
            parts, needed = self._readers(condition.parts), condition.needed
            return lambda worlds: _at_least(needed, [part(worlds) for part in parts])
        if isinstance(condition, Compare) and self._is_computed(condition):
            return self._relation_reader(condition)
        if condition.subject in self.knowledge.findings:
            return _finding_reader(condition)
        place = self._place(condition)
        return lambda worlds: worlds.statements[place]

    def _is_computed(self, leaf: Compare) -> bool:
        return isinstance(leaf.bound, str) or leaf.subject in self.knowledge.findings

    def _relation_reader(self, leaf: Compare) -> Reader:
        for need in self.needs(leaf):
            if leaf not in self.relations_of[need]:
                self.relations_of[need].append(leaf)
        return lambda worlds: worlds.relation(leaf)

    def _place(self, leaf: Leaf) -> int:
        if leaf not in self.places:
            self.places[leaf] = len(self.sets)
            self.of_variable[leaf.subject].append(len(self.sets))
            true = _holding(leaf, self.columns[leaf.subject])
            self.sets.append((true, EVERYONE & ~true))
        return self.places[leaf]

    # computed values

    def needs(self, leaf: Compare) -> tuple[str, ...]:
        """The variables that a comparison with a computed value rests on."""
        sides = (leaf.subject, leaf.bound) if isinstance(leaf.bound, str) else (leaf.subject,)
        return tuple(dict.fromkeys(need for side in sides for need in self._needs(side)))

    def _needs(self, subject: str) -> Iterator[str]:
        finding = self.knowledge.findings.get(subject)
        if isinstance(finding, Computed):
            for need in finding.formula.needs:
                yield from self._needs(need)
        else:
            yield subject

    def related(self, leaf: Compare, known: Mapping[str, float | None]) -> Sets:
        """A comparison with a computed value for each merchant, given the figures that are known."""
        holds = _OPERATORS[leaf.operator]
        columns = {need: _figures(self.columns[need], figure) for need, figure in known.items()}
        true = false = 0
        for merchant in range(SIZE):
            figures = {need: column[merchant] for need, column in columns.items()}
            left, right = self._number(leaf.subject, figures), self._number(leaf.bound, figures)
            if left is not None and right is not None:
                if holds(left, right):
                    true |= 1 << merchant
                else:
                    false |= 1 << merchant
        return true, false

    def _number(self, side: str | float, figures: dict[str, float]) -> float | None:
        if isinstance(side, float):
            return side
        if side in figures:
            return figures[side]
        formula, needs = self._formulas[side]
        parts = [self._number(need, figures) for need in needs]
        try:
            return None if None in parts else float(formula(*parts))
        except ZeroDivisionError:
            return None

    # the order of the constraint

    def precedence(self, place: int, plans: frozenset[str], goal: str | None) -> tuple[Rule, ...]:
        """The rules that can light an entry of the order, the one that would lead first."""
        key = (place, plans, goal)
        if key not in self._precedence:
            entry = self.knowledge.order[place]
            ranked = sorted(self.lighting[place], key=lambda rule: entry.precedence(rule, plans, goal))
            self._precedence[key] = tuple(ranked)
        return self._precedence[key]


def all_of_sets(parts: Iterable[Sets]) -> Sets:
    """Kleene's AND."""
    true, false = EVERYONE, 0
    for part_true, part_false in parts:
        true &= part_true
        false |= part_false
    return true, false


def _at_least(needed: int, parts: list[Sets]) -> Sets:
    true = false = 0
    for some in combinations(parts, needed):
        true |= all_of_sets(some)[0]
    for some in combinations(parts, len(parts) - needed + 1):
        false |= functools.reduce(int.__and__, (part_false for _, part_false in some))
    return true, false


def _finding_reader(leaf: Leaf) -> Reader:
    assert isinstance(leaf, Is)
    subject, values, negated = leaf.subject, leaf.values, leaf.negated

    def read(worlds: Worlds) -> Sets:
        true = false = 0
        for value, merchants in worlds.finding(subject).items():
            if value in values:
                true |= merchants
            else:
                false |= merchants
        return (false, true) if negated else (true, false)

    return read


def _holding(leaf: Leaf, column: Column) -> int:
    """The merchants of the sample for whom a single statement about a variable is true."""
    if isinstance(leaf, Compare):
        assert isinstance(column, Figures) and isinstance(leaf.bound, float)
        below = column.below(leaf.bound) if leaf.operator in ("<", ">=") else column.up_to(leaf.bound)
        return below if leaf.operator in ("<", "<=") else EVERYONE & ~below
    if isinstance(leaf, Is):
        assert isinstance(column, Choices)
        holding = functools.reduce(int.__or__, map(column.saying, leaf.values))
    else:
        assert isinstance(column, Lists)
        holding = column.naming_any(leaf.values) if isinstance(leaf, Has) else column.naming_at_least(leaf.size)
    return EVERYONE & ~holding if leaf.negated else holding


def _figures(column: Column, known: float | None) -> list[float]:
    assert isinstance(column, Figures)
    return [known] * SIZE if known is not None else list(column.values)


def _function(formula: Formula) -> tuple[Callable[..., float], tuple[str, ...]]:
    """A formula as a function of its needs. It holds nothing but arithmetic (`formulas.read_formula`)."""
    names = [name for name, _ in formula.ids]
    arguments = ast.arguments([], [ast.arg(name) for name in names], None, [], [], None, [])
    function = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, formula.tree)))
    return eval(compile(function, formula.text, "eval")), formula.needs


def _comparisons_of(
    comparisons: Iterable[Comparison], estimates: Mapping[str, tuple[str, ...]]
) -> dict[str, list[str]]:
    """The comparisons that a variable has a part in: as the figure, as the level said, or to work the figure out."""
    found: dict[str, list[str]] = defaultdict(list)
    for finding in comparisons:
        for variable in (finding.compare, finding.said, *estimates[finding.id]):
            if variable is not None:
                found[variable].append(finding.id)
    return found


def _selecting(knowledge: Knowledge) -> dict[str, tuple[float, ...]]:
    """The variables that decide by their value alone: goals, and what lines go by, with the ceilings of its bands."""
    found: dict[str, tuple[float, ...]] = {"main_goal": ()}
    for threshold in knowledge.thresholds.values():
        if threshold.by is not None:
            ceilings = tuple(ceiling for ceiling, _ in threshold.bands)
            found[threshold.by] = found.get(threshold.by, ()) + ceilings
    return found
