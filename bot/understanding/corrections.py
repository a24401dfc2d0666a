"""What a correction without a name means: 不对，是五千 is the last thing told that could be five thousand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.understanding.conversion import convert
from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable

# How far from what is usual a figure may lie to be meant.
_STRETCH = 4.0


def meant_by_correction(
    text: str, told: Sequence[str], asked: Sequence[str], known: Mapping[str, Any] | None = None
) -> list[str]:
    """The variables a correction may mean, likeliest first: the one with the figure that was wrong, then what was told
    last, then what is asked, then the figures told before; unusual ones at the end.

    `known` are the figures there are, by variable, in the order told.
    """
    variables, known = load_vocabulary().variables, known or {}
    quantities = read_quantities(fold(text))
    candidates = [one for one in dict.fromkeys((*told, *asked)) if one in variables]
    if not quantities:
        return candidates
    figures = [one for one in reversed(known) if one in variables and variables[one].type == "number"]
    wrong = [one for one in _told_as(quantities[0], known) if one in figures] if len(quantities) > 1 else []
    unusual = {one for one in (*candidates, *figures) if not _is_usual(variables[one], quantities[-1])}
    usual_first = sorted(dict.fromkeys((*candidates, *figures)), key=lambda one: one in unusual)
    return list(dict.fromkeys((*wrong, *usual_first)))


def _told_as(quantity: Quantity, known: Mapping[str, Any]) -> Iterator[str]:
    """The variables that were told with just this figure: the 79 of 不是79，是97."""
    variables = load_vocabulary().variables
    for one, value in reversed(list(known.items())):
        converted = convert(quantity, variables[one]) if one in variables and variables[one].type == "number" else None
        if converted is not None and value is not None and converted.low == converted.high == value:
            yield one


def _is_usual(variable: Variable, quantity: Quantity) -> bool:
    if variable.type != "number" or variable.likely_figures is None:
        return True
    converted = convert(quantity, variable)
    if converted is None:
        return False
    low, _, high = variable.likely_figures
    figure = converted.high if converted.high is not None else converted.low
    return figure is not None and low / _STRETCH <= figure <= high * _STRETCH
