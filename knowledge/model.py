"""What the methodology consists of, as plain data. `loading` fills it; everything else reads it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from knowledge.conditions import Condition, Subject
from knowledge.formulas import Formula

VariableType = Literal["number", "choice", "choices", "text", "records"]
Asking = Literal["always", "follow-up", "optional"]
Status = Literal["confirmed", "likely"]

STAGES = ("汇流量", "促转化", "聚沉淀", "none", "undecided")
LEVELS = ("低", "中", "高")


@dataclass(frozen=True)
class Claim:
    """One claim of the methodology, in our words."""

    id: str
    section: str
    statement: str


@dataclass(frozen=True)
class Variable:
    """One thing we may learn about a merchant. `low` and `high` bound a number, in `unit`; shares are 0..1.

    `label` is the name rules refer to, `short` the one merchants read. `opens` puts its question before all others.
    `offer` names the values shown as quick replies (all of them when it is empty), `titles` the words for values that
    merchants would not understand.
    """

    id: str
    label: str
    type: VariableType
    topic: str
    short: str
    kind: str = ""
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    ask: Asking = "optional"
    effort: int = 2
    question: str = ""
    reason: str = ""
    find: str = ""
    example: str = ""
    coarse: str | None = None
    opens: bool = False
    offer: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        return Subject(self.id, self.type, tuple(self.values))

    @property
    def offered(self) -> tuple[str, ...]:
        """The values to show as quick replies."""
        return self.offer or tuple(self.values)

    def title(self, value: str) -> str:
        """A value in words for the merchant."""
        return self.titles.get(value, value)


@dataclass(frozen=True)
class Line:
    """Where 低 ends and 高 begins; either side may be missing."""

    low: float | None
    high: float | None
    source: str
    judgement: bool


@dataclass(frozen=True)
class Threshold:
    """Default lines of one number. Either one line for all, or by a choice, or by bands of a number.

    `by` is the id of the variable the line depends on. Bands are (upper bound included, line), the last one unbounded.
    """

    id: str
    label: str
    unit: str
    by: str | None
    choices: Mapping[str, Line]
    bands: tuple[tuple[float, Line], ...]
    otherwise: Line | None


@dataclass(frozen=True)
class Comparison:
    """A finding 低/中/高: a number against the peers' figure, else the level said, else the default line."""

    id: str
    label: str
    compare: str
    peers: str | None
    said: str | None
    line: str | None

    @property
    def subject(self) -> Subject:
        return Subject(self.id, "choice", LEVELS)


@dataclass(frozen=True)
class Computed:
    """A number computed from other numbers; unknown as long as one of them is."""

    id: str
    label: str
    unit: str
    formula: Formula

    @property
    def subject(self) -> Subject:
        return Subject(self.id, "number")


@dataclass(frozen=True)
class Combination:
    """A finding whose value is the first one with conditions that hold."""

    id: str
    label: str
    claims: tuple[str, ...]
    values: Mapping[str, tuple[Condition, ...]]

    @property
    def subject(self) -> Subject:
        return Subject(self.id, "choice", tuple(self.values))


Finding = Comparison | Computed | Combination


@dataclass(frozen=True)
class Step:
    """What to do, concretely for one diagnosis."""

    action: str
    how: str


@dataclass(frozen=True)
class Avoid:
    """What to leave alone for now: a planned action (a value of planned_action) or an action id, and why."""

    action: str
    why: str


@dataclass(frozen=True)
class Rule:
    """One diagnosis."""

    id: str
    title: str
    topic: str
    stage: str
    group: str
    severity: int
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    why: str
    claims: tuple[str, ...]
    judgement: str | None
    steps: tuple[Step, ...]
    avoid: tuple[Avoid, ...]
    for_plan: frozenset[str]
    goals: frozenset[str]


@dataclass(frozen=True)
class Action:
    """One step of advice. `target` may hold {label.low}, {label.high} or {label}, filled in for each merchant."""

    id: str
    title: str
    role: str
    metric: str
    target: str
    review_days: int
    why: str
    steps: tuple[str, ...]
    unlocks: str
    if_stuck: str


@dataclass(frozen=True)
class OrderEntry:
    """One place in the order of the constraint: the groups of rules that light it, and when it counts at all."""

    level: str
    title: str
    groups: tuple[str, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    severity: int


@dataclass(frozen=True)
class Readiness:
    """One possible state of a field and what comes next in it."""

    readiness: str
    next: str
    when: tuple[Condition, ...]


@dataclass(frozen=True)
class Field:
    """One of the four FACT fields."""

    id: str
    name: str
    role: str
    claims: tuple[str, ...]
    readiness: tuple[Readiness, ...]


@dataclass(frozen=True)
class Knowledge:
    """The whole methodology, loaded and checked. Mappings keep the order of the files."""

    version: str
    claims: Mapping[str, Claim]
    variables: Mapping[str, Variable]
    thresholds: Mapping[str, Threshold]
    findings: Mapping[str, Finding]
    rules: Mapping[str, Rule]
    actions: Mapping[str, Action]
    order: tuple[OrderEntry, ...]
    fields: Mapping[str, Field]
    wording: Mapping[str, str]

    @cached_property
    def rule_positions(self) -> Mapping[str, int]:
        """Each rule's place in the files, for ties."""
        return {rule_id: position for position, rule_id in enumerate(self.rules)}

    def label(self, subject: str) -> str:
        """The Chinese name of a variable or finding."""
        named: Variable | Finding = self.variables[subject] if subject in self.variables else self.findings[subject]
        return named.label
