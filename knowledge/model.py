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
    place: str = ""


@dataclass(frozen=True)
class Variable:
    """One thing we may learn about a merchant. `low` and `high` bound a number, in `unit`; shares are 0..1.

    `label` is the name rules refer to, `short` the one merchants read. `opens` puts its question before all others.
    `offer` names the values shown as quick replies (all of them when it is empty), `titles` the words for values that
    merchants would not understand. `knows` is who in a shop usually has the answer. `likely` is what merchants who ask
    for advice usually say: shares for each value of a choice or a list, the 10th, 50th and 90th percentile of a number.
    `improvable` says where a merchant can take it, unlike category or price: “up” or “down” a number,
    to which values a choice, to “fewer” entries a list. Where `only_if` does not hold, there is
    nothing to ask: who runs no ads has no ROI. `raising_is` is the plan (a value of planned_action) that a higher
    figure carries out. `place` is file, line and id.
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
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    knows: str = ""
    likely: Mapping[str, float] = field(default_factory=dict)
    likely_figures: tuple[float, float, float] | None = None
    improvable: tuple[str, ...] = ()
    informs: str = ""
    only_if: tuple[Condition, ...] = ()
    follows: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    instead_of: str | None = None
    raising_is: str | None = None
    place: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(self.id, self.type, tuple(self.values))

    @property
    def drawable(self) -> bool:
        """Whether conditions can speak of it: it is a figure, a choice or a list of choices."""
        return self.type in ("number", "choice", "choices")

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
    date: str = ""
    reliability: str = ""


@dataclass(frozen=True)
class Threshold:
    """Default lines of one number. Either one line for all, or by a choice, or by bands of a number, or one figure.

    `by` is the id of the variable the line depends on. Bands are (upper bound included, line), the last one unbounded.
    `value` is a single figure that conditions name.
    """

    id: str
    label: str
    unit: str
    by: str | None
    choices: Mapping[str, Line]
    bands: tuple[tuple[float, Line], ...]
    otherwise: Line | None
    value: float | None = None
    source: str = ""
    date: str = ""
    reliability: str = ""
    judgement: bool = False
    place: str = ""


@dataclass(frozen=True)
class Comparison:
    """A finding 低/中/高: a number against the peers' figure, else the level said, else the default line.

    `estimate` is a computed value that stands in while the number itself is not known, as long as all of `estimate_if`
    hold. While one of `too_small` holds, the number says nothing (G10); a level said still counts.
    """

    id: str
    label: str
    compare: str
    peers: str | None
    said: str | None
    line: str | None
    estimate: str | None = None
    estimate_if: tuple[Condition, ...] = ()
    too_small: tuple[Condition, ...] = ()
    claims: tuple[str, ...] = ()
    place: str = ""

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
    place: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(self.id, "number")


@dataclass(frozen=True)
class Combination:
    """A finding whose value is the first one with conditions that hold.

    One that `stays` is a matter of fact: once known, no further answer of a consistent merchant overturns it.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    values: Mapping[str, tuple[Condition, ...]]
    stays: bool = False
    place: str = ""

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
    place: str = ""


@dataclass(frozen=True)
class Action:
    """One step of advice. `target` may hold {label.low}, {label.high} or {label}, filled in for each merchant.

    `risky` marks advice to scale, to join big campaigns or to buy a Top KOL: never while G1 to G5 hold (S53, S55, S99).
    `carries_out` names the plans (values of planned_action) that following the advice would carry out.
    """

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
    claims: tuple[str, ...] = ()
    risky: bool = False
    carries_out: frozenset[str] = frozenset()
    place: str = ""


@dataclass(frozen=True)
class OrderEntry:
    """One place in the order of the constraint: the groups of rules that light it, and when it counts at all."""

    level: str
    title: str
    groups: tuple[str, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    severity: int
    place: str = ""

    def lit_by(self, rule: Rule) -> bool:
        """Whether this rule, once it fires, lights the entry."""
        return rule.group in self.groups and rule.severity >= self.severity

    def precedence(self, rule: Rule, plans: frozenset[str], goal: str | None) -> tuple[int, bool, bool, int]:
        """Sorts the rules of an entry, the leading one first: severity, the merchant's plan, then the goal (G11)."""
        answers_plan = bool(plans & (rule.for_plan | {avoid.action for avoid in rule.avoid}))
        return -rule.severity, not answers_plan, goal not in rule.goals, self.groups.index(rule.group)


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
class Card:
    """An explanation for what merchants ask in passing: a notion of the methodology, or what a metric means.

    `names` are the words they ask with, `variable` the metric a card defines. An `extension` goes beyond the
    methodology; its `source` says where it comes from.
    """

    id: str
    title: str
    names: tuple[str, ...]
    text: str
    more: str
    claims: tuple[str, ...]
    extension: bool
    source: str
    variable: str | None
    place: str = ""


@dataclass(frozen=True)
class Settlement:
    """A button that settles a contradiction: a variable gets a value, or is taken back where `value` is None."""

    title: str
    variable: str
    value: str | None


@dataclass(frozen=True)
class Contradiction:
    """What cannot both be true, how to say so (`ask`), and which variables the merchant's answer gives anew.

    It holds where all of `when` does, or where `formula` gives more than `above`; where `twice` is set, it is that this
    variable was told again with another value.
    """

    id: str
    when: tuple[Condition, ...]
    formula: Formula | None
    above: float
    twice: str | None
    ask: str
    settle: tuple[str, ...]
    answers: tuple[Settlement, ...]
    place: str = ""


@dataclass(frozen=True)
class Refusal:
    """Something a merchant may ask for that is refused whatever the figures say: why, and what is lawful `instead`.

    `id` is a value of the variable forbidden_request.
    """

    id: str
    why: str
    instead: str
    place: str = ""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The whole methodology, loaded and checked. Mappings keep the order of the files.

    `version` is the version the owners give it, then a hash of its content: “2026.11+0a1b2c3d4e5f”. Two are equal only
    when they are the same object, so that what is compiled from one can be kept for it.
    """

    version: str
    claims: Mapping[str, Claim]
    variables: Mapping[str, Variable]
    thresholds: Mapping[str, Threshold]
    findings: Mapping[str, Finding]
    rules: Mapping[str, Rule]
    actions: Mapping[str, Action]
    order: tuple[OrderEntry, ...]
    asides: frozenset[str]
    fields: Mapping[str, Field]
    cards: Mapping[str, Card]
    contradictions: Mapping[str, Contradiction]
    refusals: Mapping[str, Refusal]
    wording: Mapping[str, str]

    @cached_property
    def rule_positions(self) -> Mapping[str, int]:
        """Each rule's place in the files, for ties."""
        return {rule_id: position for position, rule_id in enumerate(self.rules)}

    def label(self, subject: str) -> str:
        """The Chinese name of a variable or finding."""
        named: Variable | Finding = self.variables[subject] if subject in self.variables else self.findings[subject]
        return named.label
