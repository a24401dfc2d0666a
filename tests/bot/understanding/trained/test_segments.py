"""The stretches of a message that the trained reader looks at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.trained.segments import marked_text, runs, segments


def texts(text: str) -> list[str]:
    return [one.text for one in segments(fold(text), read_quantities(text))]


def test_clauses_and_neighbouring_clauses_are_stretches() -> None:
    assert texts("话术没有，主播新手") == ["话术没有", "话术没有，主播新手", "主播新手"]


def test_figures_are_one_sign_with_their_unit() -> None:
    assert marked_text("三个人播") == marked_text("12个人播") == "◇人播"
    assert marked_text("退三成") == "退◇%"


def test_a_long_clause_is_looked_at_in_pieces() -> None:
    found = texts("我们家主播都是新手然后话术也没有现在就是想到哪说到哪")
    assert "然后话术也没有" in found


def test_runs_know_where_a_stretch_begins_and_ends() -> None:
    assert {"^没", "没有", "有$"} <= runs("没有")


@given(st.text(max_size=60))
def test_every_stretch_lies_in_the_message(text: str) -> None:
    folded = fold(text)
    for one in segments(folded, read_quantities(text)):
        assert 0 <= one.start < one.end <= len(folded)
