"""The page with the real advisor behind it, from a first sentence to a report."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.launcher.test_faults import ACTIONS, DIALOGUE, kill
from tests.conftest import Advisor
from tests.page.conftest import PHONE

TABLET = {"width": 768, "height": 1024}
DESKTOP = {"width": 1280, "height": 800}
# A server that was killed is started again, and loads its model.
BACK_MS = 60_000


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_a_merchant_gets_from_one_sentence_to_a_report(size: Any, browser: Browser, advisor: Advisor) -> None:
    context = browser.new_context(viewport=size, locale="zh-CN")
    page = context.new_page()
    page.goto(advisor.page)
    page.get_by_role("button", name="看个说法的例子").click()
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".theirs").nth(1)).to_contain_text("记下")
    page.get_by_role("button", name="直接看结论").click()
    report = page.get_by_role("article", name="诊断结论")
    expect(report.locator("[aria-current=step]")).to_contain_text("促转化")
    expect(report.locator(".avoid")).to_contain_text("加预算")
    page.reload()
    expect(report).to_be_visible()
    context.close()


def answer_the_open_question(page: Page) -> None:
    """Fills in what is asked: a figure, one of the choices, or that it is not known."""
    field = page.locator("fact-advisor-replies input").first
    if field.count():
        field.fill("30")
        page.get_by_role("button", name="填好了").click()
        return
    replies = page.locator("fact-advisor-replies .reply")
    replies.first.click()
    done = page.get_by_role("button", name="选好了")
    if done.count() and done.is_enabled():
        done.click()


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_a_whole_interview_is_answered_by_tapping_and_filling_in(size: Any, browser: Browser, advisor: Advisor) -> None:
    context = browser.new_context(viewport=size, locale="zh-CN")
    page = context.new_page()
    page.goto(advisor.page)
    page.get_by_role("button", name="开始诊断").click()
    for turn in range(1, 25):
        expect(page.locator(".mine")).to_have_count(turn)
        expect(page.locator(".typing")).to_have_count(0)
        if page.locator(".report").count():
            break
        answer_the_open_question(page)
    expect(page.get_by_role("article", name="诊断结论")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()


@pytest.mark.parametrize("module", [ACTIONS, DIALOGUE])
def test_a_server_killed_in_the_middle_costs_nothing(module: str, browser: Browser, advisor: Advisor) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto(advisor.page)
    page.get_by_label("说说店里的情况").fill("卖女装，停留28秒")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").last).to_contain_text("记下")
    kill(advisor, module)
    page.get_by_label("说说店里的情况").fill("转化1%")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").last).to_contain_text("转化", timeout=BACK_MS)
    expect(page.locator(".mine")).to_have_count(2)
    page.reload()
    expect(page.locator(".mine")).to_have_count(2)
    expect(page.locator(".theirs")).to_have_count(2)
    context.close()


def test_a_report_is_kept_by_a_link_until_it_is_revoked(browser: Browser, advisor: Advisor) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    page = context.new_page()
    page.goto(advisor.page)
    page.get_by_role("button", name="看个说法的例子").click()
    page.get_by_role("button", name="发送").click()
    page.get_by_role("button", name="直接看结论").click()
    with context.expect_page() as opened:
        page.get_by_role("button", name="打开可以留着看的报告").click()
    kept = opened.value
    kept.wait_for_url("**/report/*")
    expect(kept.get_by_role("heading", level=1)).to_be_visible()
    assert kept.request.get(f"{kept.url}/report.pdf").body().startswith(b"%PDF-")
    page.get_by_role("button", name="让链接失效").click()
    expect(page.get_by_text("链接已经失效")).to_be_visible()
    assert kept.request.get(kept.url).status == 404
    context.close()
