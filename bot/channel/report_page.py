"""The reports that have a link, as a Rasa channel of its own. It carries no messages; whoever has the link may look."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import report
from bot.channel import clock, report_shelf
from bot.channel.conversations import log_failure
from bot.channel.errors import ApiError
from bot.channel.incoming import read_object
from bot.channel.limits import OF_PRINTING, Buckets
from bot.channel.paper import CannotPrintError, Printer, PrintingError
from bot.channel.report_shelf import Kept, ReportShelf
from bot.channel.settings import ChannelSettings
from bot.channel.storage import private_file
from bot.report.markdown import render_markdown
from bot.report.page import render_notice, render_page
from bot.report.pdf import INSTALL
from bot.report.texts import say

PREFIX = "/report"
_ASSETS = Path(report.__file__).with_name("assets")
_CONTENT_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}

Page = Callable[..., Awaitable[HTTPResponse]]


class ReportPage(InputChannel):
    """`/report/<token>`: the page, what can be taken away from it, and the steps to tick."""

    @classmethod
    def name(cls) -> str:
        return "report_page"

    def url_prefix(self) -> str:
        return PREFIX

    def blueprint(self, _: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("report_page", strict_slashes=False)
        for file in sorted(_ASSETS.iterdir()):
            serve = functools.partial(_serve_asset, file.read_bytes(), _CONTENT_TYPES[file.suffix])
            blueprint.add_route(serve, f"/{file.name}", methods=["GET"], name=file.name.replace(".", "_"))
        pages = _Pages()
        blueprint.listener("before_server_start")(pages.start)
        blueprint.listener("after_server_stop")(pages.stop)
        for method, path, handler in pages.routes():
            opened = functools.partial(pages.open, handler)
            blueprint.add_route(opened, f"/<token:str>{path}", methods=[method], name=handler.__name__)
        return blueprint


class _Pages:
    """From a token to what it opens."""

    def __init__(self) -> None:
        self._shelf: ReportShelf
        self._printer: Printer
        self._printings: Buckets

    def routes(self) -> list[tuple[str, str, Page]]:
        return [
            ("GET", "", self.page),
            ("GET", "/report.pdf", self.pdf),
            ("GET", "/report.md", self.markdown),
            ("GET", "/report.json", self.data),
            ("POST", "/steps/<step:str>", self.tick),
        ]

    async def start(self, _: Sanic, __: Any) -> None:
        self._shelf = ReportShelf(private_file(report_shelf.FILE_NAME))
        self._printer = Printer()
        factor = ChannelSettings.from_environment(os.environ).limit_factor
        self._printings = Buckets(OF_PRINTING.times(factor))

    async def stop(self, _: Sanic, __: Any) -> None:
        self._shelf.close()

    async def open(self, page: Page, request: Request, token: str, **path: str) -> HTTPResponse:
        """Shows a page of the report a token opens; tells nobody why another token opens none."""
        kept = self._shelf.find(token, clock.now())
        if kept is None:
            return _notice("gone_title", say("gone"), 404)
        return await page(request, kept, **path)

    async def page(self, request: Request, kept: Kept) -> HTTPResponse:
        return _answer(render_page(kept.document, kept.ticked, _address(request)), _HTML)

    async def pdf(self, request: Request, kept: Kept) -> HTTPResponse:
        try:
            self._printings.take(kept.report)
            pdf = await self._printer.print(kept)
        except ApiError as refusal:
            return _notice("pdf_failed_title", refusal.problem.message, refusal.problem.status, _address(request))
        except CannotPrintError:
            return _notice("pdf_missing_title", say("pdf_missing", install=INSTALL), 503, _address(request))
        except PrintingError as error:
            log_failure("A PDF failed", error)
            return _notice("pdf_failed_title", say("pdf_failed"), 503, _address(request))
        return _download(pdf, "application/pdf", kept.document.made_on, "pdf")

    async def markdown(self, _: Request, kept: Kept) -> HTTPResponse:
        text = render_markdown(kept.document, kept.ticked)
        return _download(text.encode(), "text/markdown; charset=utf-8", kept.document.made_on, "md")

    async def data(self, _: Request, kept: Kept) -> HTTPResponse:
        text = json.dumps(kept.document.report, ensure_ascii=False, allow_nan=False)
        return _download(text.encode(), "application/json; charset=utf-8", kept.document.made_on, "json")

    async def tick(self, request: Request, kept: Kept, step: str) -> HTTPResponse:
        if step not in kept.document.actions:
            return HTTPResponse(status=404, headers=_HEADERS)
        try:
            done = read_object(request.body).get("done")
        except ApiError:
            done = None
        if not isinstance(done, bool):
            return HTTPResponse(status=400, headers=_HEADERS)
        self._shelf.tick(kept, step, done)
        return HTTPResponse(status=204, headers=_HEADERS)


def _address(request: Request) -> str:
    """The address of the report's page, whichever of its parts was asked for."""
    return f"{PREFIX}/{request.match_info['token']}"


def _notice(title: str, text: str, status: int, back: str = "") -> HTTPResponse:
    return HTTPResponse(render_notice(say(title), text, back), status, _HEADERS, _HTML)


def _answer(text: str, content_type: str) -> HTTPResponse:
    return HTTPResponse(text, 200, _HEADERS, content_type)


def _download(content: bytes, content_type: str, made: date, ending: str) -> HTTPResponse:
    headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="report-{made.isoformat()}.{ending}"'}
    return HTTPResponse(content, 200, headers, content_type)


async def _serve_asset(content: bytes, content_type: str, _: Request) -> HTTPResponse:
    return HTTPResponse(content, 200, {**_HEADERS, "Cache-Control": "no-cache"}, content_type)
