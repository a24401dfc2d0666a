"""The sentences of the report page, from texts.yml. What the methodology says comes with the document."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def say(key: str, **blanks: Any) -> str:
    """One sentence with its blanks filled in."""
    return str(texts()[key]).format(**blanks)


def long_day(day: date) -> str:
    return say("long_day", year=day.year, month=day.month, day=day.day)


def short_day(day: date) -> str:
    return say("short_day", month=day.month, day=day.day)
