"""Either server killed before, during and after a turn: nothing said is lost, nothing is answered twice."""

from __future__ import annotations

import http
import http.client
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
# Seconds into the turn: while it is read, while the action thinks, about when it is stored.
MOMENTS = (0.005, 0.03, 0.08)
KNOWN = {"avg_stay_sec": 28, "price_avg": 89, "experience_score": 4.8}


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """An advisor whose servers the tests here kill."""
    running = Advisor(tmp_path_factory.mktemp("victim") / "var")
    running.start()
    yield running
    running.stop()


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


def send_and_kill(conversation: Conversation, body: dict[str, str], module: str, moment: float) -> None:
    """Sends a message and kills a server so many seconds into the turn."""
    sender = threading.Thread(target=try_to_send, args=(conversation, body))
    sender.start()
    time.sleep(moment)
    kill(conversation.advisor, module)
    sender.join()


def begin(victim: Advisor) -> Conversation:
    conversation = victim.new_conversation()
    conversation.say("停留28秒")
    return conversation


def check(conversation: Conversation) -> None:
    """Everything told is known; every message stands in the history once, each followed by its answer."""
    assert KNOWN.items() <= conversation.situation().items()
    history = conversation.history()
    assert [one["text"] for one in history if one["from"] == "merchant"] == ["停留28秒", "客单价89", "体验分4.8"]
    assert [one["from"] for one in history] == ["merchant", "advisor"] * 3


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_actions_killed_during_a_turn(victim: Advisor, moment: float) -> None:
    conversation = begin(victim)
    send_and_kill(conversation, {"text": "客单价89"}, ACTIONS, moment)
    send_until_answered(conversation, {"text": "体验分4.8"})
    check(conversation)


def test_the_actions_away_before_a_turn(victim: Advisor) -> None:
    conversation = begin(victim)
    kill(victim, ACTIONS)
    refused = conversation.send({"text": "客单价89"})
    assert (refused.status, refused.body["error"]["code"]) == (http.HTTPStatus.SERVICE_UNAVAILABLE, "away")
    assert "收到了" in refused.body["error"]["message"]
    send_until_answered(conversation, {"text": "体验分4.8"})
    check(conversation)


def test_the_dialogue_killed_during_a_turn(victim: Advisor) -> None:
    conversation = begin(victim)
    send_and_kill(conversation, {"text": "客单价89"}, DIALOGUE, MOMENTS[-1])
    send_until_answered(conversation, {"text": "体验分4.8"})
    check(conversation)


def test_the_dialogue_killed_after_a_turn_whose_answer_got_lost(victim: Advisor) -> None:
    conversation, message = begin(victim), {"text": "客单价89", "id": "m1"}
    lost = conversation.send(message).body
    kill(victim, DIALOGUE)
    assert send_until_answered(conversation, message) == lost
    send_until_answered(conversation, {"text": "体验分4.8"})
    check(conversation)
