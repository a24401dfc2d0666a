"""Whether everything rests on something: claims are used, figures say where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.model import Combination, Comparison, Knowledge, Line, Threshold
from knowledge.verification.statements import lines_of

_RELIABILITY = re.compile(r"[ABC][+-]?( (to|到) [ABC][+-]?)?|J")


def unsourced(knowledge: Knowledge) -> Iterator[str]:
    """Claims nobody cites; figures without source, date or reliability; judgement that passes for knowledge."""
    yield from _uncited(knowledge)
    for threshold in knowledge.thresholds.values():
        yield from _threshold(threshold)


def _uncited(knowledge: Knowledge) -> Iterator[str]:
    cited = {claim for rule in knowledge.rules.values() for claim in rule.claims}
    cited |= {claim for action in knowledge.actions.values() for claim in action.claims}
    cited |= {claim for field in knowledge.fields.values() for claim in field.claims}
    cited |= {claim for card in knowledge.cards.values() for claim in card.claims}
    for finding in knowledge.findings.values():
        if isinstance(finding, (Combination, Comparison)):
            cited |= set(finding.claims)
    for claim in knowledge.claims.values():
        if claim.id not in cited:
            yield f"{claim.place}: nobody cites this claim; cite it in a rule, action, finding, field or card"


def _threshold(threshold: Threshold) -> Iterator[str]:
    whole = Line(None, None, threshold.source, threshold.judgement, threshold.date, threshold.reliability)
    for line in dict.fromkeys(replace(line, low=None, high=None) for line in lines_of(threshold) or [whole]):
        yield from _line(threshold.place, line)


def _line(place: str, line: Line) -> Iterator[str]:
    if not line.source.strip():
        yield f"{place}: has no source; name one, or write J for our own judgement"
    if not line.date.strip():
        yield f"{place}: has no date; give the year of the source, or write 未标"
    if not _RELIABILITY.fullmatch(line.reliability.strip()):
        yield f"{place}: its reliability is “{line.reliability}”; it must be A, B or C, with + or -, or J"
    only_judged = {part.strip() for part in line.source.split(",")} == {"J"}
    if only_judged and not line.judgement:
        yield f"{place}: rests on our judgement (source J) without saying so; write judgement: true"
