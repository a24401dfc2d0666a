"""Whether two rules say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from knowledge.model import Knowledge, Rule
from knowledge.search import SearchLimitError, find_state
from knowledge.states import Not, fires
from knowledge.witness import state_space


def redundancies(knowledge: Knowledge) -> Iterator[str]:
    """Rules that are written twice, and rules that add nothing to another one."""
    duplicates = set()
    for first, second in combinations(knowledge.rules.values(), 2):
        if _same_conditions(first, second):
            duplicates.add((first.id, second.id))
            yield f"{second.place}: has the same conditions as {first.id}; merge the two, or say what tells them apart"
        elif first.title == second.title:
            yield f"{second.place}: has the same title as {first.id}; merchants could not tell the two apart"
    for rule in knowledge.rules.values():
        for other in knowledge.rules.values():
            known = {(rule.id, other.id), (other.id, rule.id)} & duplicates
            if rule is not other and not known and _same_advice(rule, other) and _implies(knowledge, rule, other):
                yield (
                    f"{rule.place}: wherever it fires, {other.id} fires with the same steps; take it out, "
                    "or give it a step of its own"
                )


def _same_conditions(first: Rule, second: Rule) -> bool:
    return set(first.when) == set(second.when) and set(first.unless) == set(second.unless)


def _same_advice(rule: Rule, other: Rule) -> bool:
    """The same steps, and nothing that only the first one answers or dissuades from."""
    avoided, avoided_by_other = ({avoid.action for avoid in one.avoid} for one in (rule, other))
    same_steps = {step.action for step in rule.steps} == {step.action for step in other.steps}
    return same_steps and rule.for_plan <= other.for_plan and avoided <= avoided_by_other


def _implies(knowledge: Knowledge, rule: Rule, other: Rule) -> bool:
    """Whether there is no state in which the one fires and the other does not."""
    try:
        return find_state(state_space(knowledge), [fires(rule), Not(fires(other))]) is None
    except SearchLimitError:
        return False
