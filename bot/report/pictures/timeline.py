"""The plan on a timeline: each step from the day it begins to the day it is looked at again."""

from __future__ import annotations

from markupsafe import Markup

from bot.report.document import Document
from bot.report.pictures.drawing import Drawing, Look, percent
from bot.report.texts import say, short_day

_ROW, _HEAD = 38, 30
# The last bar ends here, so that its date has room.
_LAST = 0.70
_FIRST = 0.02


def timeline(document: Document) -> Markup:
    """The picture of the steps, first one on top."""
    steps = document.report["next_steps"]
    longest = max(step["review_days"] for step in steps)
    height = _HEAD + _ROW * len(steps) + 6
    drawing = Drawing(_alternative(document), "timeline", height)
    drawing.line(percent(_FIRST), _HEAD - 8, percent(_FIRST), height, Look(edge="line", width=1.5))
    drawing.text(f"{short_day(document.begun_on)} {say('plan_start')}", "0%", 14, 13, "muted", "start")
    for row, step in enumerate(steps):
        y = _HEAD + row * _ROW
        end = _FIRST + (_LAST - _FIRST) * step["review_days"] / longest
        drawing.rect(percent(_FIRST), y + 4, percent(end - _FIRST), 26, Look("brand-soft"), 13)
        drawing.circle(percent(end), y + 17, 13, Look("brand"))
        drawing.text(str(row + 1), percent(end), y + 22, 14, "on-brand", bold=True)
        drawing.text(short_day(document.review_on(step)), percent(end), y + 22, 13, "ink", "start", right=21)
    return drawing.markup()


def _alternative(document: Document) -> str:
    parts = (
        say("plan_step_alt", number=number, title=step["title"], day=short_day(document.review_on(step)))
        for number, step in enumerate(document.report["next_steps"], start=1)
    )
    return say("plan_alt", start=short_day(document.begun_on), steps="；".join(parts))
