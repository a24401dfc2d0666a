"""The tokenizer gives Rasa words that stand where they say, and never a blank one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.jieba_tokenizer import PrivateJiebaTokenizer


def tokens(text: str, **config: Any) -> list[Token]:
    tokenizer = PrivateJiebaTokenizer({**PrivateJiebaTokenizer.get_default_config(), **config})
    return tokenizer.tokenize(Message({TEXT: text}), TEXT)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_every_token_stands_in_the_text_and_none_is_blank(text: str) -> None:
    for token in tokens(text):
        assert token.text.strip()
        assert text[token.start : token.end] == token.text


@given(st.text(max_size=80))
def test_nothing_but_blanks_is_left_out(text: str) -> None:
    assert "".join(token.text for token in tokens(text)).split() == "".join(text.split()).split()


@pytest.mark.parametrize("text", ["是", "否", "好", "没", "😀", "👍👍", "？", "7", "0.8"])
def test_the_shortest_messages_survive(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


def test_chinese_and_latin_side_by_side_leave_no_blank_token() -> None:
    assert all(token.text.strip() for token in tokens("roi 0.8  停留 25s cvr 1%"))
