"""Everybody can use it: no violation that axe finds on any screen, and nothing needs a mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.channel.conftest import Channel
from tests.bot.channel.fakes import question
from tests.page.conftest import PHONE
from tests.page.test_figures import STAY, asking, playing_back
from tests.page.test_page import report_message, say

AXE = Path("bot/widget/node_modules/axe-core/axe.min.js")
DESKTOP = {"width": 1280, "height": 800}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document)")
    return [
        f"{one['id']}: {node['html'][:120]} – {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def asked_for_several() -> dict[str, Any]:
    asked = question("planned_action", ("加预算", "加预算"), ("找头部大V", "找头部大V"), ("不清楚", "unknown"))
    asked["card"]["questions"][0]["multiple"] = True
    return asked


def asked_why() -> dict[str, Any]:
    return asking({**STAY, "text": "停留多久？", "reason": "决定能不能加投放", "find": "罗盘里看"})


def played_back() -> dict[str, Any]:
    return playing_back("avg_stay_sec", "停留", "28 秒", {"kind": "duration", "unit": "秒", "value": 28})


def nothing(_: Page) -> None:
    """The screen as it is."""


def correct(page: Page) -> None:
    page.get_by_role("button", name="改停留").click()


def unfold(page: Page) -> None:
    for one in page.locator("summary:visible").all():
        one.click()


def ask_to_delete(page: Page) -> None:
    page.get_by_role("button", name="删除我的数据").click()
    expect(page.get_by_role("dialog")).to_be_visible()


SCREENS: dict[str, tuple[Callable[[], dict[str, Any]], Callable[[Page], None]]] = {
    "an answer": (lambda: {"text": "记下了：\n- **停留** 28 秒\n- 转化 1%"}, nothing),
    "several choices": (asked_for_several, nothing),
    "a figure, with why and where unfolded": (asked_why, unfold),
    "a correction in place": (played_back, correct),
    "a report, unfolded": (report_message, unfold),
    "asking before deleting": (played_back, ask_to_delete),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(screen: str, scheme: Any, page: Page, channel: Channel) -> None:
    page.emulate_media(color_scheme=scheme)
    answer, then = SCREENS[screen]
    channel.agent.answer = lambda _: [answer()]
    say(page, "卖女装")
    expect(page.locator(".theirs")).to_have_count(2)
    then(page)
    assert violations(page) == []


def test_axe_finds_nothing_before_anything_is_said(page: Page) -> None:
    expect(page.get_by_role("button", name="开始诊断")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_when_a_message_did_not_go_through(page: Page, channel: Channel) -> None:
    channel.agent.away = True
    say(page, "停留 28 秒")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_axe_finds_nothing_in_the_panel_on_a_page(size: Any, browser: Browser, channel: Channel) -> None:
    context = browser.new_context(viewport=size, locale="zh-CN")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{channel.port}/demo")
    assert violations(page) == []
    page.get_by_role("button", name="问问经营顾问").click()
    expect(page.get_by_role("button", name="开始诊断")).to_be_visible()
    assert violations(page) == []
    context.close()


def focused(page: Page) -> str:
    """The words on what the keyboard would act on, also inside the widget."""
    words: str = page.evaluate(
        """() => {
          let one = document.activeElement;
          while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
          return one.getAttribute("aria-label") || one.innerText || one.id;
        }"""
    )
    return words.strip()


def tab_to(page: Page, words: str) -> None:
    for _ in range(30):
        if focused(page).startswith(words):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {words}")


def test_an_interview_needs_no_mouse(page: Page, channel: Channel) -> None:
    channel.agent.answer = lambda _: [asked_for_several()]
    tab_to(page, "开始诊断")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="加预算")).to_be_focused()
    page.keyboard.press("Space")
    channel.agent.answer = lambda _: [{**asked_why(), "noted": played_back()["noted"]}]
    tab_to(page, "选好了")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="停留")).to_be_focused()
    page.keyboard.type("28")
    channel.agent.answer = lambda _: [report_message()]
    page.keyboard.press("Enter")
    expect(page.locator(".report")).to_be_visible()
    tab_to(page, "顺带留意") if page.get_by_text("顺带留意").count() else tab_to(page, "四个阵地")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)


def test_who_wants_less_motion_sees_none(page: Page, channel: Channel) -> None:
    page.emulate_media(reduced_motion="reduce")
    channel.agent.delay = 0.5
    say(page, "在吗")
    dot = page.locator(".typing i").first
    expect(dot).to_be_attached()
    assert dot.evaluate("one => getComputedStyle(one).animationName") == "none"
