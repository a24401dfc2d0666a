"""Acts beside the matter: a short fitting answer, and back to the question that is open."""

from __future__ import annotations

from actions.interviewing import note_facts, told_beside
from actions.moving_on import fitting_text, not_understood
from actions.replies import Message
from actions.turn import InterviewAction, Turn


class Greet(InterviewAction):
    act = "greet"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark("greet"))


class Goodbye(InterviewAction):
    act = "goodbye"

    def answer(self, turn: Turn) -> None:
        ways = turn.texts.ways_on(turn.interview.concluded is not None)
        turn.messages.append(Message(told_beside(turn, turn.remark("goodbye")), ways))


class Thanks(InterviewAction):
    act = "thanks"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark("thanks"))


class Chitchat(InterviewAction):
    act = "chitchat"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark(fitting_text(turn.words) or "chitchat"))


class OutOfScope(InterviewAction):
    act = "out_of_scope"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark(fitting_text(turn.words) or "out_of_scope"))


class Abuse(InterviewAction):
    act = "abuse"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(told_beside(turn, turn.remark("abuse")))


class Fallback(InterviewAction):
    """What was meant is not clear; what was told is taken all the same."""

    act = "fallback"

    def answer(self, turn: Turn) -> None:
        if not note_facts(turn):
            not_understood(turn, "fallback")
