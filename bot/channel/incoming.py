"""Reads what a merchant's client sends. Nothing of it is trusted."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.channel.errors import ApiError, Problem

LONGEST_TEXT = 4000
_LONGEST_CHOICE = 200
_LONGEST_ID = 64
_KEPT_CONTROLS = "\n\t"
# Characters that turn the reading direction around could make a transcript say something else than was said.
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_UNUSABLE_CATEGORIES = frozenset({"Cc", "Cs", "Cn"})
# Rasa takes a leading "/" for an intent and "@" for its confidence; the full-width forms mean nothing to it.
_FULL_WIDTH = {"/": "／", "@": "＠"}


@dataclass(frozen=True)
class Text:
    """Words of the merchant, cleaned. `id` is the client's own: the same id is the same message, sent again."""

    text: str
    id: str | None = None


@dataclass(frozen=True)
class Choice:
    """The `choice` of a quick reply, as it was sent; `id` as for a text."""

    choice: str
    id: str | None = None


def read_message(body: bytes) -> Text | Choice:
    """The message in a request body. Raises ApiError: malformed, too long, or empty."""
    document = read_object(body)
    given = [key for key in ("text", "choice") if document.get(key) is not None]
    if len(given) != 1 or not isinstance(document[given[0]], str):
        raise ApiError(Problem.MALFORMED)
    message_id = _read_id(document.get("id"))
    if given == ["choice"]:
        return _read_choice(document["choice"], message_id)
    return _read_text(document["text"], message_id)


def read_identity(body: bytes) -> str | None:
    """The identity in the body of a request that opens a conversation, if any. Raises ApiError: malformed."""
    identity = read_object(body).get("identity") if body else None
    if not isinstance(identity, (str, type(None))):
        raise ApiError(Problem.MALFORMED)
    return identity


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a request body. Raises ApiError when it is anything else."""
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ApiError(Problem.MALFORMED) from None
    if not isinstance(document, dict):
        raise ApiError(Problem.MALFORMED)
    return document


def clean(text: str) -> str:
    """The text without characters that cannot be shown, and harmless to Rasa."""
    shown = "".join(character for character in text.replace("\r\n", "\n") if _may_stay(character)).strip()
    rest = shown.lstrip("/@")
    marks = shown[: len(shown) - len(rest)]
    return "".join(_FULL_WIDTH[mark] for mark in marks) + rest


def _may_stay(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return character not in _DIRECTION_MARKS and unicodedata.category(character) not in _UNUSABLE_CATEGORIES


def _read_id(given: Any) -> str | None:
    if given is not None and not (isinstance(given, str) and 0 < len(given) <= _LONGEST_ID):
        raise ApiError(Problem.MALFORMED)
    return given


def _read_choice(choice: str, message_id: str | None) -> Choice:
    if not 0 < len(choice) <= _LONGEST_CHOICE:
        raise ApiError(Problem.UNKNOWN_CHOICE)
    return Choice(choice, message_id)


def _read_text(text: str, message_id: str | None) -> Text:
    if len(text) > LONGEST_TEXT:
        raise ApiError(Problem.TEXT_TOO_LONG)
    cleaned = clean(text)
    if not cleaned:
        raise ApiError(Problem.EMPTY_TEXT)
    return Text(cleaned, message_id)
