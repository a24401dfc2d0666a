"""A report that can be opened by a link: who may make it, who may look, and when it is gone."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.channel import clock, paper
from bot.channel.report_shelf import KEPT_FOR
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.report.documents import STUCK, memory
from tests.bot.report.test_page import Read, assert_harmless
from tests.conftest import Answer
from tests.hostile import PAYLOADS

FORMS = ["", "/report.md", "/report.json"]


@pytest.fixture
def told(channel: Channel, talk: Talk) -> Iterator[Talk]:
    """A conversation in which a merchant has told how the shop does."""
    channel.agent.interview = memory(STUCK, shop="女装一店")
    talk.send({"text": "停留十五秒"})
    return talk


def make(talk: Talk) -> Answer:
    return talk.channel.call("POST", f"{talk.path}/reports", token=talk.token)


def link(talk: Talk) -> str:
    return str(make(talk).body["url"])


def tick(channel: Channel, address: str, step: str, body: Any) -> int:
    return channel.call("POST", f"{address}/steps/{step}", body).status


def test_the_link_opens_the_report_of_the_shop_in_hand(channel: Channel, told: Talk) -> None:
    answer = channel.call("GET", link(told))
    assert answer.status == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "女装一店" in answer.body and "卡在「促转化」" in answer.body


def test_only_the_conversation_can_make_a_link(channel: Channel, told: Talk) -> None:
    other = channel.open()
    assert channel.call("POST", f"{told.path}/reports").status == 401
    assert channel.call("POST", f"{told.path}/reports", token=other.token).status == 401


def test_a_conversation_without_facts_has_a_report_as_well(channel: Channel, talk: Talk) -> None:
    answer = channel.call("GET", link(talk))
    assert answer.status == 200 and "先不下结论" in answer.body


def test_the_report_stays_as_it_was_made(channel: Channel, told: Talk) -> None:
    address = link(told)
    before = channel.call("GET", address).body
    channel.agent.interview = memory({**STUCK, "avg_stay_sec": 90, "conversion_rate": 0.05}, shop="别的店")
    told.send({"text": "停留九十秒"})
    assert channel.call("GET", address).body == before
    assert "别的店" in channel.call("GET", link(told)).body


def test_the_data_is_the_report_the_api_gives(channel: Channel, told: Talk) -> None:
    assert channel.call("GET", f"{link(told)}/report.json").body == told.get("report").body


def test_the_markdown_is_a_download(channel: Channel, told: Talk) -> None:
    answer = channel.call("GET", f"{link(told)}/report.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="report-')
    assert answer.body.startswith("# 女装一店的诊断报告")


def test_a_revoked_link_opens_nothing_and_the_others_stay(channel: Channel, told: Talk) -> None:
    gone, stays = make(told).body, make(told).body
    one = f"{told.path}/reports/{gone['id']}"
    assert channel.call("DELETE", one, token=told.token).status == 204
    assert [channel.call("GET", gone["url"] + form).status for form in FORMS] == [404, 404, 404]
    assert channel.call("GET", stays["url"]).status == 200
    assert channel.call("DELETE", one, token=told.token).body["error"]["code"] == "unknown_report"


def test_nobody_else_can_revoke_it(channel: Channel, told: Talk) -> None:
    kept, other = make(told).body, channel.open()
    one = f"{told.path}/reports/{kept['id']}"
    assert channel.call("DELETE", one).status == 401
    assert channel.call("DELETE", one, token=other.token).status == 401
    assert channel.call("DELETE", f"{other.path}/reports/{kept['id']}", token=other.token).status == 404
    assert channel.call("GET", kept["url"]).status == 200


def test_deleting_the_conversation_deletes_its_reports_alone(channel: Channel, told: Talk) -> None:
    gone, stays = link(told), link(channel.open())
    assert told.forget().status == 204
    assert channel.call("GET", gone).status == 404
    assert channel.call("GET", stays).status == 200


@pytest.mark.parametrize(("seconds", "status"), [(-60, 200), (0, 404)])
def test_a_link_expires(
    channel: Channel, told: Talk, monkeypatch: pytest.MonkeyPatch, seconds: float, status: int
) -> None:
    address = link(told)
    shift = channel.var / "shift"
    shift.write_text(str(KEPT_FOR.total_seconds() + seconds), encoding="ascii")
    monkeypatch.setenv(clock.SHIFT_VARIABLE, str(shift))
    assert {channel.call("GET", address + form).status for form in FORMS} == {status}
    assert tick(channel, address, "HOLD_PAID", {"done": True}) == (204 if status == 200 else 404)


def test_what_has_expired_is_thrown_away(channel: Channel, told: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    link(told)
    shift = channel.var / "shift"
    shift.write_text(str(KEPT_FOR.total_seconds()), encoding="ascii")
    monkeypatch.setenv(clock.SHIFT_VARIABLE, str(shift))
    link(told)
    assert len(rows(channel)) == 1


@pytest.mark.parametrize("token", ["nothing", "a" * 43, "..%2f..%2fcredentials.yml", "%00", "<script>"])
def test_an_unknown_link_is_met_in_a_friendly_way(channel: Channel, token: str) -> None:
    answer = channel.call("GET", f"/report/{token.replace('<', '%3C').replace('>', '%3E')}")
    assert answer.status == 404
    assert "这份报告看不到了" in str(answer.body)
    assert_harmless(Read(str(answer.body).replace('href="/report/report.css"', "")))


def test_expired_revoked_and_never_made_look_the_same(channel: Channel, told: Talk) -> None:
    kept = make(told).body
    channel.call("DELETE", f"{told.path}/reports/{kept['id']}", token=told.token)
    assert channel.call("GET", kept["url"]).body == channel.call("GET", "/report/" + "a" * 43).body


def test_the_token_is_stored_nowhere(channel: Channel, told: Talk) -> None:
    token = link(told).rpartition("/")[2].encode()
    assert not [file.name for file in channel.var.iterdir() if token in file.read_bytes()]
    assert (channel.var / "reports.db").stat().st_mode & 0o077 == 0


def test_a_ticked_step_stays_ticked_until_it_is_unticked(channel: Channel, told: Talk) -> None:
    address = link(told)
    assert tick(channel, address, "HOLD_PAID", {"done": True}) == 204
    assert tick(channel, address, "HOLD_PAID", {"done": True}) == 204
    assert channel.call("GET", f"{address}/report.md").body.count("[x]") == 1
    assert tick(channel, address, "HOLD_PAID", {"done": False}) == 204
    assert "[x]" not in channel.call("GET", f"{address}/report.md").body


@pytest.mark.parametrize(
    ("step", "body", "status"),
    [
        ("HOLD_PAID", {}, 400),
        ("HOLD_PAID", {"done": "yes"}, 400),
        ("HOLD_PAID", [], 400),
        ("HOLD_PAID", None, 400),
        ("NO_SUCH_STEP", {"done": True}, 404),
        ("%3Cscript%3E", {"done": True}, 404),
    ],
)
def test_only_a_step_of_the_report_can_be_ticked(
    channel: Channel, told: Talk, step: str, body: Any, status: int
) -> None:
    address = link(told)
    assert tick(channel, address, step, body) == status
    assert json.loads(rows(channel)[0][0]) == []


@pytest.mark.parametrize("form", [*FORMS, "/report.css"])
def test_a_browser_is_kept_careful(channel: Channel, told: Talk, form: str) -> None:
    address = "/report" + form if form == "/report.css" else link(told) + form
    headers = channel.call("GET", address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == ("no-cache" if form == "/report.css" else "no-store")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_shop_is_only_a_name(channel: Channel, talk: Talk, payload: str) -> None:
    channel.agent.interview = memory(STUCK, {"planned_action": payload}, shop=payload)
    talk.send({"text": "你好"})
    read = Read(channel.call("GET", link(talk)).body)
    assert_harmless(read)
    assert payload in read.words


def test_the_pdf_is_a_pdf(channel: Channel, told: Talk) -> None:
    answer = channel.call("GET", f"{link(told)}/report.pdf")
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    assert answer.body.startswith("%PDF-")
    assert answer.headers["cache-control"] == "no-store"


def test_others_are_answered_while_a_pdf_is_made(channel: Channel, told: Talk) -> None:
    address, waited = link(told), []
    printing = threading.Thread(target=channel.call, args=("GET", f"{address}/report.pdf"))
    printing.start()
    while printing.is_alive():
        began = time.monotonic()
        assert channel.call("GET", "/api/v1/health").status == 200
        waited.append(time.monotonic() - began)
        time.sleep(0.02)
    assert len(waited) > 5 and max(waited) < 0.5


def test_without_the_libraries_it_says_what_to_install(
    channel: Channel, told: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "LIBRARIES_MISSING", 0)
    address = link(told)
    answer = channel.call("GET", f"{address}/report.pdf")
    assert answer.status == 503 and "apt-get install libpango" in answer.body
    assert f'href="{address}"' in answer.body
    assert channel.call("GET", address).status == 200


def test_a_pdf_that_takes_too_long_is_given_up(channel: Channel, told: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "LONGEST_SECONDS", 0.05)
    answer = channel.call("GET", f"{link(told)}/report.pdf")
    assert answer.status == 503 and "PDF 这次没做出来" in answer.body


def rows(channel: Channel) -> list[Any]:
    with sqlite3.connect(channel.var / "reports.db") as connection:
        return connection.execute("SELECT ticked FROM reports").fetchall()
