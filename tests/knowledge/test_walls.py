"""The brain knows nothing of Rasa, HTTP or storage; the action server knows nothing of the bot."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


# A room within a room, with walls of its own.
LEARNING = "bot/understanding/trained"


def imported(folder: str) -> Iterator[tuple[Path, str]]:
    inner = [] if folder == LEARNING else sorted((ROOT / LEARNING).rglob("*.py"))
    for path in sorted({*(ROOT / folder).rglob("*.py")} - {*inner}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                yield path, node.module.split(".")[0]


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("knowledge", {"knowledge", "yaml", "experta"}),
        ("actions", {"actions", "knowledge", "rasa_sdk", "yaml"}),
        ("bot/understanding", {"bot", "knowledge", "jieba", "spacy"}),
        ("bot/report", {"bot", "jinja2", "markupsafe", "yaml", "weasyprint", "fontTools"}),
        (LEARNING, {"bot", "knowledge", "numpy", "scipy", "sklearn"}),
    ],
)
def test_a_room_imports_only_what_it_may_know(folder: str, allowed: set[str]) -> None:
    standard = set(sys.stdlib_module_names)
    foreign = [(path.name, name) for path, name in imported(folder) if name not in allowed | standard]
    assert list(imported(folder))
    assert foreign == []
