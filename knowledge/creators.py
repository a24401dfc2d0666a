"""The creators a merchant works with, and what rules can speak of: which of the four quadrants they fill.

A creator stands in a quadrant by the traffic he brings and by how well it converts (S93). Level words decide first:
they compare with creators of the same tier, 中 being no worse than those. Where there are only figures, they are held
against the peers of the tier if the record names them, else against the median of this roster.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.errors import SituationError

Record = Mapping[str, Any]

WORDS: Mapping[str, tuple[str, ...]] = {
    "traffic_level": ("低", "中", "高"),
    "conv_level": ("低", "中", "高"),
    "tier": ("头部", "腰部", "尾部"),
    "adjusted": ("是", "否"),
    "fit": ("匹配", "不匹配", "没核对"),
}
# Upper bounds; `viewers` are of one session, rates are shares of viewers who buy.
FIGURES: Mapping[str, float] = {
    "slot_fee": float("inf"),
    "viewers": float("inf"),
    "peer_viewers": float("inf"),
    "conversion_rate": 1,
    "peer_conversion_rate": 1,
}
_QUADRANTS = {(True, True): "双高", (False, True): "低流高转", (True, False): "高流低转", (False, False): "双低"}


@dataclass(frozen=True)
class _Measure:
    """One of the two axes: the level in words, the figure, and the figure of the tier's peers."""

    level: str
    figure: str
    peers: str

    def not_low(self, record: Record, roster: Sequence[Record]) -> bool | None:
        """Whether a creator is at least average; None when nothing is known or nobody is there to compare with."""
        if self.level in record:
            return bool(record[self.level] != "低")
        if self.figure not in record:
            return None
        if self.peers in record:
            return bool(record[self.figure] >= record[self.peers])
        figures = [one[self.figure] for one in roster if self.figure in one]
        return bool(record[self.figure] >= statistics.median(figures)) if len(figures) > 1 else None


_TRAFFIC = _Measure("traffic_level", "viewers", "peer_viewers")
_CONVERSION = _Measure("conv_level", "conversion_rate", "peer_conversion_rate")


def check_creators(variable: str, raw: object) -> Sequence[Record]:
    """The records as they are, once checked. Raises SituationError that names what is wrong."""
    if not isinstance(raw, list) or not all(isinstance(record, Mapping) for record in raw):
        raise SituationError(f"{variable} takes a list of records, not {raw!r}")
    for record in raw:
        for name, value in record.items():
            _check_field(variable, str(name), value)
    return raw


def _check_field(variable: str, name: str, value: object) -> None:
    if name in WORDS and value not in WORDS[name]:
        raise SituationError(f"{variable}: {name} is one of {'、'.join(WORDS[name])}, not {value!r}")
    if name in FIGURES:
        is_figure = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_figure or not 0 <= value <= FIGURES[name]:  # type: ignore[operator]
            raise SituationError(f"{variable}: {name} is a figure from 0 to {FIGURES[name]:g}, not {value!r}")
    if name not in WORDS and name not in FIGURES and name != "name":
        known = ", ".join(("name", *WORDS, *FIGURES))
        raise SituationError(f"{variable}: a record has no field “{name}”; it has {known}")


def quadrants(roster: Sequence[Record]) -> frozenset[str]:
    """The quadrants that at least one creator is known to stand in."""
    places = ((_TRAFFIC.not_low(record, roster), _CONVERSION.not_low(record, roster)) for record in roster)
    return frozenset(_QUADRANTS[viewed, sells] for viewed, sells in places if viewed is not None and sells is not None)
