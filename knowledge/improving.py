"""Situations that a few improvements lead to: what a merchant can reach, one, two or three moves away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.conditions import Condition
from knowledge.levers import Move, moves_against
from knowledge.model import Knowledge
from knowledge.situation import Situation
from knowledge.statements import short_label
from knowledge.values import Interval, Options, Selection

MOST_MOVES = 3
# Between a Chinese character and a figure or a Latin word stands a space.
_SEAM = re.compile(r"(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])")

Moves = tuple[Move, ...]
# What has to stop holding in a situation.
Against = Callable[[Assessment], Iterable[Condition]]


@dataclass(frozen=True)
class Improvement:
    """One thing to reach, in words."""

    variable: str
    text: str


@dataclass(frozen=True)
class Reached:
    """A situation, and the moves that lead there from the present one."""

    moves: Moves
    assessment: Assessment


def reachable(start: Assessment, against: Against) -> Iterator[list[Reached]]:
    """The situations one move away, then two, then three; each move is one against the conditions that hold there."""
    reached = [Reached((), start)]
    for _ in range(MOST_MOVES):
        reached = list(_one_more(start, reached, against))
        yield reached


def improvements(knowledge: Knowledge, moves: Moves) -> tuple[Improvement, ...]:
    """The moves in words, in the order of the variables."""
    places = list(knowledge.variables)
    in_order = sorted(moves, key=lambda move: places.index(move.variable))
    return tuple(_in_words(knowledge, move) for move in in_order)


def joined(knowledge: Knowledge, parts: Iterable[Improvement], before: str = "") -> str:
    """All of them in one phrase, after the word `before` and before a Chinese one: a space at every Latin seam."""
    changes = knowledge.wording["remedy_separator"].join(one.text for one in parts)
    return _SEAM.sub(" ", before + changes + "后").removesuffix("后")


def _one_more(start: Assessment, reached: list[Reached], against: Against) -> Iterator[Reached]:
    """Every situation that one more improvement leads to."""
    seen = set()
    for found in reached:
        for move in moves_against(found.assessment.evaluation, against(found.assessment)):
            moves = (*found.moves, move)
            if frozenset(moves) in seen or move.variable in {one.variable for one in found.moves}:
                continue
            seen.add(frozenset(moves))
            yield Reached(moves, _assess(start, moves))


def _assess(start: Assessment, moves: Moves) -> Assessment:
    situation = start.situation
    values = {**situation.values, **{move.variable: move.value for move in moves}}
    unknown = situation.unknown - {move.variable for move in moves}
    return Assessment(start.knowledge, Situation(values, unknown, situation.words))


def _in_words(knowledge: Knowledge, move: Move) -> Improvement:
    variable, wording = knowledge.variables[move.variable], knowledge.wording
    label = short_label(knowledge, move.variable)
    if move.aim in ("level", "level below"):
        return Improvement(variable.id, wording[f"remedy_{move.aim.replace(' ', '_')}"].format(label=label))
    if isinstance(move.value, Interval):
        figure = phrasing.figure(move.value.high, variable.kind, variable.unit)
        key = "remedy_figure_below" if move.aim == "below" else "remedy_figure"
        return Improvement(variable.id, wording[key].format(label=label, value=figure))
    if isinstance(move.value, Selection):
        left_out = [variable.title(one) for one in variable.values if one not in move.value.values]
        return Improvement(variable.id, wording["remedy_without"].format(label=label, values="、".join(left_out)))
    assert isinstance(move.value, Options)
    value = phrasing.value_text(wording, variable, move.value)
    return Improvement(variable.id, wording["remedy_choice"].format(label=label, value=value))
