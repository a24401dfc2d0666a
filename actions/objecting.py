"""What is said against a plan, or a request that breaks the rules, at the moment the merchant tells it."""

from __future__ import annotations

from collections.abc import Mapping

from actions.interview import Fact
from actions.turn import Turn
from knowledge import load_knowledge
from knowledge.clearance import PLANS, plans_advised_against, until

_REQUESTS = "forbidden_request"
_FORBIDDEN_PLAN = "违规动作"


def refusals(turn: Turn, taken: Mapping[str, Fact]) -> list[str]:
    """A refusal with its lawful alternative for each forbidden request of this message, each once in a conversation."""
    knowledge, asked_for = load_knowledge(), taken.get(_REQUESTS, {}).get("value", [])
    new = [one for one in asked_for if one not in turn.interview.refused]
    turn.interview.refused += new
    reasons = [knowledge.refusals[one] for one in new]
    return [turn.texts.get("refusal", request=one.id, why=one.why, instead=one.instead) for one in reasons]


def without_forbidden(taken: Mapping[str, Fact]) -> dict[str, Fact]:
    """What was told without what is refused: nobody says “noted” to that."""
    lawful = {}
    for variable, fact in taken.items():
        left = [one for one in fact.get("value") or [] if one != _FORBIDDEN_PLAN] if variable == PLANS else []
        if variable not in (PLANS, _REQUESTS):
            lawful[variable] = fact
        elif left:
            lawful[variable] = {**fact, "value": left}
    return lawful


def objections(turn: Turn) -> list[str]:
    """A kind no, with its reason and when it becomes a yes, for each plan of this message that the facts forbid now."""
    wording = load_knowledge().wording
    named = {plan for fact in turn.facts() if fact["variable"] == PLANS for plan in fact.get("value") or []}
    said = []
    for warned in plans_advised_against(turn.assessment()):
        plan = warned.avoid.action
        if plan in named - {_FORBIDDEN_PLAN}:
            title = wording["avoid_plan"].format(plan=plan)
            condition = until(turn.assessment(), warned)
            said.append(wording["plan_no"].format(title=title, why=warned.avoid.why, until=condition))
    return said
