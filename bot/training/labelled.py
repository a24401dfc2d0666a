"""Labelled messages: what a person reads in a message. tests/messages/README.md says how they are labelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge import load_knowledge

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("development", "test")
FOLDERS = {
    "train": Path("data/messages"),
    "development": Path("tests/messages/development"),
    "test": Path("tests/messages/test"),
}
# In `never`: no value whatever of this variable.
ANY = "any"
NOT_KNOWN = ("unknown", "declined")
_KEYS = {"text", "act", "asked", "facts", "may", "never", "words"}


class LabelError(ValueError):
    """A file of labelled messages cannot be used; the text names the file, the message and what is wrong."""


@dataclass(frozen=True)
class LabelledMessage:
    """One message with what is to be read in it.

    `facts` holds what must be read: variable id to a figure, {"low", "high"}, a choice, a list, a text, records,
    "unknown" or "declined". `may` are the variables that one may read or not, `never` what must not be read: variable
    id to the tempting value or ANY. `words` are the pieces of the text that state the facts (training part only).
    """

    text: str
    act: str
    voice: str
    asked: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    never: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def read_messages(part: str, root: Path = ROOT) -> list[LabelledMessage]:
    """All messages of `train`, `development` or `test`, one file a voice.

    Raises LabelError when there are none, or one of them is malformed or names what does not exist.
    """
    folder = root / FOLDERS[part]
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise LabelError(f"no labelled messages in {folder}/: a voice is one .yml file, see tests/messages/README.md.")
    return [message for path in paths for message in read_voice(path)]


def read_voice(path: Path) -> Iterator[LabelledMessage]:
    """The messages of one file. Raises LabelError."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or set(document) != {"voice", "messages"}:
        raise LabelError(f"{path}: expected exactly `voice` and `messages`.")
    for entry in document["messages"]:
        problem = _problem(entry)
        if problem:
            raise LabelError(f"{path}: {entry!r:.90}: {problem}")
        yield _message(entry, document["voice"])


def _message(entry: dict[str, Any], voice: str) -> LabelledMessage:
    asked = entry.get("asked") or ()
    return LabelledMessage(
        text=entry["text"],
        act=entry["act"],
        voice=voice,
        asked=(asked,) if isinstance(asked, str) else tuple(asked),
        facts=entry.get("facts") or {},
        may=frozenset(entry.get("may") or ()),
        never=entry.get("never") or {},
        words=entry.get("words") or {},
    )


def _problem(entry: Any) -> str | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or not isinstance(entry.get("act"), str):
        return "every message needs at least `text` and `act`"
    if unknown := set(entry) - _KEYS:
        return f"there is no key {', '.join(map(repr, sorted(unknown)))}; allowed are {', '.join(sorted(_KEYS))}"
    message = _message(entry, "")
    variables = load_knowledge().variables
    for variable in (*message.asked, *message.facts, *message.may, *message.never):
        if variable not in variables:
            return f"there is no variable {variable!r}"
    for variable, value in (*message.facts.items(), *message.never.items()):
        if not _is_possible(variable, value):
            return f"{value!r} is no value of {variable}"
    if stray := [words for words in message.words.values() if words not in message.text]:
        return f"the words {stray[0]!r} do not stand in the text"
    return None


def _is_possible(variable_id: str, value: Any) -> bool:
    variable = load_knowledge().variables[variable_id]
    if value in (*NOT_KNOWN, ANY):
        return True
    if variable.type == "number":
        is_interval = isinstance(value, dict) and set(value) == {"low", "high"}
        return is_interval or (isinstance(value, (int, float)) and not isinstance(value, bool))
    if variable.type in ("choice", "choices"):
        return all(one in variable.values for one in (value if isinstance(value, list) else [value]))
    return isinstance(value, list if variable.type == "records" else str)
