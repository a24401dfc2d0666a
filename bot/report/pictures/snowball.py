"""The growth snowball: three links that drive each other, the one that is broken, and how the feedback runs."""

from __future__ import annotations

import math
from typing import Any

from markupsafe import Markup

from bot.report.document import Document
from bot.report.pictures.drawing import Drawing, Look
from bot.report.texts import say

LINKS = ("汇流量", "促转化", "聚沉淀")
_WIDTH, _HEIGHT = 360, 336
_CENTRE = (180.0, 172.0)
_RING, _NODE = 112.0, 48.0
# Degrees, clockwise from the right: one link above, the next ones to its right and left below.
_ANGLES = dict(zip(LINKS, (-90.0, 30.0, 150.0), strict=True))
_ROOM = 30.0

_WHOLE = Look("brand-soft", "brand", 2.5)
_BROKEN = Look("stuck-soft", "stuck", 3, "7 6")
_UNKNOWN = Look("sunken", "muted", 2, "2 6")
_FLOW = Look(edge="brand", width=5)
_PUSH = Look(edge="muted", width=1.75)


def snowball(document: Document) -> Markup:
    """The picture of where the snowball stands."""
    stage = document.report["stage"]
    drawing = Drawing(_alternative(document), "snowball", _HEIGHT, _WIDTH)
    drawing.circle(*_CENTRE, _RING + 26, Look("sunken"))
    for link in LINKS:
        _draw_flow(drawing, link, stage)
    for number, push in enumerate(document.feedback, start=1):
        _draw_push(drawing, push, number, push["from"] == stage)
    for link in LINKS:
        _draw_link(drawing, link, stage)
    return drawing.markup()


def _draw_link(drawing: Drawing, link: str, stage: str) -> None:
    x, y = _place(_ANGLES[link], _RING)
    if stage == link:
        drawing.circle(x, y, _NODE, _BROKEN)
        crack = f"M{x - 8:.1f} {y - 50:.1f} l9 13 l-10 7 l6 8"
        drawing.path(crack, Look(edge="stuck", width=3))
        drawing.text(link, x, y + 6, 18, "stuck", bold=True)
        drawing.rect(x - 36, y + 14, 72, 22, Look("stuck"), 11)
        drawing.text(say("link_broken"), x, y + 30, 13, "on-brand", bold=True)
        return
    known = stage != "undecided"
    drawing.circle(x, y, _NODE, _WHOLE if known else _UNKNOWN)
    state = {"none": say("link_whole"), "undecided": say("link_unknown")}.get(stage)
    drawing.text(link, x, y + (6 if state is None else 1), 18, "ink" if known else "muted", bold=True)
    if state is not None:
        drawing.text(state, x, y + 21, 13, "brand" if known else "muted")


def _draw_flow(drawing: Drawing, link: str, stage: str) -> None:
    """The arc from a link to the next one, along the ring; nothing flows on from the broken one."""
    start, end = _ANGLES[link] + _ROOM, _ANGLES[link] + 120 - _ROOM
    look = {link: Look(edge="stuck", width=4, dashes="1 10"), "undecided": Look(edge="line", width=4)}.get(stage, _FLOW)
    (x1, y1), (x2, y2) = _place(start, _RING), _place(end - 4, _RING)
    drawing.path(f"M{x1:.1f} {y1:.1f} A{_RING:g} {_RING:g} 0 0 1 {x2:.1f} {y2:.1f}", look)
    drawing.arrowhead(*_place(end, _RING), end + 88, Look(look.edge), 14)


def _draw_push(drawing: Drawing, push: Any, number: int, stopped: bool) -> None:
    """A feedback arrow inside the ring, with the number under which the legend explains it."""
    source, target = _ANGLES[push["from"]], _ANGLES[push["to"]]
    turn = 17 if (target - source) % 360 > 180 else -17
    x1, y1 = _toward(source, turn)
    x2, y2 = _toward(target, -turn)
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    bend = (middle[0] + (_CENTRE[0] - middle[0]) * 0.5, middle[1] + (_CENTRE[1] - middle[1]) * 0.5)
    colour = "stuck" if stopped else "muted"
    look = Look(edge=colour, width=_PUSH.width, dashes="3 6" if stopped else "")
    drawing.path(f"M{x1:.1f} {y1:.1f} Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}", look)
    heading = math.degrees(math.atan2(y2 - bend[1], x2 - bend[0]))
    drawing.arrowhead(x2, y2, heading, Look(colour), 9)
    at = ((middle[0] + bend[0]) / 2, (middle[1] + bend[1]) / 2)
    drawing.circle(*at, 10, Look("surface", colour, 1.5))
    drawing.text(str(number), at[0], at[1] + 4.5, 13, colour, bold=True)


def _toward(angle: float, turn: float) -> tuple[float, float]:
    """A point on the inner edge of a link, `turn` degrees of the node off the way to the centre."""
    x, y = _place(angle, _RING)
    inward = math.radians(angle + 180 + turn * 2)
    return x + (_NODE + 5) * math.cos(inward), y + (_NODE + 5) * math.sin(inward)


def _place(angle: float, radius: float) -> tuple[float, float]:
    turned = math.radians(angle)
    return _CENTRE[0] + radius * math.cos(turned), _CENTRE[1] + radius * math.sin(turned)


def _alternative(document: Document) -> str:
    stage = document.report["stage"]
    state = say("state_broken", stage=stage) if stage in LINKS else say(f"state_{stage}")
    pushes = (say("feedback_alt", source=one["from"], target=one["to"], text=one["text"]) for one in document.feedback)
    return say("snowball_alt", links="、".join(LINKS), state=state, feedback="；".join(pushes))
