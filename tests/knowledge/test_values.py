"""Numbers and choices keep what is not known, and never decide what they cannot."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.values import Interval, Options, Truth, all_of, at_least

TRUE, FALSE, UNDECIDED = Truth.TRUE, Truth.FALSE, Truth.UNDECIDED
figures = st.floats(0, 1000)
intervals = st.tuples(figures, figures).map(lambda pair: Interval(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (Interval.exactly(39.9), TRUE),
        (Interval.exactly(40), FALSE),
        (Interval(30, 45), UNDECIDED),
        (Interval(15, 16), TRUE),
        (Interval(0, 40, high_open=True), TRUE),
        (Interval(0, 40), UNDECIDED),
    ],
)
def test_an_interval_is_below_a_line_only_when_all_of_it_is(interval: Interval, expected: Truth) -> None:
    assert interval.below(Interval.exactly(40)) is expected


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_a_decided_comparison_holds_for_every_value_inside(
    left: Interval, right: Interval, left_share: float, right_share: float
) -> None:
    a = left.low + (left.high - left.low) * left_share
    b = right.low + (right.high - right.low) * right_share
    if left.below(right) is TRUE:
        assert a < b
    if left.below(right) is FALSE:
        assert a >= b or a == pytest.approx(b)


@given(intervals, intervals)
def test_arithmetic_contains_the_results_of_the_ends(left: Interval, right: Interval) -> None:
    for a in (left.low, left.high):
        for b in (right.low, right.high):
            assert (left + right).low <= a + b <= (left + right).high
            assert (left - right).low <= a - b <= (left - right).high
            assert (left * right).low <= a * b <= (left * right).high


@given(*[st.floats(allow_nan=False)] * 4)
def test_arithmetic_beyond_all_figures_leaves_ends_open_instead_of_none(a: float, b: float, c: float, d: float) -> None:
    left, right = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for result in (left + right, left - right, left * right, left / right):
        assert result is None or result.low <= result.high


def test_what_is_taken_from_more_than_any_figure_may_be_anything() -> None:
    assert Interval.exactly(math.inf) - Interval.exactly(math.inf) == Interval()


def test_dividing_by_what_may_be_zero_gives_nothing() -> None:
    assert Interval.exactly(1) / Interval(0, 0.4) is None
    assert Interval.exactly(1) / Interval(0.25, 0.5) == Interval(2, 4)


def test_a_choice_with_several_values_left_is_undecided_unless_all_of_them_fit() -> None:
    mid_or_high = Options(frozenset({"中", "高"}))
    assert mid_or_high.among(frozenset({"中", "高"})) is TRUE
    assert mid_or_high.among(frozenset({"低"})) is FALSE
    assert mid_or_high.among(frozenset({"高"})) is UNDECIDED
    assert mid_or_high.value is None


def test_and_and_counting_follow_kleene() -> None:
    assert all_of([]) is TRUE
    assert all_of([TRUE, UNDECIDED]) is UNDECIDED
    assert all_of([UNDECIDED, FALSE]) is FALSE
    assert at_least(2, [TRUE, UNDECIDED, FALSE]) is UNDECIDED
    assert at_least(2, [TRUE, TRUE, UNDECIDED]) is TRUE
    assert at_least(2, [TRUE, FALSE, FALSE]) is FALSE
