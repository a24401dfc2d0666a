"""The HTTP API as a Rasa input channel. Named in credentials.yml; described in openapi.yml beside this file."""

from __future__ import annotations

import asyncio
import functools
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, exceptions
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel import access, conversation_store, inbox, report_shelf
from bot.channel.action_health import is_answering
from bot.channel.conversations import CHANNEL_NAME, Conversations, log_failure
from bot.channel.errors import ApiError, Problem
from bot.channel.gate import Gate
from bot.channel.identity import Identities
from bot.channel.inbox import Inbox
from bot.channel.incoming import read_identity, read_message
from bot.channel.report_page import PREFIX as REPORT_PREFIX
from bot.channel.report_shelf import ReportShelf
from bot.channel.settings import ChannelSettings
from bot.channel.storage import private_file
from bot.channel.transcript import Transcript
from knowledge import load_knowledge

PREFIX = "/api/v1"
LARGEST_BODY_BYTES = 64 * 1024
_DESCRIPTION = Path(__file__).with_name("openapi.yml")
_TOKEN_SCHEME = "bearer"
# The dialogue's sentences, read as data: a button says in the history what it said when it was tapped.
_DIALOGUE_TEXTS = Path(__file__).parents[2] / "actions" / "texts.yml"
_BUTTON_TEXT = "button_"
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SANIC_PROBLEMS: dict[type[Exception], Problem] = {
    exceptions.NotFound: Problem.UNKNOWN_ADDRESS,
    exceptions.MethodNotSupported: Problem.WRONG_METHOD,
    exceptions.PayloadTooLarge: Problem.BODY_TOO_LARGE,
    exceptions.InvalidUsage: Problem.MALFORMED,
    exceptions.ServiceUnavailable: Problem.NO_ANSWER,
}


class AdvisorApi(InputChannel):
    """`/api/v1`: conversations, their messages, what was learnt, the report."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL_NAME

    def url_prefix(self) -> str:
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("advisor_api", strict_slashes=False)
        endpoints = _Endpoints(on_new_message)
        blueprint.listener("before_server_start")(endpoints.start)
        blueprint.listener("after_server_stop")(endpoints.stop)
        for method, path, handler in endpoints.routes():
            # Sanic marks its handlers with attributes, which a bound method does not take.
            blueprint.add_route(functools.partial(handler), path, methods=[method], name=handler.__name__)
        return blueprint


class _Endpoints:
    """From a request to a conversation and back; every answer is JSON."""

    def __init__(self, deliver: Callable[[UserMessage], Awaitable[Any]]) -> None:
        self._deliver = deliver
        self._conversations: Conversations
        self._gate: Gate
        self._identities: Identities
        self._catching_up: asyncio.Task[None]
        self._description = yaml.safe_load(_DESCRIPTION.read_text(encoding="utf-8"))

    def routes(self) -> list[tuple[str, str, Callable[..., Awaitable[HTTPResponse]]]]:
        one = "/conversations/<conversation:str>"
        return [
            ("GET", "/health", self.health),
            ("GET", "/openapi.json", self.describe),
            ("POST", "/conversations", self.open),
            ("DELETE", one, self.forget),
            ("GET", f"{one}/messages", self.history),
            ("POST", f"{one}/messages", self.say),
            ("GET", f"{one}/situation", self.situation),
            ("GET", f"{one}/report", self.report),
            ("POST", f"{one}/reports", self.keep_report),
            ("DELETE", f"{one}/reports/<report:str>", self.revoke_report),
        ]

    async def start(self, app: Sanic, _: Any) -> None:
        app.config.REQUEST_MAX_SIZE = LARGEST_BODY_BYTES
        for kind in (ApiError, Exception, *_SANIC_PROBLEMS):
            app.error_handler.add(kind, _explain)
        settings = ChannelSettings.from_environment(os.environ)
        self._identities = Identities(settings.identity_key)
        self._gate = Gate(settings, (PREFIX, REPORT_PREFIX), _explain)
        self._gate.install(app)
        self._conversations = Conversations(
            load_knowledge(),
            access.AccessBook(private_file(access.FILE_NAME)),
            Transcript(private_file(conversation_store.FILE_NAME)),
            Inbox(private_file(inbox.FILE_NAME)),
            ReportShelf(private_file(report_shelf.FILE_NAME)),
            self._deliver,
            lambda: _acts(app),
            lambda: _actions_answer(app),
            _texts,
        )
        self._catching_up = asyncio.get_running_loop().create_task(self._conversations.keep_catching_up())

    async def stop(self, _: Sanic, __: Any) -> None:
        self._catching_up.cancel()
        self._conversations.close()

    async def health(self, request: Request) -> HTTPResponse:
        if not _agent(request.app).is_ready():
            raise ApiError(Problem.STARTING)
        return _json({"status": "ok"})

    async def describe(self, _: Request) -> HTTPResponse:
        return _json(self._description)

    async def open(self, request: Request) -> HTTPResponse:
        self._gate.count_opening(request)
        identity = read_identity(request.body)
        if identity is None:
            grant = self._conversations.open()
            return _json({"id": grant.conversation, "token": grant.token}, 201)
        grant = self._conversations.open_for(self._identities.merchant(identity))
        return _json({"id": grant.conversation, "token": grant.token, "returning": grant.returning}, 201)

    async def say(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        return _json(await self._conversations.say(conversation, read_message(request.body)))

    async def history(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        return _json({"messages": self._conversations.history(conversation)})

    async def situation(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        return _json(self._conversations.situation(conversation))

    async def report(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        return _json(await self._conversations.report(conversation))

    async def keep_report(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        link, expires = await self._conversations.keep_report(conversation)
        return _json({"id": link.report, "url": f"{REPORT_PREFIX}/{link.token}", "expires": expires}, 201)

    async def revoke_report(self, request: Request, conversation: str, report: str) -> HTTPResponse:
        self._admit(request, conversation)
        self._conversations.revoke_report(conversation, report)
        return HTTPResponse(status=204, headers=_HEADERS)

    async def forget(self, request: Request, conversation: str) -> HTTPResponse:
        self._admit(request, conversation)
        await self._conversations.forget(conversation)
        return HTTPResponse(status=204, headers=_HEADERS)

    def _admit(self, request: Request, conversation: str) -> None:
        header = request.headers.get("Authorization", "")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != _TOKEN_SCHEME:
            raise ApiError(Problem.UNAUTHORISED)
        self._conversations.admit(conversation, token)
        self._gate.count_use(conversation)


def _acts(app: Sanic) -> dict[str, str | None]:
    """Every act the dialogue knows, with the words on its button when it has one."""
    texts = _texts()
    return {act: texts.get(_BUTTON_TEXT + act) for act in _agent(app).domain.intents}


async def _actions_answer(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready() and await is_answering(agent.action_endpoint.url)


def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(_DIALOGUE_TEXTS.read_text(encoding="utf-8"))
    return texts


def _agent(app: Sanic) -> Any:
    return app.ctx.agent


def _explain(_: Request, error: Exception) -> HTTPResponse:
    """Every failure in the one shape of the interface."""
    if isinstance(error, ApiError):
        problem = error.problem
    else:
        problem = next((known for kind, known in _SANIC_PROBLEMS.items() if isinstance(error, kind)), Problem.INTERNAL)
    if problem is Problem.INTERNAL:
        log_failure("A request failed", error)
    response = _json(problem.to_json(), problem.status)
    if isinstance(error, ApiError) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _json(content: Any, status: int = 200) -> HTTPResponse:
    body = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return HTTPResponse(body, status, _HEADERS, "application/json; charset=utf-8")
