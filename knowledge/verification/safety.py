"""Whether advice to grow can ever reach a merchant who has something broken.

**Proven here.** An action marked `risky` (to scale ads, to join a big campaign, to buy a Top KOL) never is among the
next steps while any entry of levels G1 to G5 of the order is lit, wherever that entry stands in the order.

**How.** A risky action can only be a next step when a rule with that step fires and no rule that fires names the action
in its `avoid` (`report` holds those back). An entry is lit when it counts and a rule of its groups fires. For each
risky step of each rule, each entry of G1 to G5 and each rule that can light it, the whole state space (`states`) is
searched for a state in which all of this is so at once. The space holds every merchant: each choice with every value
and not known, each number on, between and across all figures that conditions name, and not known. It also holds states
that no merchant can be in: so a proof is a proof, and a state that is found is first written out as a real situation
(`witness`). Cutting the list of steps after the third is left out of account: it can only take steps away.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Knowledge, OrderEntry, Rule
from knowledge.search import SearchLimitError, State, find_state, narrow
from knowledge.states import Expression, Not, counts, fires
from knowledge.verification.telling import told
from knowledge.witness import situation_with, state_space

BEFORE_GROWTH = ("G1", "G2", "G3", "G4", "G5")


def unsafe_advice(knowledge: Knowledge) -> Iterator[str]:
    """Risky steps that can reach a merchant while a level before growth is lit, each with such a merchant."""
    for rule in knowledge.rules.values():
        for step in rule.steps:
            if knowledge.actions[step.action].risky:
                yield from _unsafe_step(knowledge, rule, step.action)


def _unsafe_step(knowledge: Knowledge, rule: Rule, action: str) -> Iterator[str]:
    space = state_space(knowledge)
    against = [other for other in knowledge.rules.values() if any(avoid.action == action for avoid in other.avoid)]
    advised = [fires(rule), *(Not(fires(other)) for other in against)]
    start = narrow(space, advised)
    if start is None:
        return
    for entry in knowledge.order:
        if entry.level not in BEFORE_GROWTH:
            continue
        for lighting in knowledge.rules.values():
            if entry.lit_by(lighting):
                goals = [fires(lighting), counts(entry), *advised]
                problem = _counterexample(knowledge, goals, start)
                if problem is not None:
                    yield _sentence(rule, action, entry, lighting, problem)
                    return


def _counterexample(knowledge: Knowledge, goals: list[Expression], start: State) -> str | None:
    """A merchant for whom all of it holds, in words; None when there is none."""
    space = state_space(knowledge)
    try:
        if find_state(space, goals, start) is None:
            return None
        document = situation_with(space, goals, start)
    except SearchLimitError:
        return "the search was given up"
    return "no merchant was found, but none is ruled out" if document is None else told(knowledge, document)


def _sentence(rule: Rule, action: str, entry: OrderEntry, lighting: Rule, merchant: str) -> str:
    return (
        f"{rule.place}: advises the risky {action} while {entry.level} {entry.title} is lit by {lighting.id} "
        f"({merchant}); silence the rule with “unless”, or let {lighting.id} name {action} in “avoid”"
    )
