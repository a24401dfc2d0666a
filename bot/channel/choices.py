"""The `choice` of a quick reply.

``variable=value`` (of a number its figure, in the variable's unit), several of them joined by ``&``,
``variable=unknown``, ``change:variable``, ``shop:name`` (without a name: a new one), ``act:name``,
``confirm:act`` or ``card:id``.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.channel.errors import ApiError, Problem
from knowledge import phrasing
from knowledge.model import Knowledge, Variable
from knowledge.values import Interval

UNKNOWN = "unknown"
_UNKNOWN_TITLE = "不清楚"
_ACT_PREFIX = "act:"
_CONFIRM_PREFIX = "confirm:"
_CONFIRMED = "delete_my_data"
_CARD_PREFIX = "card:"
_CHANGE_PREFIX = "change:"
_CHANGE_TITLE = "改{label}"
_CORRECT = "correct_answer"
_SHOP_PREFIX = "shop:"
_SWITCH_SHOP = "switch_shop"
_NEW_SHOP_TITLE = "另一家店"
_LONGEST_SHOP_NAME = 20
_ASK_FOR_CARD = "ask_methodology"
_JOINT = "&"
_CHOICE_TYPES = ("choice", "choices")


@dataclass(frozen=True)
class Chosen:
    """A choice that exists. `meaning` is for understanding; `title` is what the merchant said by tapping it."""

    meaning: dict[str, Any]
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
    elif choice.startswith(_SHOP_PREFIX):
        name = choice[len(_SHOP_PREFIX) :]
        if len(name) <= _LONGEST_SHOP_NAME and name.isprintable():
            return Chosen({"act": _SWITCH_SHOP, "shop": name}, name or _NEW_SHOP_TITLE)
    elif choice.startswith(_CHANGE_PREFIX):
        asked = knowledge.variables.get(choice[len(_CHANGE_PREFIX) :])
        if asked is not None and asked.question:
            return Chosen({"act": _CORRECT, "change": asked.id}, _CHANGE_TITLE.format(label=asked.short))
    elif _JOINT in choice:
        told = [_read_answer(one, knowledge) for one in choice.split(_JOINT)]
        return Chosen({"all": [one.meaning for one in told]}, "、".join(one.title for one in told))
    else:
        return _read_answer(choice, knowledge)
    raise ApiError(Problem.UNKNOWN_CHOICE)


def _read_answer(answer: str, knowledge: Knowledge) -> Chosen:
    name, _, value = answer.partition("=")
    variable = knowledge.variables.get(name)
    if variable is not None and value == UNKNOWN:
        return Chosen({"variable": name, "value": value}, _UNKNOWN_TITLE)
    if variable is not None and variable.type in _CHOICE_TYPES and value in variable.values:
        return Chosen({"variable": name, "value": value}, variable.title(value))
    if variable is not None and variable.type == "number":
        figure = _read_figure(value, variable)
        said = phrasing.spoken_value(knowledge.wording, variable, Interval(figure, figure))
        return Chosen({"variable": name, "value": value}, f"{variable.short} {said}")
    raise ApiError(Problem.UNKNOWN_CHOICE)


def _read_figure(value: str, variable: Variable) -> float:
    try:
        figure = float(value)
    except ValueError:
        raise ApiError(Problem.UNKNOWN_CHOICE) from None
    if not (math.isfinite(figure) and variable.low <= figure <= variable.high):
        raise ApiError(Problem.FIGURE_OUT_OF_RANGE)
    return figure
