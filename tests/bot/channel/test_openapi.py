"""The description of the API against what the API does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.channel.api import AdvisorApi
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.fakes import question
from tests.conftest import Answer

REFUSALS = {"403", "429"}


@pytest.fixture
def document(channel: Channel) -> dict[str, Any]:
    body: dict[str, Any] = channel.call("GET", "/api/v1/openapi.json").body
    return body


async def deliver(_: Any) -> None:
    raise AssertionError("no message is sent here")


def routes() -> set[tuple[str, str]]:
    blueprint = AdvisorApi().blueprint(deliver)
    return {
        (method, re.sub(r"<(\w+):str>", _parameter, route.uri))
        for route in blueprint._future_routes
        for method in route.methods
    }


def _parameter(found: re.Match[str]) -> str:
    return "{id}" if found[1] == "conversation" else f"{{{found[1]}}}"


def described(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
        if method != "parameters"
    }


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def resolve(document: dict[str, Any], reference: str) -> Any:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def check(document: dict[str, Any], method: str, path: str, answer: Answer) -> None:
    """Holds one real answer against the schema the document promises for it."""
    promised = document["paths"][path][method]["responses"][str(answer.status)]
    if "$ref" in promised:
        promised = resolve(document, promised["$ref"])
    schema = {**promised["content"]["application/json"]["schema"], "components": document["components"]}
    Draft202012Validator(schema).validate(answer.body)


def test_every_route_is_described_and_nothing_else(document: dict[str, Any]) -> None:
    assert described(document) == routes()


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in references(document):
        assert resolve(document, reference) is not None


def test_only_what_needs_no_conversation_is_open_to_everybody(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                assert ("security" in operation) == ("{id}" in path), f"{method} {path}"


def test_every_route_may_refuse(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                assert set(operation["responses"]) >= REFUSALS, f"{method} {path}"


def test_real_answers_keep_the_promise(channel: Channel, talk: Talk, document: dict[str, Any]) -> None:
    one = "/conversations/{id}"
    channel.agent.answer = lambda _: [{"text": "记下了"}, question("product_mix", ("没有分工", "没有分工"))]
    channel.agent.interview = {
        "facts": {
            "avg_stay_sec": {"low": 15, "high": 16, "status": "known", "text": "十五六秒"},
            "paid_daily_spend": {"value": 3000, "status": "known", "text": "一天三千"},
        }
    }
    check(document, "get", "/health", channel.call("GET", "/api/v1/health"))
    check(document, "post", "/conversations", channel.call("POST", "/api/v1/conversations"))
    check(document, "post", f"{one}/messages", talk.send({"text": "卖女装"}))
    check(document, "get", f"{one}/messages", talk.get("messages"))
    check(document, "get", f"{one}/situation", talk.get("situation"))
    check(document, "get", f"{one}/report", talk.get("report"))
    link = channel.call("POST", f"{talk.path}/reports", token=talk.token)
    check(document, "post", f"{one}/reports", link)


def test_real_errors_keep_the_promise(channel: Channel, talk: Talk, document: dict[str, Any]) -> None:
    say = "/conversations/{id}/messages"
    channel.agent.answer = lambda _: []
    for body in ({"text": 1}, {"text": "x" * 4001}, {"text": ""}, {"choice": "no"}, {"text": "在吗"}):
        check(document, "post", say, talk.send(body))
    check(document, "post", "/conversations", channel.call("POST", "/api/v1/conversations", origin="null"))
    revoked = channel.call("DELETE", f"{talk.path}/reports/none", token=talk.token)
    check(document, "delete", "/conversations/{id}/reports/{report}", revoked)
    talk.token = "wrong"
    check(document, "post", say, talk.send({"text": "在吗"}))
    talk.path = "/api/v1/conversations/nobody"
    check(document, "post", say, talk.send({"text": "在吗"}))
