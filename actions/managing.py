"""Acts about the conversation itself: starting over, pausing, deleting, reaching a person."""

from __future__ import annotations

from actions.contact import contact
from actions.deleting import ask_to_delete, delete
from actions.interviewing import told_beside
from actions.turn import InterviewAction, Turn


class Restart(InterviewAction):
    """Takes the place of Rasa's own action_restart, which Rasa runs for this act and which says nothing.

    Starts over with the shop in hand; the merchant's other shops stay as they are.
    """

    act = "restart"

    def answer(self, turn: Turn) -> None:
        # The stored session goes on, and so does all else that is of the whole conversation.
        turn.interview.take_up({"heard": turn.interview.heard})
        turn.ask_next(turn.texts.get("restarted_shop" if turn.interview.shops else "restarted"))


class PauseResume(InterviewAction):
    act = "pause_resume"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(told_beside(turn, turn.remark("pause_resume")))


class DeleteMyData(InterviewAction):
    """Asks once whether it is meant; the channel, which keeps everything that was said, does the deleting."""

    act = "delete_my_data"

    def answer(self, turn: Turn) -> None:
        if turn.confirmed:
            delete(turn)
        else:
            ask_to_delete(turn)


class AskHuman(InterviewAction):
    act = "ask_human"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark("ask_human", contact=contact(turn.texts)))
