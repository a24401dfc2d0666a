"""The smallest change that would lift the constraint: what a merchant has to reach so that the next thing may begin.

Single improvements of what the main diagnosis rests on are tried first, then two, then three together, each time by
assessing the changed situation anew. The best is one after which the main diagnosis no longer holds and the stage moves
on; where none of up to three does that, the smallest after which at least the diagnosis no longer holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.assessment import Assessment
from knowledge.improving import Improvement, Reached, improvements, joined, reachable
from knowledge.model import Knowledge
from knowledge.situation import Situation
from knowledge.why import Outcome, outcome_of


@dataclass(frozen=True)
class Remedy:
    """What to reach, and what the main diagnosis is before and after. `text` is the whole in one sentence.

    `improvements` is empty where nothing has to change first (stage `none`), where figures are missing, or where no
    three improvements are enough.
    """

    improvements: tuple[Improvement, ...]
    before: Outcome
    after: Outcome
    text: str


def smallest_change(knowledge: Knowledge, situation: Situation) -> Remedy:
    """The smallest change that lifts the constraint of a situation."""
    assessment = Assessment(knowledge, situation)
    before, wording = outcome_of(assessment), knowledge.wording
    if before.stage == "none":
        return Remedy((), before, before, wording["remedy_none_needed"])
    if before.stage == "undecided":
        return Remedy((), before, before, wording["remedy_data_first"])
    found = _Search(assessment).best()
    if found is None:
        return Remedy((), before, before, wording["remedy_not_found"].format(before=before.title))
    parts = improvements(knowledge, found.moves)
    after = outcome_of(found.assessment)
    return Remedy(parts, before, after, _sentence(knowledge, parts, before, after))


class _Search:
    def __init__(self, assessment: Assessment) -> None:
        self._start = assessment

    def best(self) -> Reached | None:
        """The smallest change that moves the stage on, else the smallest that lifts the diagnosis."""
        lifting: Reached | None = None
        for reached in reachable(self._start, lambda there: there.main.when if there.main is not None else ()):
            lifted = sorted(filter(self._lifts, reached), key=self._worth)
            if lifted and self._moves_on(lifted[0]):
                return lifted[0]
            lifting = lifting or (lifted[0] if lifted else None)
        return lifting

    def _lifts(self, found: Reached) -> bool:
        main = self._start.main
        return main is not None and found.assessment.evaluation.state(main).status is None

    def _moves_on(self, found: Reached) -> bool:
        return found.assessment.stage not in (self._start.stage, "undecided")

    def _worth(self, found: Reached) -> tuple[bool, int]:
        """Sorts the changes of one size: those that move the stage on first, then those that leave the least wrong."""
        ranking = found.assessment.constraint.ranking
        wrong = sum(found.assessment.knowledge.rules[rule].stage != "none" for rule in ranking)
        return not self._moves_on(found), wrong


def _sentence(knowledge: Knowledge, parts: tuple[Improvement, ...], before: Outcome, after: Outcome) -> str:
    wording = knowledge.wording
    rule = knowledge.rules.get(after.rule or "")
    if after.stage == "undecided" or rule is None:
        key = "remedy_opens"
    elif any(knowledge.actions[step.action].risky for step in rule.steps):
        key = "remedy_to_grow"
    else:
        key = "remedy_moves_on" if after.stage != before.stage else "remedy_lifts"
    stage = wording[f"stage_short_{after.stage}"]
    return wording[key].format(changes=joined(knowledge, parts), before=before.title, stage=stage, title=after.title)
