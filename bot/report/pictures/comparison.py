"""One figure before and after: two points on one scale, and the way between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.report.pictures.drawing import Drawing, Look, percent
from bot.report.texts import say

_HEIGHT, _Y = 24, 12
_FIRST, _ROOM = 0.03, 0.92
_COLOURS = {"better": "brand", "worse": "stuck", "moved": "muted"}


def comparison(change: Mapping[str, Any]) -> Markup:
    """The picture of one change; both figures stand beside it in words."""
    direction = say(f"change_{change['direction']}")
    alternative = say(
        "change_alt", label=change["label"], before=change["before"], after=change["after"], direction=direction
    )
    drawing = Drawing(alternative, "comparison", _HEIGHT)
    colour = _COLOURS[change["direction"]]
    largest = max(change["was"], change["now"]) or 1.0
    was, now = (_FIRST + _ROOM * change[end] / largest for end in ("was", "now"))
    drawing.line("0%", _Y, "100%", _Y, Look(edge="line", width=2))
    drawing.line(percent(was), _Y, percent(now), _Y, Look(edge=colour, width=5))
    drawing.circle(percent(was), _Y, 5.5, Look("surface", "muted", 2))
    drawing.circle(percent(now), _Y, 8, Look(colour))
    return drawing.markup()
