"""Messages labelled with their act alone, kept out of the training data and grouped by voice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.training.labelled import LabelledMessage

HELD_OUT_FOLDER = Path("tests/acts")
NOT_UNDERSTOOD = "nlu_fallback"


class HeldOutError(ValueError):
    """A file of held-out messages does not have the form that its neighbours have."""


def read_part(part: str, folder: Path = HELD_OUT_FOLDER) -> list[LabelledMessage]:
    """All messages of ``development`` or ``test``.

    Raises HeldOutError when the file is missing or malformed; the text names the file, the voice and the act.
    """
    path = folder / f"{part}.yml"
    if not path.is_file():
        raise HeldOutError(f"{path} is missing: run the command from the folder that holds config.yml.")
    voices = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(voices, list):
        raise HeldOutError(f"{path}: expected a list of voices, each with `voice` and `messages`.")
    return [message for voice in voices for message in _messages_of(voice, path)]


def _messages_of(entry: Any, path: Path) -> Iterator[LabelledMessage]:
    if not isinstance(entry, dict) or set(entry) != {"voice", "messages"}:
        raise HeldOutError(f"{path}: every entry needs exactly `voice` and `messages`; found {entry!r:.80}.")
    for act, messages in entry["messages"].items():
        for message in messages:
            yield _message(message, act, entry["voice"], path)


def _message(entry: Any, act: str, voice: str, path: Path) -> LabelledMessage:
    if isinstance(entry, str):
        return LabelledMessage(entry, act, voice)
    if isinstance(entry, dict) and set(entry) == {"text", "asked"} and isinstance(entry["text"], str):
        return LabelledMessage(entry["text"], act, voice, tuple(entry["asked"]))
    raise HeldOutError(f"{path}: {voice!r}, {act}: {entry!r} is neither a text nor a mapping of `text` and `asked`.")
