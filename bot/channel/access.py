"""Who may read and write which conversation."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.channel.conversation_store import make_durable
from bot.channel.errors import ApiError, Problem

FILE_NAME = "access.db"
# A merchant who is recognised gets one on each device and visit; the oldest make room.
MOST_TOKENS = 10
_ID_BYTES = 16
_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Grant:
    """A conversation and the only copy of a new token that opens it; `returning` when it has been there before."""

    conversation: str
    token: str
    returning: bool = False


class AccessBook:
    """Conversations and the SHA-256 of their tokens; the tokens themselves are kept nowhere.

    A conversation may belong to a merchant, who is known here by the digest in bot/channel/identity.py alone.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        make_durable(self._connection)
        with self._connection:
            _make_tables(self._connection)

    def close(self) -> None:
        self._connection.close()

    def open(self) -> Grant:
        with self._connection:
            return self._grant(self._new_conversation(None))

    def open_for(self, merchant: bytes) -> Grant:
        """The merchant's conversation, with one more token; a new one when there is none."""
        row = self._connection.execute("SELECT id FROM conversations WHERE merchant = ?", (merchant,)).fetchone()
        with self._connection:
            return self._grant(self._new_conversation(merchant) if row is None else row[0], returning=row is not None)

    def check(self, conversation: str, token: str) -> None:
        """Raises ApiError: no such conversation, or not its token."""
        self.check_exists(conversation)
        given = _digest(token)
        # Every one is compared, so that the time tells nothing.
        if not any([hmac.compare_digest(stored, given) for stored in self._stored_digests(conversation)]):  # noqa: C419
            raise ApiError(Problem.UNAUTHORISED)

    def check_exists(self, conversation: str) -> None:
        """Raises ApiError when there is no such conversation."""
        query = "SELECT 1 FROM conversations WHERE id = ?"
        if self._connection.execute(query, (conversation,)).fetchone() is None:
            raise ApiError(Problem.UNKNOWN_CONVERSATION)

    def close_conversation(self, conversation: str) -> None:
        """Forgets a conversation, all its tokens, and whose it was."""
        with self._connection:
            self._connection.execute("DELETE FROM tokens WHERE conversation = ?", (conversation,))
            self._connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))

    def _new_conversation(self, merchant: bytes | None) -> str:
        conversation = secrets.token_urlsafe(_ID_BYTES)
        self._connection.execute("INSERT INTO conversations (id, merchant) VALUES (?, ?)", (conversation, merchant))
        return conversation

    def _grant(self, conversation: str, *, returning: bool = False) -> Grant:
        grant = Grant(conversation, secrets.token_urlsafe(_TOKEN_BYTES), returning)
        self._connection.execute(
            "INSERT INTO tokens (conversation, sha256) VALUES (?, ?)", (conversation, _digest(grant.token))
        )
        self._connection.execute(
            "DELETE FROM tokens WHERE conversation = :conversation AND number NOT IN"
            " (SELECT number FROM tokens WHERE conversation = :conversation ORDER BY number DESC LIMIT :most)",
            {"conversation": conversation, "most": MOST_TOKENS},
        )
        return grant

    def _stored_digests(self, conversation: str) -> list[bytes]:
        query = "SELECT sha256 FROM tokens WHERE conversation = ?"
        return [bytes(row[0]) for row in self._connection.execute(query, (conversation,))]


def _make_tables(connection: sqlite3.Connection) -> None:
    """Makes what is missing, also in a file from when a conversation had one token, in its own row, and no merchant."""
    # Begun by hand: Python's sqlite3 would commit after each change of a table.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, merchant BLOB)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS tokens"
        " (number INTEGER PRIMARY KEY, conversation TEXT NOT NULL, sha256 BLOB NOT NULL)"
    )
    columns = {row[1] for row in connection.execute("PRAGMA table_info(conversations)")}
    if "token_sha256" in columns:
        connection.execute("INSERT INTO tokens (conversation, sha256) SELECT id, token_sha256 FROM conversations")
        connection.execute("ALTER TABLE conversations DROP COLUMN token_sha256")
        connection.execute("ALTER TABLE conversations ADD COLUMN merchant BLOB")
    connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS conversation_of_merchant ON conversations (merchant)")
    connection.execute("CREATE INDEX IF NOT EXISTS tokens_of_conversation ON tokens (conversation)")


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
