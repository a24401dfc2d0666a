"""``python -m bot.launcher``: from a checked-out project to a chat page that answers, and back to nothing on Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from bot.launcher import children, guards, probe
from bot.launcher.model import fresh_model
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings
from bot.launcher.supervision import Server, Supervisor

_POLL_SECONDS = 0.1
_PATIENCE_SECONDS = 120.0
_NEWS_EVERY_SECONDS = 10.0


class _StopRequested(Exception):  # noqa: N818 - it is not an error
    """Somebody asked the launcher to stop."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when asked to stop, 1 with a reason when something fails."""
    options = _parser().parse_args(arguments)
    for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(which, _stop)
    if options.stop_with_parent:
        children.end_with_parent(os.getppid(), signal.SIGTERM)
    try:
        settings = Settings.from_environment(os.environ)
        if options.train_only:
            fresh_model(settings, _Clock().say)
        else:
            _run(settings)
    except _StopRequested:
        print("已停止", flush=True)
    except LaunchError as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.launcher", description=__doc__)
    parser.add_argument("--train-only", action="store_true", help="train when something changed, start nothing")
    parser.add_argument("--stop-with-parent", action="store_true", help="stop when the calling process ends")
    return parser


def _stop(_: int, __: FrameType | None) -> None:
    raise _StopRequested


class _Clock:
    """Progress lines, each with the seconds since the start."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def say(self, line: str) -> None:
        print(f"[{time.monotonic() - self._started:5.1f} 秒] {line}", flush=True)


def _run(settings: Settings) -> None:
    clock = _Clock()
    guards.check_ports(settings)
    with guards.claim_data_folder(settings.var):
        model = fresh_model(settings, clock.say)
        servers = Supervisor(_servers(model), settings)
        try:
            clock.say("启动动作服务和对话服务")
            servers.start()
            _wait_until("动作服务", lambda: probe.action_server_answers(settings), servers, clock)
            _wait_until("对话服务", lambda: probe.dialogue_server_answers(settings), servers, clock)
            probe.hold_a_conversation(settings)
            clock.say(f"可以聊了：{settings.address}    （按 Ctrl-C 停止）")
            _watch(servers, clock)
        finally:
            _ignore_further_signals()
            servers.stop()


def _servers(model: Path) -> list[Server]:
    return [
        Server("动作服务", "actions", ["-m", "bot.launcher.action_server"]),
        Server("对话服务", "dialogue", ["-m", "bot.launcher.dialogue_server", str(model)]),
    ]


def _wait_until(title: str, ready: Callable[[], bool], servers: Supervisor, clock: _Clock) -> None:
    started = news = time.monotonic()
    while not ready():
        servers.check_alive()
        now = time.monotonic()
        if now - started > _PATIENCE_SECONDS:
            raise LaunchError(f"{title}等了 {_PATIENCE_SECONDS:.0f} 秒还没起来。看日志：{servers.settings.logs}")
        if now - news > _NEWS_EVERY_SECONDS:
            clock.say(f"{title}还在启动……")
            news = now
        time.sleep(_POLL_SECONDS)
    clock.say(f"{title}好了")


def _watch(servers: Supervisor, clock: _Clock) -> None:
    while True:
        servers.revive(clock.say)
        time.sleep(_POLL_SECONDS)


def _ignore_further_signals() -> None:
    """A second Ctrl-C must not leave a child behind."""
    for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(which, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
