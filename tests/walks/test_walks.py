"""Whatever merchants say, in whatever order: every message is answered, and what they told is what is known.

These are a few hundred turns; `make walks` goes 5,000.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import conftest
from tests.knowledge.merchants import merchants
from tests.walks.advisor import AdvisorHere
from tests.walks.machine import MerchantMachine
from tests.walks.speech import statement, tells
from tests.walks.walk import Conversation, agrees

A_FEW = settings(
    max_examples=20,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    # A turn is real work: no second run for a smaller example, the whole conversation is in the message.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
FEWER = settings(A_FEW, max_examples=2, stateful_step_count=10)
READ_BACK = 0.95
FACTS_TOLD = 6


class OverHttp:
    """The real servers. Their restart is a test of its own (tests/bot/launcher)."""

    def __init__(self, running: conftest.Advisor) -> None:
        self._running = running

    def new_conversation(self) -> Conversation:
        return self._running.new_conversation()

    def start_again(self) -> None:
        """Time passes, nothing else."""


@pytest.fixture(scope="module")
def advisor_here(advisor: conftest.Advisor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdvisorHere]:
    """In this process. The running advisor is asked for because its start trains a model where there is none."""
    assert advisor.process.poll() is None
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ADVISOR_VAR", str(tmp_path_factory.mktemp("walks")))
        here = AdvisorHere()
        yield here
        here.close()


def test_every_promise_holds_after_every_message(advisor_here: AdvisorHere) -> None:
    run_state_machine_as_test(MerchantMachine.talking_to(advisor_here), settings=A_FEW)


def test_every_promise_holds_over_http(advisor: conftest.Advisor) -> None:
    run_state_machine_as_test(MerchantMachine.talking_to(OverHttp(advisor)), settings=FEWER)


@pytest.mark.parametrize("number", range(3))
def test_the_same_facts_in_any_order_give_the_same_report(advisor_here: AdvisorHere, number: int) -> None:
    merchant = list(merchants(3, seed=5))[number]
    sayable = [name for name in merchant if _only_tells_the_truth(merchant, name)]
    told = {name: merchant[name] for name in random.Random(number).sample(sayable, FACTS_TOLD)}
    reports = []
    for order in range(3):
        names = random.Random(f"{number}-{order}").sample(list(told), len(told))
        conversation = advisor_here.new_conversation()
        for name in names:
            conversation.say(str(statement(name, told[name])))
        situation = conversation.situation()
        assert all(agrees(situation[name], told[name]) for name in told)
        reports.append(conversation.report())
    assert reports[0] == reports[1] == reports[2]


def test_what_merchants_say_plainly_is_read_as_they_meant_it() -> None:
    """The walks rest on it: a sentence that is not read back is left out of them."""
    said = [(name, value) for merchant in merchants(20, seed=3) for name, value in merchant.items()]
    sayable = [(name, value) for name, value in said if statement(name, value) is not None]
    assert sum(_plain(name, value) for name, value in sayable) >= READ_BACK * len(sayable)


def _only_tells_the_truth(merchant: dict[str, Any], name: str) -> bool:
    """Whether everything that its sentence says besides is true of the merchant as well."""
    said = tells(statement(name, merchant[name]) or "")
    return _plain(name, merchant[name]) and all(agrees(value, merchant.get(one)) for one, value in said.items())


def _plain(name: str, value: object) -> bool:
    text = statement(name, value)
    return text is not None and agrees(tells(text).get(name), value)
