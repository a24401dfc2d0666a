"""How readings are scored: what counts as the same value, as missed, as invented, as forbidden."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.agreement import same_amount
from bot.evaluation.facts import FactReading, score_facts
from bot.evaluation.quantities import LabelledText, score_quantities
from bot.training.labelled import LabelledMessage


def reading(facts: dict[str, Any], told: dict[str, Any], **labels: Any) -> FactReading:
    return FactReading(LabelledMessage("", "provide_facts", "anyone", facts=facts, **labels), told)


@pytest.mark.parametrize(
    ("meant", "told", "same"),
    [
        ((20, 20), (20, 20), True),
        ((20, 20), (21, 21), False),
        ((0.29, 0.29), (2 / 7, 2 / 7), True),
        ((2000, 2500), (2000, 2500), True),
        ((20, 25), (20, 30), True),
        ((20, 30), (29, 40), False),
        ((None, 10000), (None, 10000), True),
        ((None, 10000), (0, 10000), False),
        ((100, None), (None, 100), False),
        ((25, 25), (24, 26), True),
        ((25, 25), (10, 40), False),
    ],
)
def test_amounts_agree_when_each_middle_lies_in_the_other(meant: Any, told: Any, same: bool) -> None:
    assert same_amount(meant, told) is same


def test_a_wrong_value_is_both_missed_and_invented() -> None:
    micro = score_facts([reading({"stay_level": "低"}, {"stay_level": "高"})]).micro
    assert (micro.right, micro.missed, micro.invented) == (0, 1, 1)


def test_the_entries_of_a_list_count_one_by_one() -> None:
    micro = score_facts([reading({"data_tools": ["罗盘", "云图"]}, {"data_tools": ["罗盘", "第三方"]})]).micro
    assert (micro.right, micro.missed, micro.invented) == (1, 1, 1)


def test_what_one_may_read_or_not_counts_for_nothing() -> None:
    micro = score_facts([reading({}, {"main_goal": "起量"}, may=frozenset({"main_goal"}))]).micro
    assert (micro.right, micro.missed, micro.invented) == (0, 0, 0)


def test_a_forbidden_value_is_noticed_and_another_value_of_the_variable_is_not_forbidden() -> None:
    taken = reading({}, {"avg_stay_sec": 60}, never={"avg_stay_sec": 60})
    other = reading({"avg_stay_sec": 20}, {"avg_stay_sec": 20}, never={"avg_stay_sec": 60})
    anything = reading({}, {"avg_stay_sec": 20}, never={"avg_stay_sec": "any"})
    assert score_facts([taken]).kept_out == 0 and score_facts([anything]).kept_out == 0
    assert score_facts([other]).kept_out == 1


def test_an_open_question_is_answered_only_as_meant_be_it_not_at_all() -> None:
    asked = {"asked": ("avg_stay_sec",)}
    assert score_facts([reading({"avg_stay_sec": "unknown"}, {"avg_stay_sec": "unknown"}, **asked)]).answers == 1
    assert score_facts([reading({}, {"stay_level": "低"}, **asked)]).answers == 0
    assert score_facts([reading({}, {"gross_margin": 0.3}, **asked)]).answers == 1


def test_a_quantity_is_right_with_its_value_and_its_unit() -> None:
    meant = {"text": "三单", "value": 3, "kind": "count", "unit": "单"}
    texts = [LabelledText("三单", (meant,)), LabelledText("第三场", ())]
    right = score_quantities(texts, [[meant], []])
    wrong = score_quantities(texts, [[{**meant, "unit": "件"}], [meant]])
    assert (right.recall, right.texts_right, right.kept_empty) == (1, 1, 1)
    assert (wrong.recall, wrong.precision, wrong.kept_empty) == (0, 0, 0)
