"""Messages without a single word."""

from __future__ import annotations

import pytest

from bot.understanding.signs import only_pictures, sign_of_assent


@pytest.mark.parametrize(
    ("text", "assents"), [("👍", True), ("👌👌", True), ("👎", False), ("😂", None), ("👍停留15秒", None), ("好", None)]
)
def test_a_thumb_alone_is_a_yes_or_a_no(text: str, assents: bool | None) -> None:
    assert sign_of_assent(text) is assents


@pytest.mark.parametrize(
    ("text", "pictures"), [("😂😂", True), ("👌!", True), ("……", False), ("😂嗯", False), ("", False)]
)
def test_faces_alone_are_pictures(text: str, pictures: bool) -> None:
    assert only_pictures(text) is pictures
