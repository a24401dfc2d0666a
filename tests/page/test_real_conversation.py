"""The page with the real advisor behind it, from a first sentence to a report."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.conftest import Advisor
from tests.page.conftest import PHONE


def test_a_merchant_gets_from_one_sentence_to_a_report(browser: Browser, advisor: Advisor) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
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
