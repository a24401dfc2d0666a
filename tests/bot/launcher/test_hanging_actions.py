"""A real action server that stops answering: a clear answer with the right status, and the conversation goes on."""

from __future__ import annotations

import http
import os
import signal
import time
from pathlib import Path

from tests.conftest import Advisor

PATIENCE_SECONDS = 30


def _action_server(advisor: Advisor) -> int:
    """The process id of the action server among the launcher's children."""
    launcher = advisor.process.pid
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text(encoding="ascii").split()
    return next(int(one) for one in children if b"action_server" in Path(f"/proc/{one}/cmdline").read_bytes())


def test_while_no_action_answers_it_says_so_and_then_goes_on_by_itself(advisor: Advisor) -> None:
    conversation = advisor.new_conversation()
    conversation.say("女装，停留15秒")
    server = _action_server(advisor)
    os.kill(server, signal.SIGSTOP)
    try:
        refused = conversation.send({"text": "体验分4.8"})
    finally:
        os.kill(server, signal.SIGCONT)
    assert refused.status == http.HTTPStatus.SERVICE_UNAVAILABLE
    assert "收到了" in refused.body["error"]["message"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while conversation.situation().get("experience_score") != 4.8:
        assert time.monotonic() < deadline, "it did not go on by itself"
        time.sleep(0.1)
    assert conversation.situation()["avg_stay_sec"] == 15
    conversation.say("客单89")
    said = [message["text"] for message in conversation.history() if message["from"] == "merchant"]
    assert said == ["女装，停留15秒", "体验分4.8", "客单89"]
