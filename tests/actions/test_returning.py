"""Coming back after hours or days, with the clock set by the test."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.interview import SLOT
from actions.interviewing import Affirm, AskReport, Deny, ProvideFacts
from actions.managing import PauseResume
from actions.turn import InterviewAction

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
SHOP = {
    "category": "服饰鞋包", "paid_status": "在投", "paid_daily_spend": 3000, "avg_stay_sec": 15,
    "conversion_rate": 0.008, "experience_score": 4.8, "violation_status": "无",
}  # fmt: skip


class Visitor:
    """A merchant who speaks at moments given as time gone by since the first message."""

    def __init__(self) -> None:
        self.slot: dict[str, Any] | None = None

    def does(self, action: InterviewAction, after: timedelta, words: str = "", /, **facts: Any) -> str:
        told = [
            {"entity": "fact", "value": {"variable": variable, "value": value, "status": "known"}}
            for variable, value in facts.items()
        ]
        metadata = {"at": (NOON + after).isoformat()}
        message = {"text": words, "entities": told, "metadata": metadata}
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, Tracker("v", {SLOT: self.slot}, message, [], False, None, {}, None), {})
        self.slot = next(event["value"] for event in events if event["event"] == "slot")
        return "\n".join(said["custom"]["text"] for said in dispatcher.messages)


@pytest.fixture
def visitor() -> Visitor:
    advised = Visitor()
    advised.does(ProvideFacts(), timedelta(), **SHOP)
    advised.does(AskReport(), timedelta(minutes=1))
    return advised


def test_the_conclusion_is_remembered_with_its_day(visitor: Visitor) -> None:
    assert visitor.slot is not None
    advice = visitor.slot["advice"]
    assert advice["rule"] == "HL12"
    assert datetime.fromisoformat(advice["at"]) == NOON or advice["at"].startswith("2026-03-02")


def test_the_same_conclusion_shown_again_keeps_its_first_day(visitor: Visitor) -> None:
    assert visitor.slot is not None
    first = visitor.slot["advice"]["at"]
    visitor.does(AskReport(), timedelta(days=2))
    assert visitor.slot["advice"]["at"] == first


@pytest.mark.parametrize(("days", "is_asked"), [(6, False), (7, True), (30, True)])
def test_the_review_is_asked_for_from_its_day_on(visitor: Visitor, days: int, is_asked: bool) -> None:
    assert ("上次建议做了吗" in visitor.does(PauseResume(), timedelta(days=days))) == is_asked


def test_an_hour_later_nobody_is_told_where_we_stood(visitor: Visitor) -> None:
    assert "结论是" not in visitor.does(PauseResume(), timedelta(hours=1))


def test_figures_told_in_two_messages_are_both_held_against_the_first(visitor: Visitor) -> None:
    visitor.does(PauseResume(), timedelta(days=8))
    assert "15 秒 → 30 秒" in visitor.does(ProvideFacts(), timedelta(days=8, minutes=1), avg_stay_sec=30)
    assert "0.8% → 0.9%" in visitor.does(ProvideFacts(), timedelta(days=8, minutes=2), conversion_rate=0.009)


def test_the_next_review_compares_with_the_figures_of_the_last(visitor: Visitor) -> None:
    visitor.does(PauseResume(), timedelta(days=8))
    visitor.does(ProvideFacts(), timedelta(days=8, minutes=1), avg_stay_sec=30)
    visitor.does(PauseResume(), timedelta(days=16))
    assert "30 秒 → 35 秒" in visitor.does(ProvideFacts(), timedelta(days=16, minutes=1), avg_stay_sec=35)


def test_a_step_not_done_gets_its_days_anew(visitor: Visitor) -> None:
    visitor.does(PauseResume(), timedelta(days=8))
    assert "没关系" in visitor.does(Deny(), timedelta(days=8, minutes=1), "还没做")
    assert "上次建议做了吗" not in visitor.does(PauseResume(), timedelta(days=10))


def test_done_without_effect_gets_other_advice_than_before(visitor: Visitor) -> None:
    visitor.does(PauseResume(), timedelta(days=8))
    assert "数没动" in visitor.does(Affirm(), timedelta(days=8, minutes=1), "做了，没变化")


def test_advice_that_the_knowledge_no_longer_has_is_let_go(visitor: Visitor) -> None:
    assert visitor.slot is not None
    visitor.slot["advice"]["rule"] = "XX99"
    assert visitor.does(PauseResume(), timedelta(days=8))
    assert visitor.slot["advice"] is None


def test_the_memory_of_a_conclusion_stays_small(visitor: Visitor) -> None:
    visitor.does(PauseResume(), timedelta(days=8))
    assert visitor.slot is not None
    assert len(str(visitor.slot["advice"])) < 500
