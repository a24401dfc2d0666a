"""The moves of a simulated merchant, for Hypothesis to put together in any order."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any, ClassVar, Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.knowledge.merchants import Merchant
from tests.walks.speech import INTERRUPTIONS
from tests.walks.walk import Conversation, Walk, agrees

PICKS = st.integers(0, 2**16)


class Advisor(Protocol):
    """Opens conversations, and may be asked to begin again with nothing in mind but what is stored."""

    def new_conversation(self) -> Conversation: ...
    def start_again(self) -> None: ...


class MerchantMachine(RuleBasedStateMachine):
    """One conversation: a merchant who tells the truth, vaguely, wrongly, interrupts, corrects, leaves and returns."""

    advisor: ClassVar[Advisor]
    acts: ClassVar[Counter[str]]
    conversations: ClassVar[int]

    @classmethod
    def talking_to(cls, advisor: Advisor) -> type[MerchantMachine]:
        """The machine for one advisor, with counters of its own."""
        return type("MerchantMachine", (cls,), {"advisor": advisor, "acts": Counter(), "conversations": 0})

    @initialize(number=PICKS)
    def opens_a_conversation(self, number: int) -> None:
        dice = random.Random(f"walk-{number}")
        self.walk = Walk(self.advisor.new_conversation, Merchant(dice).situation(), dice)

    @rule(pick=PICKS)
    def tells_a_fact(self, pick: int) -> None:
        variable = _picked(list(self.walk.truth), pick)
        self.walk.tell(variable, self.walk.truth[variable])

    @rule(pick=PICKS)
    def tells_several(self, pick: int) -> None:
        names = random.Random(pick).sample(list(self.walk.truth), 3)
        self.walk.tell_several({name: self.walk.truth[name] for name in names})

    @rule()
    def answers(self) -> None:
        self.walk.answer()

    @rule()
    def answers_truthfully_too(self) -> None:
        """As likely as any two other moves: most merchants answer what they are asked."""
        self.walk.answer()

    @rule()
    def answers_vaguely(self) -> None:
        self.walk.answer_vaguely()

    @rule()
    def answers_wrongly(self) -> None:
        self.walk.answer_wrongly()

    @rule(pick=PICKS)
    def corrects_what_was_wrong(self, pick: int) -> None:
        wrong = [name for name, told in self.walk.told.items() if self._is_wrong(name, told)]
        if wrong:
            self.walk.correct(_picked(wrong, pick))

    @rule()
    def skips(self) -> None:
        self.walk.skip()

    @rule(act=st.sampled_from(sorted(INTERRUPTIONS)), pick=PICKS)
    def interrupts(self, act: str, pick: int) -> None:
        self.walk.interrupt(act, _picked(INTERRUPTIONS[act], pick))

    @rule()
    def asks_for_the_report(self) -> None:
        self.walk.tap("act:ask_report")

    @rule()
    def goes_silent_and_returns(self) -> None:
        self.advisor.start_again()
        self.walk.interrupt("pause_resume", "我回来了")

    @rule(pick=PICKS)
    def starts_over(self, pick: int) -> None:
        if pick % 4 == 0:
            self.walk.restart()

    def teardown(self) -> None:
        walk = getattr(self, "walk", None)
        if walk is None:
            return
        if not walk.broken:
            walk.come_to_an_end()
        type(self).conversations += 1
        type(self).acts += walk.acts

    def _is_wrong(self, name: str, told: Any) -> bool:
        return name in self.walk.truth and told != "unknown" and not agrees(told, self.walk.truth[name])


def _picked(choices: Any, pick: int) -> Any:
    return choices[pick % len(choices)]
