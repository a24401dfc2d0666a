"""Either server killed before, during and after a turn: nothing said is lost, nothing is answered twice."""

from __future__ import annotations

import http
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Advisor, Answer, Conversation

ACTIONS, DIALOGUE = "bot.launcher.action_server", "bot.launcher.dialogue_server"
BACK_SECONDS = 60.0
# Into the turn, in seconds: while it is read, while the action thinks, about when it is stored.
MOMENTS = (0.005, 0.03, 0.08)


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """An advisor whose servers the tests here kill."""
    running = Advisor(tmp_path_factory.mktemp("victim") / "var")
    running.start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _few_deaths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")


def server(advisor: Advisor, module: str) -> int:
    launcher = advisor.process.pid
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text(encoding="ascii").split()
    return next(int(one) for one in children if module.encode() in Path(f"/proc/{one}/cmdline").read_bytes())


def kill(advisor: Advisor, module: str) -> None:
    os.kill(server(advisor, module), signal.SIGKILL)


def try_to_send(conversation: Conversation, body: dict[str, str]) -> Answer | None:
    """The answer, or None where the connection broke."""
    try:
        return conversation.send(body)
    except (OSError, http.client.HTTPException):
        return None


def send_until_answered(conversation: Conversation, body: dict[str, str]) -> dict[str, Any]:
    """As a client does that sends the same again until there is an answer."""
    deadline = time.monotonic() + BACK_SECONDS
    while time.monotonic() < deadline:
        answer = try_to_send(conversation, body)
        if answer is not None and answer.status == http.HTTPStatus.OK:
            reply: dict[str, Any] = answer.body
            return reply
        time.sleep(0.2)
    raise AssertionError("the servers did not come back")


def said_by(conversation: Conversation, who: str) -> list[str]:
    return [message["text"] for message in conversation.history() if message["from"] == who]


def check_answered_once(conversation: Conversation, said: list[str]) -> None:
    """Every message stands in the history once, each followed by its answer."""
    history = conversation.history()
    assert said_by(conversation, "merchant") == said
    assert [message["from"] for message in history] == ["merchant", "advisor"] * len(said)
