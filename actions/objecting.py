"""What is said against a plan, or a request that breaks the rules, at the moment the merchant tells it."""

from __future__ import annotations

from collections.abc import Mapping

from actions.interview import Fact
from actions.turn import Turn
from knowledge import load_knowledge
from knowledge.clearance import PLANS, caution, plans_advised_against, until

_REQUESTS = "forbidden_request"
_FORBIDDEN_PLAN = "违规动作"


def wishes_forbidden(turn: Turn) -> bool:
    """Whether this message asks for what breaks the rules."""
    return bool(_named(turn, _REQUESTS)) or _FORBIDDEN_PLAN in _named(turn, PLANS)


def refusals(turn: Turn) -> list[str]:
    """A refusal for each forbidden request of this message: with its reason the first time, a clear no ever after."""
    asked_for = _named(turn, _REQUESTS)
    if not asked_for and wishes_forbidden(turn):
        return [turn.remark("refused_unnamed")]
    return [_refusal(turn, request) for request in asked_for]


def _refusal(turn: Turn, request: str) -> str:
    refusal = load_knowledge().refusals[request]
    if request in turn.interview.refused:
        return turn.remark("refused_before", request=request, instead=refusal.instead)
    turn.interview.refused.append(request)
    return turn.texts.get("refusal", request=request, why=refusal.why, instead=refusal.instead)


def without_forbidden(turn: Turn, taken: Mapping[str, Fact]) -> dict[str, Fact]:
    """What was told without what is refused: nobody says “noted” to that, nor to older plans beside it."""
    if not wishes_forbidden(turn):
        return dict(taken)
    lawful = {variable: fact for variable, fact in taken.items() if variable not in (PLANS, _REQUESTS)}
    plans = [plan for plan in _named(turn, PLANS) if plan != _FORBIDDEN_PLAN]
    return {**lawful, PLANS: {**taken[PLANS], "value": plans}} if plans else lawful


def _named(turn: Turn, variable: str) -> list[str]:
    """The entries of a list that this message names."""
    return [entry for fact in turn.facts() if fact["variable"] == variable for entry in fact.get("value") or []]


def objections(turn: Turn) -> list[str]:
    """A kind no, with its reason and when it becomes a yes, for each plan of this message that the facts forbid now.

    While they say neither yes nor no, what the plan takes and what to tell next.
    """
    wording = load_knowledge().wording
    named = set(_named(turn, PLANS))
    said = []
    for warned in plans_advised_against(turn.assessment()):
        plan = warned.avoid.action
        if plan in named - {_FORBIDDEN_PLAN}:
            title = wording["avoid_plan"].format(plan=plan)
            condition = until(turn.assessment(), warned)
            said.append(wording["plan_no"].format(title=title, why=warned.avoid.why, until=condition))
    return [*said, *filter(None, (caution(turn.assessment(), plan) for plan in sorted(named)))]
