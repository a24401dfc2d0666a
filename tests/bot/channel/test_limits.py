"""How often anything may be done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.errors import ApiError
from bot.channel.limits import OF_ADDRESS, OF_CONVERSATION, OF_OPENING, Buckets, Limit
from bot.channel.settings import LIMIT_FACTOR_VARIABLE, PROXIES_VARIABLE, ChannelSettings
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.test_api import code_of
from tests.conftest import Answer

OPEN = "/api/v1/conversations"
SOMEBODY = "1.2.3.4"
LIMITS = st.builds(Limit, burst=st.floats(1, 20), per_second=st.floats(0.05, 20))
PAUSES = st.lists(st.floats(0, 30), max_size=60)


class Clock:
    """Stands still until told to go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def wait_of(buckets: Buckets, key: str = SOMEBODY) -> int:
    """The seconds to wait; 0 when there was something to take."""
    try:
        buckets.take(key)
    except ApiError as refusal:
        wait = refusal.retry_after or 0
    else:
        return 0
    assert wait >= 1
    return wait


# a bucket


def test_a_burst_is_allowed_and_not_one_more() -> None:
    buckets = Buckets(Limit(burst=3, per_second=0.5), Clock())
    assert [wait_of(buckets) for _ in range(5)] == [0, 0, 0, 2, 2]


def test_it_fills_again_with_time_and_not_beyond_its_size() -> None:
    clock = Clock()
    buckets = Buckets(Limit(burst=3, per_second=0.5), clock)
    for _ in range(3):
        buckets.take(SOMEBODY)
    clock.now += 1.9
    assert wait_of(buckets) == 1
    clock.now += 0.1
    assert [wait_of(buckets) for _ in range(2)] == [0, 2]
    clock.now += 1_000
    assert [wait_of(buckets) for _ in range(4)] == [0, 0, 0, 2]


def test_nobody_pays_for_another() -> None:
    buckets = Buckets(Limit(burst=1, per_second=1), Clock())
    assert [wait_of(buckets, key) for key in ("a", "b", "a")] == [0, 0, 1]


