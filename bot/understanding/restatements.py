"""A figure told twice in one message with values that cannot both be true: 日播两小时，一场播六小时.

`extract_facts` keeps the later one; here is the earlier one, so that the merchant can be asked which of them holds.
"""

from __future__ import annotations

import math
from itertools import pairwise

from bot.understanding.acts import corrects
from bot.understanding.facts import Fact, figures_told
from bot.understanding.message import read_message


def extract_restated(text: str) -> list[Fact]:
    """The earlier figures that the rest of the message contradicts. Never raises on any text."""
    if not text.strip() or corrects(text):
        return []
    told: dict[str, list[Fact]] = {}
    for fact in sorted(figures_told(read_message(text)), key=lambda one: one.start):
        told.setdefault(fact.variable, []).append(fact)
    return [first for figures in told.values() for first, second in pairwise(figures) if _contradict(first, second)]


def _contradict(first: Fact, second: Fact) -> bool:
    """Whether no figure can be both, each of them perhaps an interval."""
    (low, high), (other_low, other_high) = _bounds(first), _bounds(second)
    return high < other_low or other_high < low


def _bounds(fact: Fact) -> tuple[float, float]:
    if isinstance(fact.value, int | float):
        return fact.value, fact.value
    return (-math.inf if fact.low is None else fact.low), (math.inf if fact.high is None else fact.high)
