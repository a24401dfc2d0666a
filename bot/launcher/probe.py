"""Whether the servers really answer, asked the way a client would ask."""

from __future__ import annotations

import http.client
import json
from typing import Any

from bot.launcher.problems import LaunchError
from bot.launcher.settings import LOOPBACK, Settings

_SECONDS = 30.0
_GREETING = "你好"


def action_server_answers(settings: Settings) -> bool:
    return _answers(LOOPBACK, settings.action_port, "/health")


def dialogue_server_answers(settings: Settings) -> bool:
    return _answers(settings.reachable_host, settings.port, "/api/v1/health")


def hold_a_conversation(settings: Settings) -> None:
    """One greeting through the whole chain, then forgotten. Raises LaunchError when no reply comes back."""
    conversations = "/api/v1/conversations"
    opened = _call(settings, "POST", conversations)
    one, key = f"{conversations}/{opened['id']}", opened["token"]
    reply = _call(settings, "POST", f"{one}/messages", key, {"text": _GREETING})
    _call(settings, "DELETE", one, key)
    if not reply["messages"]:
        raise LaunchError(f"服务起来了，但打招呼没有回应。看日志：{settings.logs}")


def _answers(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _call(settings: Settings, method: str, path: str, token: str = "", body: Any = None) -> Any:
    connection = http.client.HTTPConnection(settings.reachable_host, settings.port, timeout=_SECONDS)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        connection.request(method, path, json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise LaunchError(f"服务起来了，但连不上：{error}。看日志：{settings.logs}") from None
    finally:
        connection.close()
    if response.status >= http.HTTPStatus.BAD_REQUEST:
        raise LaunchError(f"服务起来了，但试着聊一句没有成功（{response.status}）。看日志：{settings.logs}")
    return json.loads(content) if content else None
