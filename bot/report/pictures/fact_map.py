"""The FACT map: the four fields around the shop, each as full as it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.report.document import Document
from bot.report.pictures.drawing import Drawing, Look
from bot.report.texts import say

_WIDTH, _HEIGHT = 360, 232
_RUNGS = 3
# How many rungs are full for each readiness of fields.yml, and whether it is held back.
RUNGS: Mapping[str, int] = {"待了解": 0, "暂缓": 1, "先做": 2, "在做先补承接": 2, "可以开始": 3, "可以放大": 3}
HELD_BACK = "暂缓"
UNKNOWN = "待了解"


def fact_map(document: Document) -> Markup:
    """The picture of all four fields."""
    fields = document.report["fields"]
    parts = (say("field_alt", name=one["name"], readiness=one["readiness"]) for one in fields.values())
    drawing = Drawing(say("fields_alt", fields="；".join(parts)), "fact-map", _HEIGHT, _WIDTH)
    for place, (letter, field) in enumerate(fields.items()):
        _draw_field(drawing, letter, field, 4 + place % 2 * 180, 4 + place // 2 * 116)
    return drawing.markup()


def _draw_field(drawing: Drawing, letter: str, field: Mapping[str, Any], x: float, y: float) -> None:
    readiness = field["readiness"]
    colour = {HELD_BACK: "stuck", UNKNOWN: "muted"}.get(readiness, "brand")
    ground = {HELD_BACK: "stuck-soft", UNKNOWN: "sunken"}.get(readiness, "brand-soft")
    drawing.rect(x, y, 172, 108, Look(ground), 14)
    drawing.text(letter, x + 16, y + 44, 34, colour, "start", True)
    drawing.text(field["name"], x + 48, y + 40, 17, "ink", "start", True)
    drawing.text(readiness, x + 16, y + 72, 15, colour, "start", True)
    for rung in range(_RUNGS):
        full = rung < RUNGS.get(readiness, 0)
        drawing.rect(x + 16 + rung * 48, y + 86, 42, 8, Look(colour) if full else Look("surface"), 4)
