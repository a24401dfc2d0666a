"""Inline SVG that is escaped by construction and needs no style of its own.

Every shape carries its light colour as an attribute, for paper, and a class by which the style sheet can darken it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markupsafe import Markup

PAPER = {
    "surface": "#ffffff",
    "sunken": "#f2f5f4",
    "line": "#cfd8d5",
    "ink": "#17211f",
    "muted": "#566561",
    "brand": "#0b6b5d",
    "brand-soft": "#d5ebe5",
    "stuck": "#b4460b",
    "stuck-soft": "#fce9dd",
    "on-brand": "#ffffff",
    "none": "none",
}
FONTS = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
Measure = float | str


@dataclass(frozen=True)
class Look:
    """How a shape is painted: names of PAPER, and the width and dashes of its edge."""

    fill: str = "none"
    edge: str = "none"
    width: float = 0
    dashes: str = ""

    def attributes(self) -> dict[str, str]:
        found = {"fill": PAPER[self.fill], "class": f"fill-{self.fill} edge-{self.edge}"}
        if self.edge != "none":
            found |= {"stroke": PAPER[self.edge], "stroke-width": _plain(self.width), "stroke-linecap": "round"}
        if self.dashes:
            found["stroke-dasharray"] = self.dashes
        return found


class Drawing:
    """A picture with a text alternative. With `size` it scales as a whole, without it is as wide as there is room."""

    def __init__(self, alternative: str, kind: str, height: float, width: float | None = None) -> None:
        attributes = {"role": "img", "aria-label": alternative, "class": f"picture {kind}", "font-family": FONTS}
        if width is None:
            attributes |= {"width": "100%", "height": _plain(height)}
        else:
            attributes["viewBox"] = f"0 0 {_plain(width)} {_plain(height)}"
        self._svg = ET.Element("svg", attributes)

    def markup(self) -> Markup:
        return Markup(ET.tostring(self._svg, encoding="unicode", method="html"))

    def rect(self, x: Measure, y: float, width: Measure, height: float, look: Look, radius: float = 0) -> None:
        self._add("rect", look, x=x, y=y, width=width, height=height, rx=radius)

    def circle(self, x: Measure, y: float, radius: float, look: Look) -> None:
        self._add("circle", look, cx=x, cy=y, r=radius)

    def line(self, x1: Measure, y1: float, x2: Measure, y2: float, look: Look) -> None:
        self._add("line", look, x1=x1, y1=y1, x2=x2, y2=y2)

    def path(self, steps: str, look: Look) -> None:
        self._add("path", look, d=steps)

    def arrowhead(self, x: float, y: float, direction: float, look: Look, length: float = 11) -> None:
        """A triangle whose tip is at x, y; `direction` in degrees, 0 to the right, clockwise."""
        angle = math.radians(direction)
        corners = [(x, y)]
        for side in (-0.5, 0.5):
            back = angle + math.pi + side
            corners.append((x + length * math.cos(back), y + length * math.sin(back)))
        self.path("M" + " L".join(f"{_plain(a)} {_plain(b)}" for a, b in corners) + " Z", look)

    def text(
        self,
        words: str,
        x: Measure,
        y: float,
        size: float,
        colour: str = "ink",
        anchor: str = "middle",
        bold: bool = False,
        right: float = 0,
    ) -> None:
        """Words at a place, moved so many pixels to the `right`."""
        element = self._add("text", Look(colour), x=x, y=y, dx=right)
        element.set("font-size", _plain(size))
        element.set("text-anchor", anchor)
        if bold:
            element.set("font-weight", "700")
        element.text = words

    def _add(self, kind: str, look: Look, **measures: Measure) -> ET.Element:
        places = {name: value if isinstance(value, str) else _plain(value) for name, value in measures.items()}
        return ET.SubElement(self._svg, kind, {**look.attributes(), **places})


def percent(share: float) -> str:
    """A share of the width."""
    return f"{share * 100:.2f}%"


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
