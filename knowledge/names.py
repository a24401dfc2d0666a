"""Variables by whatever name an expert types: the id, the label, the short name."""

from __future__ import annotations

from knowledge.errors import SituationError
from knowledge.model import Knowledge, Variable


def variables_named(knowledge: Knowledge, name: str) -> list[Variable]:
    """The variables of that name, figures first: 停留 is the seconds, and the level of who does not know them.

    Raises SituationError where there is none.
    """
    if name in knowledge.variables:
        return [knowledge.variables[name]]
    found = [one for one in knowledge.variables.values() if name in (one.label, one.short)]
    if not found:
        raise SituationError(f"there is no variable “{name}”")
    return sorted(found, key=lambda variable: (variable.label != name, variable.type != "number"))
