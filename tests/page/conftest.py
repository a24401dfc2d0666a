"""A real browser on the chat page, served by the real channel with a fake agent behind it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from bot.channel import api
from tests.bot.channel.conftest import Channel

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path is not None, "no Chromium here: run “make browser”"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def channel_settings() -> dict[str, str]:
    """Environment of the channel; a fixture may add to it before the channel starts."""
    return {"ADVISOR_LIMIT_FACTOR": "100"}


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel_settings: dict[str, str]) -> Iterator[Channel]:
    monkeypatch.setenv("ADVISOR_VAR", str(tmp_path / "var"))
    for name, value in channel_settings.items():
        monkeypatch.setenv(name, value)
    running = Channel(tmp_path / "var")
    monkeypatch.setattr(api, "is_answering", running.agent.actions_answer)
    running.start()
    yield running
    running.stop()


class Visit:
    """A browser tab, with what it complained about and whom it called."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.called: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._note)

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser reports every refused request by itself; those are expected in tests of failure.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _note(self, request: Request) -> None:
        self.called.append(request.url)


@pytest.fixture
def visit(browser: Browser, channel: Channel) -> Iterator[Visit]:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", color_scheme="light")
    context.set_default_timeout(5_000)
    tab = Visit(context.new_page())
    tab.page.goto(f"http://127.0.0.1:{channel.port}/chat")
    yield tab
    context.close()
    assert tab.complaints == [], "the page ran into an error or into its own policy"
    assert all(url.startswith(f"http://127.0.0.1:{channel.port}/") for url in tab.called)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page
