"""Real situations in which expressions hold, written out from the abstract states that the search finds.

A witness proves that something can happen at all, shows the expert what kind of merchant it speaks of, and is the
material for the cases. It names nothing that the expressions do not need.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Any

from knowledge.conditions import All, AtLeast, Condition
from knowledge.evaluation import PEER_TOLERANCE, Evaluation
from knowledge.lines import applied_line
from knowledge.model import LEVELS, Comparison, Computed, Knowledge, Threshold, Variable
from knowledge.search import SPARSEST, State, find_states
from knowledge.situation import Situation, read_situation
from knowledge.states import ANY_ORDER, KNOWN, Atom, Enough, Every, Expression, Not, Some, StateSpace, Surely
from knowledge.values import Interval, Options, Truth, all_of, at_least

Document = dict[str, Any]

_MOST_STATES = 40
_MOST_WRITINGS = 400
# Figures to try where a number is only held against other numbers, by the kind of number.
_TRIED: Mapping[str, Sequence[float]] = {
    "share": (0.3, 0.05, 0.6, 0.9, 0.02, 0.99),
    "ratio": (1.5, 3.0, 0.8, 6.0, 20.0, 1.0, 1.2),
}
_TRIED_OTHERWISE = (100.0, 1.0, 10.0, 1000.0, 20_000.0, 0.0)


@lru_cache(maxsize=2)
def state_space(knowledge: Knowledge) -> StateSpace:
    """The state space of a version of the knowledge, built once."""
    return StateSpace(knowledge)


def witness(knowledge: Knowledge, conditions: Iterable[Condition]) -> Document | None:
    """A situation in which all conditions are true, or None where none was found."""
    return situation_with(state_space(knowledge), [Surely(condition) for condition in conditions])


def situation_with(space: StateSpace, goals: Sequence[Expression], start: State | None = None) -> Document | None:
    """A situation in which all goals are true, or None where none was found. Raises SearchLimitError."""
    for state in islice(find_states(space, goals, start, SPARSEST), _MOST_STATES):
        for document in islice(_Writer(space, state).documents(), _MOST_WRITINGS):
            evaluation = Evaluation(space.knowledge, read_situation(space.knowledge, document))
            if all(truth_of(evaluation, goal) is Truth.TRUE for goal in goals):
                return document
    return None


def truth_of(evaluation: Evaluation, expression: Expression) -> Truth:
    """The truth of an expression in a real situation."""
    if isinstance(expression, Not):
        return truth_of(evaluation, expression.part).negated()
    if isinstance(expression, Surely):
        return Truth.TRUE if truth_of(evaluation, expression.part) is Truth.TRUE else Truth.FALSE
    if isinstance(expression, (Every, All)):
        return all_of(truth_of(evaluation, part) for part in expression.parts)
    if isinstance(expression, Some):
        return at_least(1, (truth_of(evaluation, part) for part in expression.parts))
    if isinstance(expression, (Enough, AtLeast)):
        return at_least(expression.needed, (truth_of(evaluation, part) for part in expression.parts))
    return evaluation.truth(expression)


class _Writer:
    """Ways of writing one abstract state down as a situation, the plainest first."""

    def __init__(self, space: StateSpace, state: State) -> None:
        self._space = space
        self._knowledge = space.knowledge
        self._state = {space.atoms[atom]: domain for atom, domain in state.items() if isinstance(atom, int)}

    def documents(self) -> Iterator[Document]:
        """Levels first, because they bring figures along; then what is left of the numbers."""
        base = dict(self._choices())
        levels = [list(self._level(finding, base)) for finding in self._compared()]
        for parts in product(*levels):
            document = _merged((base, *parts))
            if document is not None:
                yield from self._with_numbers(document)

    def _allowed(self, atom: Atom) -> list[Any]:
        """What an atom may be; empty where it need not be mentioned."""
        if atom not in self._state:
            return []
        values = self._space.values(self._space.number(atom))
        allowed = [value for place, value in enumerate(values) if self._state[atom] >> place & 1]
        return [] if None in allowed or ANY_ORDER in allowed else allowed

    def _choices(self) -> Iterator[tuple[str, Any]]:
        for atom in self._state:
            variable = self._knowledge.variables.get(atom.subject)
            if variable is None or atom.part not in ("", KNOWN):
                continue
            allowed = self._allowed(atom)
            if atom.part == KNOWN and allowed == [True]:
                yield variable.id, [value for value in variable.values if self._is_in(variable, value)]
            elif atom.part == "" and allowed and isinstance(allowed[0], Options):
                yield variable.id, allowed[0].value

    def _is_in(self, variable: Variable, value: str) -> bool:
        return self._allowed(Atom(variable.id, value)) == [True]

    # levels

    def _compared(self) -> list[Comparison]:
        subjects = [self._knowledge.findings.get(atom.subject) for atom in self._state if self._allowed(atom)]
        return [finding for finding in subjects if isinstance(finding, Comparison)]

    def _level(self, finding: Comparison, base: Document) -> Iterator[Document]:
        wanted = [options.value for options in self._allowed(Atom(finding.id)) if options.value is not None]
        for level in wanted:
            if finding.said is not None:
                yield {finding.said: level}
        if finding.said is None and finding.compare in set(self._related()):
            yield {}
        for level in wanted:
            for figures in level_figures(self._knowledge, finding, level, base):
                if self._may_be(finding.compare, figures[finding.compare]):
                    yield figures

    def _may_be(self, subject: str, figure: float) -> bool:
        """Whether a figure fits; where the search left a number unknown, it is the finished situation that tells."""
        atom = Atom(subject)
        if not self._allowed(atom):
            return True
        return bool(self._state[atom] & self._space.place(atom, Interval.exactly(figure)))

    # numbers

    def _with_numbers(self, document: Document) -> Iterator[Document]:
        choices: dict[str, list[Any]] = {}
        for subject in self._related():
            choices[subject] = [one for one in self._tried(subject) if self._may_be(subject, one)]
        for atom in self._state:
            spans = self._allowed(atom)
            if atom.subject in self._knowledge.variables and spans and isinstance(spans[0], Interval):
                choices.setdefault(atom.subject, [_as_written(_plainest(spans))])
        missing = {subject: tried for subject, tried in choices.items() if subject not in document}
        for figures in product(*missing.values()):
            yield {**document, **dict(zip(missing, figures, strict=True))}

    def _related(self) -> Iterator[str]:
        """The numbers that a comparison of two numbers needs to be known."""
        for atom in self._state:
            subjects = [atom.subject, atom.part]
            concerned = atom.part not in ("", KNOWN) or isinstance(self._knowledge.findings.get(atom.subject), Computed)
            if concerned and self._allowed(atom):
                for subject in subjects:
                    finding = self._knowledge.findings.get(subject)
                    if isinstance(finding, Computed):
                        yield from finding.formula.needs
                    elif subject in self._knowledge.variables and not self._is_list(subject):
                        yield subject

    def _is_list(self, subject: str) -> bool:
        return self._knowledge.variables[subject].type == "choices"

    def _tried(self, subject: str) -> Iterator[float]:
        variable = self._knowledge.variables[subject]
        for span in self._allowed(Atom(subject)):
            if span.exact:
                yield span.low
        for figure in _TRIED.get(variable.kind, _TRIED_OTHERWISE):
            if variable.low <= figure <= variable.high:
                yield figure


def level_figures(knowledge: Knowledge, finding: Comparison, level: str, base: Document) -> Iterator[Document]:
    """Figures that give a comparison this level: against its default line, then against the peers."""
    variable = knowledge.variables[finding.compare]
    for selected in _selections(knowledge, finding, base):
        line = applied_line(knowledge, finding.line or "", _situation(knowledge, {**base, **selected}))
        if line is None or line.single is None:
            continue
        figure = _within(level, line.single.low, line.single.high)
        if figure is not None and variable.low <= figure <= variable.high:
            figures = {**selected, finding.compare: figure}
            if figures[finding.compare] == figure:
                yield figures
    if finding.peers is not None:
        peers = min(10.0, variable.high / 2)
        against = {"低": peers * (1 - 2 * PEER_TOLERANCE), "中": peers, "高": peers * (1 + 2 * PEER_TOLERANCE)}
        yield {finding.peers: peers, finding.compare: round(against[level], 4)}


def _situation(knowledge: Knowledge, document: Document) -> Situation:
    return read_situation(knowledge, document)


def _selections(knowledge: Knowledge, finding: Comparison, base: Document) -> Iterator[Document]:
    """Ways to settle which line applies that go with what is told already."""
    threshold = knowledge.thresholds[finding.line] if finding.line is not None else None
    if threshold is not None:
        yield from [{}] if threshold.by in base else line_selections(threshold)


def line_selections(threshold: Threshold) -> Iterator[Document]:
    """One situation for each line of a threshold, by what it depends on."""
    if threshold.by is None or not (threshold.bands or threshold.choices):
        yield {}
    elif threshold.bands:
        floor = 0.0
        for ceiling, line in threshold.bands:
            yield {threshold.by: ceiling if math.isfinite(ceiling) else (line.high or line.low or 1.0) + floor}
            floor = ceiling
    else:
        for choice in threshold.choices:
            yield {threshold.by: choice}


def _within(level: str, low: float | None, high: float | None) -> float | None:
    """A figure that has the level, well off the lines; None where the lines leave no room for it."""
    if level == LEVELS[0]:
        return None if low is None else round(low * 0.5, 6)
    if level == LEVELS[2]:
        return None if high is None else high
    if low is None:
        return None if high is None else round(high * 0.5, 6)
    return low if high is None or low < high else None


def _merged(parts: Iterable[Document]) -> Document | None:
    merged: Document = {}
    for part in parts:
        for name, value in part.items():
            if merged.setdefault(name, value) != value:
                return None
    return merged


def _plainest(spans: Sequence[Interval]) -> Interval:
    return next((span for span in spans if span.exact), spans[0])


def _as_written(span: Interval) -> Any:
    if span.exact:
        return int(span.low) if span.low == int(span.low) else span.low
    return {"low": span.low, "high": span.high}
