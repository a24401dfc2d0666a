"""A merchant whom the host page vouches for is recognised."""

from __future__ import annotations

import base64
import json
import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from bot.channel import clock
from bot.channel.access import MOST_TOKENS
from bot.channel.settings import IDENTITY_KEY_VARIABLE, ChannelSettings
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.test_api import code_of, on_disk
from tests.bot.channel.test_openapi import check
from tests.conftest import Answer

KEY = "a-key-for-tests-that-has-32-char"
OPEN = "/api/v1/conversations"
DAY = 24 * 60 * 60
ZHANG, LI = "merchant-4711-zhang", "merchant-4712-li"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel of these tests shares a key with the host page."""
    monkeypatch.setenv(IDENTITY_KEY_VARIABLE, KEY)


def signed(*, key: str = KEY, algorithm: str = "HS256", **claims: Any) -> str:
    """An identity of Zhang, good for ten minutes unless `claims` say otherwise; a claim of None is left out."""
    all_claims = {"sub": ZHANG, "exp": int(time.time()) + 600, **claims}
    given = {name: value for name, value in all_claims.items() if value is not None}
    return jwt.encode(given, key, algorithm=algorithm)


def opening(channel: Channel, identity: Any) -> Answer:
    return channel.call("POST", OPEN, {"identity": identity})


def come(channel: Channel, merchant: str = ZHANG) -> tuple[Talk, bool]:
    """The merchant's conversation on one more device, and whether it was there before."""
    answer = opening(channel, signed(sub=merchant))
    assert answer.status == 201
    assert set(answer.body) == {"id", "token", "returning"}
    return Talk(channel, answer.body["id"], answer.body["token"]), answer.body["returning"]


# who comes back


def test_the_first_visit_opens_a_conversation(channel: Channel) -> None:
    talk, returning = come(channel)
    assert not returning
    assert talk.send({"text": "卖女装"}).status == 200


def test_the_next_visit_leads_back_to_it_with_a_new_token(channel: Channel) -> None:
    first, _ = come(channel)
    first.send({"text": "卖女装"})
    second, returning = come(channel)
    assert returning
    assert (second.id == first.id, second.token == first.token) == (True, False)
    assert second.get("messages").body["messages"][0]["text"] == "卖女装"


def test_both_devices_may_go_on(channel: Channel) -> None:
    phone, _ = come(channel)
    desk, _ = come(channel)
    assert [device.send({"text": "在吗"}).status for device in (phone, desk, phone)] == [200] * 3


def test_another_merchant_has_another_conversation(channel: Channel) -> None:
    zhang, _ = come(channel, ZHANG)
    li, returning = come(channel, LI)
    assert not returning
    assert li.id != zhang.id
    li.path = zhang.path
    assert li.get("messages").status == 401


def test_the_ten_newest_tokens_stay_valid(channel: Channel) -> None:
    devices = [come(channel)[0] for _ in range(MOST_TOKENS + 1)]
    assert MOST_TOKENS == 10
    assert [device.get("messages").status for device in devices] == [401] + [200] * MOST_TOKENS


def test_tokens_of_one_merchant_take_none_from_another(channel: Channel) -> None:
    li, _ = come(channel, LI)
    for _ in range(MOST_TOKENS + 1):
        come(channel, ZHANG)
    assert li.get("messages").status == 200


def test_the_longest_name_and_the_longest_life_are_taken(channel: Channel) -> None:
    assert opening(channel, signed(sub="商" * 128, exp=int(time.time()) + DAY)).status == 201


def test_for_whom_and_since_when_it_is_signed_does_not_matter(channel: Channel) -> None:
    identity = signed(aud="https://shop.example", iss="shop", iat=int(time.time()) + 30, name="张")
    assert opening(channel, identity).status == 201


def test_without_an_identity_nobody_is_recognised(channel: Channel) -> None:
    zhang, _ = come(channel)
    for body in (None, {}, {"identity": None}):
        answer = channel.call("POST", OPEN, body)
        assert set(answer.body) == {"id", "token"}
        assert answer.body["id"] != zhang.id


# who does not


