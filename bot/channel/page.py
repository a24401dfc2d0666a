"""The pages and the widget as a second Rasa channel, so that they share an address with the API. Carries no message."""

from __future__ import annotations

import functools
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.origins import Origins
from bot.channel.settings import ChannelSettings

HOME = "/chat"
_BOT = Path(__file__).parent.parent
PAGES = _BOT / "page"
# Built from bot/widget/src; scripts/widget.sh sees to it.
WIDGET = _BOT / "widget" / "dist"
_ADDRESSES = {"index.html": HOME, "demo.html": "/demo"}
_CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".md": "text/markdown; charset=utf-8",
}
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_PAGE_HEADERS = {
    **_EVERYWHERE,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors}; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# The widget is the same for everybody and may be loaded by any page; what it may ask of the API is decided there.
_PUBLIC_HEADERS = {
    **_EVERYWHERE,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class ChatPage(InputChannel):
    """`/chat`, `/demo` and `/widget`: every file read once at start."""

    @classmethod
    def name(cls) -> str:
        return "chat_page"

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, _: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("chat_page", strict_slashes=False)
        blueprint.listener("before_server_start")(_lead_home)
        origins = Origins(ChannelSettings.from_environment(os.environ).origins)
        for file in _files(PAGES):
            address = _ADDRESSES.get(file.name, f"{HOME}/{file.name}")
            _publish(blueprint, address, file, page_headers(origins.frame_ancestors))
        for file in _files(WIDGET):
            _publish(blueprint, f"/widget/{file.name}", file, _PUBLIC_HEADERS)
        return blueprint


def page_headers(frame_ancestors: str) -> dict[str, str]:
    """What keeps a browser careful with a page of ours; `frame_ancestors` may show it in a frame."""
    policy = "Content-Security-Policy"
    return {**_PAGE_HEADERS, policy: _PAGE_HEADERS[policy].format(frame_ancestors=frame_ancestors)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in _CONTENT_TYPES)


def _publish(blueprint: Blueprint, address: str, file: Path, headers: Mapping[str, str]) -> None:
    serve = functools.partial(_serve, file.read_bytes(), _CONTENT_TYPES[file.suffix], headers)
    blueprint.add_route(serve, address, methods=["GET"], name=f"{file.parent.name}_{file.name}".replace(".", "_"))


async def _lead_home(app: Sanic, __: Any) -> None:
    """Whoever opens the bare address gets the page instead of Rasa's greeting."""

    async def redirect(request: Request) -> HTTPResponse | None:
        return HTTPResponse(status=302, headers={"Location": HOME}) if request.path == "/" else None

    app.register_middleware(redirect, "request")


async def _serve(content: bytes, content_type: str, headers: Mapping[str, str], _: Request) -> HTTPResponse:
    return HTTPResponse(content, 200, dict(headers), content_type)
