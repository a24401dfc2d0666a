"""Two drawings: the snowball, and which groups of rules point to which link. SVG for pages, Mermaid for Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from knowledge.handbook.advice import stage_name
from knowledge.handbook.document import Diagram
from knowledge.handbook.texts import word
from knowledge.model import STAGES, Knowledge

_LINKS = STAGES[:3]
_COLOURS = {"汇流量": "#cfe3ff", "促转化": "#ffe2b8", "聚沉淀": "#cdeccf", "none": "#e8dcf7", "undecided": "#e6e8eb"}
_WIDTH, _ROW, _STAGE_WIDTH, _FAN, _GROUP_WIDTH = 620, 24, 130, 50, 84
_IDS_IN_A_ROW = 8


def snowball(knowledge: Knowledge) -> Diagram:
    """Three links in a ring, each driving the next, with the number of rules that look at it."""
    numbers = {stage: sum(rule.stage == stage for rule in knowledge.rules.values()) for stage in _LINKS}
    labels = {stage: word("snowball_rules", number=number) for stage, number in numbers.items()}
    mermaid = ["flowchart LR", *(f'  {_node(stage)}["{stage}<br>{labels[stage]}"]' for stage in _LINKS)]
    for stage, following in zip(_LINKS, (*_LINKS[1:], _LINKS[0]), strict=True):
        mermaid.append(f"  {_node(stage)} -->|{word('positive_feedback')}| {_node(following)}")
    return Diagram(word("snowball_title"), "".join(_ring(labels)), "\n".join(mermaid))


def _ring(labels: dict[str, str]) -> Iterator[str]:
    """Three discs at the corners of a triangle and three bent arrows between them."""
    width, height, radius, reach = 620, 360, 66, 138
    centre = (width / 2, 212)
    corners = [-90, 30, 150]
    yield f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(word("snowball_title"))}">'
    yield (
        '<defs><marker id="ring" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#5b6370"/></marker></defs>'
    )
    for stage, angle in zip(_LINKS, corners, strict=True):
        x1, y1 = _polar(centre, reach, angle + 33)
        x2, y2 = _polar(centre, reach, angle + 87)
        yield (
            f'<path d="M{x1:.0f} {y1:.0f} A{reach} {reach} 0 0 1 {x2:.0f} {y2:.0f}" fill="none" stroke="#5b6370" '
            'stroke-width="3" marker-end="url(#ring)"/>'
        )
        x, y = _polar(centre, reach, angle)
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{_COLOURS[stage]}"/>'
        yield _label(x, y, stage, 20, "middle")
        yield _label(x, y + 24, labels[stage], 14, "middle")
    yield _label(*centre, word("positive_feedback"), 16, "middle")
    yield "</svg>"


def feed(knowledge: Knowledge) -> Diagram:
    """Every group of rules with its rules, and the link it points to."""
    rows = [(stage, group, rules) for stage in STAGES for group, rules in _groups(knowledge, stage).items()]
    mermaid = ["flowchart LR", *(f'  {_node(stage)}(["{stage_name(stage)}"])' for stage in STAGES)]
    for number, (stage, group, rules) in enumerate(rows):
        mermaid.append(f'  g{number}["{group}：{"、".join(rules)}"] --> {_node(stage)}')
    lanes = (part for stage in STAGES for part in _lane(knowledge, stage))
    return Diagram(word("feed_title"), "".join(lanes), "\n".join(mermaid))


def _groups(knowledge: Knowledge, stage: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for rule in knowledge.rules.values():
        if rule.stage == stage:
            groups.setdefault(rule.group, []).append(rule.id)
    return groups


def _rows(groups: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Group names with their rules, long lists on several rows."""
    for group, rules in groups.items():
        for start in range(0, len(rules), _IDS_IN_A_ROW):
            yield group if start == 0 else "", " ".join(rules[start : start + _IDS_IN_A_ROW])


def _lane(knowledge: Knowledge, stage: str) -> Iterator[str]:
    """A drawing for one link, short enough for a printed page: its box, and a line to each of its groups."""
    rows = list(_rows(_groups(knowledge, stage)))
    height = max(2, len(rows) + 1) * _ROW
    middle, names = height / 2, _STAGE_WIDTH + _FAN
    title = f"{word('feed_title')}：{stage_name(stage)}"
    yield f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">'
    for number, (group, rules) in enumerate(rows, start=1):
        y = number * _ROW
        if group:
            line = f"M{names} {y} L{_STAGE_WIDTH} {middle:.0f}"
            yield f'<path d="{line}" fill="none" stroke="#aab2bd" stroke-width="1.2"/>'
        yield _label(names + 4, y + 5, group, 14, "start")
        yield _label(names + _GROUP_WIDTH, y + 5, rules, 13, "start")
    yield f'<rect x="0" y="{middle - 22:.0f}" width="{_STAGE_WIDTH}" height="44" rx="8" fill="{_COLOURS[stage]}"/>'
    yield _label(_STAGE_WIDTH / 2, middle + 5, stage_name(stage), 15, "middle")
    yield "</svg>"


def _label(x: float, y: float, text: str, size: int, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'


def _polar(centre: tuple[float, float], reach: float, degrees: float) -> tuple[float, float]:
    turn = math.radians(degrees)
    return centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)


def _node(stage: str) -> str:
    """A Mermaid name: letters only."""
    return f"s{STAGES.index(stage)}"
