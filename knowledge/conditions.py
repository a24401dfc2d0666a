"""The notation of conditions, as written in the methodology files, read into a small tree.

`docs/architecture.md` shows the notation; here is its one meaning. Subjects are ids of variables or findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Operator = Literal["<", "<=", ">=", ">"]

_OPERATORS: dict[str, Operator] = {"低于": "<", "至多": "<=", "至少": ">=", "高于": ">"}
_OPPOSITE: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}
_COMPARISON = re.compile(r"(低于|至多|至少|高于)\s*(.+)")
_AT_LEAST = {"任一": 1, "至少两项": 2, "至少三项": 3}


@dataclass(frozen=True)
class Is:
    """A choice or a level is one of `values`; `negated`: is known to be none of them."""

    subject: str
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True)
class Compare:
    """A number stands in relation to a figure, or to a computed value named by its id.

    `line` is the id of the threshold that the figure comes from, where it has a name.
    """

    subject: str
    operator: Operator
    bound: float | str
    line: str | None = None


@dataclass(frozen=True)
class Has:
    """A list has any of `values`; `negated`: is known and has none of them."""

    subject: str
    values: frozenset[str]
    negated: bool = False


@dataclass(frozen=True)
class HasSize:
    """A list has at least `size` entries; `negated`: is known and has fewer."""

    subject: str
    size: int
    negated: bool = False


@dataclass(frozen=True)
class AtLeast:
    """At least `needed` of the parts hold (任一 is one of them)."""

    needed: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class All:
    """All parts hold."""

    parts: tuple[Condition, ...]


Leaf = Is | Compare | Has | HasSize
Condition = Leaf | AtLeast | All


def negate(condition: Condition) -> Condition:
    """The condition that is true exactly where this one is false (undecided stays undecided)."""
    if isinstance(condition, Is):
        return Is(condition.subject, condition.values, not condition.negated)
    if isinstance(condition, Compare):
        return Compare(condition.subject, _OPPOSITE[condition.operator], condition.bound, condition.line)
    if isinstance(condition, Has):
        return Has(condition.subject, condition.values, not condition.negated)
    if isinstance(condition, HasSize):
        return HasSize(condition.subject, condition.size, not condition.negated)
    parts = tuple(negate(part) for part in condition.parts)
    if isinstance(condition, All):
        return AtLeast(1, parts)
    return AtLeast(len(parts) - condition.needed + 1, parts)


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The single statements of a condition, in reading order."""
    if isinstance(condition, (AtLeast, All)):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


@dataclass(frozen=True)
class Subject:
    """What a condition may speak of: a variable or a finding, and which values it can have."""

    id: str
    kind: Literal["number", "choice", "choices", "text", "records"]
    values: tuple[str, ...] = ()


class ConditionReader:
    """Reads conditions, given the subjects and the named figures by label.

    `subject_of` returns the subject for a label or None, `figure_of` a named figure (threshold id, value) or None.
    Mistakes are reported through `complain(problem, statement)`, and the statement that holds one is left out, so that
    one pass finds all of them.
    """

    def __init__(
        self,
        subject_of: Callable[[str], Subject | None],
        figure_of: Callable[[str], tuple[str, float] | None],
        complain: Callable[[str, object], None],
    ) -> None:
        self._subject_of = subject_of
        self._figure_of = figure_of
        self._report = complain
        self._statement: object = None

    def _complain(self, problem: str) -> None:
        self._report(problem, self._statement)

    def read_all(self, statements: object) -> tuple[Condition, ...]:
        """Reads a `when` or `unless` list."""
        if not isinstance(statements, list):
            self._complain(f"a list of conditions is expected, not {statements!r}")
            return ()
        read = (self._read(statement) for statement in statements)
        return tuple(condition for condition in read if condition is not None)

    def _read(self, statement: object) -> Condition | None:
        self._statement = statement
        if not isinstance(statement, dict) or len(statement) != 1:
            self._complain(f"one condition is one line “名称: 要求”, not {statement!r}")
            return None
        label, requirement = next(iter(statement.items()))
        if label in _AT_LEAST:
            return AtLeast(_AT_LEAST[label], self.read_all(requirement))
        if label == "全部":
            return All(self.read_all(requirement))
        subject = self._subject_of(str(label))
        if subject is None:
            self._complain(f"there is no variable or finding called “{label}”")
            return None
        return self._read_requirement(subject, str(label), requirement)

    def _read_requirement(self, subject: Subject, label: str, requirement: object) -> Condition | None:
        if subject.kind == "number":
            return self._read_comparison(subject, label, requirement)
        if subject.kind == "choices":
            return self._read_list(subject, label, str(requirement))
        if subject.kind == "choice":
            return self._read_choice(subject, label, requirement)
        self._complain(f"“{label}” is {subject.kind}; conditions cannot speak of it")
        return None

    def _read_choice(self, subject: Subject, label: str, requirement: object) -> Condition | None:
        negated = isinstance(requirement, str) and requirement.startswith("不是")
        if isinstance(requirement, list):
            names: Sequence[str] = [str(item) for item in requirement]
        else:
            names = _split(str(requirement).removeprefix("不是"))
        values = self._values(subject, label, names)
        return Is(subject.id, values, negated) if values else None

    def _read_list(self, subject: Subject, label: str, requirement: str) -> Condition | None:
        if match := re.fullmatch(r"至少\s*(\d+)\s*项", requirement.strip()):
            return HasSize(subject.id, int(match.group(1)))
        for prefix, negated in (("不含", True), ("含", False)):
            if requirement.startswith(prefix):
                values = self._values(subject, label, _split(requirement.removeprefix(prefix)))
                return Has(subject.id, values, negated) if values else None
        self._complain(f"“{label}” is a list: write 含 …, 不含 … or 至少 n 项, not “{requirement}”")
        return None

    def _read_comparison(self, subject: Subject, label: str, requirement: object) -> Condition | None:
        match = _COMPARISON.fullmatch(str(requirement).strip())
        if match is None:
            self._complain(f"“{label}” is a number: write 低于, 至多, 至少 or 高于 and a figure, not “{requirement}”")
            return None
        operator, text = _OPERATORS[match.group(1)], match.group(2).strip()
        named = self._figure_of(text)
        if named is not None:
            line, figure = named
            return Compare(subject.id, operator, figure, line)
        bound = self._bound(text)
        return None if bound is None else Compare(subject.id, operator, bound)

    def _bound(self, text: str) -> float | str | None:
        try:
            return float(text[:-1]) / 100 if text.endswith("%") else float(text)
        except ValueError:
            subject = self._subject_of(text)
            if subject is not None and subject.kind == "number":
                return subject.id
            self._complain(f"“{text}” is neither a figure nor the name of a number or of a threshold")
            return None

    def _values(self, subject: Subject, label: str, names: Sequence[str]) -> frozenset[str]:
        unknown = [name for name in names if name not in subject.values]
        for name in unknown:
            self._complain(f"“{label}” has no value “{name}”; it has {'、'.join(subject.values)}")
        return frozenset(names) - frozenset(unknown)


def _split(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、,，]", text) if part.strip()]
