"""The report as Markdown."""

from __future__ import annotations

import re

import pytest

from bot.report.markdown import escape, render_markdown
from tests.bot.report.documents import advice, document
from tests.hostile import PAYLOADS


def test_it_says_all_that_the_page_says() -> None:
    shown = document(shop="女装一店", advice=advice({"avg_stay_sec": 12}))
    text = render_markdown(shown, ["HOLD_PAID"]).replace("\\", "")
    report = shown.report
    assert text.startswith("# 女装一店的诊断报告\n")
    for one in report["diagnoses"]:
        assert one["title"] in text and all(report["claim_texts"][claim] in text for claim in one["claims"])
    assert all(one["why"] in text for one in report["avoid"])
    assert all(field["next"] in text for field in report["fields"].values())
    assert all(one["question"] in text for one in report["missing"])
    assert "停留：12 秒 → 15–16 秒，变好了" in text
    assert "停留默认线·服饰鞋包；默认线；来源：W8" in text


def test_ticked_steps_are_ticked() -> None:
    text = render_markdown(document(), ["HOLD_PAID"])
    assert len(re.findall(r"^- \[x\]", text, re.M)) == 1
    assert len(re.findall(r"^- \[ \]", text, re.M)) == len(document().actions) - 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_a_merchant_said_becomes_markup(payload: str) -> None:
    text = render_markdown(document(words={"planned_action": payload}, shop=payload), [])
    assert escape(payload) in text
    assert re.search(r"(?<!\\)[<>`&]", text) is None
    assert re.search(r"(?<!\\)\]\(", text) is None


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a\n# b", "a \\# b"),
        ("- 一", "\\- 一"),
        ("1. 一", "1\\. 一"),
        ("*粗*", "\\*粗\\*"),
        ("a_b", "a\\_b"),
        ("停留 15–16 秒", "停留 15–16 秒"),
        ("4.7 分", "4.7 分"),
    ],
)
def test_what_would_be_markup_is_written_out(said: str, written: str) -> None:
    assert escape(said) == written
