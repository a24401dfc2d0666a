"""The order of the constraint: which fired rule is the main diagnosis, and what could still displace it.

`methodology/order.yml` holds the order (G1 to G7 of the methodology's decision order); this module only walks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.evaluation import Evaluation
from knowledge.model import OrderEntry, Rule, Status
from knowledge.values import Truth


@dataclass(frozen=True)
class Constraint:
    """The main diagnosis and the rest in order.

    `main` is None when nothing lights any entry. `ranking` holds every fired rule, the main one first. `open` maps
    each rule that could still change the main diagnosis to the variables it waits for.
    """

    main: str | None
    ranking: tuple[str, ...]
    open: Mapping[str, frozenset[str]]


def find_constraint(evaluation: Evaluation, fired: Mapping[str, Status]) -> Constraint:
    """Walks the order for the fired rules (id to status)."""
    return _Walk(evaluation, fired).constraint()


class _Walk:
    def __init__(self, evaluation: Evaluation, fired: Mapping[str, Status]) -> None:
        self._evaluation = evaluation
        self._knowledge = evaluation.knowledge
        self._fired = fired
        self._plans = evaluation.situation.selection("planned_action")
        goal = evaluation.situation.choice("main_goal")
        self._goal = goal.value if goal is not None else None

    def constraint(self) -> Constraint:
        place = self._main_place()
        main = None if place is None else self._best(self._knowledge.order[place])
        others = sorted((rule for rule in self._fired if rule != main), key=self._secondary_key)
        ranking = ((main,) if main is not None else ()) + tuple(others)
        return Constraint(main, ranking, self._open(place, main))

    # the main diagnosis

    def _main_place(self) -> int | None:
        """The first entry that counts and is lit."""
        for place, entry in enumerate(self._knowledge.order):
            if self._counts(entry) is Truth.TRUE and self._best(entry) is not None:
                return place
        return None

    def _counts(self, entry: OrderEntry) -> Truth:
        """An entry counts unless an exception is known to hold; an exception nobody knows of does not stop it."""
        if any(self._evaluation.truth(condition) is Truth.TRUE for condition in entry.unless):
            return Truth.FALSE
        return self._evaluation.truth_of_all(entry.when)

    def _best(self, entry: OrderEntry) -> str | None:
        candidates = [rule for rule in self._lighting(entry) if rule.id in self._fired]
        best = min(candidates, key=lambda rule: self._key(entry, rule, self._fired[rule.id]), default=None)
        return None if best is None else best.id

    def _lighting(self, entry: OrderEntry) -> Iterator[Rule]:
        return filter(entry.lit_by, self._knowledge.rules.values())

    def _key(self, entry: OrderEntry, rule: Rule, status: Status) -> tuple[bool, tuple[int, bool, bool, int], int]:
        precedence = entry.precedence(rule, self._plans, self._goal)
        return status != "confirmed", precedence, self._knowledge.rule_positions[rule.id]

    def _secondary_key(self, rule_id: str) -> tuple[int, bool, int, int]:
        rule = self._knowledge.rules[rule_id]
        places = [place for place, entry in enumerate(self._knowledge.order) if rule.group in entry.groups]
        return (
            -rule.severity,
            self._fired[rule_id] != "confirmed",
            min(places, default=len(self._knowledge.order)),
            self._knowledge.rule_positions[rule_id],
        )

    # what could still change it

    def _open(self, main_place: int | None, main: str | None) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        last = len(self._knowledge.order) - 1 if main_place is None else main_place
        for place, entry in enumerate(self._knowledge.order[: last + 1]):
            if self._counts(entry) is Truth.FALSE:
                continue
            for rule in self._lighting(entry):
                waits = self._waits(place, entry, rule, main_place, main)
                if waits:
                    found[rule.id] = found.get(rule.id, frozenset()) | waits
        if main_place is not None and main is not None:
            for rule_id in self._waiting_for_the_goal(self._knowledge.order[main_place], self._knowledge.rules[main]):
                found[rule_id] = found.get(rule_id, frozenset()) | {"main_goal"}
        return found

    def _waiting_for_the_goal(self, entry: OrderEntry, main: Rule) -> Iterator[str]:
        """Fired rules of the main one's severity that would lead if they served the merchant's goal (G11)."""
        if self._goal is not None:
            return
        for rule in self._lighting(entry):
            if rule.id in self._fired and rule.severity == main.severity and rule.goals - main.goals:
                yield rule.id

    def _waits(
        self, place: int, entry: OrderEntry, rule: Rule, main_place: int | None, main: str | None
    ) -> frozenset[str]:
        """The variables through which this rule could become, or stop being, the main diagnosis."""
        evaluation = self._evaluation
        state = evaluation.state(rule)
        if rule.id == main:
            return evaluation.waiting_for((*rule.unless, *self._knowledge.order[place].unless))
        if state.truth is Truth.FALSE:
            return frozenset()
        if place == main_place and main is not None:
            challenger = self._key(entry, rule, "confirmed")
            if challenger > self._key(entry, self._knowledge.rules[main], self._fired[main]):
                return frozenset()
            if state.truth is Truth.TRUE:
                return evaluation.waiting_for(rule.unless)
        return evaluation.waiting_for((*rule.when, *entry.when))