def by_hand(header: Any, claims: Any, signature: bytes = b"") -> str:
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def bad_identities() -> dict[str, str]:
    now = int(time.time())
    claims = {"sub": ZHANG, "exp": now + 600}
    good = signed()
    header, _, signature = good.split(".")
    other = by_hand({}, {"sub": LI, "exp": now + 600}).split(".")[1]
    return {
        "another key": signed(key="b" * 32),
        "another algorithm": signed(algorithm="HS512", key=KEY * 2),
        "the right key, another algorithm": signed(algorithm="HS384", key=KEY),
        "unsigned": by_hand({"alg": "none", "typ": "JWT"}, claims),
        "unsigned in capitals": by_hand({"alg": "NONE", "typ": "JWT"}, claims),
        "without a signature": by_hand({"alg": "HS256", "typ": "JWT"}, claims),
        "another merchant under the signature": f"{header}.{other}.{signature}",
        "just expired": signed(exp=now),
        "expired long ago": signed(exp=0),
        "for ever": signed(exp=None),
        "longer than a day": signed(exp=now + DAY + 60),
        "no number for the end": signed(exp=str(now + 600)),
        "a truth for the end": signed(exp=True),
        "no end at all": signed(exp=float("nan")),
        "an end without end": signed(exp=float("inf")),
        "not yet": signed(nbf=now + 300),
        "nobody": signed(sub=None),
        "an empty name": signed(sub=""),
        "a name too long": signed(sub="x" * 129),
        "empty": "",
        "words": "let me in",
        "three dots": "..",
        "no text": "\ud800.\ud800.\ud800",
        "a deep header": base64.urlsafe_b64encode(b"[" * 20_000).decode() + ".e30.",
    }


@pytest.mark.parametrize("kind", bad_identities())
def test_a_bad_identity_opens_nothing(channel: Channel, kind: str) -> None:
    answer = opening(channel, bad_identities()[kind])
    assert (answer.status, code_of(answer)) == (401, "bad_identity")


@pytest.mark.parametrize("identity", [1, True, [], {"sub": ZHANG}])
def test_what_is_no_text_is_malformed(channel: Channel, identity: Any) -> None:
    answer = opening(channel, identity)
    assert (answer.status, code_of(answer)) == (400, "malformed_request")


def test_it_expires_by_the_advisors_clock(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = signed()
    later = datetime.now().astimezone() + timedelta(seconds=601)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert opening(channel, identity).status == 401


def test_without_a_key_an_identity_says_so(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.delenv(IDENTITY_KEY_VARIABLE)
    channel: Channel = request.getfixturevalue("channel")
    answer = opening(channel, signed())
    assert (answer.status, code_of(answer)) == (422, "identity_unavailable")
    assert channel.call("POST", OPEN).status == 201


# what stays of it


def test_no_file_tells_who_the_merchant_is(channel: Channel) -> None:
    come(channel)[0].send({"text": "卖女装"})
    assert not on_disk(channel.var, ZHANG)
    assert not on_disk(channel.var, KEY)


def test_deleting_ends_all_tokens_and_the_link(channel: Channel) -> None:
    phone, _ = come(channel)
    desk, _ = come(channel)
    assert phone.forget().status == 204
    assert [device.get("messages").status for device in (phone, desk)] == [404, 404]
    new, returning = come(channel)
    assert not returning
    assert new.id != phone.id
    assert new.get("messages").body == {"messages": []}


def test_the_answers_are_as_described(channel: Channel) -> None:
    document = channel.call("GET", "/api/v1/openapi.json").body
    for identity in (signed(), signed(), "bad", 1):
        check(document, "post", "/conversations", opening(channel, identity))


def test_the_example_in_the_guide_signs_what_is_taken(channel: Channel) -> None:
    guide = Path("docs/embed.md").read_text(encoding="utf-8")
    example = next(code for code in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "jwt.encode" in code)
    names: dict[str, Any] = {}
    exec(example, names)
    assert opening(channel, names["identity"](ZHANG)).status == 201
    assert come(channel, ZHANG)[1]


# settings


def test_without_the_setting_there_is_no_key() -> None:
    assert ChannelSettings.from_environment({}).identity_key is None
    assert ChannelSettings.from_environment({IDENTITY_KEY_VARIABLE: ""}).identity_key is None


@pytest.mark.parametrize("key", ["x" * 31, "x" * 32 + "\n", "钥" * 32, "x" * 32 + "\udcff"])
def test_a_weak_key_ends_the_start_and_is_not_shown(key: str) -> None:
    with pytest.raises(ValueError, match=f"{IDENTITY_KEY_VARIABLE} 不能用") as raised:
        ChannelSettings.from_environment({IDENTITY_KEY_VARIABLE: key})
    assert key not in str(raised.value)


def test_a_key_of_32_characters_is_enough_and_is_not_shown_either() -> None:
    settings = ChannelSettings.from_environment({IDENTITY_KEY_VARIABLE: KEY})
    assert settings.identity_key == KEY
    assert KEY not in repr(settings)
