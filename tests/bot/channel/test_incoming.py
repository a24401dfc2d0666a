"""What may come in, and what is made of it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.errors import ApiError, Problem
from bot.channel.incoming import LONGEST_TEXT, Choice, Text, clean, read_message


def body(**document: object) -> bytes:
    return json.dumps(document).encode()


def problem_of(content: bytes) -> Problem:
    with pytest.raises(ApiError) as raised:
        read_message(content)
    return raised.value.problem


def test_a_text_is_read() -> None:
    assert read_message(body(text=" 停留 28 秒\r\n转化 1% ")) == Text("停留 28 秒\n转化 1%")


def test_a_choice_is_read() -> None:
    assert read_message(body(choice="product_mix=没有分工")) == Choice("product_mix=没有分工")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 50_000,
        body(),
        body(text=None),
        body(text=1),
        body(text=["x"]),
        body(choice={"a": 1}),
        body(text="x", choice="y"),
    ],
)
def test_anything_but_one_text_or_one_choice_is_malformed(content: bytes) -> None:
    assert problem_of(content) is Problem.MALFORMED


def test_the_longest_text_is_still_read_and_one_more_character_is_not() -> None:
    assert read_message(body(text="数" * LONGEST_TEXT)) == Text("数" * LONGEST_TEXT)
    assert problem_of(body(text="数" * (LONGEST_TEXT + 1))) is Problem.TEXT_TOO_LONG


@pytest.mark.parametrize("text", ["", "  \n\t", "\u0000\u0007", "\u200e\u202e", "\ud800"])
def test_a_text_without_anything_to_show_is_empty(text: str) -> None:
    assert problem_of(body(text=text)) is Problem.EMPTY_TEXT


@pytest.mark.parametrize("choice", ["", "x" * 10_000])
def test_a_choice_of_impossible_length_does_not_exist(choice: str) -> None:
    assert problem_of(body(choice=choice)) is Problem.UNKNOWN_CHOICE


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("/restart", "／restart"),
        ('/provide_facts{"fact": 1}', '／provide_facts{"fact": 1}'),
        (" \u3000/greet", "／greet"),
        ("\u0000/greet", "／greet"),
        ("//greet", "／／greet"),
        ("@/greet", "＠／greet"),
        ("转化 1/100", "转化 1/100"),
        ("发我 a@b.cn", "发我 a@b.cn"),
    ],
)
def test_words_cannot_be_taken_for_a_command(text: str, harmless: str) -> None:
    assert clean(text) == harmless


@pytest.mark.parametrize("text", ["是", "👍", "👨‍👩‍👧", "𠮷野家", "é"])
def test_ordinary_characters_stay(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_a_cleaned_text_can_be_stored_shown_and_read_by_rasa(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not cleaned.startswith(("/", "@"))
    assert cleaned == cleaned.strip()
    assert not any(unicodedata.category(one) == "Cc" and one not in "\n\t" for one in cleaned)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.binary())
def test_no_bytes_make_reading_fail_in_any_other_way(content: bytes) -> None:
    try:
        read_message(content)
    except ApiError:
        return
