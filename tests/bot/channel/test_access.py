"""Who may read and write a conversation."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channel.access import FILE_NAME, AccessBook
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
