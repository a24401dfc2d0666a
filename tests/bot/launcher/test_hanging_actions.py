"""A real action server that stops answering: a clear answer with the right status, and the conversation goes on."""

from __future__ import annotations

import http
import os
import signal
from pathlib import Path

from tests.conftest import Advisor


def _action_server(advisor: Advisor) -> int:
    """The process id of the action server among the launcher's children."""
    launcher = advisor.process.pid
    children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text(encoding="ascii").split()
    return next(int(one) for one in children if b"action_server" in Path(f"/proc/{one}/cmdline").read_bytes())


def test_a_turn_without_actions_is_refused_and_can_be_sent_again(advisor: Advisor) -> None:
    conversation = advisor.new_conversation()
    conversation.say("女装，停留15秒")
    server = _action_server(advisor)
    os.kill(server, signal.SIGSTOP)
    try:
        refused = conversation.send({"text": "体验分4.8"})
    finally:
        os.kill(server, signal.SIGCONT)
    assert refused.status == http.HTTPStatus.SERVICE_UNAVAILABLE
    assert refused.body["error"]["message"]
    assert "experience_score" not in conversation.situation()
    conversation.say("体验分4.8")
    assert conversation.situation()["experience_score"] == 4.8
    assert conversation.situation()["avg_stay_sec"] == 15
