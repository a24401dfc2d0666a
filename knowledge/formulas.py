"""Formulas of computed values: + - * / and brackets over labels and figures, with interval arithmetic."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.values import Interval

_OPERATIONS: dict[type[ast.operator], Callable[[Interval, Interval], Interval | None]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


@dataclass(frozen=True)
class Formula:
    """A formula and the ids of the variables it needs, in reading order."""

    text: str
    tree: ast.expr
    ids: tuple[tuple[str, str], ...]

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(variable for _, variable in self.ids)

    def value(self, number_of: Callable[[str], Interval | None]) -> Interval | None:
        """The result, given the numbers by variable id; None while one is unknown or a divisor may be zero."""
        return _value(self.tree, dict(self.ids), number_of)


def read_formula(text: str, id_of: Callable[[str], str | None]) -> Formula:
    """Reads a formula over labels; `id_of` gives the id of a numeric variable for its label.

    Raises ValueError that names what is not understood.
    """
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"“{text}” is not a formula") from error
    ids: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            variable = id_of(node.id)
            if variable is None:
                raise ValueError(f"“{node.id}” is not the name of a number")
            ids[node.id] = variable
        elif not _is_arithmetic(node):
            raise ValueError(f"“{text}” may hold only + - * /, brackets, figures and names of numbers")
    return Formula(text, tree, tuple(ids.items()))


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
