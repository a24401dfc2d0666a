"""Folding writes a character one way and moves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.folding import fold


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ＲＯＩ１：２.５％", "roi1:2.5%"),
        ("轉化率三個點", "转化率三个点"),
        ("冇投過", "没投过"),
        ("女裝和海鮮", "女装和海鲜"),
        ("牵川一天投一千", "千川一天投一千"),
        ("挺留二十秒", "停留二十秒"),
        ("停流", "停留"),
        ("达仁带货", "达人带货"),
        ("罗潘", "罗盘"),
        ("DOU+", "dou+"),
        ("行，好！真的？", "行，好！真的？"),
    ],
)
def test_what_is_meant_is_what_is_read(written: str, meant: str) -> None:
    assert fold(written) == meant
