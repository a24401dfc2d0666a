"""A server that dies is started again; one that keeps dying ends the launcher, with the reason."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.launcher import supervision
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings
from bot.launcher.supervision import Server, Supervisor

SLEEPER = Server("能睡的", "sleeper", ["-c", "print('醒了', flush=True); import time; time.sleep(60)"])
BROKEN = Server("坏掉的", "broken", ["-c", "raise SystemExit('端口打不开')"])


@pytest.fixture
def supervisor(settings: Settings) -> Iterator[Supervisor]:
    servers = Supervisor([SLEEPER, BROKEN], settings)
    servers.start()
    yield servers
    servers.stop()


def wait_for_death(supervisor: Supervisor, place: int) -> None:
    supervisor.running[place].process.wait(timeout=10)


def test_a_dead_server_is_started_again_and_the_others_are_left_alone(supervisor: Supervisor) -> None:
    sleeper, broken = supervisor.running
    wait_for_death(supervisor, 1)
    said: list[str] = []
    supervisor.revive(said.append)
    assert supervisor.running[0] is sleeper
    assert supervisor.running[1].process.pid != broken.process.pid
    assert "坏掉的断了，正在重新启动" in said[0]


def test_the_log_of_the_one_before_is_kept(supervisor: Supervisor) -> None:
    for _ in range(2):
        wait_for_death(supervisor, 1)
        supervisor.revive(lambda _: None)
    wait_for_death(supervisor, 1)
    assert supervisor.running[1].log.read_text(encoding="utf-8").count("端口打不开") == 3


def test_a_server_that_keeps_dying_is_given_up_with_the_reason(supervisor: Supervisor) -> None:
    for _ in range(supervision.MOST_DEATHS - 1):
        wait_for_death(supervisor, 1)
        supervisor.revive(lambda _: None)
    wait_for_death(supervisor, 1)
    with pytest.raises(LaunchError, match=r"坏掉的停了（退出码 1）[\s\S]*端口打不开"):
        supervisor.revive(lambda _: None)


def test_deaths_long_ago_do_not_count(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "WITHIN_SECONDS", 0.01)
    for _ in range(supervision.MOST_DEATHS + 1):
        wait_for_death(supervisor, 1)
        time.sleep(0.02)
        supervisor.revive(lambda _: None)
