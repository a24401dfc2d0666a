"""A figure told twice in one message with values that cannot both be true: 日播两小时，一场播六小时.

`extract_facts` keeps the later one; here is the earlier one, so that the merchant can be asked which of them holds.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from bot.understanding.acts import corrects
from bot.understanding.facts import Fact, facts_of_figures
from bot.understanding.linking import link
from bot.understanding.message import read_message


def extract_restated(text: str, watched: Collection[str]) -> list[Fact]:
    """The earlier values of `watched` variables that the rest of the message contradicts. Never raises on any text."""
    if not text.strip() or corrects(text):
        return []
    message = read_message(text)
    figures = sorted(link(message).figures, key=lambda one: one.start)
    earlier = [
        first
        for variable in watched
        for first, second in pairwise(one for one in figures if one.variable == variable)
        if (first.low, first.high) != (second.low, second.high)
    ]
    return facts_of_figures(message, earlier)
