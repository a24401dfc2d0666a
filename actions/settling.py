"""Contradictions: pointed out once, with the question that settles them; after a correction, what it made pointless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.interview import Fact
from actions.replies import QuickReply
from actions.turn import Turn
from knowledge import load_knowledge
from knowledge.contradictions import contradictions, in_words, speaks_of, told_twice
from knowledge.model import Contradiction
from knowledge.situation import interface_value, read_situation
from knowledge.values import Value


def point_out(turn: Turn, taken: Mapping[str, Fact], before: Mapping[str, Fact], lead: str) -> bool:
    """Asks about a contradiction that this message brought up, unless that was done before; False when there is none.

    `before` are the facts as they were. What was asked for and corrected is never held against an earlier answer.
    """
    evaluation, knowledge = turn.assessment().evaluation, load_knowledge()
    earlier, now = _values(before), _values(taken)
    found = [
        *told_twice(knowledge, earlier, now),
        *(one for one in contradictions(evaluation) if speaks_of(one, taken)),
    ]
    new = next((one for one in found if one.id not in turn.interview.pointed_out), None)
    if new is None:
        return False
    turn.interview.pointed_out.append(new.id)
    said = in_words(new, evaluation, earlier.get(new.twice or ""))
    turn.point_out([knowledge.variables[one] for one in new.settle], f"{lead}\n{said}", _buttons(turn, new))
    return True


def undo_dependents(turn: Turn, corrected: Iterable[str]) -> list[str]:
    """Takes back what cannot be true beside a corrected answer and was not itself corrected; returns the variables."""
    kept = set(corrected)
    gone: list[str] = []
    for one in contradictions(turn.assessment().evaluation):
        if speaks_of(one, kept):
            gone += turn.interview.forget(variable for variable in one.settle if variable not in kept)
    return gone


def _values(facts: Mapping[str, Fact]) -> Mapping[str, Value]:
    document = {variable: interface_value(fact) for variable, fact in facts.items()}
    return read_situation(load_knowledge(), document).values


def _buttons(turn: Turn, contradiction: Contradiction) -> list[QuickReply]:
    buttons = [
        {"title": one.title, "choice": f"{one.variable}={'unknown' if one.value is None else one.value}"}
        for one in contradiction.answers
    ]
    return [*buttons, turn.texts.act_reply("ask_report")]
