"""Acts beside the matter: a short fitting answer, and back to the question that is open."""

from __future__ import annotations

from actions.acts import InterviewAction
from actions.interviewing import note_facts
from actions.misunderstanding import not_understood, offer_human
from actions.turn import Turn

# So many insults, and a person is offered as well.
MOST_INSULTS = 2


class Greet(InterviewAction):
    act = "greet"
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        turn.nudge(turn.vary("greet"))


class Goodbye(InterviewAction):
    act = "goodbye"
    welcome = "never"

    def answer(self, turn: Turn) -> None:
        turn.say("goodbye")


class Thanks(InterviewAction):
    act = "thanks"
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        turn.nudge(turn.vary("thanks"))


class Chitchat(InterviewAction):
    """Small talk, and signs without words."""

    act = "chitchat"

    def answer(self, turn: Turn) -> None:
        turn.nudge(turn.vary(turn.aside or "chitchat"))


class OutOfScope(InterviewAction):
    """What the advisor does not do. Orders to drop its rules and other languages have answers of their own."""

    act = "out_of_scope"

    def answer(self, turn: Turn) -> None:
        turn.nudge(turn.vary(turn.aside or "out_of_scope"))


class Abuse(InterviewAction):
    act = "abuse"

    def answer(self, turn: Turn) -> None:
        turn.nudge(turn.vary("abuse"))
        if turn.interview.said["abuse"] > MOST_INSULTS:
            offer_human(turn)


class Fallback(InterviewAction):
    """What was meant is not clear; what was told is taken all the same."""

    act = "fallback"
    understood = False
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        if note_facts(turn):
            turn.interview.misses = 0
        else:
            not_understood(turn, "fallback")
