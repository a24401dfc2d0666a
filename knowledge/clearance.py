"""When a plan that is warned of becomes a yes: the least to reach so that no diagnosis speaks against it any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.advice import Warned, ranked, warnings
from knowledge.assessment import Assessment
from knowledge.conditions import Condition, Is
from knowledge.improving import Reached, improvements, joined, reachable

PLANS = "planned_action"
_MOST_TO_TELL = 3
_RECEIVES_BADLY = Is("receive", frozenset({"弱"}))


def plans_advised_against(assessment: Assessment) -> list[Warned]:
    """What the merchant plans and the facts known now already speak against; not what only waits for figures."""
    return [
        one
        for one in _planned(assessment)
        if one.rule.stage != "undecided" and assessment.fired[one.rule.id] == "confirmed"
    ]


def caution(assessment: Assessment, plan: str) -> str:
    """What a plan takes and what to tell next, while the facts say neither yes nor no; empty where they do."""
    wording = assessment.knowledge.wording
    condition = wording.get(f"plan_condition_{plan}")
    against = {one.avoid.action for one in plans_advised_against(assessment)}
    if condition is None or plan in against or (assessment.main is not None and assessment.decided):
        return ""
    labels = "、".join(_to_tell(assessment, plan))
    missing = wording["plan_missing"].format(labels=labels, plan=plan) if labels else ""
    return wording["plan_caution"].format(plan=plan, condition=condition, missing=missing)


def _to_tell(assessment: Assessment, plan: str) -> list[str]:
    """What 承接 waits for, then what most of the diagnoses that could speak against a plan do, as merchants read it."""
    knowledge, evaluation = assessment.knowledge, assessment.evaluation
    waited_for = Counter(
        variable
        for rule in knowledge.rules.values()
        if any(avoid.action == plan for avoid in rule.avoid)
        for variable in evaluation.waiting_for(rule.when)
        if knowledge.variables[variable].ask == "always" and variable != PLANS
    )
    receives = evaluation.waiting_for([_RECEIVES_BADLY])
    figures = [one.id for one in knowledge.variables.values() if one.id in receives & waited_for.keys() and one.coarse]
    others = [one for one, _ in waited_for.most_common() if one not in figures]
    return [knowledge.variables[one].short for one in [*figures, *others][:_MOST_TO_TELL]]


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
