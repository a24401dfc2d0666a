"""The colours of the page can be read, light, dark and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.report.pictures.drawing import PAPER

STYLES = Path("bot/report/assets/report.css").read_text(encoding="utf-8")
ENOUGH = 4.5
PAIRS = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("brand", "ground"),
    ("brand", "surface"),
    ("brand", "brand-soft"),
    ("stuck", "surface"),
    ("stuck", "stuck-soft"),
    ("brand-ink", "brand"),
    ("brand-ink", "stuck"),
    ("ink", "brand-soft"),
    ("ink", "stuck-soft"),
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT, DARK = (colours(block) for block in re.findall(r":root \{(.*?)\}", STYLES, re.S)[:2])


def luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(theme: dict[str, str], words: str, ground: str) -> None:
    assert contrast(theme[words], theme[ground]) >= ENOUGH


def test_pictures_on_paper_have_the_light_colours() -> None:
    named = {"line": "edge", "on-brand": "brand-ink"}
    assert {name: LIGHT[named.get(name, name)] for name in PAPER if name != "none"} == {
        name: value for name, value in PAPER.items() if name != "none"
    }
