"""Deleting everything a merchant said: asked once, confirmed, then handed to the channel. Or forgetting one shop."""

from __future__ import annotations

from actions.replies import Message
from actions.turn import Turn

# By the card of this type the channel knows that the merchant has confirmed; the words come back from the channel.
CARD = {"type": "deletion"}


def ask_to_delete(turn: Turn) -> None:
    """Says what goes and asks once; the question that was open stays open."""
    turn.interview.deleting = True
    confirm = {"title": turn.texts.get("button_delete"), "choice": "confirm:delete_my_data"}
    keep = turn.texts.act_reply("deny", "button_keep")
    turn.messages.append(Message(turn.texts.get("delete_my_data"), [confirm, keep]))


def delete(turn: Turn) -> None:
    """Has everything deleted."""
    turn.messages.append(Message(turn.texts.get("deletion_confirmed"), card=CARD))


def ask_to_drop(turn: Turn, shop: str) -> None:
    """Asks once whether what is remembered of one shop is to go; the merchant's other shops stay."""
    turn.interview.dropping = shop
    confirm = turn.texts.act_reply("affirm", "button_drop")
    keep = turn.texts.act_reply("deny", "button_keep")
    turn.messages.append(Message(turn.texts.get("drop_shop", name=shop), [confirm, keep]))


def drop(turn: Turn, shop: str) -> None:
    """Forgets one shop; where it was the one in hand, another one is."""
    interview = turn.interview
    if interview.shops.pop(shop, None) is None:
        interview.shop = next(iter(interview.shops))
        interview.take_up(interview.shops.pop(interview.shop))
    turn.repeat_question(turn.texts.get("shop_dropped", name=shop, left=interview.name_in_hand))


def keep(turn: Turn) -> None:
    """Nothing is deleted, and back to where we were."""
    turn.repeat_question(turn.texts.get("nothing_deleted"))
