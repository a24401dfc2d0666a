"""Random walks of simulated merchants: what must be true of every conversation (`make walks` goes 5,000 turns)."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actions.interviewing import AskReport, ProvideFacts
from tests.actions.merchant import Merchant
from tests.knowledge.merchants import first_message, merchants
from tests.walks.conversation import Advisor
from tests.walks.walk import MOVES, Walk

MERCHANTS = list(merchants(200, seed=20261124))


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return Advisor()


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    # A turn is real work: no second run for a smaller example, the whole conversation is in the message.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    merchant=st.sampled_from(MERCHANTS),
    moves=st.lists(st.sampled_from(MOVES), min_size=5, max_size=15),
    seed=st.integers(0, 1000),
)
def test_whatever_a_merchant_does_every_promise_holds_and_the_interview_ends(
    advisor: Advisor, merchant: dict[str, object], moves: list[str], seed: int
) -> None:
    walk = Walk(advisor, merchant, random.Random(seed))
    for move in moves:
        walk.move(move)
    assert walk.finish().concludes


@pytest.mark.parametrize("number", range(3))
def test_the_same_facts_in_any_order_give_the_same_report(number: int) -> None:
    told = list(first_message(MERCHANTS[number], random.Random(number)).items())
    reports = []
    for seed in range(3):
        random.Random(seed).shuffle(told)
        merchant = Merchant()
        for variable, value in told:
            merchant.does(ProvideFacts(), **{variable: value})
        reports.append(merchant.does(AskReport())[-1]["card"]["report"])
    assert reports[0] == reports[1] == reports[2]
