"""Starts Rasa's action server on loopback only, without its open CORS and without echoing requests in errors."""

from __future__ import annotations

import logging
import os

import rasa_sdk.endpoint
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.launcher.settings import LOOPBACK, Settings

logger = logging.getLogger("actions")


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = Settings.from_environment(os.environ)
    create_app("actions").run(LOOPBACK, settings.action_port, access_log=False, workers=1)


def create_app(package: str) -> Sanic:
    """Rasa's own application with the actions of `package`."""
    app = rasa_sdk.endpoint.create_app(package, cors_origins="")
    app.exception(Exception)(_fail)
    return app


async def _fail(_: Request, error: Exception) -> HTTPResponse:
    """Says that an action failed, and where, but nothing of the conversation: the message may quote the merchant."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame is not None else "an unknown place"
    logger.error("An action failed: %s at %s", type(error).__name__, place)
    return json({"error": type(error).__name__}, status=500)


if __name__ == "__main__":
    main()
