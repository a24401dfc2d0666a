"""Messages without a single word."""

from __future__ import annotations

import pytest

from bot.understanding.signs import only_signs, sign_of_assent


@pytest.mark.parametrize(
    ("text", "assents"), [("👍", True), ("👌👌", True), ("👎", False), ("😂", None), ("👍停留15秒", None), ("好", None)]
)
def test_a_thumb_alone_is_a_yes_or_a_no(text: str, assents: bool | None) -> None:
    assert sign_of_assent(text) is assents


@pytest.mark.parametrize(("text", "bare"), [("😂😂", True), ("？？？", True), ("。。", True), ("嗯", False), ("5", False)])
def test_signs_alone_hold_no_letter_and_no_figure(text: str, bare: bool) -> None:
    assert only_signs(text) is bare
