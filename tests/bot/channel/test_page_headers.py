"""What the page's files carry to keep a browser careful."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.bot.channel.conftest import Channel

PAGE = Path("bot/page")
FILES = sorted(path.name for path in PAGE.iterdir())


class Links(HTMLParser):
    """Collects what a page loads, and whether it has scripts, styles or handlers of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loaded += [value for name in ("src", "href") if (value := given.get(name))]
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)


@pytest.mark.parametrize("address", ["/chat", "/chat/"])
def test_the_page_is_served_with_and_without_a_slash(channel: Channel, address: str) -> None:
    answer = channel.call("GET", address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body == (PAGE / "index.html").read_text(encoding="utf-8")


def test_the_bare_address_leads_to_the_page(channel: Channel) -> None:
    answer = channel.call("GET", "/")
    assert (answer.status, answer.headers["location"]) == (302, "/chat")


@pytest.mark.parametrize("name", [name for name in FILES if name != "index.html"])
def test_each_of_its_files_is_served(channel: Channel, name: str) -> None:
    assert channel.call("GET", f"/chat/{name}").status == 200


@pytest.mark.parametrize("name", ["nothing.js", "..%2f..%2fcredentials.yml", "index.html/../../../domain.yml"])
def test_nothing_else_is(channel: Channel, name: str) -> None:
    assert channel.call("GET", f"/chat/{name}").status == 404


def test_a_browser_may_load_and_send_nothing_elsewhere(channel: Channel) -> None:
    headers = channel.call("GET", "/chat").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_the_page_keeps_its_own_policy() -> None:
    links = Links((PAGE / "index.html").read_text(encoding="utf-8"))
    assert links.inline == []
    assert links.loaded
    assert all(link.startswith(("/chat/", "#")) for link in links.loaded)
