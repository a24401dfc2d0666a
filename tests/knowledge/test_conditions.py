"""The notation that the methodology expert writes."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.conditions import All, AtLeast, Compare, ConditionReader, Has, HasSize, Is, Subject, negate

SUBJECTS = {
    "主播状况": Subject("host_quality", "choice", ("专业稳定", "新手", "无主播")),
    "每周直播天数": Subject("live_days_per_week", "number"),
    "投放ROI": Subject("qianchuan_roi", "number"),
    "保本ROI": Subject("breakeven_roi", "number"),
    "打算做的动作": Subject("planned_action", "choices", ("加预算", "报大促")),
    "主推品": Subject("main_product", "text"),
}
FIGURES = {"日播线": ("daily_line", 6.0)}


def read(statement: Any) -> tuple[Any, list[str]]:
    problems: list[str] = []
    reader = ConditionReader(SUBJECTS.get, FIGURES.get, lambda problem, _: problems.append(problem))
    conditions = reader.read_all([statement])
    return (conditions[0] if conditions else None), problems


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ({"主播状况": "新手"}, Is("host_quality", frozenset({"新手"}))),
        ({"主播状况": ["新手", "无主播"]}, Is("host_quality", frozenset({"新手", "无主播"}))),
        ({"主播状况": "不是 无主播"}, Is("host_quality", frozenset({"无主播"}), negated=True)),
        ({"每周直播天数": "低于 6"}, Compare("live_days_per_week", "<", 6.0)),
        ({"每周直播天数": "至多 6"}, Compare("live_days_per_week", "<=", 6.0)),
        ({"每周直播天数": "至少 10%"}, Compare("live_days_per_week", ">=", 0.1)),
        ({"每周直播天数": "低于 日播线"}, Compare("live_days_per_week", "<", 6.0, "daily_line")),
        ({"投放ROI": "高于 保本ROI"}, Compare("qianchuan_roi", ">", "breakeven_roi")),
        ({"打算做的动作": "含 加预算、报大促"}, Has("planned_action", frozenset({"加预算", "报大促"}))),
        ({"打算做的动作": "不含 报大促"}, Has("planned_action", frozenset({"报大促"}), negated=True)),
        ({"打算做的动作": "至少 2 项"}, HasSize("planned_action", 2)),
        (
            {"任一": [{"主播状况": "新手"}, {"全部": [{"每周直播天数": "低于 6"}]}]},
            AtLeast(1, (Is("host_quality", frozenset({"新手"})), All((Compare("live_days_per_week", "<", 6.0),)))),
        ),
        ({"至少两项": [{"主播状况": "新手"}]}, AtLeast(2, (Is("host_quality", frozenset({"新手"})),))),
    ],
)
def test_a_statement_reads_as_it_sounds(statement: Any, expected: Any) -> None:
    assert read(statement) == (expected, [])


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ({"主播": "新手"}, "there is no variable or finding called “主播”"),
        ({"主播状况": "老手"}, "“主播状况” has no value “老手”; it has 专业稳定、新手、无主播"),
        ({"每周直播天数": "六天"}, "write 低于, 至多, 至少 or 高于"),
        ({"投放ROI": "低于 保本线"}, "“保本线” is neither a figure nor the name of a number"),
        ({"打算做的动作": "加预算"}, "write 含 …, 不含 … or 至少 n 项"),
        ({"主推品": "精华"}, "conditions cannot speak of it"),
        ("主播状况 新手", "one condition is one line"),
    ],
)
def test_a_mistake_is_named_with_what_to_write_instead(statement: Any, complaint: str) -> None:
    condition, problems = read(statement)
    assert condition is None
    assert complaint in problems[0]


def test_negating_twice_gives_the_same_statement() -> None:
    leaf = Compare("live_days_per_week", "<", 6.0)
    assert negate(negate(leaf)) == leaf


def test_the_opposite_of_at_least_two_of_three_is_two_that_do_not_hold() -> None:
    parts = tuple(Is("host_quality", frozenset({value})) for value in ("专业稳定", "新手", "无主播"))
    opposite = negate(AtLeast(2, parts))
    assert opposite == AtLeast(2, tuple(Is(part.subject, part.values, negated=True) for part in parts))
