"""The action server keeps to itself what it is sent."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sanic import Sanic

from bot.launcher.action_server import create_app
from tests.conftest import Answer, free_ports, request

SECRET = "我家仓库在临平三号院"
PACKAGE = "failing_actions"
FAILING_ACTIONS = f'''
from rasa_sdk import Action

class Fail(Action):
    def name(self):
        return "action_fail"

    def run(self, dispatcher, tracker, domain):
        raise ValueError("{SECRET}")
'''


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    (tmp_path / f"{PACKAGE}.py").write_text(FAILING_ACTIONS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    (port,) = free_ports(1)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def serve() -> Any:
        Sanic.test_mode = True
        running = await create_app(PACKAGE).create_server("127.0.0.1", port, return_asyncio_server=True)
        await running.startup()
        return running

    running = asyncio.run_coroutine_threadsafe(serve(), loop).result(timeout=10)
    yield port
    loop.call_soon_threadsafe(running.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=10)


def call_action(port: int, name: str, origin: str = "") -> Answer:
    tracker = {"sender_id": "x", "slots": {}, "latest_message": {"text": SECRET}, "events": []}
    body = json.dumps({"next_action": name, "sender_id": "x", "tracker": tracker, "version": "3.6.21"}).encode()
    return request(port, "POST", "/webhook", body, {"Origin": origin} if origin else {})


def test_a_failing_action_answers_with_the_kind_of_error_alone(server: int, caplog: pytest.LogCaptureFixture) -> None:
    answer = call_action(server, "action_fail")
    assert (answer.status, answer.body) == (500, {"error": "ValueError"})
    assert SECRET not in caplog.text


def test_an_unknown_action_is_refused_without_repeating_the_request(server: int) -> None:
    answer = call_action(server, "action_nobody_knows")
    assert answer.status >= 400
    assert SECRET not in json.dumps(answer.body, ensure_ascii=False)


def test_no_web_page_may_call_it(server: int) -> None:
    assert "access-control-allow-origin" not in call_action(server, "action_fail", "http://elsewhere.example").headers
