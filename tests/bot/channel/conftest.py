"""The channel on a real Sanic server in a thread, with a fake agent where Rasa would be."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import register
from rasa.server import add_root_route, configure_cors
from sanic import Sanic

from bot.channel import api
from bot.channel.api import AdvisorApi
from bot.channel.page import ChatPage
from bot.channel.report_page import ReportPage
from tests.bot.channel.fakes import FakeAgent
from tests.conftest import Answer, free_ports, request


class Channel:
    """The API and the page, answering on loopback; `agent` is scripted by the test."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.agent = FakeAgent()
        (self.port,) = free_ports(1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(timeout=10)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    def call(
        self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, token: str = "", **headers: str
    ) -> Answer:
        """One request; further headers by their names, in snake case."""
        content = raw if raw is not None else None if body is None else json.dumps(body).encode()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        return request(self.port, method, path, content, sent)

    def open(self) -> Talk:
        grant = self.call("POST", "/api/v1/conversations").body
        return Talk(self, grant["id"], grant["token"])

    async def _serve(self) -> None:
        Sanic.test_mode = True
        app = Sanic(f"channel_{self.port}", configure_logging=False)
        app.ctx.agent = self.agent
        add_root_route(app)
        configure_cors(app)
        register([AdvisorApi(), ChatPage(), ReportPage()], app, route="/webhooks/")
        self._server: Any = await app.create_server("127.0.0.1", self.port, return_asyncio_server=True)
        await self._server.startup()
        await self._server.before_start()

    async def _close(self) -> None:
        self._server.close()
        await self._server.after_stop()


class Talk:
    """One conversation with its key."""

    def __init__(self, channel: Channel, conversation: str, token: str) -> None:
        self.channel = channel
        self.id = conversation
        self.token = token
        self.path = f"/api/v1/conversations/{conversation}"

    def send(self, body: Any = None, *, raw: bytes | None = None) -> Answer:
        return self.channel.call("POST", f"{self.path}/messages", body, raw=raw, token=self.token)

    def get(self, what: str) -> Answer:
        return self.channel.call("GET", f"{self.path}/{what}", token=self.token)

    def forget(self) -> Answer:
        return self.channel.call("DELETE", self.path, token=self.token)


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    monkeypatch.setenv("ADVISOR_VAR", str(tmp_path / "var"))
    running = Channel(tmp_path / "var")
    monkeypatch.setattr(api, "is_answering", running.agent.actions_answer)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def talk(channel: Channel) -> Talk:
    return channel.open()
