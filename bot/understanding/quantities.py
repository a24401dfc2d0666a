"""Reads every quantity in a message, the way merchants write them.

`read_quantities` is the one entry. Money is in yuan, shares are 0..1, durations in seconds, 1:2.5 is 2.5; an open
side of an interval is None (不到一万 has no low, 一万以上 no high).
"""

from __future__ import annotations

import functools
from dataclasses import replace

from bot.understanding.amounts import scan_amounts
from bot.understanding.folding import fold
from bot.understanding.quantity import Quantity
from bot.understanding.rates import join_periods

__all__ = ["Quantity", "read_quantities"]


def read_quantities(text: str) -> list[Quantity]:
    """All quantities of a text in reading order, without overlaps. Never raises; time grows linearly with the text."""
    return list(_quantities(text))


# The tokenizer, the pipeline and the readers of replies each look at the same message.
@functools.lru_cache(maxsize=8)
def _quantities(text: str) -> tuple[Quantity, ...]:
    folded = fold(text)
    found = join_periods(folded, list(scan_amounts(folded)))
    return tuple(replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found)
