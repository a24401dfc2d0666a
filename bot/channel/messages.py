"""The neutral message model on its way out (docs/architecture.md, "Dialogue → channel")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """One message, whole by its text; the rest is for channels that can show it."""

    text: str
    quick_replies: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None
    progress: dict[str, Any] | None = None
    noted: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def from_collected(collected: Mapping[str, Any]) -> Message:
    """A message as Rasa's collecting output channel holds it: a custom payload, or plain text."""
    return _read(collected.get("text"), collected.get("custom"))


def from_event(event: Mapping[str, Any]) -> Message:
    """A message as Rasa stores it once it was said."""
    return _read(event.get("text"), (event.get("data") or {}).get("custom"))


def latest_progress(messages: Sequence[Message]) -> dict[str, Any] | None:
    """How far the interview is, after these messages."""
    return next((message.progress for message in reversed(messages) if message.progress), None)


def _read(text: str | None, payload: Mapping[str, Any] | None) -> Message:
    if not payload:
        return Message(text or "")
    return Message(
        payload.get("text") or "",
        list(payload.get("quick_replies") or []),
        payload.get("card"),
        payload.get("progress"),
        list(payload.get("noted") or []),
    )
