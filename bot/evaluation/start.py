"""How long the advisor takes from its launch to its first answer, against a bare Rasa bot of the same pipeline."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
BARE_DOMAIN = """version: "3.1"
intents: [greet]
responses:
  utter_greet:
    - text: 你好
"""
BARE_RULES = """version: "3.1"
rules:
- rule: greet
  steps:
  - intent: greet
  - action: utter_greet
"""
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
        bare = _BareBot(Path(name))
        times = StartTimes([], [])
        for _ in range(runs):
            times.bare.append(bare.start_once())
            times.advisor.append(_start_advisor_once())
        return times


class _BareBot:
    """The same pipeline and examples with one rule, one utterance, Rasa's rest channel, and nothing of ours around."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(ROOT / "data" / "nlu", folder / "data" / "nlu")
        config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
        config["policies"] = [{"name": "RulePolicy"}]
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        (folder / "domain.yml").write_text(BARE_DOMAIN, encoding="utf-8")
        (folder / "data" / "rules.yml").write_text(BARE_RULES, encoding="utf-8")
        (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
        (folder / "endpoints.yml").write_text("", encoding="utf-8")
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        self._rasa("train", "--quiet", wait=True)

    def start_once(self) -> float:
        port = free_port()
        command = ("run", "--port", str(port), "--interface", "127.0.0.1")
        with _running(self._rasa(*command), signal.SIGKILL):
            address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
            return _seconds_until(lambda: _post(address, {"sender": "m", "message": _GREETING}))

    def _rasa(self, *arguments: str, wait: bool = False) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if wait and process.wait() != 0:
            raise RuntimeError("the bare bot could not be trained")
        return process


def _start_advisor_once() -> float:
    port, action_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "PORT": str(port), "ACTION_PORT": str(action_port), "ADVISOR_VAR": var}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.launcher"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        with _running(process, signal.SIGTERM):
            return _seconds_until(lambda: _first_answer(f"http://127.0.0.1:{port}/api/v1/conversations"))


def _first_answer(conversations: str) -> Any:
    opened = _post(conversations, {})
    return _post(f"{conversations}/{opened['id']}/messages", {"text": _GREETING}, opened["token"])["messages"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _running(process: subprocess.Popen[bytes], how_to_stop: signal.Signals) -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(how_to_stop)
        process.wait(timeout=30)


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
