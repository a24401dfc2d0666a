"""The smallest change that would lift the constraint: what a merchant has to reach so that the next thing may begin.

Single improvements of what the main diagnosis rests on are tried first, then two, then three together, each time by
assessing the changed situation anew. The best is one after which the main diagnosis no longer holds and the stage moves
on; where none of up to three does that, the smallest after which at least the diagnosis no longer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.levers import Move, moves_against
from knowledge.model import Knowledge
from knowledge.situation import Situation
from knowledge.statements import short_label
from knowledge.values import Interval, Options, Selection
from knowledge.why import Outcome, outcome_of

MOST_MOVES = 3
# Between a Chinese character and a figure or a Latin word stands a space.
_SEAM = re.compile(r"(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])")

Moves = tuple[Move, ...]


@dataclass(frozen=True)
class Improvement:
    """One thing to reach, in words."""

    variable: str
    text: str


@dataclass(frozen=True)
class Remedy:
    """What to reach, and what the main diagnosis is before and after. `text` is the whole in one sentence.

    `improvements` is empty where nothing has to change first (stage `none`), where figures are missing, or where no
    three improvements are enough.
    """

    improvements: tuple[Improvement, ...]
    before: Outcome
    after: Outcome
    text: str


@dataclass(frozen=True)
class _Found:
    moves: Moves
    assessment: Assessment


def smallest_change(knowledge: Knowledge, situation: Situation) -> Remedy:
    """The smallest change that lifts the constraint of a situation."""
    assessment = Assessment(knowledge, situation)
    before, wording = outcome_of(assessment), knowledge.wording
    if before.stage == "none":
        return Remedy((), before, before, wording["remedy_none_needed"])
    if before.stage == "undecided":
        return Remedy((), before, before, wording["remedy_data_first"])
    found = _Search(assessment).best()
    if found is None:
        return Remedy((), before, before, wording["remedy_not_found"].format(before=before.title))
    places = list(knowledge.variables)
    moves = sorted(found.moves, key=lambda move: places.index(move.variable))
    improvements = tuple(_in_words(knowledge, move) for move in moves)
    after = outcome_of(found.assessment)
    return Remedy(improvements, before, after, _sentence(knowledge, improvements, before, after))


class _Search:
    def __init__(self, assessment: Assessment) -> None:
        self._start = assessment

    def best(self) -> _Found | None:
        """The smallest change that moves the stage on, else the smallest that lifts the diagnosis."""
        lifting: _Found | None = None
        reached = [_Found((), self._start)]
        for _ in range(MOST_MOVES):
            reached = list(self._one_more(reached))
            lifted = sorted(filter(self._lifts, reached), key=self._worth)
            if lifted and self._moves_on(lifted[0]):
                return lifted[0]
            lifting = lifting or (lifted[0] if lifted else None)
        return lifting

    def _one_more(self, reached: list[_Found]) -> Iterator[_Found]:
        """Every situation that one more improvement leads to, out of what the main diagnosis there rests on."""
        seen = set()
        for found in reached:
            main = found.assessment.main
            for move in moves_against(found.assessment.evaluation, main.when if main is not None else ()):
                moves = (*found.moves, move)
                if frozenset(moves) in seen or move.variable in {one.variable for one in found.moves}:
                    continue
                seen.add(frozenset(moves))
                yield _Found(moves, self._assess(moves))

    def _assess(self, moves: Moves) -> Assessment:
        situation = self._start.situation
        values = {**situation.values, **{move.variable: move.value for move in moves}}
        unknown = situation.unknown - {move.variable for move in moves}
        return Assessment(self._start.knowledge, Situation(values, unknown, situation.words))

    def _lifts(self, found: _Found) -> bool:
        main = self._start.main
        return main is not None and found.assessment.evaluation.state(main).status is None

    def _moves_on(self, found: _Found) -> bool:
        return found.assessment.stage not in (self._start.stage, "undecided")

    def _worth(self, found: _Found) -> tuple[bool, int]:
        """Sorts the changes of one size: those that move the stage on first, then those that leave the least wrong."""
        ranking = found.assessment.constraint.ranking
        wrong = sum(found.assessment.knowledge.rules[rule].stage != "none" for rule in ranking)
        return not self._moves_on(found), wrong


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


def _sentence(knowledge: Knowledge, improvements: tuple[Improvement, ...], before: Outcome, after: Outcome) -> str:
    wording = knowledge.wording
    changes = wording["remedy_separator"].join(one.text for one in improvements)
    rule = knowledge.rules.get(after.rule or "")
    if after.stage == "undecided" or rule is None:
        key = "remedy_opens"
    elif any(knowledge.actions[step.action].risky for step in rule.steps):
        key = "remedy_to_grow"
    else:
        key = "remedy_moves_on" if after.stage != before.stage else "remedy_lifts"
    stage = wording[f"stage_short_{after.stage}"]
    # The templates go on with a Chinese character, which the last seam has to see.
    spaced = _SEAM.sub(" ", changes + "后").removesuffix("后")
    return wording[key].format(changes=spaced, before=before.title, stage=stage, title=after.title)
