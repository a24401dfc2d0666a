"""What the channel reads from a conversation, straight from the rows Rasa's tracker store writes.

Rebuilding a whole tracker costs more with every turn; one slot or the list of messages needs a single query.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.channel.conversation_store import make_durable
from bot.channel.messages import Message, from_event

INTERVIEW_SLOT = "interview"
# A message that was sent again is looked for among so many: a client sends it before it says anything new.
_SENT_AGAIN_WITHIN = 5


@dataclass(frozen=True)
class RecordedTurn:
    """A stored message of the merchant, by its event, with the replies to it; none when it was never answered."""

    event: int
    replies: list[Message]


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

    def offered_title(self, conversation: str, choice: str) -> str | None:
        """The words on the newest quick reply that stood for `choice`."""
        for message in self._spoken(conversation, "DESC"):
            for reply in message["quick_replies"]:
                if reply["choice"] == choice:
                    return str(reply["title"])
        return None

    def turn_of(self, conversation: str, message_id: str) -> RecordedTurn | None:
        """One of the last few turns, by the id of the merchant's message."""
        user = self._one(
            "SELECT id FROM (SELECT id, data FROM events WHERE sender_id = ? AND type_name = 'user'"
            f" ORDER BY id DESC LIMIT {_SENT_AGAIN_WITHIN}) WHERE json_extract(data, '$.message_id') = ?",
            conversation,
            message_id,
        )
        return None if user is None else RecordedTurn(user[0], self._replies_after(conversation, user[0]))

    def _replies_after(self, conversation: str, event: int) -> list[Message]:
        rows = self._connection.execute(
            "SELECT type_name, data FROM events"
            " WHERE sender_id = ? AND id > ? AND type_name IN ('user', 'bot') ORDER BY id",
            (conversation, event),
        )
        with closing(rows):
            of_this_turn = itertools.takewhile(lambda row: row[0] == "bot", rows)
            return [from_event(json.loads(data)) for _, data in of_this_turn]

    def count(self, conversation: str) -> int:
        """How many messages there are, of both sides."""
        row = self._one(
            "SELECT count(*) FROM events WHERE sender_id = ? AND type_name IN ('user', 'bot')", conversation
        )
        return int(row[0]) if row else 0

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
                if type_name == "user":
                    yield as_said(event.get("text") or "", timestamp)
                else:
                    yield _past("advisor", timestamp, from_event(event))

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        with closing(self._connection.execute(query + " LIMIT 1", values)) as rows:
            row: tuple[Any, ...] | None = rows.fetchone()
            return row


def as_said(words: str, at: float) -> dict[str, Any]:
    """What a merchant said, as it stands in the history."""
    return _past("merchant", at, Message(words))


def _past(speaker: str, at: float, message: Message) -> dict[str, Any]:
    moment = datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="seconds")
    return {"from": speaker, "at": moment, **message.to_json()}
