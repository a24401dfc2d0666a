"""The launcher with the real servers, started and ended in every way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Advisor, request

LOOPBACK_HEX = "0100007F"
LISTENING = "0A"


@pytest.fixture
def own_advisor(tmp_path: Path) -> Iterator[Advisor]:
    """An advisor that a test may end."""
    running = Advisor(tmp_path / "var")
    running.start()
    yield running
    if running.process.poll() is None:
        running.stop()


def children_of(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def listening_addresses(port: int) -> set[str]:
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {
        local.split(":")[0]
        for _, local, _, state, *_ in lines
        if state == LISTENING and int(local.split(":")[1], 16) == port
    }


def test_both_servers_listen_on_loopback_only(advisor: Advisor) -> None:
    assert listening_addresses(advisor.port) == {LOOPBACK_HEX}
    assert listening_addresses(advisor.action_port) == {LOOPBACK_HEX}


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/model/parse", "/conversations/x/tracker", "/status"])
def test_rasas_own_doors_are_shut(advisor: Advisor, path: str) -> None:
    assert request(advisor.port, "POST", path, b"{}", {}).status == 404


def test_a_killed_advisor_loses_no_turn_and_leaves_no_process(own_advisor: Advisor) -> None:
    conversation = own_advisor.new_conversation()
    conversation.say("我做女装的，停留二十八秒")
    before = conversation.history(), conversation.situation()
    assert len(before[0]) >= 2
    own_advisor.restart()
    assert (conversation.history(), conversation.situation()) == before
    assert conversation.say("一天投三千")["messages"]


def test_asked_to_stop_it_stops_everything_and_says_so(own_advisor: Advisor) -> None:
    servers = children_of(own_advisor.process.pid)
    own_advisor.stop()
    assert own_advisor.process.returncode == 0
    assert own_advisor.said().rstrip().endswith("已停止")
    assert not any(Path(f"/proc/{server}").exists() for server in servers)


def test_data_and_logs_are_for_the_owner_alone(advisor: Advisor) -> None:
    advisor.new_conversation().say("你好")
    for path in advisor.var.rglob("*.db"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (advisor.var / "log").stat().st_mode & 0o077 == 0


def test_no_log_holds_what_was_said(advisor: Advisor) -> None:
    advisor.new_conversation().say("我家仓库在临平三号院，停留二十八秒")
    assert "临平" not in advisor.logs()
    assert "临平".encode("unicode_escape").decode() not in advisor.logs()
