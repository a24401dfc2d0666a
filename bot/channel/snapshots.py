"""The document of a report page, taken from the dialogue's memory of the shop in hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot import report
from bot.channel.situations import situation_of, words_of
from bot.report.document import Document
from knowledge import Assessment, read_situation, write_report
from knowledge.evaluation import Evaluation
from knowledge.model import Knowledge
from knowledge.progress import Change, compare, metrics_of
from knowledge.situation import Situation
from knowledge.values import Interval

_FEEDBACK = Path(report.__file__).with_name("feedback.yml")


def take_snapshot(knowledge: Knowledge, memory: Mapping[str, Any], made: datetime, expires: datetime) -> Document:
    """Everything the page says, as of now. Raises SituationError when the knowledge no longer knows a stored fact."""
    assessment = Assessment(knowledge, read_situation(knowledge, situation_of(memory), words_of(memory)))
    found, advice = write_report(assessment), memory.get("advice")
    return Document(
        made=made.isoformat(timespec="seconds"),
        begun=_begun(found, advice, made).isoformat(),
        expires=expires.isoformat(timespec="seconds"),
        shop=memory.get("shop", ""),
        report=found,
        headline=knowledge.wording[f"stage_{found['stage']}"],
        feedback=[{**push, "text": knowledge.claims[push["claim"]].statement} for push in _pushes()],
        questions={one["variable"]: _question(knowledge, one["variable"]) for one in found["missing"]},
        titles={rule: knowledge.rules[rule].title for one in found["missing"] for rule in one["could_change"]},
        changes=_changes(assessment.evaluation, advice),
    )


def _begun(found: Mapping[str, Any], advice: Mapping[str, Any] | None, made: datetime) -> date:
    """The day from which the days of the steps count: that of the same advice when it was given before."""
    steps = found["next_steps"]
    if advice is None or not steps or (advice["rule"], advice["step"]) != (found["main"], steps[0]["action"]):
        return made.date()
    return datetime.fromisoformat(advice["at"]).astimezone(made.tzinfo).date()


def _question(knowledge: Knowledge, variable: str) -> dict[str, str]:
    return {"find": knowledge.variables[variable].find}


def _changes(now: Evaluation, advice: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """What has moved since the earlier conclusion; whoever has not come back has nothing to compare with."""
    if advice is None or not advice["figures"]:
        return []
    before = read_situation(now.knowledge, advice["figures"])
    changes = compare(before, now, metrics_of(now, advice["rule"]))
    return [_change(change, before, now.situation) for change in changes if _is_drawable(change, before, now.situation)]


def _is_drawable(change: Change, before: Situation, now: Situation) -> bool:
    return change.direction != "same" and None not in (before.number(change.variable), now.number(change.variable))


def _change(change: Change, before: Situation, now: Situation) -> dict[str, Any]:
    return {
        **vars(change),
        "was": _middle(before.number(change.variable)),
        "now": _middle(now.number(change.variable)),
    }


def _middle(figure: Interval | None) -> float:
    assert figure is not None
    return (figure.low + figure.high) / 2


@lru_cache(maxsize=1)
def _pushes() -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load(_FEEDBACK.read_text(encoding="utf-8"))
    return found
