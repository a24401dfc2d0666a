"""What was concluded, when, with which figures and which first step: what a later talk goes on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.interview import Interview
from actions.turn import Turn
from knowledge import load_knowledge
from knowledge.model import Rule
from knowledge.progress import figures_to_watch
from knowledge.report import Report

DAY = 24 * 60 * 60.0
# After so long a talk counts as a new one: a conclusion of this talk is still being talked over, not reviewed.
LONG_PAUSE = DAY / 4
# The memory keeps the last conclusions, one a talk, each with the figures that may move.
MOST_CONCLUSIONS = 3
MOST_FIGURES = 16


@dataclass(frozen=True)
class Conclusion:
    """`at` is in seconds since 1970; `figures` and `watch`ed ones are variables, with their values then."""

    main: str
    at: float
    step: str
    how: str
    days: int
    watch: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def rule(self) -> Rule:
        return load_knowledge().rules[self.main]

    def days_ago(self, now: float) -> int:
        return max(0, round((now - self.at) / DAY))

    def days_left(self, now: float) -> int:
        """The days until its first step is to be reviewed; 0 when that day has come."""
        return max(0, self.days - self.days_ago(now))


def last_conclusion(interview: Interview) -> Conclusion | None:
    """The newest conclusion, unless the methodology no longer has its rule."""
    known = [Conclusion(**one) for one in interview.conclusions if one["main"] in load_knowledge().rules]
    return known[-1] if known else None


def conclusion_of_an_earlier_talk(turn: Turn) -> Conclusion | None:
    """The conclusion that new figures are held against."""
    last = last_conclusion(turn.interview)
    return last if last is not None and turn.now - last.at >= LONG_PAUSE else None


def remember(turn: Turn, report: Report) -> None:
    """Keeps a conclusion; said once more on the same figures it is still the old one."""
    if report["main"] is None or not report["next_steps"]:
        return
    first, watch = report["next_steps"][0], figures_to_watch(turn.assessment(), report)
    new = Conclusion(
        main=report["main"],
        at=turn.now,
        step=first["title"],
        how=first["how"],
        days=first["review_days"],
        watch=watch,
        figures=_figures(turn.interview.document(), [*watch, *_reasons(report)]),
    )
    last = last_conclusion(turn.interview)
    if last is not None and (last.main, last.figures) == (new.main, new.figures):
        return
    kept = turn.interview.conclusions
    same_talk = last is not None and turn.now - last.at < LONG_PAUSE
    turn.interview.conclusions = [*(kept[:-1] if same_talk else kept), dict(vars(new))][-MOST_CONCLUSIONS:]


def renew(turn: Turn, conclusion: Conclusion) -> None:
    """The first step gets its days once more, from now on."""
    turn.interview.conclusions[-1] = {**vars(conclusion), "at": turn.now}


def _reasons(report: Report) -> list[str]:
    return [reason["variable"] for one in report["diagnoses"][:1] for reason in one["because"]]


def _figures(document: Mapping[str, Any], first: list[str]) -> dict[str, Any]:
    """What a merchant can move and has told, `first` what the conclusion rests on."""
    variables = load_knowledge().variables
    known = [one for one, value in document.items() if value != "unknown" and variables[one].improvable]
    return {one: document[one] for one in sorted(known, key=lambda one: one not in first)[:MOST_FIGURES]}
