"""What a merchant has said and has no answer yet. It outlives the server, so that nothing said is ever lost."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.channel import clock
from bot.channel.incoming import Choice, Text

FILE_NAME = "inbox.db"


@dataclass(frozen=True)
class Waiting:
    """A message without an answer: `id` the client's or our own, `at` in seconds since 1970, `words` as shown."""

    id: str
    at: float
    words: str
    choice: str | None

    @property
    def incoming(self) -> Text | Choice:
        return Text(self.words, self.id) if self.choice is None else Choice(self.choice, self.id)


class Inbox:
    """Messages in the order they came, from before their turn begins until it is answered or given up.

    Raises sqlite3.Error when the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        # What a killed process has written stays written without waiting for the disk; only a power cut could take it.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._connection:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, conversation TEXT NOT NULL,"
                " id TEXT NOT NULL, at REAL NOT NULL, words TEXT NOT NULL, choice TEXT)"
            )

    def close(self) -> None:
        self._connection.close()

    def put(self, conversation: str, incoming: Text | Choice, words: str) -> Waiting:
        """Keeps a message; one that is already waiting, by its id or its content, was only sent again."""
        choice = incoming.choice if isinstance(incoming, Choice) else None
        for one in self.waiting(conversation):
            if one.id == incoming.id or (one.words, one.choice) == (words, choice):
                return one
        kept = Waiting(incoming.id or uuid.uuid4().hex, clock.now().timestamp(), words, choice)
        with self._connection:
            self._connection.execute(
                "INSERT INTO waiting (conversation, id, at, words, choice) VALUES (?, ?, ?, ?, ?)",
                (conversation, kept.id, kept.at, kept.words, kept.choice),
            )
        return kept

    def conversations(self) -> list[str]:
        """Those in which something waits, the longest waiting first."""
        query = "SELECT conversation FROM waiting GROUP BY conversation ORDER BY min(number)"
        with closing(self._connection.execute(query)) as rows:
            return [str(conversation) for (conversation,) in rows]

    def waiting(self, conversation: str) -> list[Waiting]:
        """Oldest first."""
        query = "SELECT id, at, words, choice FROM waiting WHERE conversation = ? ORDER BY number"
        with closing(self._connection.execute(query, (conversation,))) as rows:
            return [Waiting(*row) for row in rows]

    def done(self, conversation: str, message_id: str) -> None:
        """The answer leaves for the client, or there will never be one."""
        with self._connection:
            self._connection.execute(
                "DELETE FROM waiting WHERE conversation = ? AND id = ?", (conversation, message_id)
            )

    def forget(self, conversation: str) -> None:
        with self._connection:
            self._connection.execute("DELETE FROM waiting WHERE conversation = ?", (conversation,))
