"""Starting over with the shop in hand: asked once when it was typed, then done."""

from __future__ import annotations

from actions.replies import Message
from actions.turn import Turn


def ask_to_restart(turn: Turn) -> None:
    """Says what goes and asks once; the question that was open stays open."""
    turn.interview.restarting = True
    confirm = turn.texts.act_reply("restart", "button_restart_now")
    keep = turn.texts.act_reply("deny", "button_go_on")
    said = turn.texts.get("restart_meant", answers=len(turn.interview.facts))
    turn.messages.append(Message(said, [confirm, keep]))


def restart(turn: Turn) -> None:
    """Forgets the shop in hand. The stored session goes on, and so does all else of the whole conversation."""
    turn.interview.take_up({"heard": turn.interview.heard})
    turn.ask_next(turn.texts.get("restarted_shop" if turn.interview.shops else "restarted"))
