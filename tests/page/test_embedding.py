"""The widget on somebody else's page: another origin, a strict policy, loud styles of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bot.channel.conftest import Channel
from tests.conftest import free_ports
from tests.page.conftest import PHONE, Visit

KEY = "a key that only the tests know, long enough"
DESKTOP = {"width": 1280, "height": 800}
LOUD = "* { color: rgb(255, 0, 0) !important } button { text-transform: uppercase } .message { display: none }"


class HostPage:
    """A page on an origin of its own that embeds the advisor under a policy which allows nothing else."""

    def __init__(self, advisor: str) -> None:
        self.advisor = advisor
        self.attributes = ""
        (self.port,) = free_ports(1)
        # Named otherwise than the advisor, so that it is another origin whatever the port.
        self.origin = f"http://localhost:{self.port}"
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def html(self) -> str:
        return (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>商家后台</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/loud.css">'
            f'<script type="module" src="{self.advisor}/widget/fact-advisor.js"></script></head>'
            f"<body><p>页面自己的字</p><button>页面的按钮</button>"
            f'<fact-advisor server="{self.advisor}" {self.attributes}></fact-advisor></body></html>'
        )

    def policy(self) -> str:
        return (
            f"default-src 'none'; script-src {self.advisor}; connect-src {self.advisor}; style-src 'self';"
            " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        )

    def _handler(page: HostPage) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_style = self.path == "/loud.css"
                body = (LOUD if is_style else page.html()).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/css" if is_style else "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", page.policy())
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@pytest.fixture
def host(channel_settings: dict[str, str], request: pytest.FixtureRequest) -> Iterator[HostPage]:
    channel_settings["ADVISOR_IDENTITY_KEY"] = KEY
    page = HostPage("")
    channel_settings["ADVISOR_ORIGINS"] = page.origin
    channel: Channel = request.getfixturevalue("channel")
    page.advisor = f"http://127.0.0.1:{channel.port}"
    yield page
    page.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
    context.set_default_timeout(5_000)
    yield context
    context.close()


def visited(context: BrowserContext, host: HostPage) -> Visit:
    tab = Visit(context.new_page())
    tab.page.goto(host.origin)
    return tab


def opened(context: BrowserContext, host: HostPage) -> Page:
    page = visited(context, host).page
    page.get_by_role("button", name="问问经营顾问").click()
    return page


def say(page: Page, words: str) -> None:
    page.get_by_label("说说店里的情况").fill(words)
    page.get_by_role("button", name="发送").click()


def test_a_script_and_an_element_are_all_it_takes_under_a_strict_policy(
    context: BrowserContext, host: HostPage
) -> None:
    tab = visited(context, host)
    tab.page.get_by_role("button", name="问问经营顾问").click()
    say(tab.page, "停留 28 秒")
    expect(tab.page.locator(".theirs").last).to_contain_text("听到了：停留 28 秒")
    assert tab.complaints == []
    assert {url.split("/")[2] for url in tab.called} == {host.origin[7:], host.advisor[7:]}


def test_a_page_of_an_origin_that_is_not_named_gets_no_answer(
    context: BrowserContext, host: HostPage, channel: Channel
) -> None:
    stranger = HostPage(host.advisor)
    tab = visited(context, stranger)
    tab.page.get_by_role("button", name="问问经营顾问").click()
    say(tab.page, "停留 28 秒")
    expect(tab.page.get_by_role("alert")).to_be_visible()
    assert channel.agent.received == []
    stranger.stop()


def test_styles_leak_neither_in_nor_out(context: BrowserContext, host: HostPage) -> None:
    page = visited(context, host).page
    own = page.get_by_role("button", name="页面的按钮")
    before = own.evaluate("one => getComputedStyle(one).padding")
    page.get_by_role("button", name="问问经营顾问").click()
    say(page, "停留 28 秒")
    expect(page.locator(".mine")).to_be_visible()
    send = page.get_by_role("button", name="发送")
    assert send.evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    assert send.evaluate("one => getComputedStyle(one).textTransform") == "none"
    assert own.evaluate("one => getComputedStyle(one).padding") == before


def test_the_panel_opens_to_write_and_closes_with_escape(context: BrowserContext, host: HostPage) -> None:
    page = opened(context, host)
    expect(page.get_by_label("说说店里的情况")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="问问经营顾问")).to_be_focused()


def test_closing_keeps_the_conversation(context: BrowserContext, host: HostPage) -> None:
    page = opened(context, host)
    say(page, "停留 28 秒")
    expect(page.locator(".theirs").last).to_contain_text("听到了")
    page.get_by_role("button", name="关上").click()
    page.get_by_role("button", name="问问经营顾问").click()
    expect(page.locator(".mine")).to_have_count(1)


def test_on_a_phone_it_fills_the_screen_and_the_back_button_closes_it(browser: Browser, host: HostPage) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = opened(context, host)
    panel = page.get_by_role("dialog", name="直播间经营顾问")
    box = panel.bounding_box()
    assert box is not None and (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    page.go_back()
    expect(panel).to_have_count(0)
    assert page.url == f"{host.origin}/"
    page.get_by_role("button", name="问问经营顾问").click()
    page.get_by_role("button", name="关上").click()
    expect(panel).to_have_count(0)
    context.close()


def test_the_page_is_told_what_happens(context: BrowserContext, host: HostPage, channel: Channel) -> None:
    report = {"main": "HL12", "stage": "促转化"}
    channel.agent.answer = lambda _: [{"text": "结论", "card": {"type": "report", "report": report}}]
    page = visited(context, host).page
    page.evaluate(
        """() => {
          window.told = [];
          for (const name of ["open", "close", "message", "report", "problem"])
            document.addEventListener(`advisor:${name}`, (event) => told.push([name, event.detail]));
        }"""
    )
    page.get_by_role("button", name="问问经营顾问").click()
    say(page, "直接看结论")
    expect(page.locator(".report")).to_be_visible()
    page.get_by_role("button", name="关上").click()
    told = page.evaluate("told")
    assert [name for name, _ in told] == ["open", "message", "message", "report", "close"]
    assert told[1][1] == {"from": "merchant", "text": "直接看结论"}
    assert told[3][1]["report"]["main"] == "HL12"


def test_a_merchant_the_page_knows_finds_the_conversation_on_another_device(browser: Browser, host: HostPage) -> None:
    identity = jwt.encode({"sub": "merchant-7", "exp": int(time.time()) + 600}, KEY, algorithm="HS256")
    host.attributes = f'identity="{identity}"'
    for said_before in (0, 1):
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
        page = opened(context, host)
        expect(page.locator(".mine")).to_have_count(said_before)
        say(page, "停留 28 秒")
        expect(page.locator(".theirs").last).to_contain_text("听到了")
        context.close()


def test_with_an_identity_that_is_not_genuine_one_talks_as_a_guest(context: BrowserContext, host: HostPage) -> None:
    host.attributes = 'identity="eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZXJjaGFudC03In0."'
    page = opened(context, host)
    say(page, "停留 28 秒")
    expect(page.locator(".theirs").last).to_contain_text("听到了")


def test_sentences_and_colours_can_be_replaced(context: BrowserContext, host: HostPage) -> None:
    page = visited(context, host).page
    page.evaluate(
        """() => {
          const advisor = document.querySelector("fact-advisor");
          advisor.texts = { title: "小店顾问", launcher: "问小店顾问" };
          advisor.style.setProperty("--advisor-brand", "rgb(90, 20, 140)");
          advisor.setAttribute("theme", "light");
        }"""
    )
    launcher = page.get_by_role("button", name="问小店顾问")
    assert launcher.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(90, 20, 140)"
    launcher.click()
    expect(page.get_by_role("heading", name="小店顾问")).to_be_visible()
    expect(page.get_by_label("说说店里的情况")).to_be_visible()
