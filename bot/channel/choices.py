"""The `choice` of a quick reply.

``variable=value``, ``variable=unknown``, ``change:variable``, ``act:name``, ``confirm:act`` or ``card:id``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.channel.errors import ApiError, Problem
from knowledge.model import Knowledge

UNKNOWN = "unknown"
_UNKNOWN_TITLE = "不清楚"
_ACT_PREFIX = "act:"
_CONFIRM_PREFIX = "confirm:"
_CONFIRMED = "delete_my_data"
_CARD_PREFIX = "card:"
_CHANGE_PREFIX = "change:"
_CHANGE_TITLE = "改{label}"
_CORRECT = "correct_answer"
_ASK_FOR_CARD = "ask_methodology"
_CHOICE_TYPES = ("choice", "choices")


@dataclass(frozen=True)
class Chosen:
    """A choice that exists. `meaning` is for understanding; `title` is what the merchant said by tapping it."""

    meaning: dict[str, str]
    title: str


def read_choice(choice: str, knowledge: Knowledge, acts: Collection[str]) -> Chosen:
    """Holds a choice against the knowledge and the dialogue's acts. Raises ApiError when it does not exist."""
    if choice.startswith(_ACT_PREFIX):
        act = choice[len(_ACT_PREFIX) :]
        if act in acts:
            return Chosen({"act": act}, act)
    elif choice == _CONFIRM_PREFIX + _CONFIRMED:
        return Chosen({"act": _CONFIRMED, "confirmed": "yes"}, _CONFIRMED)
    elif choice.startswith(_CARD_PREFIX):
        card = knowledge.cards.get(choice[len(_CARD_PREFIX) :])
        if card is not None:
            return Chosen({"act": _ASK_FOR_CARD}, card.title)
    elif choice.startswith(_CHANGE_PREFIX):
        asked = knowledge.variables.get(choice[len(_CHANGE_PREFIX) :])
        if asked is not None and asked.question:
            return Chosen({"act": _CORRECT, "change": asked.id}, _CHANGE_TITLE.format(label=asked.short))
    else:
        name, _, value = choice.partition("=")
        variable = knowledge.variables.get(name)
        if variable is not None and value == UNKNOWN:
            return Chosen({"variable": name, "value": value}, _UNKNOWN_TITLE)
        if variable is not None and variable.type in _CHOICE_TYPES and value in variable.values:
            return Chosen({"variable": name, "value": value}, variable.title(value))
    raise ApiError(Problem.UNKNOWN_CHOICE)
