"""The dialogue's sentences, as far as a machine can hold them against docs/style.md."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

from actions.replies import TEXTS
from bot.understanding import asides

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
RAW: dict[str, str | list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
WORDINGS = [(name, wording) for name, text in RAW.items() for wording in ([text] if isinstance(text, str) else text)]
SAYS = {"get", "vary", "say"}
BUTTON = "button_"
# Texts by the name of what understanding found, and the levels a figure may have.
NAMED_ELSEWHERE = {
    value
    for name, value in vars(asides).items()
    if name.isupper() and isinstance(value, str) and not name.startswith("_")
}


def _limit(pattern: str) -> int:
    found = re.search(pattern, GUIDE)
    assert found is not None, pattern
    return int(found.group(1))


def _avoided() -> list[str]:
    table = GUIDE.split("| 不说 | 改说 |")[1].split("\n\n")[0]
    return [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]


def _bare(wording: str) -> str:
    """What is left to read without what is filled in and without marks."""
    return re.sub(r"\{\w+\}|\*\*|\n", "", wording)


def _placeholders(wording: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(wording) if field is not None}


def _mentioned() -> Iterator[tuple[str, set[str] | None]]:
    """The texts that the actions name: with what a call fills in, or None where they are only named.

    A name that is put together (figure_{trend}) is given by its beginning and a star.
    """
    for path in (ROOT / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in SAYS
                and node.args
            ):
                given = {keyword.arg for keyword in node.keywords if keyword.arg} | (
                    {"*"} if any(keyword.arg is None for keyword in node.keywords) else set()
                )
                yield from ((name, given) for name in _names(node.args[0]))
            elif isinstance(node, (ast.Constant, ast.JoinedStr)):
                yield from ((name, None) for name in _names(node))


def _names(node: ast.expr) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr) and one.values and isinstance(one.values[0], ast.Constant):
            yield f"{one.values[0].value}*"
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


MENTIONED: dict[str, list[set[str] | None]] = defaultdict(list)
for _name, _given in _mentioned():
    MENTIONED[_name].append(_given)
OFFERED_ACTS = {"start_diagnosis"} | {name for name in MENTIONED if f"{BUTTON}{name}" in RAW}


def _mentions(name: str) -> list[set[str] | None]:
    beginnings = [
        MENTIONED[one] for one in MENTIONED if len(one) > 2 and one.endswith("*") and name.startswith(one[:-1])
    ]
    return [*MENTIONED.get(name, []), *(given for mentions in beginnings for given in mentions)]


@pytest.mark.parametrize(("name", "wording"), WORDINGS)
def test_a_text_is_short(name: str, wording: str) -> None:
    longest = _limit(r"按钮不超过 (\d+) 个字") if name.startswith(BUTTON) else _limit(r"一条不超过 (\d+) 个字")
    assert len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9]+", _bare(wording))) <= longest


@pytest.mark.parametrize(("name", "wording"), WORDINGS)
def test_a_text_uses_none_of_the_words_to_avoid(name: str, wording: str) -> None:
    assert [word for word in _avoided() if word in wording] == [], name


def test_the_guide_has_words_to_avoid() -> None:
    assert len(_avoided()) > 20


@pytest.mark.parametrize(("name", "wording"), WORDINGS)
def test_a_text_is_calm_and_written_in_chinese_punctuation(name: str, wording: str) -> None:
    assert wording.count("！") <= 1, name
    assert not re.search(r"[~～]|\.\.\.|哈哈哈", wording), name
    assert not re.search(r"[\u4e00-\u9fff][,;?!]|[,;?!][\u4e00-\u9fff]", wording), name
    assert wording.count("**") <= 2 and wording.count("**") % 2 == 0, name


@pytest.mark.parametrize("name", RAW)
def test_every_text_is_said_somewhere(name: str) -> None:
    if name.startswith(BUTTON) and name.removeprefix(BUTTON) in MENTIONED:
        return
    assert name in NAMED_ELSEWHERE or _mentions(name), "nobody says this text; delete it"


@pytest.mark.parametrize(("name", "wording"), WORDINGS)
def test_what_a_text_wants_filled_in_is_given(name: str, wording: str) -> None:
    given = [one for one in _mentions(name) if one is not None]
    everything = set().union(*(one for mentions in MENTIONED.values() for one in mentions if one))
    possible = set().union(*given) if given else everything
    assert "*" in possible or _placeholders(wording) <= possible, f"{name}: {_placeholders(wording) - possible}"


@pytest.mark.parametrize("name", [name for name, text in RAW.items() if isinstance(text, list)])
def test_all_wordings_of_a_text_say_the_same_things_in_different_words(name: str) -> None:
    wordings = RAW[name]
    assert len(set(wordings)) == len(wordings) >= 2
    assert len({frozenset(_placeholders(wording)) for wording in wordings}) == 1
