"""What a correction without a name means: 不对，是五千 is the last thing told that could be five thousand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.conversion import convert
from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable

# How far from what is usual a figure may lie to be meant.
_STRETCH = 4.0


def meant_by_correction(text: str, told: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The variables a correction may mean, likeliest first: told last, then asked, unusual figures at the end."""
    variables = load_vocabulary().variables
    quantities = read_quantities(fold(text))
    candidates = [one for one in dict.fromkeys((*told, *asked)) if one in variables]
    if not quantities:
        return candidates
    unusual = {one for one in candidates if not _is_usual(variables[one], quantities[-1])}
    return sorted(candidates, key=lambda one: one in unusual)


def _is_usual(variable: Variable, quantity: Quantity) -> bool:
    if variable.type != "number" or variable.likely_figures is None:
        return True
    converted = convert(quantity, variable)
    if converted is None:
        return False
    low, _, high = variable.likely_figures
    figure = converted.high if converted.high is not None else converted.low
    return figure is not None and low / _STRETCH <= figure <= high * _STRETCH
