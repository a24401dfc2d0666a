"""A bare Rasa bot to measure against: the advisor's pipeline and examples, one utterance, nothing of ours around."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SQLITE = {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "conversations.db"}}
_UTTERANCE = "utter_one"


class BareBot:
    """Whatever is said, the one utterance answers, over Rasa's rest channel. Made and trained in `folder`."""

    def __init__(self, folder: Path, endpoints: dict[str, Any] | None = None) -> None:
        self._folder = folder
        shutil.copytree(ROOT / "data" / "nlu", folder / "data" / "nlu")
        config = _read("config.yml")
        config["policies"] = [{"name": "RulePolicy"}]
        self._write("config.yml", config)
        acts = [act for entry in _read("domain.yml")["intents"] for act in entry]
        self._write("domain.yml", _domain(acts))
        self._write("data/rules.yml", _rules([*acts, "nlu_fallback"]))
        self._write("credentials.yml", {"rest": None})
        self._write("endpoints.yml", endpoints or {})
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        if self._rasa("train", "--quiet").wait() != 0:
            raise RuntimeError("the bare bot could not be trained")

    @contextlib.contextmanager
    def running(self) -> Iterator[str]:
        """Starts it; gives the address that takes messages, where it answers after some seconds."""
        port = free_port()
        with running(self._rasa("run", "--port", str(port), "--interface", "127.0.0.1"), signal.SIGKILL):
            yield f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    def _write(self, name: str, content: Any) -> None:
        (self._folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def _rasa(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "rasa", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(process: subprocess.Popen[bytes], how_to_stop: signal.Signals) -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(how_to_stop)
        process.wait(timeout=30)


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def _domain(acts: list[str]) -> dict[str, Any]:
    # Rasa runs an action of its own for an intent named restart, whatever a rule says.
    responses = {_UTTERANCE: [{"text": "你好"}], "utter_restart": [{"text": "你好"}]}
    return {"version": "3.1", "intents": acts, "responses": responses}


def _rules(acts: list[str]) -> dict[str, Any]:
    rules = [{"rule": act, "steps": [{"intent": act}, {"action": _UTTERANCE}]} for act in acts if act != "restart"]
    return {"version": "3.1", "rules": rules}
