"""When a plan that is warned of becomes a yes: the least to reach so that no diagnosis speaks against it any more."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.advice import Warned, ranked, warnings
from knowledge.assessment import Assessment
from knowledge.conditions import Condition
from knowledge.improving import Reached, improvements, joined, reachable

PLANS = "planned_action"


def plans_advised_against(assessment: Assessment) -> list[Warned]:
    """What the merchant plans and the facts known now already speak against; not what only waits for figures."""
    return [
        one
        for one in _planned(assessment)
        if one.rule.stage != "undecided" and assessment.fired[one.rule.id] == "confirmed"
    ]


def until(assessment: Assessment, warned: Warned) -> str:
    """The condition under which a plan becomes a yes, as a sentence."""
    wording, plan = assessment.knowledge.wording, warned.avoid.action
    if warned.rule.stage == "undecided":
        return wording["until_known"].format(plan=plan)
    found = _smallest(assessment, plan)
    if found is None:
        return wording["until_lifted"].format(plan=plan, title=warned.rule.title)
    changes = joined(assessment.knowledge, improvements(assessment.knowledge, found.moves), wording["until"])
    return wording["until_reached"].format(plan=plan, changes=changes)


def _smallest(assessment: Assessment, plan: str) -> Reached | None:
    def against(there: Assessment) -> Iterator[Condition]:
        return (condition for one in _planned(there) if one.avoid.action == plan for condition in one.rule.when)

    for reached in reachable(assessment, against):
        cleared = [one for one in reached if not _is_warned_of(one.assessment, plan)]
        if cleared:
            return min(cleared, key=lambda one: one.assessment.stage == "undecided")
    return None


def _is_warned_of(assessment: Assessment, plan: str) -> bool:
    return any(one.avoid.action == plan for one in _planned(assessment))


def _planned(assessment: Assessment) -> list[Warned]:
    plans = assessment.situation.selection(PLANS)
    return [one for one in warnings(ranked(assessment), assessment.main, plans) if one.planned]
