"""The reports that can be opened by a link, each with the SHA-256 of its token; the tokens are kept nowhere."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.channel.conversation_store import make_durable
from bot.report.document import Document

FILE_NAME = "reports.db"
KEPT_FOR = timedelta(days=30)
_ID_BYTES = 16
_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Link:
    """A new report and the only copy of the token that opens it."""

    report: str
    token: str


@dataclass(frozen=True)
class Kept:
    """A report as it was made, and the steps that were ticked since."""

    report: str
    document: Document
    ticked: tuple[str, ...]


class ReportShelf:
    """Keeps reports until they expire, are revoked, or their conversation is deleted."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        make_durable(self._connection)
        with self._connection:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, conversation TEXT NOT NULL,"
                " token_sha256 BLOB NOT NULL UNIQUE, document TEXT NOT NULL, ticked TEXT NOT NULL,"
                " expires REAL NOT NULL)"
            )

    def close(self) -> None:
        self._connection.close()

    def put(self, conversation: str, document: Document, now: datetime) -> Link:
        """Keeps a report until the document says that it expires; throws away what has expired before."""
        link = Link(secrets.token_urlsafe(_ID_BYTES), secrets.token_urlsafe(_TOKEN_BYTES))
        expires = datetime.fromisoformat(document.expires).timestamp()
        row = (link.report, conversation, _digest(link.token), document.to_json(), "[]", expires)
        with self._connection:
            self._connection.execute("DELETE FROM reports WHERE expires <= ?", (now.timestamp(),))
            self._connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", row)
        return link

    def find(self, token: str, now: datetime) -> Kept | None:
        """The report a token opens, unless it has expired or was revoked."""
        query = "SELECT id, document, ticked FROM reports WHERE token_sha256 = ? AND expires > ?"
        with closing(self._connection.execute(query, (_digest(token), now.timestamp()))) as rows:
            row = rows.fetchone()
        return None if row is None else Kept(row[0], Document.from_json(row[1]), tuple(json.loads(row[2])))

    def tick(self, kept: Kept, step: str, done: bool) -> None:
        """Notes whether a step is done."""
        others = [one for one in kept.ticked if one != step]
        ticked = json.dumps([*others, step] if done else others)
        with self._connection:
            self._connection.execute("UPDATE reports SET ticked = ? WHERE id = ?", (ticked, kept.report))

    def revoke(self, conversation: str, report: str) -> bool:
        """Throws a report away; False when the conversation has no such report."""
        with self._connection:
            gone = self._connection.execute(
                "DELETE FROM reports WHERE id = ? AND conversation = ?", (report, conversation)
            )
        return gone.rowcount > 0

    def forget(self, conversation: str) -> None:
        """Throws away every report of a conversation."""
        with self._connection:
            self._connection.execute("DELETE FROM reports WHERE conversation = ?", (conversation,))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
