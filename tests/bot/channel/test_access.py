"""Who may read and write a conversation."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channel.access import FILE_NAME, MOST_TOKENS, AccessBook
from bot.channel.errors import ApiError, Problem
from bot.channel.storage import private_file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_VAR", str(tmp_path / "var"))
    return private_file(FILE_NAME)


@pytest.fixture
def book(path: Path) -> Iterator[AccessBook]:
    access = AccessBook(path)
    yield access
    access.close()


def problem_of(book: AccessBook, conversation: str, token: str) -> Problem:
    with pytest.raises(ApiError) as raised:
        book.check(conversation, token)
    return raised.value.problem


def test_the_token_of_a_conversation_opens_it(book: AccessBook) -> None:
    grant = book.open()
    book.check(grant.conversation, grant.token)


def test_the_token_of_another_conversation_does_not(book: AccessBook) -> None:
    mine, other = book.open(), book.open()
    assert problem_of(book, mine.conversation, other.token) is Problem.UNAUTHORISED


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1 --"])
def test_no_other_token_opens_it(book: AccessBook, token: str) -> None:
    assert problem_of(book, book.open().conversation, token) is Problem.UNAUTHORISED


def test_a_closed_conversation_is_unknown(book: AccessBook) -> None:
    grant = book.open()
    book.close_conversation(grant.conversation)
    assert problem_of(book, grant.conversation, grant.token) is Problem.UNKNOWN_CONVERSATION


def test_ids_and_tokens_are_never_the_same(book: AccessBook) -> None:
    grants = [book.open() for _ in range(50)]
    assert len({grant.conversation for grant in grants} | {grant.token for grant in grants}) == 100


def test_tokens_survive_a_restart(book: AccessBook, path: Path) -> None:
    grant = book.open()
    reopened = AccessBook(path)
    reopened.check(grant.conversation, grant.token)
    reopened.close()


def test_only_the_digest_of_a_token_is_stored(book: AccessBook, path: Path) -> None:
    grant = book.open()
    content = path.read_bytes()
    assert grant.token.encode() not in content
    assert hashlib.sha256(grant.token.encode()).digest() in content


def test_only_the_owner_may_read_the_file_and_its_folder(book: AccessBook, path: Path) -> None:
    book.open()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


# merchants who are recognised


def test_a_merchant_comes_back_to_the_same_conversation(book: AccessBook) -> None:
    first, second = book.open_for(b"zhang"), book.open_for(b"zhang")
    assert (first.returning, second.returning) == (False, True)
    assert first.conversation == second.conversation
    for grant in (first, second):
        book.check(grant.conversation, grant.token)


def test_only_the_newest_tokens_of_a_conversation_stay(book: AccessBook) -> None:
    other = book.open_for(b"li")
    first, *rest = [book.open_for(b"zhang") for _ in range(MOST_TOKENS + 1)]
    assert problem_of(book, first.conversation, first.token) is Problem.UNAUTHORISED
    for grant in (other, *rest):
        book.check(grant.conversation, grant.token)


def test_closing_leaves_nothing_of_a_merchant_in_the_file(book: AccessBook, path: Path) -> None:
    merchant = b"0123456789abcdef0123456789abcdef"
    grant = book.open_for(merchant)
    assert merchant in path.read_bytes()
    book.close_conversation(grant.conversation)
    content = path.read_bytes()
    for trace in (merchant, grant.conversation.encode(), hashlib.sha256(grant.token.encode()).digest()):
        assert trace not in content
    assert not book.open_for(merchant).returning


# files from before


def written_before(path: Path, tokens: dict[str, str]) -> None:
    """A file from when every conversation had one token."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE conversations (id TEXT PRIMARY KEY, token_sha256 BLOB NOT NULL)")
        for conversation, token in tokens.items():
            digest = hashlib.sha256(token.encode()).digest()
            connection.execute("INSERT INTO conversations VALUES (?, ?)", (conversation, digest))
    connection.close()


def test_conversations_from_before_stay_open_to_their_tokens(path: Path) -> None:
    written_before(path, {"one": "token-1", "two": "token-2"})
    for _ in range(2):
        book = AccessBook(path)
        book.check("one", "token-1")
        book.check("two", "token-2")
        assert problem_of(book, "one", "token-2") is Problem.UNAUTHORISED
        book.close()


def test_a_file_from_before_takes_new_conversations_and_merchants(path: Path) -> None:
    written_before(path, {"one": "token-1"})
    book = AccessBook(path)
    grant, first = book.open(), book.open_for(b"zhang")
    book.check(grant.conversation, grant.token)
    assert book.open_for(b"zhang").conversation == first.conversation
    book.close_conversation("one")
    assert problem_of(book, "one", "token-1") is Problem.UNKNOWN_CONVERSATION
    book.close()


def test_a_move_that_is_interrupted_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written_before(path, {"one": "token-1"})

    class Interrupted(sqlite3.Connection):
        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
            if "DROP COLUMN" in statement:
                raise KeyboardInterrupt
            return super().execute(statement, *values)  # type: ignore[arg-type]

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **named, factory=Interrupted))
    with pytest.raises(KeyboardInterrupt):
        AccessBook(path)
    monkeypatch.setattr(sqlite3, "connect", connect)
    book = AccessBook(path)
    book.check("one", "token-1")
    book.close()
