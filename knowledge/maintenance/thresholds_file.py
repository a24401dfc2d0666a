"""thresholds.yml as written: where each figure stands in the text, and edits that touch nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = "thresholds.yml"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INHERITED = ("source", "date", "reliability", "judgement")


@dataclass(frozen=True)
class Figure:
    """A line (low, high) or a single figure. `condition` is the choice or band it is for, empty where there is none.

    `written` maps each key of the file to its text there, what the entry says for all its lines included.
    """

    id: str
    label: str
    unit: str
    condition: str
    written: Mapping[str, str]


@dataclass(frozen=True)
class _Place:
    """The YAML nodes of a figure: its own mapping, and the entry if the figure is the only one there."""

    figure: Figure
    own: yaml.MappingNode
    entry: yaml.MappingNode | None


def read_figures(file: Path) -> list[Figure]:
    """All figures, in the order of the file."""
    return [place.figure for place in _places(file.read_text(encoding="utf-8"))]


def with_changes(text: str, changes: Iterable[tuple[Figure, str, str]]) -> str:
    """The text of the file with keys of figures set anew: (figure, key, YAML text of the value)."""
    places = {(place.figure.id, place.figure.condition): place for place in _places(text)}
    edits = [_edit(places[figure.id, figure.condition], key, value) for figure, key, value in changes]
    # From the end, so that the places of the others stay true.
    for start, end, replacement in sorted(edits, key=lambda edit: -edit[0]):
        text = text[:start] + replacement + text[end:]
    return text


def _edit(place: _Place, key: str, value: str) -> tuple[int, int, str]:
    """Where to write what: over the value that stands there, or as a new key of the figure's own mapping."""
    for mapping in filter(None, (place.own, place.entry)):
        present = _values(mapping).get(key)
        if present is not None:
            return present.start_mark.index, present.end_mark.index, value
    if place.own.flow_style:
        end = place.own.end_mark.index - 1
        return end, end, f", {key}: {value}"
    second_key = place.own.value[1][0].start_mark
    return second_key.index, second_key.index, f"{key}: {value}\n{' ' * second_key.column}"


def _places(text: str) -> Iterator[_Place]:
    document = yaml.compose(text, Loader=_LOADER)
    assert isinstance(document, yaml.SequenceNode)
    for entry in document.value:
        lines = list(_lines(entry))
        for condition, own in lines:
            shared = {key: node.value for key, node in _values(entry).items() if key in _INHERITED}
            written = {**shared, **{key: node.value for key, node in _values(own).items()}}
            values = _values(entry)
            figure = Figure(values["id"].value, values["label"].value, values["unit"].value, condition, written)
            yield _Place(figure, own, entry if len(lines) == 1 else None)


def _lines(entry: yaml.MappingNode) -> Iterator[tuple[str, yaml.MappingNode]]:
    """The mappings that hold figures: the entry itself, its one line, or its lines with what each is for."""
    values = _values(entry)
    if "value" in values:
        yield "", entry
    line, lines = values.get("line"), values.get("lines")
    if isinstance(line, yaml.MappingNode):
        yield "", line
    if isinstance(lines, yaml.MappingNode):
        for name, one in lines.value:
            yield name.value, one
    elif isinstance(lines, yaml.SequenceNode):
        for one in lines.value:
            ceiling = _values(one).get("up_to")
            yield f"至多 {ceiling.value}" if ceiling is not None else "再往上", one


def _values(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value}
