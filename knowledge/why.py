"""WHY something is asked: what it is for, who knows it, and what each answer would do to the main diagnosis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Literal

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.conditions import Compare, leaves
from knowledge.errors import SituationError
from knowledge.evaluation import PEER_TOLERANCE
from knowledge.model import Comparison, Knowledge, Threshold, Variable
from knowledge.names import variables_named
from knowledge.situation import Situation, read_situation
from knowledge.states import all_conditions
from knowledge.values import Interval, Options, Selection, Value

# Where an answer that nobody named a line for changes the diagnosis, the place is searched in so many halvings.
_HALVINGS = 16

Standing = Literal["open", "known", "unknown", "settled"]


@dataclass(frozen=True)
class Outcome:
    """What the main diagnosis would be. `rule` is None while nothing can be concluded."""

    rule: str | None
    title: str
    stage: str


@dataclass(frozen=True)
class Answer:
    """Answers that lead to the same place, in words; `same` says that the main diagnosis would stay."""

    text: str
    outcome: Outcome
    same: bool


@dataclass(frozen=True)
class Why:
    """Why a variable is asked. `could_change` are pairs of rule id and title.

    `standing`: open (worth asking), known, unknown (the merchant does not know), or settled: no answer would change
    the main diagnosis any more.
    """

    variable: str
    label: str
    question: str
    reason: str
    knows: str
    find: str
    standing: Standing
    value: str
    could_change: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]


def explain_question(knowledge: Knowledge, variable: str, situation: Mapping[str, Any] | Situation) -> Why:
    """Why a variable (id or name) is asked in a situation. Raises SituationError on bad input."""
    read = situation if isinstance(situation, Situation) else read_situation(knowledge, situation)
    found = variables_named(knowledge, variable)[0]
    if not found.drawable:
        raise SituationError(f"{found.id} is a {found.type}: rules do not depend on it")
    return _Question(Assessment(knowledge, read), found).why()


def outcome_of(assessment: Assessment) -> Outcome:
    """The main diagnosis by name."""
    main = assessment.main
    return Outcome(main.id if main else None, main.title if main else "", assessment.stage)


class _Question:
    def __init__(self, assessment: Assessment, variable: Variable) -> None:
        self._assessment = assessment
        self._knowledge = assessment.knowledge
        self._situation = assessment.situation
        self._variable = variable
        self._now = outcome_of(assessment)

    def why(self) -> Why:
        variable, value = self._variable, self._situation.values.get(self._variable.id)
        rules = self._rules_that_wait()
        answers = tuple(self._answers())
        return Why(
            variable=variable.id,
            label=variable.short,
            question=variable.question,
            reason=variable.reason,
            knows=variable.knows,
            find=variable.find,
            standing=self._standing(rules, answers),
            value="" if value is None else phrasing.value_text(self._knowledge.wording, variable, value),
            could_change=tuple((rule, self._knowledge.rules[rule].title) for rule in rules),
            answers=answers,
        )

    def _rules_that_wait(self) -> list[str]:
        """The rules whose outcome depends on the answer, in the order of the files."""
        waiting = {rule for rule, waits in self._assessment.constraint.open.items() if self._variable.id in waits}
        for question in self._assessment.questions():
            if question.variable is self._variable:
                waiting.update(question.could_change)
        return sorted(waiting, key=self._knowledge.rule_positions.__getitem__)

    def _standing(self, rules: list[str], answers: Iterable[Answer]) -> Standing:
        if self._variable.id in self._situation.values:
            return "known"
        if self._variable.id in self._situation.unknown:
            return "unknown"
        return "open" if rules or not all(answer.same for answer in answers) else "settled"

    def _answers(self) -> Iterator[Answer]:
        if self._variable.type == "number":
            yield from self._figures()
            return
        by_outcome: dict[Outcome, list[str]] = {}
        for name in self._variable.values:
            value = Options.exactly(name) if self._variable.type == "choice" else Selection(frozenset({name}))
            by_outcome.setdefault(self._outcome(value), []).append(self._variable.title(name))
        for outcome, names in by_outcome.items():
            text = "、".join(names) if len(by_outcome) > 1 else self._knowledge.wording["range_any"]
            yield Answer(text, outcome, outcome == self._now)

    def _outcome(self, value: Value) -> Outcome:
        values = {**self._situation.values, self._variable.id: value}
        unknown = self._situation.unknown - {self._variable.id}
        return outcome_of(Assessment(self._knowledge, Situation(values, unknown, self._situation.words)))

    # figures: where the outcome changes along the number line

    def _figures(self) -> Iterator[Answer]:
        edges = _edges(self._knowledge, self._situation, self._variable)
        points = self._refined(_with_gaps(edges, self._variable), edges)
        runs = [list(run) for _, run in groupby(points, key=lambda point: point[1])]
        for position, run in enumerate(runs):
            before = runs[position - 1][-1][0] if position else None
            after = runs[position + 1][0][0] if position + 1 < len(runs) else None
            text = self._range_in_words(edges, before, run[0][0], run[-1][0], after)
            yield Answer(text, run[0][1], run[0][1] == self._now)

    def _refined(self, points: list[float], edges: frozenset[float]) -> list[tuple[float, Outcome]]:
        """The outcomes along the line; between two that differ the place is looked for where it is no named line."""
        found = [(point, self._outcome(Interval.exactly(point))) for point in points]
        extra = []
        for (low, first), (high, second) in pairwise(found):
            if first != second and low not in edges and high not in edges:
                extra.append(self._change_between(low, high, first))
        return sorted(found + extra, key=lambda one: one[0])

    def _change_between(self, low: float, high: float, first: Outcome) -> tuple[float, Outcome]:
        """The first place, nearly, where the outcome is another one."""
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if self._outcome(Interval.exactly(middle)) == first:
                low = middle
            else:
                high = middle
        return high, self._outcome(Interval.exactly(high))

    def _range_in_words(
        self, edges: frozenset[float], before: float | None, first: float, last: float, after: float | None
    ) -> str:
        """A stretch of the number line; `before` and `after` are the points of its neighbours, if it has any."""
        wording, variable = self._knowledge.wording, self._variable
        start = before if before is not None and before in edges and first not in edges else first
        end = after if after is not None and last not in edges else last
        if before is None and after is None:
            return wording["range_any"]
        if before is None:
            key, figure = "range_up_to" if end == last else "below", end
        elif after is None:
            key, figure = "above" if start == first else "range_beyond", start
        else:
            return phrasing.interval(wording, Interval(start, end), variable.kind, variable.unit)
        in_words = phrasing.figure(figure, variable.kind, variable.unit)
        return wording[key].format(low=in_words, high=in_words)


def _edges(knowledge: Knowledge, situation: Situation, variable: Variable) -> frozenset[float]:
    """Every figure at which a condition or a line changes its mind about this number."""
    figures: set[float] = set()
    for condition in all_conditions(knowledge):
        for leaf in leaves(condition):
            if isinstance(leaf, Compare) and leaf.subject == variable.id and isinstance(leaf.bound, float):
                figures.add(leaf.bound)
    for finding in knowledge.findings.values():
        if isinstance(finding, Comparison):
            figures |= _edges_of_comparison(knowledge, situation, variable, finding)
    return frozenset(figure for figure in figures if variable.low <= figure <= variable.high)


def _edges_of_comparison(
    knowledge: Knowledge, situation: Situation, variable: Variable, finding: Comparison
) -> set[float]:
    threshold = knowledge.thresholds[finding.line] if finding.line is not None else None
    if threshold is not None and threshold.by == variable.id:
        return {ceiling for ceiling, _ in threshold.bands if math.isfinite(ceiling)}
    peers = situation.number(finding.peers) if finding.peers else None
    figure = situation.number(finding.compare)
    if variable.id == finding.compare and peers is not None:
        return {peers.low * (1 - PEER_TOLERANCE), peers.high * (1 + PEER_TOLERANCE)}
    if variable.id == finding.peers and figure is not None:
        return {figure.low / (1 + PEER_TOLERANCE), figure.high / (1 - PEER_TOLERANCE)}
    if variable.id == finding.compare and threshold is not None:
        return _line_figures(situation, threshold)
    return set()


def _line_figures(situation: Situation, threshold: Threshold) -> set[float]:
    """The ends of the lines that may apply."""
    choice = situation.choice(threshold.by) if threshold.by else None
    named = threshold.choices.values() if choice is None else [threshold.choices.get(one) for one in choice.possible]
    lines = (*named, *(line for _, line in threshold.bands), threshold.otherwise)
    return {end for line in lines if line is not None for end in (line.low, line.high) if end is not None}


def _with_gaps(edges: frozenset[float], variable: Variable) -> list[float]:
    """The edges, what is usual, and a point in every gap between them and beyond."""
    low = variable.low if math.isfinite(variable.low) else 0.0
    named = sorted(edges | set(variable.likely_figures or ()) | {low})
    top = variable.high if math.isfinite(variable.high) else max(named[-1] * 2, 1.0)
    between = [(first + second) / 2 for first, second in pairwise([*named, top])]
    return sorted({*named, *between, top})
