"""Acts beside the matter: a short fitting answer, and back to the question that is open."""

from __future__ import annotations

from actions.acts import InterviewAction
from actions.interviewing import note_facts
from actions.turn import Turn

# After so many messages in a row that were not understood, other ways on are offered, a person among them.
MOST_MISSES = 2
# So many insults, and a person is offered as well.
MOST_INSULTS = 2
# A message that long without a fact was not a slip of the finger.
LONG_WORDS = 300


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
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        if note_facts(turn):
            turn.interview.misses = 0
            return
        turn.interview.misses += 1
        if turn.interview.misses > MOST_MISSES:
            turn.nudge(turn.vary("fallback_often"))
            offer_human(turn)
        else:
            turn.nudge(turn.vary(turn.aside or ("fallback_long" if len(turn.words) > LONG_WORDS else "fallback")))


def offer_human(turn: Turn) -> None:
    """A person is one tap away, beside whatever else is offered."""
    turn.messages[-1].quick_replies.append(turn.texts.act_reply("ask_human"))
