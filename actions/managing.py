"""Acts about the conversation itself: starting over, pausing, deleting, reaching a person."""

from __future__ import annotations

from actions.contact import contact
from actions.deleting import ask_to_delete, ask_to_drop, delete
from actions.interviewing import told_beside
from actions.restarting import ask_to_restart, restart
from actions.shop_names import shop_named
from actions.turn import InterviewAction, Turn


class Restart(InterviewAction):
    """Takes the place of Rasa's own action_restart, which Rasa runs for this act and which says nothing.

    Starts over with the shop in hand; the merchant's other shops stay as they are. Typed, it may be a slip of the
    tongue: where there is anything to lose it is asked once whether it is meant.
    """

    act = "restart"

    def answer(self, turn: Turn) -> None:
        if turn.interview.facts and not turn.is_tapped and not turn.was_restarting:
            ask_to_restart(turn)
        else:
            restart(turn)


class PauseResume(InterviewAction):
    act = "pause_resume"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(told_beside(turn, turn.remark("pause_resume")))


class DeleteMyData(InterviewAction):
    """Asks once whether it is meant; the channel, which keeps everything that was said, does the deleting."""

    act = "delete_my_data"

    def answer(self, turn: Turn) -> None:
        shop = shop_named(turn.interview, turn.words)
        if turn.confirmed:
            delete(turn)
        elif shop is not None:
            ask_to_drop(turn, shop)
        else:
            ask_to_delete(turn)


class AskHuman(InterviewAction):
    act = "ask_human"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.remark("ask_human", contact=contact(turn.texts)))
