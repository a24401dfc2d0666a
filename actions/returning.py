"""A merchant comes back after a long pause, and is met with where we stood."""

from __future__ import annotations

from typing import Literal

from actions.concluding import go_on
from actions.conclusions import DAY, LONG_PAUSE, Conclusion, last_conclusion
from actions.replies import Message
from actions.reviewing import ask_for_figures, open_review
from actions.turn import Turn

# How a first message is met: a greeting by where we stood alone, a question by that and its answer.
Welcome = Literal["instead of the answer", "before the answer", "never"]


def welcome_back(turn: Turn, welcome: Welcome) -> bool:
    """Says where we stood when the merchant was long away; True when nothing else is left to be said."""
    if turn.pause < LONG_PAUSE:
        return False
    turn.interview.shown = {}
    if welcome == "never" or not (turn.interview.facts or turn.interview.open):
        return False
    last = last_conclusion(turn.interview)
    if welcome == "instead of the answer" and not turn.facts():
        _meet(turn, last)
        return True
    turn.messages.append(Message(_where_we_stood(turn, last)))
    if last is not None and not last.days_left(turn.now) and not turn.facts():
        open_review(turn, last)
    return False


def go_on_where_we_stood(turn: Turn) -> None:
    """Takes up the shop in hand again: its review, its open question or its conclusion."""
    _meet(turn, last_conclusion(turn.interview))


def _meet(turn: Turn, last: Conclusion | None) -> None:
    if last is not None and not last.days_left(turn.now):
        ask_for_figures(turn, last)
    elif turn.interview.open or last is not None:
        turn.repeat_question(_where_we_stood(turn, last))
    else:
        go_on(turn, _where_we_stood(turn, last))


def _where_we_stood(turn: Turn, last: Conclusion | None) -> str:
    if last is None:
        told = len(turn.interview.facts)
        key = "back_to_the_question" if told else "back_at_the_start"
        return turn.texts.get(key, when=_when(turn, turn.pause), told=told)
    since = turn.now - last.at
    values = {"when": _when(turn, since), "title": last.rule.title, "step": last.step, "days": last.days_left(turn.now)}
    return turn.texts.get("back_in_time" if values["days"] else "back_for_review", **values)


def _when(turn: Turn, seconds: float) -> str:
    days = round(seconds / DAY)
    return turn.texts.get(f"when_{days}" if days < 2 else "when_days", days=days)
