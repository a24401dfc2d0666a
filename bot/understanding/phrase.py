"""What a phrase says, and where one was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """What a phrase says: this variable has this value (a figure for a number)."""

    variable: str
    value: str


@dataclass(frozen=True)
class Hit:
    """A phrase or a name found at folded_text[start:end]."""

    start: int
    end: int
    variable: str
    value: str = ""
