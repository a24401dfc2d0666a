"""What a merchant could improve so that conditions which hold against him no longer do, each move as a new value.

Only variables marked `improvable` move, and only where that leads: levels and figures, never category, price or
history. A figure moves just to its line: the peers' where it is known, else the default line that applies.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, Is, Leaf, leaves, negate
from knowledge.evaluation import Evaluation
from knowledge.model import Combination, Comparison, Variable
from knowledge.values import Interval, Options, Selection, Truth, Value

Aim = Literal["value", "below", "level", "level below", "without"]


@dataclass(frozen=True)
class Move:
    """A variable and the value it would have to get; `aim` says how to put it into words."""

    variable: str
    value: Value
    aim: Aim


def moves_against(evaluation: Evaluation, conditions: Iterable[Condition]) -> Iterator[Move]:
    """Single moves, each of which makes a statement false that is true now."""
    for condition in conditions:
        for leaf in leaves(condition):
            if evaluation.truth(leaf) is Truth.TRUE:
                yield from _Levers(evaluation).to_falsify(leaf)


class _Levers:
    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._knowledge = evaluation.knowledge

    def to_falsify(self, leaf: Leaf) -> Iterator[Move]:
        yield from self.to_reach(negate(leaf))

    def to_reach(self, leaf: Condition) -> Iterator[Move]:
        """Moves after which a single statement would be true, as far as one move can make it so."""
        if isinstance(leaf, (All, AtLeast)):
            return
        variable = self._knowledge.variables.get(leaf.subject)
        if variable is not None:
            yield from self._move_variable(variable, leaf)
            return
        finding = self._knowledge.findings[leaf.subject]
        if isinstance(finding, Comparison) and isinstance(leaf, Is):
            yield from self._move_level(finding, leaf)
        elif isinstance(finding, Combination) and isinstance(leaf, Is):
            yield from self._move_combination(finding, leaf)

    def _move_variable(self, variable: Variable, leaf: Leaf) -> Iterator[Move]:
        if isinstance(leaf, Is):
            for value in variable.improvable:
                if (value in leaf.values) is not leaf.negated:
                    yield Move(variable.id, Options.exactly(value), "value")
        elif isinstance(leaf, Compare):
            bound = self._evaluation.value(leaf.bound) if isinstance(leaf.bound, str) else Interval.exactly(leaf.bound)
            # That there is any of it at all is no improvement for whoever has not said how much there is.
            trivial = variable.id not in self._evaluation.situation.values and bound == Interval.exactly(variable.low)
            if isinstance(bound, Interval) and not trivial:
                yield from _move_figure(variable, leaf, bound)
        elif isinstance(leaf, Has) and leaf.negated and "fewer" in variable.improvable:
            present = self._evaluation.situation.selection(variable.id)
            yield Move(variable.id, Selection(present - leaf.values), "without")

    def _move_level(self, finding: Comparison, leaf: Is) -> Iterator[Move]:
        """To 中: up to the lower line, or back below the upper one."""
        if ("中" in leaf.values) is leaf.negated:
            return
        now = self._evaluation.value(finding.id)
        too_high = isinstance(now, Options) and now.value == "高"
        figure = self._knowledge.variables[finding.compare]
        target = self._target(finding, too_high)
        if ("down" if too_high else "up") in figure.improvable and target is not None:
            yield Move(figure.id, target, "below" if too_high else "value")
        said = self._knowledge.variables.get(finding.said or "")
        if said is not None and "中" in said.improvable:
            yield Move(said.id, Options.exactly("中"), "level below" if too_high else "level")

    def _target(self, finding: Comparison, too_high: bool) -> Interval | None:
        peers = self._evaluation.situation.number(finding.peers) if finding.peers else None
        if peers is not None:
            return Interval.exactly(peers.low if too_high else peers.high)
        line = self._evaluation.line(finding)
        if line is None or line.single is None:
            return None
        if too_high:
            low = self._knowledge.variables[finding.compare].low
            return None if line.single.high is None else Interval(low, line.single.high, high_open=True)
        return None if line.single.low is None else Interval.exactly(line.single.low)

    def _move_combination(self, finding: Combination, leaf: Is) -> Iterator[Move]:
        """Out of the value it has now, and into one of those wanted."""
        now = self._evaluation.value(finding.id)
        held = now.value if isinstance(now, Options) else None
        if held is not None and (held in leaf.values) is leaf.negated:
            for condition in finding.values[held]:
                for inner in leaves(condition):
                    if self._evaluation.truth(inner) is Truth.TRUE:
                        yield from self.to_falsify(inner)
        for value, conditions in finding.values.items():
            if (value in leaf.values) is not leaf.negated:
                for condition in conditions:
                    for inner in leaves(condition):
                        if self._evaluation.truth(inner) is not Truth.TRUE:
                            yield from self.to_reach(inner)


def _move_figure(variable: Variable, leaf: Compare, bound: Interval) -> Iterator[Move]:
    """Just to the bound, or just over it, where that is an improvement."""
    if ("down" if leaf.operator in ("<", "<=") else "up") not in variable.improvable:
        return
    if leaf.operator == ">=":
        target = Interval.exactly(bound.high)
    elif leaf.operator == "<=":
        target = Interval.exactly(bound.low)
    elif leaf.operator == "<":
        target = Interval(variable.low, bound.low, high_open=True)
    else:
        target = Interval.exactly(bound.high + (0.01 if variable.kind == "share" else 1.0))
    if all(math.isfinite(end) and variable.low <= end <= variable.high for end in (target.low, target.high)):
        yield Move(variable.id, target, "below" if leaf.operator == "<" else "value")
