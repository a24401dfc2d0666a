"""「删除我的数据」: asked back once, then done. The channel deletes what is stored when it sees the card."""

from __future__ import annotations

from actions.acts import InterviewAction
from actions.interview import Interview
from actions.replies import Message
from actions.turn import Turn

# This message and its answer are deleted as well.
THIS_TURN = 2


class DeleteMyData(InterviewAction):
    """Asks whether everything is to go; said again while that is being asked, it means yes."""

    act = "delete_my_data"
    welcome = "never"

    def answer(self, turn: Turn) -> None:
        if turn.deleting:
            delete_everything(turn)
        else:
            turn.interview.deleting = True
            replies = [
                turn.texts.act_reply("delete_my_data", "button_delete"),
                turn.texts.act_reply("deny", "button_keep"),
            ]
            turn.messages.append(Message(turn.texts.get("delete_sure"), replies))


def delete_everything(turn: Turn) -> None:
    """Says what is deleted: all messages, and the answers of every shop."""
    interview = turn.interview
    answers = len(interview.facts) + sum(len(shop["facts"]) for shop in interview.shops.values())
    messages = turn.messages_stored + THIS_TURN
    said = turn.texts.get("deleted", messages=messages, answers=answers)
    turn.interview = Interview()
    card = {"type": "deleted", "messages": messages, "answers": answers}
    turn.messages.append(Message(said, [turn.texts.act_reply("start_diagnosis")], card))


def keep_everything(turn: Turn) -> None:
    """The merchant thought better of it."""
    turn.repeat_question(turn.texts.get("not_deleted"))
