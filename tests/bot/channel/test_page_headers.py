"""What the page's files carry to keep a browser careful."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.bot.channel.conftest import Channel

PAGES = Path("bot/page")
WIDGET = Path("bot/widget/dist")
ADDRESSES = {"index.html": "/chat", "demo.html": "/demo"}


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


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("address", ["/chat", "/chat/", "/demo"])
def test_a_page_is_served_with_and_without_a_slash(channel: Channel, address: str) -> None:
    answer = channel.call("GET", address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_bare_address_leads_to_the_page(channel: Channel) -> None:
    answer = channel.call("GET", "/")
    assert (answer.status, answer.headers["location"]) == (302, "/chat")


def test_each_file_of_the_pages_is_served(channel: Channel) -> None:
    for name in files_of(PAGES):
        assert channel.call("GET", ADDRESSES.get(name, f"/chat/{name}")).status == 200


def test_the_widget_may_be_loaded_by_any_page(channel: Channel) -> None:
    assert "fact-advisor.js" in files_of(WIDGET)
    for name in files_of(WIDGET):
        answer = channel.call("GET", f"/widget/{name}")
        kind = "text/markdown" if name == "licenses.md" else "text/javascript"
        assert (answer.status, answer.headers["content-type"]) == (200, f"{kind}; charset=utf-8")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/chat/nothing.js",
        "/chat/..%2f..%2fcredentials.yml",
        "/chat/index.html/../../../domain.yml",
        "/widget/.stamp",
        "/widget/..%2fpackage.json",
    ],
)
def test_nothing_else_is(channel: Channel, address: str) -> None:
    assert channel.call("GET", address).status == 404


@pytest.mark.parametrize("address", ["/chat", "/demo"])
def test_a_browser_may_load_and_send_nothing_elsewhere(channel: Channel, address: str) -> None:
    headers = channel.call("GET", address).headers
    policy = policy_of(headers)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_the_page_may_be_framed_by_the_origins_that_are_named(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("ADVISOR_ORIGINS", "https://shop.example https://mall.example:8443")
    channel: Channel = request.getfixturevalue("channel")
    policy = policy_of(channel.call("GET", "/chat").headers)
    assert policy["frame-ancestors"] == "'self' https://shop.example https://mall.example:8443"


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_pages_keep_their_own_policy(name: str) -> None:
    links = Links((PAGES / name).read_text(encoding="utf-8"))
    assert links.inline == []
    assert links.loaded
    assert all(link.startswith(("/chat/", "/widget/")) for link in links.loaded)


def policy_of(headers: dict[str, str]) -> dict[str, str]:
    directives = (part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    return dict(directives)
