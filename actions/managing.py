"""Acts about the conversation itself: starting over, pausing, reaching a person."""

from __future__ import annotations

import os

from actions.acts import InterviewAction
from actions.turn import Turn

CONTACT_VARIABLE = "ADVISOR_CONTACT"


class Restart(InterviewAction):
    """Takes the place of Rasa's own action_restart, which Rasa runs for this act and which says nothing.

    Starts over with the shop in hand; the merchant's other shops stay as they are.
    """

    act = "restart"
    welcome = "never"

    def answer(self, turn: Turn) -> None:
        # The stored session goes on: its length, like all that is of the whole conversation, is kept.
        turn.interview.take_up({})
        name = turn.interview.shop
        turn.ask_next(turn.texts.get("restarted_shop", name=name) if name else turn.texts.get("restarted"))


class PauseResume(InterviewAction):
    act = "pause_resume"
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.vary("pause_resume"))


class AskHuman(InterviewAction):
    act = "ask_human"
    welcome = "never"

    def answer(self, turn: Turn) -> None:
        contact = os.environ.get(CONTACT_VARIABLE) or turn.texts.get("contact_default")
        turn.repeat_question(turn.vary("ask_human", contact=contact))
