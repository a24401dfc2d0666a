"""What asking many stretches at once promises: the same answer as looking at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.spans import Spans

_PLACES = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))


@given(spans=st.lists(_PLACES, max_size=12), asked=_PLACES)
def test_a_stretch_is_held_when_one_of_the_spans_reaches_around_it(
    spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    assert Spans(spans).hold(start, end) is any(first <= start and end <= last for first, last in spans)
