"""The answer to a merchant's what if, in a few plain sentences: what changes, what becomes possible, or why not.

`whatif` holds two whole reports against each other; here is what of it a merchant wants to hear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from knowledge import phrasing
from knowledge.assessment import Assessment
from knowledge.clearance import PLANS, plans_advised_against, until
from knowledge.explanation import Explainer
from knowledge.model import Knowledge
from knowledge.situation import read_situation
from knowledge.values import Interval
from knowledge.whatif import WhatIf, supposed_situation, what_if

_NO_PLAN = "无"
_MOST_MISSING = 3
_MOST_REASONS = 3


def answer_supposition(
    knowledge: Knowledge, situation: Mapping[str, Any], supposed: Mapping[str, Any], said: Collection[str]
) -> str:
    """What would be different in a situation if what is supposed were so (both in the shape of the interface).

    `said` are the supposed variables that the merchant named; the others only follow from them. Raises SituationError
    on bad input.
    """
    return "\n".join(_Answer(knowledge, situation, supposed).lines(said))


class _Answer:
    def __init__(self, knowledge: Knowledge, situation: Mapping[str, Any], supposed: Mapping[str, Any]) -> None:
        self._knowledge = knowledge
        self._wording = knowledge.wording
        self._supposed = supposed
        self._plans = _plans(knowledge, situation, supposed)
        plans = situation.get(PLANS)
        self._told = [plan for plan in plans if plan != _NO_PLAN] if isinstance(plans, list) else []
        together = list(dict.fromkeys([*self._told, *self._plans]))
        assumptions = {**supposed, **({PLANS: together} if self._plans else {})}
        self._difference: WhatIf = what_if(knowledge, situation, assumptions)
        self._after = Assessment(
            knowledge, read_situation(knowledge, supposed_situation(knowledge, situation, assumptions))
        )

    def lines(self, said: Collection[str]) -> Iterator[str]:
        yield self._wording["suppose_title"].format(assumed=self._assumed(said))
        yield from self._conclusion()
        yield from self._about_plans()
        if self._difference.remedy.improvements and self._after.stage != "none":
            yield self._wording["suppose_remedy"].format(remedy=self._difference.remedy.text)

    def _assumed(self, said: Collection[str]) -> str:
        """What is supposed, as it is said in conversation."""
        values = read_situation(self._knowledge, self._supposed).values
        named = {one: self._knowledge.variables[one] for one in self._supposed if one in values and one in said}
        return self._wording["suppose_separator"].join(
            phrasing.spoken_value(self._wording, variable, values[one])
            if one == PLANS
            else f"{variable.short} {phrasing.spoken_value(self._wording, variable, values[one])}"
            for one, variable in named.items()
        )

    def _conclusion(self) -> Iterator[str]:
        before, after = self._difference.before, self._difference.after
        if before.main == after.main:
            if after.main is None:
                yield self._wording["suppose_same_undecided"]
                return
            yield self._wording["suppose_same"].format(main=after.main.title)
            if because := self._because():
                yield self._wording["suppose_same_because"].format(because=because)
        elif after.main is None or after.stage == "undecided":
            if before.main is None:
                yield self._wording["suppose_same_undecided"]
                return
            open_now = dict.fromkeys(one.variable.short for one in self._after.questions())
            missing = "、".join(list(open_now)[:_MOST_MISSING])
            yield self._wording["suppose_then_open"].format(before=before.main.title, missing=missing)
        else:
            key = "suppose_from_nothing" if before.main is None else "suppose_changed"
            yield self._wording[key].format(
                before="" if before.main is None else before.main.title,
                after=after.main.title,
                stage=self._wording[f"stage_short_{after.stage}"],
            )

    def _because(self) -> str:
        """What keeps the main diagnosis, other than what is supposed."""
        main = self._after.main
        reasons = Explainer(self._after.evaluation).reasons(main.when) if main is not None else []
        kept = [one.text for one in reasons if one.variable not in self._supposed]
        return "；".join(kept[:_MOST_REASONS])

    def _about_plans(self) -> Iterator[str]:
        """What the supposition allows or forbids, and what is to be said of a plan that is supposed itself."""
        against = [one for one in plans_advised_against(self._after) if one.avoid.action in self._plans]
        for one in against:
            title = self._wording["avoid_plan"].format(plan=one.avoid.action)
            yield self._wording["suppose_plan_no"].format(title=title, why=one.avoid.why, until=until(self._after, one))
        if self._after.stage == "undecided":
            if self._plans and not against:
                yield self._wording["suppose_plan_open"].format(plans="、".join(self._plans))
            return
        left = [plan for plan in self._plans if plan not in {one.avoid.action for one in against}]
        if left:
            yield self._wording["suppose_plan_yes"].format(plans="、".join(left))
        for key, entries in (("allowed", self._difference.avoid.gone), ("forbidden", self._difference.avoid.new)):
            plans = [one.id for one in entries if self._matters(one.id)]
            if plans:
                yield self._wording[f"suppose_{key}"].format(plans="、".join(plans))

    def _matters(self, plan: str) -> bool:
        """Whether it is worth a word that a plan is held back no longer, or now: the merchant's own, or all once free.

        Another diagnosis that merely says nothing of a plan does not allow it.
        """
        known = plan in self._knowledge.variables[PLANS].values and plan not in self._plans
        return known and (plan in self._told or self._after.stage == "none")


def _plans(knowledge: Knowledge, situation: Mapping[str, Any], supposed: Mapping[str, Any]) -> list[str]:
    """The plans that are supposed: those named, and those that a higher figure carries out."""
    named = list(supposed.get(PLANS, []))
    before, after = read_situation(knowledge, situation), read_situation(knowledge, supposed)
    for variable in map(knowledge.variables.__getitem__, after.values):
        was, will = before.values.get(variable.id), after.values[variable.id]
        is_higher = isinstance(was, Interval) and isinstance(will, Interval) and will.low > was.high > 0
        if variable.raising_is is not None and is_higher:
            named.append(variable.raising_is)
    return list(dict.fromkeys(named))
