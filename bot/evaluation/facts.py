"""How well facts are read: per variable, in messages with something that must not be taken, and as bare answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.agreement import entries, same_value
from bot.training.labelled import ANY, LabelledMessage
from knowledge import load_knowledge
from knowledge.model import Variable


@dataclass(frozen=True)
class FactReading:
    """A labelled message and what was read in it: variable id to value, {"low", "high"}, "unknown" or "declined"."""

    message: LabelledMessage
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Slip:
    """One entry of one variable that was `missed` or `invented`; both when the value is another one."""

    variable: str
    meant: Any
    told: Any


@dataclass(frozen=True)
class VariableScore:
    """Counts of one variable (or of all): entries read rightly, invented, and missed."""

    variable: str
    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.invented + self.missed) if self.right else 0.0


@dataclass(frozen=True)
class FactScores:
    """`micro` over all variables; the shares lie in 0..1 and are None when no message counts for them.

    `kept_out` is the share of the messages with something forbidden in which nothing forbidden was read; `answers` the
    share of the messages with an open question in which that question was answered exactly as meant, be it not at all.
    """

    variables: tuple[VariableScore, ...]
    micro: VariableScore
    kept_out: float | None
    forbidding: int
    answers: float | None
    answering: int


def score_facts(readings: Sequence[FactReading]) -> FactScores:
    """Scores of any number of readings."""
    right, invented, missed = Counter[str](), Counter[str](), Counter[str]()
    for reading in readings:
        for variable, meant, told in _compared(reading):
            right[variable] += meant is not None and told is not None
            invented[variable] += meant is None
            missed[variable] += told is None
    names = sorted({*right, *invented, *missed})
    variables = tuple(VariableScore(name, right[name], invented[name], missed[name]) for name in names)
    forbidding = [reading for reading in readings if reading.message.never]
    answering = [reading for reading in readings if reading.message.asked]
    return FactScores(
        variables=variables,
        micro=VariableScore("all", right.total(), invented.total(), missed.total()),
        kept_out=_share([not takes_forbidden(reading) for reading in forbidding]),
        forbidding=len(forbidding),
        answers=_share([is_answered(reading) for reading in answering]),
        answering=len(answering),
    )


def slips(reading: FactReading) -> list[Slip]:
    """What went wrong in one message."""
    return [Slip(*one) for one in _compared(reading) if one[1] is None or one[2] is None]


def takes_forbidden(reading: FactReading) -> bool:
    """Whether something was read that must not be."""
    return any(_is_read(reading, variable, value) for variable, value in reading.message.never.items())


def is_answered(reading: FactReading) -> bool:
    """Whether the open questions were answered as meant; a figure may be answered by its level in words."""
    variables = load_knowledge().variables
    asked = {*reading.message.asked, *(variables[one].coarse for one in reading.message.asked)}
    return not any(slip.variable in asked for slip in slips(reading))


def _is_read(reading: FactReading, variable_id: str, value: Any) -> bool:
    if variable_id not in reading.told:
        return False
    variable = load_knowledge().variables[variable_id]
    told = entries(variable, reading.told[variable_id])
    return value == ANY or any(same_value(variable, one, other) for one in entries(variable, value) for other in told)


def _compared(reading: FactReading) -> Iterator[tuple[str, Any, Any]]:
    """Variable, what was meant and what was told, entry by entry; None where the other has no counterpart."""
    for name in dict.fromkeys((*reading.message.facts, *reading.told)):
        variable = load_knowledge().variables[name]
        meant = _entries_of(variable, reading.message.facts)
        told = _entries_of(variable, reading.told)
        for entry in meant:
            match = next((one for one in told if same_value(variable, entry, one)), None)
            if match is not None:
                told.remove(match)
            yield name, entry, match
        if name not in reading.message.may:
            yield from ((name, None, one) for one in told)


def _entries_of(variable: Variable, values: Mapping[str, Any]) -> list[Any]:
    return entries(variable, values[variable.id]) if variable.id in values else []


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None
