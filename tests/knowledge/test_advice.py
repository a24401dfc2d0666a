"""What a report advises and what it dissuades from do not contradict each other."""

from __future__ import annotations

import pytest

from knowledge import Assessment, load_knowledge, read_situation
from knowledge.advice import next_steps, ranked, warnings
from knowledge.conditions import Has
from knowledge.states import Surely, fires
from knowledge.witness import Document, situation_with, state_space
from tests.knowledge.merchants import merchants

KNOWLEDGE = load_knowledge()


def advised_and_warned(document: Document) -> tuple[set[str], set[str], set[str]]:
    """The actions advised, the plans they carry out, and everything warned of."""
    assessment = Assessment(KNOWLEDGE, read_situation(KNOWLEDGE, document))
    ranking, plans = ranked(assessment), assessment.situation.selection("planned_action")
    steps = {one.step.action for one in next_steps(ranking, assessment.main, plans, KNOWLEDGE.actions)}
    carried_out = {plan for step in steps for plan in KNOWLEDGE.actions[step].carries_out}
    return steps, carried_out, {one.avoid.action for one in warnings(ranking, assessment.main, plans)}


def planning(rule: str) -> Document | None:
    """A merchant for whom the rule fires and who plans whatever it dissuades from."""
    avoided = {avoid.action for avoid in KNOWLEDGE.rules[rule].avoid}
    plans = frozenset(plan for plan in KNOWLEDGE.variables["planned_action"].values if plan in avoided)
    planned = [Surely(Has("planned_action", frozenset({plan}))) for plan in sorted(plans)]
    return situation_with(state_space(KNOWLEDGE), [fires(KNOWLEDGE.rules[rule]), *planned])


@pytest.mark.parametrize("rule", KNOWLEDGE.rules)
def test_nobody_is_told_to_do_what_the_same_report_dissuades_from(rule: str) -> None:
    document = planning(rule)
    if document is not None:
        steps, carried_out, warned = advised_and_warned(document)
        assert not (steps | carried_out) & warned


def test_no_plausible_merchant_is_told_to_do_what_the_same_report_dissuades_from() -> None:
    for document in merchants(150):
        steps, carried_out, warned = advised_and_warned(document)
        assert not (steps | carried_out) & warned


def test_a_step_that_carries_out_what_the_main_diagnosis_dissuades_from_is_held_back() -> None:
    main, lesser = KNOWLEDGE.rules["HL12"], KNOWLEDGE.rules["HL15"]
    alone = next_steps([lesser], lesser, frozenset(), KNOWLEDGE.actions)
    beside = next_steps([main, lesser], main, frozenset(), KNOWLEDGE.actions)
    assert "SCALE_PAID_STEP" in {one.step.action for one in alone}
    assert "SCALE_PAID_STEP" not in {one.step.action for one in beside}
