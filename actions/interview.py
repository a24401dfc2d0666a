"""What the advisor remembers of a conversation: one slot, read and written as plain JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge import Situation, load_knowledge, read_situation
from knowledge.errors import SituationError
from knowledge.situation import interface_value, levels_replaced_by, words_told

SLOT = "interview"
# A question left unanswered is asked once more, then left alone.
MOST_ASKINGS = 2
NO_PLAN = "无"
_NAMED_ONE_BY_ONE = ("planned_action", "forbidden_request")
# What belongs to the whole conversation; everything else is kept apart for each shop.
OF_THE_CONVERSATION = frozenset(
    {"misses", "turns", "card", "deleting", "restarting", "dropping", "remarks", "shop", "shops"}
)
# A longer name of a shop is a sentence.
LONGEST_NAME = 12

Fact = dict[str, Any]


@dataclass
class Interview:
    """The facts told so far, the question that is open, and what was asked and concluded before.

    `asked` holds a variable once for each time it was asked; `misses` counts messages in a row that were not
    understood, `missed` for each question those that were to answer it; `turns` counts messages since the stored
    session began. `told` holds what the last telling message told, the last thing first, and `supposed` what the last
    message supposed: 不对，是五千 and 那45呢 speak of these. `pointed_out` names the contradictions said once,
    `refused` the requests that got their no; `deeper` is how many questions the merchant still wants once concluded.
    `heard` is the moment of the last message. `advice` is the last conclusion with a step: its `rule`, the `step` (an
    action), the moment `at` which it was given, its `review_days`, once the merchant came back the `figures` as they
    were then, and whether it was `reviewed` since; `reviewing` says that the merchant was asked what became of it,
    `deleting`, `restarting` and `dropping` (a shop, by name) that they were asked whether all is to be deleted, this
    shop is to begin anew, that shop is to be forgotten. `step` is the one spoken of last, `card` the one just shown,
    `announced` a shop that was named as one of several and stays although nothing is known of it.
    `worded` counts how often each question was put in words, `remarks` how often a text with variants was said.

    All but what belongs to the whole conversation is the memory of one shop, the one in hand, called `shop` once the
    merchant has several; the memory of the others waits in `shops`.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    concluded: str | None = None
    misses: int = 0
    missed: dict[str, int] = field(default_factory=dict)
    turns: int = 0
    told: list[str] = field(default_factory=list)
    supposed: list[str] = field(default_factory=list)
    pointed_out: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    deeper: int = 0
    heard: str | None = None
    advice: dict[str, Any] | None = None
    announced: bool = False
    step: int = 1
    card: str = ""
    reviewing: bool = False
    deleting: bool = False
    restarting: bool = False
    dropping: str = ""
    worded: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    shop: str = ""
    shops: dict[str, dict[str, Any]] = field(default_factory=dict)

    @staticmethod
    def from_slot(slot: Mapping[str, Any] | None) -> Interview:
        return Interview(**slot) if slot else Interview()

    def to_slot(self) -> dict[str, Any]:
        return dict(vars(self))

    def take(self, facts: Iterable[Fact]) -> dict[str, Fact]:
        """Stores facts, later ones over earlier ones; returns those that could be stored, by variable."""
        taken: dict[str, Fact] = {}
        for told in self._without_other_side(list(facts)):
            variable, fact = told["variable"], {key: told[key] for key in told if key != "variable"}
            if fits(variable, fact):
                taken[variable] = self._merged(variable, fact)
                self.facts[variable] = taken[variable]
        self._drop_replaced_levels(taken)
        self.open = [variable for variable in self.open if variable not in taken]
        if taken:
            self.told = list(taken)[::-1]
        return taken

    def _drop_replaced_levels(self, taken: Mapping[str, Fact]) -> None:
        """A figure told now stands against the level in words told before it."""
        figures = [variable for variable, fact in taken.items() if fact["status"] == "known"]
        for level in levels_replaced_by(load_knowledge(), figures) - taken.keys():
            if self.facts.get(level, {}).get("status") == "known":
                del self.facts[level]

    def _without_other_side(self, facts: list[Fact]) -> list[Fact]:
        """不清楚 to a contradiction gives up the first of what was asked, not the answers it was held against.

        Who does not know what a figure is today has not taken back what it was.
        """
        given_up = {fact["variable"] for fact in facts if fact["status"] != "known"}
        kept = self.open if self.reviewing else self.open[1:] if set(self.open[:1]) <= given_up else []
        known = {variable for variable in kept if self.facts.get(variable, {}).get("status") == "known"}
        return [fact for fact in facts if fact["variable"] not in known & given_up]

    def _merged(self, variable: str, fact: Fact) -> Fact:
        """Plans and wishes add up, because a merchant names them one by one; everything else is replaced.

        Each keeps the words it was told with.
        """
        if variable not in _NAMED_ONE_BY_ONE or "value" not in fact:
            return fact
        before = self.facts.get(variable, {})
        words = {entry: fact["text"] for entry in fact["value"] if fact.get("text")}
        if "value" not in before or NO_PLAN in fact["value"]:
            return {**fact, "words": words}
        kept = [plan for plan in before["value"] if plan != NO_PLAN]
        named = [*kept, *(plan for plan in fact["value"] if plan not in kept)]
        return {**fact, "value": named, "words": {**before.get("words", {}), **words}}

    def forget(self, variables: Iterable[str]) -> list[str]:
        """Takes facts back, so that they may be asked anew; returns those that there were."""
        gone = [variable for variable in variables if self.facts.pop(variable, None) is not None]
        self.asked = [variable for variable in self.asked if variable not in gone]
        self.worded = {variable: times for variable, times in self.worded.items() if variable not in gone}
        return gone

    def give_up(self, variables: Iterable[str], status: str) -> None:
        """Records that the merchant does not know, or declines to say."""
        for variable in variables:
            self.facts[variable] = {"status": status, "text": ""}
        self.open = []

    def note_miss(self) -> None:
        """A message that was to answer the open question was not understood."""
        self.missed |= {variable: self.missed.get(variable, 0) + 1 for variable in self.open}

    def put_aside(self) -> None:
        """The open question is not asked again by itself; it may still be answered."""
        self.asked += [variable for variable in self.open for _ in range(MOST_ASKINGS)]
        self.open = []

    @property
    def name_in_hand(self) -> str:
        """What the merchant called the shop in hand, or sells there; empty when neither is known."""
        sells = self.facts.get("category", {})
        words = sells.get("text") or ""
        return self.shop or (words if 0 < len(words) <= LONGEST_NAME else str(sells.get("value") or ""))

    def of_the_shop(self) -> dict[str, Any]:
        """The memory of the shop in hand."""
        return {name: value for name, value in vars(self).items() if name not in OF_THE_CONVERSATION}

    def take_up(self, memory: Mapping[str, Any]) -> None:
        """Makes a shop with this memory the one in hand; with an empty memory, a new one."""
        vars(self).update({**Interview().of_the_shop(), **memory})

    def exhausted(self) -> tuple[str, ...]:
        """The variables that were asked often enough."""
        return tuple(variable for variable, times in Counter(self.asked).items() if times >= MOST_ASKINGS)

    def document(self) -> dict[str, Any]:
        """The facts in the shape of the interface."""
        return {variable: interface_value(fact) for variable, fact in self.facts.items()}

    def situation(self) -> Situation:
        """The facts as the brain reads them, with the merchant's words."""
        return read_situation(load_knowledge(), self.document(), words_told(self.facts))


def fits(variable: str, fact: Fact) -> bool:
    """Whether the brain accepts the fact; understanding may propose what the knowledge does not allow."""
    try:
        read_situation(load_knowledge(), {variable: interface_value(fact)})
    except SituationError:
        return False
    return True
