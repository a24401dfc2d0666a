"""Numbers without a name, as replies to the open questions: 两千, 三成, 一百个里头两个."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence

from bot.understanding.answers import is_answer
from bot.understanding.conversion import Converted, convert
from bot.understanding.message import Message
from bot.understanding.quantities import read_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.reply import Reply
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable

_TAKEN_BACK = re.compile(r"不对|错了|说错|口误|哦不|啊不|应该是")
_PARTS = frozenset({"count", "number", "money"})
_SMALLEST_BASE = 10
_OF_OTHERS = {
    "price_avg": re.compile(r"[赚挣亏退投烧]|成本|利润"),
    "paid_daily_spend": re.compile(r"[卖赚挣亏退]|成本|利润|客单"),
}
_LARGE_SUM = 100


def bare_figures(
    message: Message, free: Sequence[Quantity], asked: Sequence[str], told: Collection[str]
) -> Iterator[Reply]:
    """Gives the `free` numbers to the open questions: by unit first, then in the order of the questions."""
    variables = load_vocabulary().variables
    open_numbers = [variables[one] for one in asked if one not in told and variables[one].type == "number"]
    waiting = list(_last_if_corrected(message, free))
    for fit in (2, 1):
        for variable in list(open_numbers):
            fitting = [one for one in waiting if not _is_of_something_else(message, variable, one)]
            found = _first_fitting(fitting, variable, fit)
            if found is None:
                continue
            quantity, converted = found
            waiting.remove(quantity)
            open_numbers.remove(variable)
            yield Reply(variable.id, "known", quantity.start, quantity.end, low=converted.low, high=converted.high)


def _last_if_corrected(message: Message, free: Sequence[Quantity]) -> Sequence[Quantity]:
    """5000，不对，6000: the first figure is taken back."""
    if len(free) > 1 and _TAKEN_BACK.search(message.folded, free[0].end, free[-1].start):
        return free[-1:]
    return free


def _first_fitting(waiting: Sequence[Quantity], variable: Variable, fit: int) -> tuple[Quantity, Converted] | None:
    for index, quantity in enumerate(waiting):
        if is_answer(variable, quantity.text) or _is_too_fine(variable, quantity):
            continue
        converted = _part_of_base(variable, waiting[:index], quantity) or convert(quantity, variable)
        if converted is not None and converted.fit >= fit and not _is_base(variable, waiting[index:]):
            return quantity, converted
    return None


def _is_of_something_else(message: Message, variable: Variable, quantity: Quantity) -> bool:
    """一单赚八块 is no price, 一天卖五千 nothing spent: the verb says of what the figure is."""
    verbs = _OF_OTHERS.get(variable.id)
    return verbs is not None and verbs.search(message.folded, max(0, quantity.start - 3), quantity.start) is not None


def _is_too_fine(variable: Variable, quantity: Quantity) -> bool:
    """Whether 四点五 is asked to be a count or a large sum, neither of which has a fraction."""
    whole = quantity.value is None or quantity.value == int(quantity.value)
    if quantity.kind != "number" or variable.likely_figures is None or whole:
        return False
    return variable.kind == "count" or (variable.kind == "money" and variable.likely_figures[1] >= _LARGE_SUM)


def _is_base(variable: Variable, waiting: Sequence[Quantity]) -> bool:
    """Whether a count is only the whole of which the next one is a part: 一百个里头两个."""
    if variable.kind != "share" or len(waiting) < 2:
        return False
    whole, part = waiting[0], waiting[1]
    return {whole.kind, part.kind} <= _PARTS and (whole.value or 0) > (part.high or math.inf)


def _part_of_base(variable: Variable, before: Sequence[Quantity], quantity: Quantity) -> Converted | None:
    """Asked how many of a hundred, 两三个 is a share; the base is said, or stands in the question."""
    if variable.kind != "share" or quantity.kind not in _PARTS or quantity.low is None or quantity.high is None:
        return None
    said = [one.value for one in before[-1:] if one.kind in _PARTS and one.value]
    base = said[0] if said else next((one.value for one in read_quantities(variable.question) if one.value), None)
    is_part = base is not None and base >= _SMALLEST_BASE and quantity.high <= base
    if base is None or not is_part or (quantity.kind == "number" and quantity.low < 1):
        return None
    return Converted(round(quantity.low / base, 6), round(quantity.high / base, 6), 1)
