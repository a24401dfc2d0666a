"""Starts Rasa with the advisor's channels, without the command line's extras: one model, no HTTP API of its own."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

# Before Rasa: skops looks through every module loaded so far when it is imported, and once TensorFlow is among them
# the start takes four seconds longer.
import skops.io  # noqa: F401
from rasa.core.run import serve_application
from rasa.core.utils import AvailableEndpoints
from rasa.utils.log_utils import configure_structlog

from bot import rasa_patches
from bot.launcher.settings import Settings

_OWNER_ONLY = 0o077


def main(arguments: Sequence[str]) -> NoReturn:
    """Serves the model named by the only argument until told to stop."""
    os.umask(_OWNER_ONLY)
    # Below WARNING, Rasa's logs quote what the merchant said.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configure_structlog(logging.WARNING)
    os.environ["LOG_LEVEL"] = "WARNING"
    rasa_patches.apply()
    settings = Settings.from_environment(os.environ)
    serve_application(
        model_path=arguments[0],
        interface=settings.host,
        port=settings.port,
        credentials=str(settings.root / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(settings.root / "endpoints.yml")),
        enable_api=False,
    )
    # Everything is on disk; taking TensorFlow apart in good order would keep Ctrl-C waiting for seconds.
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
