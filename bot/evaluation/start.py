"""How long the advisor takes from its launch to its first answer, against a bare Rasa bot of the same pipeline."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.bare_bot import BareBot, free_port, running

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 120.0
_POLL_SECONDS = 0.05
_GREETING = "你好"


@dataclass(frozen=True)
class StartTimes:
    """Seconds from launch to first answer, one figure a run."""

    bare: list[float]
    advisor: list[float]

    @property
    def ratio(self) -> float:
        """The median over pairs of advisor to bare bot, taken in turn."""
        return statistics.median(ours / bare for ours, bare in zip(self.advisor, self.bare, strict=True))


def measure_start(runs: int) -> StartTimes:
    """Starts both in turn, `runs` times each. The advisor's own set-up and training are done before the clock runs."""
    subprocess.run(
        [sys.executable, "-m", "bot.launcher", "--train-only"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory() as name:
        bare = BareBot(Path(name))
        times = StartTimes([], [])
        for _ in range(runs):
            times.bare.append(_start_bare_once(bare))
            times.advisor.append(_start_advisor_once())
        return times


def _start_bare_once(bare: BareBot) -> float:
    with bare.running() as address:
        return _seconds_until(lambda: _post(address, {"sender": "m", "message": _GREETING}))


def _start_advisor_once() -> float:
    port, action_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "PORT": str(port), "ACTION_PORT": str(action_port), "ADVISOR_VAR": var}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.launcher"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        with running(process, signal.SIGTERM):
            return _seconds_until(lambda: _first_answer(f"http://127.0.0.1:{port}/api/v1/conversations"))


def _first_answer(conversations: str) -> Any:
    opened = _post(conversations, {})
    return _post(f"{conversations}/{opened['id']}/messages", {"text": _GREETING}, opened["token"])["messages"]


def _seconds_until(answered: Callable[[], Any]) -> float:
    started = time.monotonic()
    while time.monotonic() - started < _PATIENCE_SECONDS:
        with contextlib.suppress(OSError, urllib.error.URLError, ValueError, KeyError):
            if answered():
                return time.monotonic() - started
        time.sleep(_POLL_SECONDS)
    raise TimeoutError(f"no answer within {_PATIENCE_SECONDS:.0f} seconds")


def _post(address: str, body: Any, token: str = "") -> Any:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)
