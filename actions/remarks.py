"""Acts beside the matter: a short fitting answer, and back to the question that is open."""

from __future__ import annotations

from actions.interviewing import note_facts, told_beside
from actions.replies import Message
from actions.turn import InterviewAction, Turn

# After so many messages in a row that were not understood, other ways on are offered.
MOST_MISSES = 2


class Greet(InterviewAction):
    act = "greet"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.texts.get("greet"))


class Goodbye(InterviewAction):
    act = "goodbye"

    def answer(self, turn: Turn) -> None:
        turn.messages.append(Message(told_beside(turn, turn.texts.get("goodbye"))))


class Thanks(InterviewAction):
    act = "thanks"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.texts.get("thanks"))


class Chitchat(InterviewAction):
    act = "chitchat"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.texts.get("chitchat"))


class OutOfScope(InterviewAction):
    act = "out_of_scope"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.texts.get("out_of_scope"))


class Abuse(InterviewAction):
    act = "abuse"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(told_beside(turn, turn.texts.get("abuse")))


class Fallback(InterviewAction):
    """What was meant is not clear; what was told is taken all the same."""

    act = "fallback"

    def answer(self, turn: Turn) -> None:
        if note_facts(turn):
            turn.interview.misses = 0
            return
        turn.interview.misses += 1
        often = turn.interview.misses > MOST_MISSES
        turn.repeat_question(turn.texts.get("fallback_often" if often else "fallback"))
