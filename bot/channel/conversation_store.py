"""How Rasa keeps conversations: its own SQLite store, private, durable, and forgetful when asked to be."""

from __future__ import annotations

import sqlite3
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore

from bot.channel.storage import private_file

FILE_NAME = "conversations.db"


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL tracker store in the advisor's data folder.

    Every turn is on disk before its reply leaves, so a killed process loses nothing, and deleted rows are overwritten.
    Errors never carry the statement's parameters, which hold what the merchant said.
    """

    def __init__(self, domain: Any = None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, dialect="sqlite", db=str(private_file(FILE_NAME)), event_broker=event_broker)
        self.engine.hide_parameters = True
        self.engine.dispose()
        sa.event.listen(self.engine, "connect", _make_durable)


def _make_durable(connection: sqlite3.Connection, _: Any) -> None:
    make_durable(connection)


def make_durable(connection: sqlite3.Connection) -> None:
    """Waits for the disk on every commit, keeps no second copy beside the file, and wipes what is deleted."""
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
