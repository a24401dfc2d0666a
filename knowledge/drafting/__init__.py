"""Cases drafted from the methodology itself, as YAML for an expert to read over and put into the tests."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.drafting.levels import draft_finding
from knowledge.drafting.order import draft_entry
from knowledge.drafting.rules import draft_rule
from knowledge.drafting.writing import Case, as_yaml, notation
from knowledge.errors import SituationError
from knowledge.model import Knowledge

__all__ = ["as_yaml", "draft", "notation"]


def draft(knowledge: Knowledge, name: str) -> Iterator[Case]:
    """The cases of a rule or finding by its id, or of “order”. Raises SituationError for any other name."""
    if name in knowledge.rules:
        yield from draft_rule(knowledge, knowledge.rules[name])
    elif name in knowledge.findings:
        yield from draft_finding(knowledge, knowledge.findings[name])
    elif name == "order":
        for place in range(len(knowledge.order)):
            yield from draft_entry(knowledge, place)
    else:
        raise SituationError(f"there is no rule or finding “{name}”; “order” is the order of the constraint")
