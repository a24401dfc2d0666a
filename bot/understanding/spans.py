"""Many stretches of a text, asked whether they hold another one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Stretches given by start and end; a question costs the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of the stretches begins no later and ends no earlier."""
        index = bisect_right(self._starts, start)
        return index > 0 and self._furthest[index - 1] >= end
