"""A text with signs in the place of its figures, so that 三个人 and 五个人 are the same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.understanding.quantity import Quantity


@dataclass(frozen=True)
class MarkedText:
    """`offsets` leads from each character back to the folded text; the last of a sign to the last of its figure."""

    text: str
    offsets: Sequence[int]


def mark(folded: str, quantities: Sequence[Quantity], sign: Callable[[Quantity], str]) -> MarkedText:
    """The folded text with a sign, one or more characters, for each of its quantities."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for quantity in quantities:
        stands = sign(quantity)
        pieces += [folded[position : quantity.start], stands]
        offsets += [*range(position, quantity.start), *[quantity.start] * (len(stands) - 1), quantity.end - 1]
        position = quantity.end
    pieces.append(folded[position:])
    offsets += range(position, len(folded))
    return MarkedText("".join(pieces), offsets)
