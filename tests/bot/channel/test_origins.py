"""Which pages may use the API from a browser."""

from __future__ import annotations

import pytest

from bot.channel.origins import Origins
from bot.channel.settings import ORIGINS_VARIABLE, ChannelSettings
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.test_api import code_of

SHOP, MALL = "https://shop.example", "http://mall.example:8080"
OPEN = "/api/v1/conversations"
FOREIGN = [
    "https://elsewhere.example",
    "http://shop.example",
    "https://shop.example:8443",
    "https://www.shop.example",
    "https://shop.example.elsewhere.example",
    "https://shop.example/",
    "HTTPS://SHOP.EXAMPLE",
    "null",
    "",
    "*",
    f"{SHOP} {MALL}",
]


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel of these tests is open to two origins."""
    monkeypatch.setenv(ORIGINS_VARIABLE, f"{SHOP} {MALL}")


# who is let in


@pytest.mark.parametrize("origin", [SHOP, MALL])
def test_a_named_page_may_read_the_answer(channel: Channel, origin: str) -> None:
    answer = channel.call("POST", OPEN, origin=origin)
    assert answer.status == 201
    assert answer.headers["access-control-allow-origin"] == origin
    assert answer.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_named_page_may_also_read_why_something_failed(channel: Channel) -> None:
    for path in (f"{OPEN}/nobody/messages", "/api/v1/nothing-here"):
        answer = channel.call("GET", path, origin=SHOP, token="x")
        assert answer.status == 404
        assert answer.headers["access-control-allow-origin"] == SHOP


@pytest.mark.parametrize("origin", FOREIGN)
def test_any_other_page_is_refused_in_the_one_shape_of_errors(channel: Channel, origin: str) -> None:
    answer = channel.call("POST", OPEN, origin=origin)
    assert (answer.status, code_of(answer)) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize(("method", "what"), [("POST", "/messages"), ("GET", "/messages"), ("DELETE", "")])
def test_a_token_does_not_help_another_page(channel: Channel, talk: Talk, method: str, what: str) -> None:
    talk.send({"text": "在吗"})
    body = {"text": "删掉"} if method == "POST" else None
    answer = channel.call(method, talk.path + what, body, token=talk.token, origin="https://elsewhere.example")
    assert answer.status == 403
    assert len(channel.agent.received) == 1
    assert talk.get("messages").status == 200


@pytest.mark.parametrize("path", ["/api/v1/nothing-here", "/api/v1/health", "/api/v1/openapi.json"])
def test_every_address_of_the_api_is_guarded(channel: Channel, path: str) -> None:
    assert channel.call("GET", path, origin="https://elsewhere.example").status == 403


@pytest.mark.parametrize("path", ["/%61pi/v1/conversations", "//api/v1/conversations", "/api//v1/conversations"])
def test_no_other_spelling_of_an_address_leads_around_the_guard(channel: Channel, path: str) -> None:
    assert channel.call("POST", path, origin="https://elsewhere.example").status in (403, 404)


def test_the_servers_own_page_needs_no_name(channel: Channel) -> None:
    answer = channel.call("POST", OPEN, origin=f"http://127.0.0.1:{channel.port}")
    assert answer.status == 201
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://advisor.example", "advisor.example", 201),
        ("https://advisor.example", "Advisor.Example:443", 201),
        ("http://advisor.example", "advisor.example:80", 201),
        ("https://advisor.example", "advisor.example:80", 403),
        ("http://advisor.example:81", "advisor.example", 403),
        ("ftp://advisor.example", "advisor.example", 403),
        ("advisor.example", "advisor.example", 403),
    ],
)
def test_its_own_is_what_the_browser_has_called_it(channel: Channel, origin: str, host: str, status: int) -> None:
    assert channel.call("POST", OPEN, origin=origin, host=host).status == status


def test_a_host_told_by_anybody_makes_no_page_its_own(channel: Channel) -> None:
    told = {"x_forwarded_host": "elsewhere.example", "x_forwarded_for": "10.0.0.1"}
    assert channel.call("POST", OPEN, origin="https://elsewhere.example", **told).status == 403


def test_programs_go_on_as_before(channel: Channel) -> None:
    answer = channel.call("POST", OPEN)
    assert answer.status == 201
    assert "access-control-allow-origin" not in answer.headers


def test_pages_are_still_served_to_everybody(channel: Channel) -> None:
    assert channel.call("GET", "/chat", origin="https://elsewhere.example").status == 200


# the question before the request


def test_a_named_page_is_told_what_it_may_send(channel: Channel, talk: Talk) -> None:
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "authorization,content-type"}
    for path in (OPEN, f"{talk.path}/messages"):
        answer = channel.call("OPTIONS", path, origin=SHOP, **asked)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert answer.headers["access-control-allow-methods"] == "GET, POST, DELETE"
        assert answer.headers["access-control-allow-headers"] == "Authorization, Content-Type"
        assert int(answer.headers["access-control-max-age"]) > 0
        assert answer.headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_page_is_told_nothing(channel: Channel, origin: str) -> None:
    answer = channel.call("OPTIONS", OPEN, origin=origin, access_control_request_method="POST")
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


# settings


def test_without_the_setting_no_other_page_is_let_in() -> None:
    assert ChannelSettings.from_environment({}).origins == ()
    assert ChannelSettings.from_environment({ORIGINS_VARIABLE: "  "}).origins == ()


def test_names_are_separated_by_spaces() -> None:
    given = {ORIGINS_VARIABLE: f" {SHOP}  {MALL} {SHOP} http://localhost:5173 http://10.0.0.7"}
    assert ChannelSettings.from_environment(given).origins == (SHOP, MALL, "http://localhost:5173", "http://10.0.0.7")


@pytest.mark.parametrize(
    "entry",
    [
        "*",
        "null",
        "shop.example",
        "https://",
        "https://*.shop.example",
        "https://shop.example/",
        "https://shop.example/page",
        "https://Shop.example",
        "https://shop.example:443",
        "http://shop.example:80",
        "https://shop.example:0",
        "https://me@shop.example",
        "https://shop.example,https://mall.example",
        "https://shop.example;script-src",
        "ftp://shop.example",
        "https://商店.example",
    ],
)
def test_what_is_no_origin_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="例如 ADVISOR_ORIGINS=https") as raised:
        ChannelSettings.from_environment({ORIGINS_VARIABLE: f"{SHOP} {entry}"})
    assert entry in str(raised.value)


def test_the_same_pages_may_frame_the_advisor() -> None:
    assert Origins(()).frame_ancestors == "'self'"
    assert Origins((SHOP, MALL)).frame_ancestors == f"'self' {SHOP} {MALL}"
