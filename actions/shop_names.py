"""What the merchant's shops are called: by a name, or by what they sell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actions.interview import Interview


def find_other(interview: Interview, name: str) -> str | None:
    """The other shop that is called so, or sells that."""
    for other, memory in interview.shops.items():
        if any(name in words or words in name for words in called(other, memory["facts"])):
            return other
    return None


def is_in_hand(interview: Interview, name: str) -> bool:
    """Whether the shop in hand is called so, or sells that."""
    names = called(interview.name_in_hand, interview.facts)
    return any(words and (name in words or words in name) for words in names)


def shop_named(interview: Interview, words: str) -> str | None:
    """The shop, the one in hand or another one, that is named in the words; None for a merchant who has only one."""
    if not interview.shops:
        return None
    shops = {interview.name_in_hand: interview.facts}
    shops |= {other: memory["facts"] for other, memory in interview.shops.items()}
    return next(
        (shop for shop, facts in shops.items() if any(name and name in words for name in called(shop, facts))), None
    )


def called(name: str, facts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A shop's name, and what it sells."""
    yield name
    sells = facts.get("category", {})
    yield from (str(sells[key]) for key in ("text", "value") if sells.get(key))
