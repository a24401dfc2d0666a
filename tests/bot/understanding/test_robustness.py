"""Any text whatever is read without an exception, soon, and in time that grows with its length alone."""

from __future__ import annotations

import random
import time

import pytest

from bot.understanding.facts import extract_facts
from bot.understanding.quantities import read_quantities

HOW_MANY = 20_000
PIECES = (
    *"停留转化千川一天三百万零点二两成半个粉播秒%元块。，！？～：；\n\t 　",
    *"0123456789０９.,:-+~*/#@()[]{}<>|\\\"'`$^&=_",
    *"abcwkWK\u200b\u200d\u202e\ufeff\x00\x07\x1b\ud800\udfff😂🐌👍🏽é",
    "<script>alert(1)</script>", "'; DROP TABLE facts;--", "{{7*7}}", "不到", "要是", "隔壁", "同行均值：", "roi", "1:2.5", "百分之",
)  # fmt: skip
ASKED = ((), ("avg_stay_sec",), ("paid_status", "main_product"), ("no_such_variable",))


def inputs(seed: int) -> list[tuple[str, tuple[str, ...]]]:
    chance = random.Random(seed)
    return [("".join(chance.choices(PIECES, k=chance.randint(0, 24))), chance.choice(ASKED)) for _ in range(HOW_MANY)]


def test_twenty_thousand_arbitrary_messages_are_read() -> None:
    for text, asked in inputs(20261124):
        for fact in extract_facts(text, asked):
            assert 0 <= fact.start <= fact.end <= len(text)


@pytest.mark.parametrize(
    "text",
    ["9" * 4000, "百" * 4000, "万" * 4000, "没" * 4000, "，" * 4000, "😂" * 4000, "\u202e" * 4000, "1:" * 2000, "三四" * 2000,
     "停留20秒，" * 570, "要是" * 2000, "同行" * 2000, " " * 4000, "一天" * 2000],
    ids=lambda text: repr(text[:4]),
)  # fmt: skip
def test_four_thousand_characters_are_read_within_a_second_even_on_a_busy_machine(text: str) -> None:
    started = time.perf_counter()
    extract_facts(text)
    assert time.perf_counter() - started < 1


def test_four_times_the_text_takes_no_more_than_six_times_as_long() -> None:
    text = "我做女装的，一天播四个小时，停留二十来秒，千川烧三千，roi不到1，主播老换，想加预算。"
    short, long = text * 12, text * 48
    extract_facts(short)
    assert min(_seconds(long) for _ in range(3)) < 6 * max(_seconds(short) for _ in range(3))
    assert len(read_quantities(long)) == 4 * len(read_quantities(short))


def _seconds(text: str) -> float:
    started = time.perf_counter()
    extract_facts(text)
    return time.perf_counter() - started
