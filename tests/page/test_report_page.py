"""The page of a report in a real browser: three sizes, light and dark, steps to tick, hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bot.channel.conftest import Channel
from tests.bot.report.documents import STUCK, advice, memory
from tests.hostile import PAYLOADS
from tests.page.conftest import PHONE, Visit
from tests.page.test_accessibility import violations

SIZES = [PHONE, {"width": 768, "height": 1024}, {"width": 1280, "height": 800}]


class Reader:
    """Somebody with a link; `complaints` holds what the browser objected to."""

    def __init__(self, browser: Browser, channel: Channel) -> None:
        self._browser = browser
        self._channel = channel
        self._visits: list[Visit] = []
        self._contexts: list[BrowserContext] = []

    def address(self, facts: dict[str, Any] | None = None, words: dict[str, str] | None = None, **more: Any) -> str:
        self._channel.agent.interview = memory(STUCK if facts is None else facts, words, **more)
        talk = self._channel.open()
        talk.send({"text": "停留十五秒"})
        url = self._channel.call("POST", f"{talk.path}/reports", token=talk.token).body["url"]
        return f"http://127.0.0.1:{self._channel.port}{url}"

    def open(self, address: str, **settings: Any) -> Page:
        context = self._browser.new_context(**{"viewport": PHONE, "locale": "zh-CN", **settings})
        context.set_default_timeout(5_000)
        self._contexts.append(context)
        visit = Visit(context.new_page())
        self._visits.append(visit)
        visit.page.goto(address)
        return visit.page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert [one for visit in self._visits for one in visit.complaints] == []
        called = [url for visit in self._visits for url in visit.called]
        assert all(url.startswith(f"http://127.0.0.1:{self._channel.port}/report/") for url in called)


@pytest.fixture
def reader(browser: Browser, channel: Channel) -> Iterator[Reader]:
    one = Reader(browser, channel)
    yield one
    one.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_everything_fits_on_every_screen(reader: Reader, size: dict[str, int], scheme: str) -> None:
    address = reader.address(shop="女装一店", advice=advice({"avg_stay_sec": 12, "qianchuan_roi": 1.1}))
    page = reader.open(address, viewport=size, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_contain_text("撬不动免费流量")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    outside = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => { const r = e.getBoundingClientRect();"
        " return r.width && (r.right > innerWidth + 1 || r.left < -1); }).map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []


def test_without_facts_the_page_says_so(reader: Reader) -> None:
    page = reader.open(reader.address({}))
    expect(page.get_by_role("heading", level=1)).to_contain_text("先不下结论")
    expect(page.get_by_text("还没说过能对照的数")).to_be_visible()


def test_labels_of_a_picture_do_not_cover_each_other(reader: Reader) -> None:
    page = reader.open(reader.address({**STUCK, "category": "美妆护肤", "experience_score": 4.7}))
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg.bullet')].map(svg => [...svg.querySelectorAll('text')]"
        ".map(t => { const r = t.getBoundingClientRect(); return [r.left, r.right, r.top, r.bottom]; }))"
    )
    for picture in boxes:
        for place, one in enumerate(picture):
            for other in picture[place + 1 :]:
                apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
                assert apart, f"{one} {other}"


def test_a_tick_is_remembered_for_everybody_with_the_link(reader: Reader) -> None:
    address = reader.address()
    page = reader.open(address)
    page.get_by_label("做完了").first.check()
    expect(page.get_by_role("status")).to_have_text("记下了")
    other = reader.open(address)
    expect(other.get_by_label("做完了").first).to_be_checked()
    other.get_by_label("做完了").first.uncheck()
    expect(other.get_by_role("status")).to_have_text("记下了")
    page.reload()
    expect(page.get_by_label("做完了").first).not_to_be_checked()


def test_a_tick_that_was_not_stored_is_taken_back(reader: Reader) -> None:
    page = reader.open(reader.address())
    page.context.set_offline(True)
    page.get_by_label("做完了").first.click()
    expect(page.get_by_role("status")).to_contain_text("没记上")
    expect(page.get_by_label("做完了").first).not_to_be_checked()


def test_the_keyboard_is_enough(reader: Reader) -> None:
    page = reader.open(reader.address())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    box = page.get_by_label("做完了").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("记下了")
    expect(box).to_be_focused()
    why = page.locator("details.why").nth(1)
    why.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(why.get_by_text("S51")).to_be_visible()


def test_it_can_be_read_without_script(reader: Reader) -> None:
    page = reader.open(reader.address(), java_script_enabled=False)
    expect(page.get_by_role("img", name="雪球由三环推着转")).to_be_visible()
    expect(page.get_by_label("做完了").first).to_be_disabled()


def test_a_link_that_opens_nothing_is_met_in_a_friendly_way(reader: Reader) -> None:
    address = reader.address()
    page = reader.open(address[:-3] + "AAA")
    expect(page.get_by_role("heading", level=1)).to_have_text("这份报告看不到了")


def test_printed_by_the_browser_it_is_light_and_has_no_buttons(reader: Reader) -> None:
    page = reader.open(reader.address(), color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="下载 PDF")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_axe_finds_nothing(reader: Reader, size: Any, scheme: Any) -> None:
    page = reader.open(reader.address(), viewport=size, color_scheme=scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 15))
def test_hostile_words_do_nothing(reader: Reader, first: int) -> None:
    payloads = PAYLOADS[first : first + 15]
    roster = [{"name": payload, "traffic_level": "低", "conv_level": "高"} for payload in payloads]
    for payload in payloads[:3]:
        words = {"planned_action": payload, "avg_stay_sec": payload}
        page = reader.open(reader.address({**STUCK, "creators": roster}, words, shop=payload))
        expect(page.locator(".shop strong")).to_have_text(payload)
        assert page.evaluate("window.taken") is None
        assert page.evaluate("document.querySelectorAll('iframe, object, embed, base, style').length") == 0
