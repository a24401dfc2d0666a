"""The handbook's own words, kept in texts.yml."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml


@functools.lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_name("texts.yml").read_text(encoding="utf-8"))
    return texts


def word(name: str, /, **values: object) -> str:
    """One of the handbook's sentences, filled in."""
    return _texts()[name].format(**values)
