"""Keeps Rasa and TensorFlow silent: nothing in the tables, nothing over the network."""

from __future__ import annotations

import logging
import os

import structlog


def quiet() -> None:
    """Lets only errors through; call it before Rasa is imported. Rasa otherwise prints every message it parses."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # Sanic switches deprecation warnings on again; captured, they go where the log goes.
    logging.captureWarnings(True)
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
