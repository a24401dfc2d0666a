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
_ID_BYTES = 16
_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Grant:
    """A new conversation and the only copy of the token that opens it."""

    conversation: str
    token: str


class AccessBook:
    """Conversations and the SHA-256 of their tokens; the tokens themselves are kept nowhere."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        make_durable(self._connection)
        with self._connection:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, token_sha256 BLOB NOT NULL)"
            )

    def close(self) -> None:
        self._connection.close()

    def open(self) -> Grant:
        grant = Grant(secrets.token_urlsafe(_ID_BYTES), secrets.token_urlsafe(_TOKEN_BYTES))
        with self._connection:
            self._connection.execute(
                "INSERT INTO conversations VALUES (?, ?)", (grant.conversation, _digest(grant.token))
            )
        return grant

    def check(self, conversation: str, token: str) -> None:
        """Raises ApiError: no such conversation, or not its token."""
        if not hmac.compare_digest(self._stored_digest(conversation), _digest(token)):
            raise ApiError(Problem.UNAUTHORISED)

    def check_exists(self, conversation: str) -> None:
        """Raises ApiError when there is no such conversation."""
        self._stored_digest(conversation)

    def close_conversation(self, conversation: str) -> None:
        with self._connection:
            self._connection.execute("DELETE FROM conversations WHERE id = ?", (conversation,))

    def _stored_digest(self, conversation: str) -> bytes:
        row = self._connection.execute(
            "SELECT token_sha256 FROM conversations WHERE id = ?", (conversation,)
        ).fetchone()
        if row is None:
            raise ApiError(Problem.UNKNOWN_CONVERSATION)
        return bytes(row[0])


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
