"""The belief reads the rules for the whole sample as the evaluator does for each merchant of it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from knowledge import Assessment, load_knowledge, read_situation
from knowledge.belief import Belief
from knowledge.compilation import compiled
from knowledge.population import SIZE

KNOWLEDGE = load_knowledge()
BASE = compiled(KNOWLEDGE)

SITUATIONS: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "category, price and stay": {"category": "服饰鞋包", "price_avg": 120, "avg_stay_sec": 28},
    "a figure between two lines": {"category": "美妆护肤", "conversion_rate": {"low": 0.005, "high": 0.02}},
    "ads run, margin open": {"paid_status": "在投", "qianchuan_roi": 1.6, "paid_daily_spend": 800},
    "peers known": {"avg_stay_sec": 30, "peer_stay_sec": 52, "conversion_level": "高"},
    "figures the merchant does not know": {"avg_stay_sec": "unknown", "conversion_rate": "unknown", "category": "宠物"},
    "a plan and a goal": {"planned_action": ["加预算"], "main_goal": "布局规划", "self_live_status": "在播"},
}


def world(belief: Belief, known: dict[str, Any], merchant: int) -> dict[str, Any]:
    """What one merchant of the sample would say in full, given the facts known."""
    document = dict(known)
    for variable, column in BASE.columns.items():
        if variable not in known and belief.worlds._answering(variable) >> merchant & 1:
            value = column.values[merchant]
            for follows, merchants in belief.worlds._following.get(variable, {}).items():
                value = follows if merchants >> merchant & 1 else value
            document[variable] = sorted(value) if isinstance(value, frozenset) else value
    for finding in KNOWLEDGE.findings.values():
        said, compare = getattr(finding, "said", None), getattr(finding, "compare", None)
        if said is not None and known.get(compare) == "unknown" and said not in known:
            held = belief.worlds.finding(finding.id)
            level = next((level for level, merchants in held.items() if merchants >> merchant & 1), None)
            if level is not None:
                document[said] = level
    return document


@pytest.mark.parametrize("known", SITUATIONS.values(), ids=SITUATIONS)
def test_each_merchant_of_the_sample_has_the_main_diagnosis_that_the_evaluator_finds(known: dict[str, Any]) -> None:
    belief = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, known)).belief
    for merchant in random.Random(1).sample(range(SIZE), 40):
        found = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, world(belief, known, merchant))).constraint.main
        held = [main for main, merchants in belief.mains.items() if merchants >> merchant & 1]
        assert len(held) == 1
        assert held[0] == found or _tie(held[0], found), (merchant, held, found)


def _tie(one: str | None, other: str | None) -> bool:
    """Two rules of one entry and severity: the plans and goals of the sample's merchants do not order these."""
    if one is None or other is None:
        return False
    first, second = KNOWLEDGE.rules[one], KNOWLEDGE.rules[other]
    together = any(entry.lit_by(first) and entry.lit_by(second) for entry in KNOWLEDGE.order)
    return together and first.severity == second.severity


def test_the_shares_of_all_mains_are_everybody() -> None:
    belief = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, SITUATIONS["category, price and stay"])).belief
    assert sum(belief.share(main) for main in belief.mains) == pytest.approx(1)


def test_what_is_known_in_full_leaves_one_main_diagnosis() -> None:
    belief = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {})).belief
    everything = world(belief, {}, 7)
    assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, everything))
    assert assessment.certainty == 1
    assert assessment.decided


def test_answers_split_the_sample_without_overlap() -> None:
    assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, {}))
    for variable in ("category", "avg_stay_sec", "paid_status", "planned_action", "qianchuan_roi"):
        cells = assessment.belief.worlds.answers(variable)
        assert len(cells) > 1
        assert sum(cell.bit_count() for cell in cells) == SIZE


def test_the_sample_follows_what_is_likely() -> None:
    for variable in KNOWLEDGE.variables.values():
        if variable.type == "choice" and variable.likely:
            values = BASE.columns[variable.id].values
            total = sum(variable.likely.values())
            for value, weight in variable.likely.items():
                assert sum(said == value for said in values) / SIZE == pytest.approx(weight / total, abs=2 / SIZE)
        elif variable.likely_figures is not None:
            figures = sorted(BASE.columns[variable.id].values)
            assert figures[SIZE // 2] == pytest.approx(variable.likely_figures[1], rel=0.05, abs=0.01)


def asked(situation: dict[str, Any]) -> set[str]:
    assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, situation))
    return {question.variable.id for question in assessment.questions()}


def test_who_runs_no_ads_is_not_asked_for_a_return_on_them() -> None:
    assert "qianchuan_roi" in asked({"paid_status": "在投"})
    assert "qianchuan_roi" not in asked({"paid_status": "没投"})


def test_what_follows_from_an_answer_is_not_asked() -> None:
    assert "self_live_status" in asked({"active_fields": ["A"]})
    assert "self_live_status" not in asked({"active_fields": ["A"], "avg_stay_sec": 30})


def test_a_stand_in_is_asked_for_only_when_the_better_figure_is_not_known() -> None:
    assert "avg_online" not in asked({"category": "服饰鞋包"})
    assert "avg_online" in asked({"category": "服饰鞋包", "session_viewers": "unknown"})
