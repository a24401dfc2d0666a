"""References between the methodology's entries: whatever one entry names must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge import contradictions
from knowledge.model import Combination, Knowledge, Rule


def check_references(knowledge: Knowledge) -> Iterator[str]:
    """One sentence for every reference that leads nowhere, with its place."""
    for rule in knowledge.rules.values():
        yield from _rule(knowledge, rule)
    for variable in knowledge.variables.values():
        for key, named in (("coarse", variable.coarse), ("instead_of", variable.instead_of)):
            if named is not None and named not in knowledge.variables:
                yield f"{variable.place}: “{key}” names no variable: {named}"
        if variable.raising_is is not None and variable.raising_is not in _plans(knowledge):
            yield f"{variable.place}: “raising_is” names no plan: “{variable.raising_is}”"
    for finding in knowledge.findings.values():
        if isinstance(finding, Combination):
            yield from _claims(knowledge, finding.place, finding.claims)
    for action in knowledge.actions.values():
        yield from _claims(knowledge, action.place, action.claims)
        for plan in sorted(action.carries_out - _plans(knowledge)):
            yield f"{action.place}: “carries_out” names no plan: “{plan}”"
    for field in knowledge.fields.values():
        yield from _claims(knowledge, f"fields.yml {field.id}", field.claims)
    for card in knowledge.cards.values():
        yield from _claims(knowledge, card.place, card.claims)
        if card.variable is not None and card.variable not in knowledge.variables:
            yield f"{card.place}: there is no variable “{card.variable}”"
    yield from contradictions.problems(knowledge)
    yield from _refusals(knowledge)


def _rule(knowledge: Knowledge, rule: Rule) -> Iterator[str]:
    yield from _claims(knowledge, rule.place, rule.claims)
    if not rule.claims and rule.judgement is None:
        yield f"{rule.place}: cites no claim; name one, or say in “judgement” why there is none"
    if not rule.steps:
        yield f"{rule.place}: has no steps"
    for step in rule.steps:
        if step.action not in knowledge.actions:
            yield f"{rule.place}: there is no action “{step.action}”"
    plans = _plans(knowledge)
    for avoid in rule.avoid:
        if avoid.action not in knowledge.actions and avoid.action not in plans:
            yield f"{rule.place}: “avoid” names neither an action nor a plan: “{avoid.action}”"
    for plan in sorted(rule.for_plan - plans):
        yield f"{rule.place}: “for_plan” names no plan: “{plan}”"
    placed = {group for entry in knowledge.order for group in entry.groups} | knowledge.asides
    if rule.group not in placed:
        yield f"{rule.place}: order.yml does not say where the group “{rule.group}” belongs"


def _refusals(knowledge: Knowledge) -> Iterator[str]:
    """Every forbidden request has its refusal, and every refusal is of one."""
    requests = knowledge.variables["forbidden_request"].values if "forbidden_request" in knowledge.variables else {}
    for refusal in knowledge.refusals.values():
        if refusal.id not in requests:
            yield f"{refusal.place}: there is no forbidden request “{refusal.id}”"
    for request in requests:
        if request not in knowledge.refusals:
            yield f"refusals.yml: nothing says what to answer to “{request}”"


def _plans(knowledge: Knowledge) -> frozenset[str]:
    planned = knowledge.variables.get("planned_action")
    return frozenset(planned.values) if planned is not None else frozenset()


def _claims(knowledge: Knowledge, place: str, cited: Iterable[str]) -> Iterator[str]:
    for claim in cited:
        if claim not in knowledge.claims:
            yield f"{place}: there is no claim “{claim}”"
