"""The chat page as a second Rasa channel, so that page and API share one address. It carries no messages itself."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

PREFIX = "/chat"
_FOLDER = Path(__file__).parent.parent / "page"
_INDEX = "index.html"
_CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class ChatPage(InputChannel):
    """`/chat`: the page and the files it is made of, read once at start."""

    @classmethod
    def name(cls) -> str:
        return "chat_page"

    def url_prefix(self) -> str:
        return PREFIX

    def blueprint(self, _: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("chat_page", strict_slashes=False)
        blueprint.listener("before_server_start")(_lead_home)
        for file in sorted(_FOLDER.iterdir()):
            if file.suffix in _CONTENT_TYPES:
                serve = functools.partial(_serve, file.read_bytes(), _CONTENT_TYPES[file.suffix])
                path = "/" if file.name == _INDEX else f"/{file.name}"
                blueprint.add_route(serve, path, methods=["GET"], name=file.name.replace(".", "_"))
        return blueprint


async def _lead_home(app: Sanic, __: Any) -> None:
    """Whoever opens the bare address gets the page instead of Rasa's greeting."""

    async def redirect(request: Request) -> HTTPResponse | None:
        return HTTPResponse(status=302, headers={"Location": PREFIX}) if request.path == "/" else None

    app.register_middleware(redirect, "request")


async def _serve(content: bytes, content_type: str, _: Request) -> HTTPResponse:
    return HTTPResponse(content, 200, SECURITY_HEADERS, content_type)
