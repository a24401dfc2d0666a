"""Explanation cards: which one a question is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from knowledge.model import Card, Knowledge

_SPACE_BESIDE_CHINESE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_LATIN = re.compile(r"[a-z0-9]")


def card_for(knowledge: Knowledge, words: str) -> Card | None:
    """The card a question in the merchant's words is about, or None when no card has a name in it.

    The longest name decides; of equally long ones the one said first, then the one written first.
    """
    said = _plain(words)
    found = [
        (-len(name), position, card)
        for card in knowledge.cards.values()
        for name in (card.title, *card.names)
        if (position := _position(_plain(name), said)) is not None
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def cards_of_variable(knowledge: Knowledge, variable: str) -> Iterator[Card]:
    """The cards that say what a figure means."""
    return (card for card in knowledge.cards.values() if card.variable == variable)


def _position(name: str, said: str) -> int | None:
    """Where a name stands. A Latin word counts only whole: GPM is not in CGPM."""
    before = "(?<![a-z0-9])" if _LATIN.match(name[0]) else ""
    after = "(?![a-z0-9])" if _LATIN.match(name[-1]) else ""
    match = re.search(f"{before}{re.escape(name)}{after}", said)
    return match.start() if match else None


def _plain(text: str) -> str:
    """Half-width small letters, no spaces beside Chinese characters."""
    return _SPACE_BESIDE_CHINESE.sub("", unicodedata.normalize("NFKC", text).casefold())
