"""The real advisor, started once for all tests that need it: launcher, Rasa, action server, on free ports."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
READY = "可以聊了"
# The first start on a machine trains the model.
START_SECONDS = 600.0
STOP_SECONDS = 20.0
REPLY_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP; `body` is read as JSON when it is JSON."""

    status: int
    body: Any
    headers: dict[str, str]


class Advisor:
    """A running `python -m bot.launcher` with a data folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port, self.action_port = free_ports(2)
        self.output = var.with_name("launcher.txt")
        self.clock_shift = var.with_name("clock-shift")
        self.process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        return f"{self.address}/chat"

    def start(self) -> None:
        """Starts the launcher and waits until it says that one can talk."""
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.launcher", "--stop-with-parent"],
                cwd=ROOT,
                env={**os.environ, **self.environment()},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while READY not in self.said():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"the launcher did not get ready:\n{self.said()}")
            time.sleep(0.1)

    def environment(self) -> dict[str, str]:
        return {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "ACTION_PORT": str(self.action_port),
            "ADVISOR_VAR": str(self.var),
            "ADVISOR_CLOCK_SHIFT": str(self.clock_shift),
            # All tests come from one address, and faster than any merchant.
            "ADVISOR_LIMIT_FACTOR": "1000",
        }

    def let_go_by(self, gone: timedelta) -> None:
        """Sets the advisor's clock so far ahead of the machine's."""
        self.clock_shift.write_text(str(gone.total_seconds()), encoding="ascii")

    def said(self) -> str:
        """What the launcher has printed."""
        return self.output.read_text(encoding="utf-8")

    def logs(self) -> str:
        """Everything the servers have logged."""
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted((self.var / "log").glob("*.log")))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """Ends the launcher without a chance to tidy up, and waits until its servers are gone too."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        deadline = time.monotonic() + STOP_SECONDS
        while is_listening(self.port) or is_listening(self.action_port):
            assert time.monotonic() < deadline, "a server outlived its launcher"
            time.sleep(0.05)

    def restart(self) -> None:
        """Kills and starts again, on the same ports and data."""
        self.kill()
        self.start()

    def call(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, token: str = "") -> Answer:
        """One request to the API; `path` begins after /api/v1."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        content = raw if raw is not None else None if body is None else json.dumps(body).encode()
        return request(self.port, method, f"/api/v1{path}", content, headers)

    def new_conversation(self) -> Conversation:
        answer = self.call("POST", "/conversations")
        assert answer.status == http.HTTPStatus.CREATED, answer
        return Conversation(self, answer.body["id"], answer.body["token"])


@dataclass(frozen=True)
class Conversation:
    """One conversation with its key. Every method but `send` insists on success."""

    advisor: Advisor = field(repr=False)
    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/conversations/{self.id}"

    def send(self, body: Any) -> Answer:
        """One message, whatever the outcome."""
        return self.advisor.call("POST", f"{self.path}/messages", body, token=self.token)

    def say(self, text: str) -> dict[str, Any]:
        return self._succeed(self.send({"text": text}))

    def choose(self, choice: str) -> dict[str, Any]:
        return self._succeed(self.send({"choice": choice}))

    def situation(self) -> dict[str, Any]:
        return self._get("/situation")

    def report(self) -> dict[str, Any]:
        return self._get("/report")

    def history(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._get("/messages")["messages"]
        return messages

    def forget(self) -> None:
        assert self.advisor.call("DELETE", self.path, token=self.token).status == http.HTTPStatus.NO_CONTENT

    def _get(self, what: str) -> dict[str, Any]:
        return self._succeed(self.advisor.call("GET", self.path + what, token=self.token))

    @staticmethod
    def _succeed(answer: Answer) -> dict[str, Any]:
        assert answer.status == http.HTTPStatus.OK, answer
        body: dict[str, Any] = answer.body
        return body


def request(port: int, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> Answer:
    """One HTTP request on loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=REPLY_SECONDS)
    try:
        connection.request(method, path, content, headers)
        response = connection.getresponse()
        received = response.read()
        kind = response.getheader("Content-Type", "")
        is_json = received and kind.startswith("application/json")
        body = json.loads(received) if is_json else received.decode(errors="replace")
        return Answer(response.status, body, {name.lower(): value for name, value in response.getheaders()})
    finally:
        connection.close()


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """The running advisor. Tests share it, so each opens conversations of its own and leaves it running."""
    running = Advisor(tmp_path_factory.mktemp("advisor") / "var")
    running.start()
    yield running
    running.stop()
