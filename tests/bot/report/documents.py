"""Documents of merchants as the dialogue would remember them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from bot.channel.snapshots import take_snapshot
from bot.report.document import Document
from knowledge import load_knowledge

MADE = datetime(2026, 11, 24, 21, 0, tzinfo=timezone(timedelta(hours=8)))
# A shop that receives nobody, and is about to spend more.
STUCK: dict[str, Any] = {
    "category": "服饰鞋包",
    "price_avg": 89,
    "paid_status": "在投",
    "paid_daily_spend": 3000,
    "qianchuan_roi": 0.8,
    "avg_stay_sec": {"low": 15, "high": 16},
    "conversion_rate": {"low": None, "high": 0.01},
    "planned_action": ["加预算"],
}


def memory(facts: dict[str, Any], words: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """The dialogue's memory with these facts, and the merchant's own words for some of them."""
    told = {name: value if isinstance(value, dict) else {"value": value} for name, value in facts.items()}
    said = words or {}
    return {
        "facts": {name: {**value, "status": "known", "text": said.get(name, "")} for name, value in told.items()},
        **more,
    }


def document(facts: dict[str, Any] | None = None, words: dict[str, str] | None = None, **more: Any) -> Document:
    remembered = memory(STUCK if facts is None else facts, words, **more)
    return take_snapshot(load_knowledge(), remembered, MADE, MADE + timedelta(days=30))


def advice(figures: dict[str, Any] | None, at: str = "2026-11-20T10:00:00+08:00") -> dict[str, Any]:
    """An earlier conclusion for the shop that is stuck, with the figures of then."""
    return {
        "rule": "HL12",
        "step": "HOLD_PAID",
        "at": at,
        "review_days": 7,
        "figures": figures,
        "reviewed": False,
    }
