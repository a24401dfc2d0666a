"""Deleting a conversation from within itself: the dialogue asks for it, the channel does it and says what is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channel.messages import Message

# The card with which the dialogue says that the merchant has confirmed (actions/deleting.py).
_ASKED_FOR = "deletion"
_DONE = "deleted"
_BEGIN = "act:start_diagnosis"


def is_asked_for(replies: Sequence[Message]) -> bool:
    """Whether these replies of the dialogue ask for everything to be deleted."""
    return any((reply.card or {}).get("type") == _ASKED_FOR for reply in replies)


def receipt(texts: Mapping[str, str], messages: int, interview: Mapping[str, Any]) -> Message:
    """What a merchant is told once everything is gone: so many messages, so many answers."""
    answers = len(interview.get("facts", {}))
    text = texts["deleted"].format(messages=messages, answers=answers)
    begin = {"title": texts["button_start_diagnosis"], "choice": _BEGIN}
    return Message(text, [begin], {"type": _DONE, "messages": messages, "answers": answers})
