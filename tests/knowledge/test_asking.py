"""What a question needs besides its words: why, where to look, who knows, and what merchants usually answer."""

from __future__ import annotations

import pytest

from knowledge import load_knowledge
from knowledge.model import Variable

VARIABLES = list(load_knowledge().variables.values())
ASKED = [one for one in VARIABLES if one.question]
# Recognised when said or computed from what was said; asking for them would be rude or pointless.
NEVER_ASKED = {"forbidden_request", "creator_quadrants"}
WHO_KNOWS = {"老板", "运营", "投手", "主播", "客服"}


def ids(variable: Variable) -> str:
    return variable.id


def test_everything_is_asked_for_except_what_is_only_recognised() -> None:
    assert {one.id for one in VARIABLES if not one.question} <= NEVER_ASKED


@pytest.mark.parametrize("variable", ASKED, ids=ids)
def test_a_question_says_why_where_to_look_and_who_knows(variable: Variable) -> None:
    assert variable.question.endswith(("？", "。")) and variable.reason.endswith("。") and variable.find.endswith("。")
    assert variable.example and variable.knows in WHO_KNOWS


@pytest.mark.parametrize("variable", ASKED, ids=ids)
def test_a_question_is_short_enough_to_be_read_at_a_glance(variable: Variable) -> None:
    assert len(variable.question) <= 45 and len(variable.reason) <= 45


@pytest.mark.parametrize("variable", [one for one in ASKED if one.type == "choice"], ids=ids)
def test_the_shares_of_a_choice_cover_all_values_and_make_a_whole(variable: Variable) -> None:
    assert set(variable.likely) == set(variable.values)
    assert sum(variable.likely.values()) == pytest.approx(1)
    assert all(share > 0 for share in variable.likely.values())


@pytest.mark.parametrize("variable", [one for one in ASKED if one.type == "choices"], ids=ids)
def test_each_value_of_a_list_has_a_share_of_merchants(variable: Variable) -> None:
    assert set(variable.likely) == set(variable.values)
    assert all(0 < share <= 1 for share in variable.likely.values())


@pytest.mark.parametrize("variable", [one for one in VARIABLES if one.type == "number"], ids=ids)
def test_the_usual_figures_rise_within_what_is_possible(variable: Variable) -> None:
    assert variable.likely_figures is not None
    low, middle, high = variable.likely_figures
    assert variable.low <= low <= middle <= high <= variable.high and low < high
