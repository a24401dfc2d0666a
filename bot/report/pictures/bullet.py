"""One metric as a bar against its line: what is 低 and what is 高, and where the peers stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.report.pictures.drawing import Drawing, Look, percent
from bot.report.texts import say

_HEIGHT = 62
_TOP, _TRACK, _BAR = 20.0, 22.0, 10.0
_MIDDLE = _TOP + _TRACK / 2
# Room beyond the largest figure, so that the zone behind it can be seen.
_HEADROOM = 1.3
# Labels nearer to an edge than this are set against it.
_EDGE = 0.12
_GOOD, _BAD, _SO_SO = Look("brand-soft"), Look("stuck-soft"), Look("sunken")


def bullet(metric: Mapping[str, Any]) -> Markup:
    """The picture of one metric."""
    scale = _Scale(metric)
    drawing = Drawing(alternative(metric), "bullet", _HEIGHT)
    line = metric["line"] or {"low": None, "high": None}
    drawing.rect(0, _TOP, "100%", _TRACK, _SO_SO, 5)
    _draw_zones(drawing, scale, metric, line)
    _draw_value(drawing, scale, metric)
    for end in ("low", "high"):
        if line[end] is not None:
            at = scale.share(line[end])
            drawing.line(percent(at), _TOP - 3, percent(at), _TOP + _TRACK + 3, Look(edge="ink", width=1.5))
            if metric["peers"] is None:
                _label(drawing, line[f"{end}_words"], at, 13)
    if metric["peers"] is not None:
        at = scale.share(_middle(metric["peers"]))
        drawing.circle(percent(at), _MIDDLE, 5, Look("surface", "ink", 2))
        _label(drawing, say("peers_label", words=metric["peers"]["words"]), at, 13)
    _label(drawing, metric["words"], scale.share(_middle(metric["value"])), _TOP + _TRACK + 17, True)
    return drawing.markup()


def alternative(metric: Mapping[str, Any]) -> str:
    """The picture in words."""
    line = metric["line"]
    parts = []
    if metric["peers"] is not None:
        parts.append(say("peers_label", words=metric["peers"]["words"]) + "。")
    elif line is not None:
        parts += [say("line_low_alt", low=line["low_words"])] if line["low"] is not None else []
        parts += [say("line_high_alt", high=line["high_words"])] if line["high"] is not None else []
    level = say(f"level_{metric['level']}")
    return say("metric_alt", name=metric["short"], words=metric["words"], level=level, line="".join(parts))


class _Scale:
    """From a figure to a share of the width. A score starts near its lowest figure, everything else at nothing."""

    def __init__(self, metric: Mapping[str, Any]) -> None:
        sources = (metric["value"], metric["line"] or {}, metric["peers"] or {})
        figures: list[float] = [one[end] for one in sources for end in ("low", "high") if one.get(end) is not None]
        largest = max(figures)
        if metric["kind"] == "score":
            spread = (largest - min(figures)) or 0.4
            self._start, self._end = min(figures) - spread, largest + spread * 0.4
        else:
            self._start, self._end = min(0.0, *figures), (largest or 1.0) * _HEADROOM
        if metric["kind"] == "share":
            self._end = min(self._end, max(1.0, largest))

    def share(self, figure: float) -> float:
        return min(1.0, max(0.0, (figure - self._start) / (self._end - self._start)))


def _draw_zones(drawing: Drawing, scale: _Scale, metric: Mapping[str, Any], line: Mapping[str, Any]) -> None:
    low_is, high_is = {"up": (_BAD, _GOOD), "down": (_GOOD, _BAD)}.get(metric["better"], (_SO_SO, _SO_SO))
    if line["low"] is not None:
        drawing.rect(0, _TOP, percent(scale.share(line["low"])), _TRACK, low_is, 5)
    if line["high"] is not None:
        at = scale.share(line["high"])
        drawing.rect(percent(at), _TOP, percent(1 - at), _TRACK, high_is, 5)


def _draw_value(drawing: Drawing, scale: _Scale, metric: Mapping[str, Any]) -> None:
    """A solid bar up to what is certain, a pale one up to what is possible."""
    low, high = metric["value"]["low"], metric["value"]["high"]
    bad = {"up": "低", "down": "高"}.get(metric["better"]) == metric["level"]
    colour = "stuck" if bad else "muted" if metric["level"] == "undecided" else "brand"
    certain = 0.0 if low is None else scale.share(low)
    possible = 1.0 if high is None else scale.share(high)
    y = _MIDDLE - _BAR / 2
    drawing.rect(0, y, percent(certain), _BAR, Look(colour), 3)
    if possible > certain:
        look = Look("none", colour, 1.5, "3 4")
        drawing.rect(percent(certain), y + 0.75, percent(possible - certain), _BAR - 1.5, look, 3)


def _middle(bounds: Mapping[str, Any]) -> float:
    """Where the label of a figure goes: its middle, or the end that is known."""
    ends = [bounds[end] for end in ("low", "high") if bounds[end] is not None]
    return float(sum(ends) / len(ends))


def _label(drawing: Drawing, words: str, at: float, y: float, bold: bool = False) -> None:
    anchor = "start" if at < _EDGE else "end" if at > 1 - _EDGE else "middle"
    drawing.text(words, percent(at), y, 13, "ink" if bold else "muted", anchor, bold)