@given(LIMITS, PAUSES)
def test_never_more_than_the_burst_and_what_came_in_since(limit: Limit, pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(limit, clock)
    taken: list[float] = []
    for pause in pauses:
        clock.now += pause
        if wait_of(buckets) == 0:
            taken.append(clock.now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            assert last - first + 1 <= limit.burst + limit.per_second * (taken[last] - taken[first]) + 0.001


@given(LIMITS, PAUSES)
def test_whoever_waits_as_told_is_let_in(limit: Limit, pauses: list[float]) -> None:
    clock = Clock()
    buckets = Buckets(limit, clock)
    for pause in pauses:
        clock.now += pause
        wait = wait_of(buckets)
        if wait:
            clock.now += wait
            assert wait_of(buckets) == 0


@given(LIMITS, st.lists(st.tuples(st.floats(0, 30), st.sampled_from("abc")), max_size=60))
def test_forgetting_changes_nothing_for_anybody(limit: Limit, visits: list[tuple[float, str]]) -> None:
    clock = Clock()
    together, alone = Buckets(limit, clock), {key: Buckets(limit, clock) for key in "abc"}
    for pause, key in visits:
        clock.now += pause
        assert wait_of(together, key) == wait_of(alone[key], key)


def test_who_was_not_heard_for_a_while_is_forgotten() -> None:
    clock = Clock()
    buckets = Buckets(Limit(burst=10, per_second=1), clock)
    for number in range(100):
        buckets.take(str(number))
    clock.now += 10.1
    buckets.take(SOMEBODY)
    assert len(buckets) == 1


def test_memory_is_bounded_and_those_heard_last_are_kept() -> None:
    buckets = Buckets(Limit(burst=1, per_second=1), Clock(), most=10)
    for number in range(100):
        buckets.take(str(number))
    assert len(buckets) == 10
    assert wait_of(buckets, "99") == 1
    assert wait_of(buckets, "0") == 0


# the numbers


def test_opening_is_much_stricter_than_talking() -> None:
    assert OF_OPENING.per_second * 10 <= OF_CONVERSATION.per_second < OF_ADDRESS.per_second
    assert OF_OPENING.burst < OF_CONVERSATION.burst < OF_ADDRESS.burst


@pytest.mark.parametrize(("factor", "burst"), [(2.0, 40.0), (0.5, 10.0), (0.001, 1.0)])
def test_a_factor_moves_a_limit_but_never_shuts_the_door(factor: float, burst: float) -> None:
    limit = OF_OPENING.times(factor)
    assert (limit.burst, limit.per_second) == (burst, OF_OPENING.per_second * factor)


# at the server


def refused(answer: Answer) -> bool:
    """Whether it was too much; then the answer says so completely."""
    if answer.status != 429:
        return False
    assert code_of(answer) == "too_many_requests"
    assert int(answer.headers["retry-after"]) >= 1
    return True


def test_ten_messages_at_once_are_all_answered(talk: Talk) -> None:
    assert [talk.send({"text": f"第{number}句"}).status for number in range(10)] == [200] * 10


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twentieth of everything: one opening, three uses of a conversation, fifteen requests of an address."""
    monkeypatch.setenv(LIMIT_FACTOR_VARIABLE, "0.05")


@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize("what", ["messages", "situation", "report"])
def test_a_conversation_is_limited_also_for_reading(channel: Channel, what: str) -> None:
    talk = channel.open()
    assert [refused(talk.get(what)) for _ in range(4)] == [False, False, False, True]
    assert refused(talk.send({"text": "在吗"}))
    assert refused(talk.forget())
    assert channel.agent.received == []


@pytest.mark.usefixtures("tight")
def test_opening_is_limited_whatever_is_sent(channel: Channel) -> None:
    assert channel.call("POST", OPEN, raw=b"{").status == 400
    assert refused(channel.call("POST", OPEN))


@pytest.mark.usefixtures("tight")
def test_who_guesses_tokens_gets_no_further_and_keeps_nobody_out(channel: Channel) -> None:
    talk = channel.open()
    path = f"{talk.path}/messages"
    assert [channel.call("GET", path, token=str(guess)).status for guess in range(10)] == [401] * 10
    assert talk.get("messages").status == 200
    assert any(refused(channel.call("GET", path, token=str(guess))) for guess in range(10))


@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/health", {}),
        ("GET", "/openapi.json", {}),
        ("GET", "/nothing-here", {}),
        ("GET", "/conversations", {}),
        ("GET", "/conversations/nobody/report", {"token": "x"}),
        ("DELETE", "/conversations/nobody", {}),
        ("OPTIONS", "/conversations", {"origin": "https://elsewhere.example"}),
        ("POST", "/conversations", {"origin": "https://elsewhere.example"}),
    ],
)
def test_every_request_counts_for_its_address(
    channel: Channel, method: str, path: str, headers: dict[str, str]
) -> None:
    answers = [refused(channel.call(method, f"/api/v1{path}", **headers)) for _ in range(16)]
    assert answers == [False] * 15 + [True]
    assert channel.call("GET", "/chat").status == 200


# whose address it is


def opened_for(channel: Channel, forwarded: str) -> bool:
    """Whether a conversation is opened for somebody whom the proxies name so."""
    return not refused(channel.call("POST", OPEN, x_forwarded_for=forwarded))


@pytest.mark.usefixtures("tight")
def test_without_proxies_nobody_is_believed(channel: Channel) -> None:
    assert [opened_for(channel, f"1.2.3.{number}") for number in range(3)] == [True, False, False]


@pytest.mark.usefixtures("tight")
def test_behind_a_proxy_the_address_is_the_one_that_it_saw(channel_behind_proxy: Channel) -> None:
    channel = channel_behind_proxy
    assert opened_for(channel, "1.2.3.4")
    assert not opened_for(channel, "1.2.3.4")
    assert not opened_for(channel, "9.9.9.9, 1.2.3.4")
    assert opened_for(channel, "1.2.3.4, 1.2.3.5")


@pytest.mark.usefixtures("tight")
def test_who_comes_past_the_proxy_or_without_an_address_is_known_by_the_connection(
    channel_behind_proxy: Channel,
) -> None:
    channel = channel_behind_proxy
    assert not refused(channel.call("POST", OPEN))
    for forwarded in ("", "unknown", "_hidden", "1.2.3.4.5"):
        assert not opened_for(channel, forwarded)


@pytest.mark.usefixtures("tight")
def test_new_addresses_within_one_customers_network_do_not_help(channel_behind_proxy: Channel) -> None:
    channel = channel_behind_proxy
    assert opened_for(channel, "2001:db8:0:1::1")
    assert not opened_for(channel, "2001:db8:0:1:ffff::2")
    assert opened_for(channel, "2001:db8:0:2::1")
    assert opened_for(channel, "::ffff:1.2.3.4")
    assert not opened_for(channel, "1.2.3.4")


@pytest.fixture
def channel_behind_proxy(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Channel:
    monkeypatch.setenv(PROXIES_VARIABLE, "1")
    running: Channel = request.getfixturevalue("channel")
    return running


# settings


def test_nothing_is_believed_and_nothing_is_stretched_unless_said() -> None:
    settings = ChannelSettings.from_environment({})
    assert (settings.proxies, settings.limit_factor) == (0, 1.0)


def test_the_environment_says_how_many_proxies_and_how_much_more() -> None:
    settings = ChannelSettings.from_environment({PROXIES_VARIABLE: "2", LIMIT_FACTOR_VARIABLE: "2.5"})
    assert (settings.proxies, settings.limit_factor) == (2, 2.5)


@pytest.mark.parametrize("text", ["-1", "x", "1.0", "10", "１"])
def test_what_is_no_number_of_proxies_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=f"{PROXIES_VARIABLE}={text} "):
        ChannelSettings.from_environment({PROXIES_VARIABLE: text})


@pytest.mark.parametrize("text", ["0", "0.0", "-1", "nan", "inf", "1e9", "x", "２"])
def test_what_is_no_factor_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=f"{LIMIT_FACTOR_VARIABLE}={text} "):
        ChannelSettings.from_environment({LIMIT_FACTOR_VARIABLE: text})
