"""Formulas of computed values: + - * / and brackets over labels and figures, with interval arithmetic."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.values import Interval

_QUOTED = re.compile(r"「([^」]+)」")
_OPERATIONS: dict[type[ast.operator], Callable[[Interval, Interval], Interval | None]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


@dataclass(frozen=True)
class Formula:
    """A formula, the ids of the variables it needs in reading order, and the thresholds whose figures it holds."""

    text: str
    tree: ast.expr
    ids: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(variable for _, variable in self.ids)

    def value(self, number_of: Callable[[str], Interval | None]) -> Interval | None:
        """The result, given the numbers by variable id; None while one is unknown or a divisor may be zero."""
        return _value(self.tree, dict(self.ids), number_of)


def read_formula(
    text: str, id_of: Callable[[str], str | None], figure_of: Callable[[str], tuple[str, float] | None]
) -> Formula:
    """Reads a formula over labels; `id_of` gives a numeric variable, `figure_of` a named figure (threshold id, value).

    A label with brackets of its own stands in 「」. Raises ValueError that names what is not understood.
    """
    quoted: dict[str, str] = {}

    def unquote(match: re.Match[str]) -> str:
        name = f"quoted_{len(quoted)}"
        quoted[name] = match.group(1)
        return name

    try:
        tree = ast.parse(_QUOTED.sub(unquote, text), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"“{text}” is not a formula") from error
    ids: dict[str, str] = {}
    figures: dict[str, tuple[str, float]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            label = quoted.get(node.id, node.id)
            variable, figure = id_of(label), figure_of(label)
            if figure is not None:
                figures[node.id] = figure
            elif variable is not None:
                ids[node.id] = variable
            else:
                raise ValueError(f"“{label}” is not the name of a number")
        elif not _is_arithmetic(node):
            raise ValueError(f"“{text}” may hold only + - * /, brackets, figures and names of numbers")
    values = {name: value for name, (_, value) in figures.items()}
    lines = tuple(line for line, _ in figures.values())
    return Formula(text, _WithFigures(values).visit(tree), tuple(ids.items()), lines)


class _WithFigures(ast.NodeTransformer):
    """Puts named figures in the place of their names."""

    def __init__(self, figures: dict[str, float]) -> None:
        self._figures = figures

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._figures[node.id]) if node.id in self._figures else node


def _is_arithmetic(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (int, float))
    return isinstance(node, (ast.BinOp, ast.Load, *_OPERATIONS))


def _value(node: ast.expr, ids: dict[str, str], number_of: Callable[[str], Interval | None]) -> Interval | None:
    if isinstance(node, ast.Constant):
        return Interval.exactly(float(node.value))  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return number_of(ids[node.id])
    assert isinstance(node, ast.BinOp)
    left, right = _value(node.left, ids, number_of), _value(node.right, ids, number_of)
    if left is None or right is None:
        return None
    return _OPERATIONS[type(node.op)](left, right)
