"""Every text of the dialogue is said somewhere, and wants filled in only what the dialogue has."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from actions.replies import TEXTS

ROOT = Path(__file__).parents[2]
RAW: dict[str, str | list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
SAYS = {"get", "remark", "say"}
BUTTON = "button_"
# What the channel says itself (bot/channel/deletion.py), with what it fills in.
OF_THE_CHANNEL = {"deleted": {"messages", "answers"}}


def _blanks(name: str) -> set[str]:
    variants = RAW[name]
    texts = [variants] if isinstance(variants, str) else variants
    return {blank for text in texts for _, blank, _, _ in Formatter().parse(text) if blank}


def _calls() -> Iterator[tuple[ast.expr, set[str]]]:
    """What is said, and with which blanks filled in."""
    for path in (ROOT / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYS:
                yield from ((argument, {one.arg or "*" for one in node.keywords}) for argument in node.args[:1])


def _names(node: ast.AST) -> Iterator[str]:
    """The names of texts in an expression; one put together (change_{direction}) by its beginning and a star."""
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr) and one.values and isinstance(one.values[0], ast.Constant):
            yield f"{one.values[0].value}*"
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


GIVEN: dict[str, list[set[str]]] = defaultdict(list)
for _said, _filled in _calls():
    for _name in _names(_said):
        GIVEN[_name].append(_filled)
MENTIONED = {
    name for path in (ROOT / "actions").glob("*.py") for name in _names(ast.parse(path.read_text(encoding="utf-8")))
}


def _given(name: str) -> list[set[str]]:
    beginnings = [one for one in GIVEN if one.endswith("_*") and name.startswith(one[:-1])]
    return [filled for one in (name, *beginnings) for filled in GIVEN.get(one, [])]


@pytest.mark.parametrize("name", RAW)
def test_every_text_is_said_somewhere(name: str) -> None:
    said = name in MENTIONED or name in OF_THE_CHANNEL or _given(name)
    assert said or name.removeprefix(BUTTON) in MENTIONED, "nobody says this text; delete it"


@pytest.mark.parametrize("name", RAW)
def test_what_a_text_wants_filled_in_is_something_the_dialogue_fills_in(name: str) -> None:
    known = {blank for _, filled in _calls() for blank in filled}
    assert _blanks(name) <= known | OF_THE_CHANNEL.get(name, set()), _blanks(name) - known
