"""What the channel reads from a conversation, straight from the rows Rasa's tracker store writes.

Rebuilding a whole tracker costs more with every turn; one slot or the list of messages needs a single query.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.channel.conversation_store import make_durable
from bot.channel.messages import Message, from_event

INTERVIEW_SLOT = "interview"


class Transcript:
    """The stored events of every conversation. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        make_durable(self._connection)

    def close(self) -> None:
        self._connection.close()

    def last_event(self, conversation: str) -> int:
        """The number of the newest stored event, 0 when nothing is stored yet."""
        row = self._one("SELECT max(id) FROM events WHERE sender_id = ?", conversation)
        return int(row[0] or 0) if row else 0

    def interview(self, conversation: str) -> dict[str, Any]:
        """The dialogue's memory as it stands (docs/architecture.md), empty before the first turn."""
        row = self._one(
            "SELECT data FROM events WHERE sender_id = ? AND type_name = 'slot' AND action_name = ? ORDER BY id DESC",
            conversation,
            INTERVIEW_SLOT,
        )
        return (json.loads(row[0]).get("value") if row else None) or {}

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        """Everything said, oldest first: who, when, and the message in the neutral model."""
        return list(self._spoken(conversation, "ASC"))

    def count(self, conversation: str) -> int:
        """How many messages were said, by the merchant and by the advisor."""
        query = "SELECT count(*) FROM events WHERE sender_id = ? AND type_name IN ('user', 'bot')"
        row = self._one(query, conversation)
        return int(row[0]) if row else 0

    def offered_title(self, conversation: str, choice: str) -> str | None:
        """The words on the newest quick reply that stood for `choice`."""
        for message in self._spoken(conversation, "DESC"):
            for reply in message["quick_replies"]:
                if reply["choice"] == choice:
                    return str(reply["title"])
        return None

    def forget(self, conversation: str, after: int = 0) -> None:
        """Deletes the events of a conversation, or only those stored after event number `after`."""
        with self._connection:
            self._connection.execute("DELETE FROM events WHERE sender_id = ? AND id > ?", (conversation, after))

    def _spoken(self, conversation: str, order: str) -> Iterator[dict[str, Any]]:
        rows = self._connection.execute(
            "SELECT type_name, timestamp, data FROM events"
            f" WHERE sender_id = ? AND type_name IN ('user', 'bot') ORDER BY id {order}",
            (conversation,),
        )
        with closing(rows):
            for type_name, timestamp, data in rows:
                event = json.loads(data)
                message = Message(text=event.get("text") or "") if type_name == "user" else from_event(event)
                yield {
                    "from": "merchant" if type_name == "user" else "advisor",
                    "at": datetime.fromtimestamp(timestamp, timezone.utc).isoformat(timespec="seconds"),
                    **message.to_json(),
                }

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        with closing(self._connection.execute(query + " LIMIT 1", values)) as rows:
            row: tuple[Any, ...] | None = rows.fetchone()
            return row
