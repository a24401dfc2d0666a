"""Whether figures are held against figures of their own kind."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from knowledge.conditions import Compare
from knowledge.model import LEVELS, Comparison, Computed, Knowledge, Threshold, Variable
from knowledge.verification.statements import lines_of, placed_leaves

# What a number counts, as powers of units: 元 per 天 is {元: 1, 天: -1}. Counts, shares and ratios are pure numbers.
Dimension = Counter[str]

_UNIT_OF_KIND = {"money": "元", "duration": "秒", "minutes": "分钟", "hours": "小时", "days": "天"}
_PERIODS = ("天", "周", "月")


def unit_mistakes(knowledge: Knowledge) -> Iterator[str]:
    """Comparisons and formulas that mix kinds, and figures that the number can never have."""
    for finding in knowledge.findings.values():
        if isinstance(finding, Comparison):
            yield from _comparison(knowledge, finding)
        elif isinstance(finding, Computed):
            yield from _formula(knowledge, finding)
    for place, leaf in placed_leaves(knowledge):
        if isinstance(leaf, Compare):
            yield from _statement(knowledge, place, leaf)


# levels


def _comparison(knowledge: Knowledge, finding: Comparison) -> Iterator[str]:
    variable = knowledge.variables[finding.compare]
    if finding.peers is not None:
        peers = knowledge.variables[finding.peers]
        if (peers.kind, peers.unit) != (variable.kind, variable.unit):
            yield (
                f"{finding.place}: compares {variable.label} ({_measured(variable)}) with {peers.label} "
                f"({_measured(peers)}); both must have the same kind and unit"
            )
    if finding.said is not None and tuple(knowledge.variables[finding.said].values) != LEVELS:
        said = knowledge.variables[finding.said]
        yield f"{finding.place}: takes {said.label} for a level; its values must be {'、'.join(LEVELS)}"
    if finding.estimate is not None and _dimension(knowledge, finding.estimate) != _of_variable(variable):
        yield (
            f"{finding.place}: estimates {variable.label} ({_measured(variable)}) by "
            f"{knowledge.label(finding.estimate)}, which counts {_written(_dimension(knowledge, finding.estimate))}; "
            "both must count the same"
        )
    if finding.line is not None:
        threshold = knowledge.thresholds[finding.line]
        figures = [figure for line in lines_of(threshold) for figure in (line.low, line.high) if figure is not None]
        yield from _threshold(finding.place, variable, threshold, figures)


def _threshold(place: str, variable: Variable, threshold: Threshold, figures: list[float]) -> Iterator[str]:
    """A threshold that a variable is held against."""
    if variable.unit and not _same_unit(variable.unit, threshold.unit):
        yield (
            f"{place}: {variable.label} is in {variable.unit}, {threshold.label} ({threshold.id}) in {threshold.unit}; "
            "both must be in the same unit"
        )
    if not variable.unit and threshold.unit in (*_UNIT_OF_KIND.values(), "%", "分"):
        yield (
            f"{place}: {variable.label} is a {variable.kind}, {threshold.label} ({threshold.id}) is in "
            f"{threshold.unit}; say what the {variable.kind} counts"
        )
    for figure in figures:
        yield from _within_range(f"{place}: {threshold.label} ({threshold.id})", variable, figure)


def _within_range(where: str, variable: Variable, figure: float) -> Iterator[str]:
    if not variable.low <= figure <= variable.high:
        hint = "; a percentage is written as 5% or 0.05" if variable.kind == "share" else ""
        yield f"{where} is {figure:g}, but {variable.label} goes from {variable.low:g} to {variable.high:g}{hint}"


def _same_unit(unit: str, other: str) -> bool:
    """Either side may leave out per what it counts: 单 stands for 单/场 as well as for 单/天."""
    counted, *per = unit.split("/")
    other_counted, *other_per = other.split("/")
    return counted == other_counted and (per == other_per or not per or not other_per)


def _measured(variable: Variable) -> str:
    return f"{variable.kind} {variable.unit}".strip()


# statements


def _statement(knowledge: Knowledge, place: str, leaf: Compare) -> Iterator[str]:
    if isinstance(leaf.bound, str):
        left, right = _dimension(knowledge, leaf.subject), _dimension(knowledge, leaf.bound)
        if left != right:
            yield (
                f"{place}: compares {knowledge.label(leaf.subject)} ({_written(left)}) with "
                f"{knowledge.label(leaf.bound)} ({_written(right)}); both must count the same"
            )
    elif leaf.subject in knowledge.variables:
        variable = knowledge.variables[leaf.subject]
        if leaf.line is not None:
            yield from _threshold(place, variable, knowledge.thresholds[leaf.line], [leaf.bound])
        else:
            yield from _within_range(f"{place}: the figure", variable, leaf.bound)


# formulas


def _formula(knowledge: Knowledge, finding: Computed) -> Iterator[str]:
    try:
        _of_formula(knowledge, finding.formula.tree, dict(finding.formula.ids))
    except ValueError as error:
        yield f"{finding.place}: “{finding.formula.text}” {error}"


def _dimension(knowledge: Knowledge, subject: str) -> Dimension:
    if subject in knowledge.variables:
        return _of_variable(knowledge.variables[subject])
    finding = knowledge.findings[subject]
    assert isinstance(finding, Computed)
    try:
        return _of_formula(knowledge, finding.formula.tree, dict(finding.formula.ids))
    except ValueError:
        return Dimension()


def _of_variable(variable: Variable) -> Dimension:
    powers = Dimension()
    if variable.kind in _UNIT_OF_KIND:
        powers[_UNIT_OF_KIND[variable.kind]] += 1
    for period in variable.unit.split("/")[1:]:
        if period in _PERIODS:
            powers[period] -= 1
    return _reduced(powers)


def _of_formula(knowledge: Knowledge, node: ast.expr, ids: dict[str, str]) -> Dimension:
    """What a formula counts. Raises ValueError where it adds what cannot be added."""
    if isinstance(node, ast.Constant):
        return Dimension()
    if isinstance(node, ast.Name):
        return _dimension(knowledge, ids[node.id])
    assert isinstance(node, ast.BinOp)
    left, right = _of_formula(knowledge, node.left, ids), _of_formula(knowledge, node.right, ids)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        if left != right:
            raise ValueError(f"adds {_written(left)} and {_written(right)}; only figures of one kind may be added")
        return left
    sign = 1 if isinstance(node.op, ast.Mult) else -1
    powers = Dimension(left)
    for unit, power in right.items():
        powers[unit] += sign * power
    return _reduced(powers)


def _reduced(powers: Dimension) -> Dimension:
    return Dimension({unit: power for unit, power in powers.items() if power})


def _written(dimension: Dimension) -> str:
    return (
        " ".join(f"{unit}^{power}" if power != 1 else unit for unit, power in sorted(dimension.items())) or "a number"
    )
