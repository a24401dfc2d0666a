"""The cases in `cases/`, read: merchants as a methodology expert writes them down, with what must come of them.

Every case has a `name` and a `situation`, from the labels of variables (or their ids) to values. There are three kinds:

* `cases/*.yml`, whole reports: `stage`, `main`, `status` and `decided`, `also` (other diagnoses), `not` (rules that
  must not fire), `steps` (actions among the next steps), `avoid` (plans or actions to leave alone);
* `cases/rules/*.yml`, single rules: `fires` and `not`. The case with `rule` also pins what the rule `says` (stage,
  severity, status), `advises` (the actions of its steps) and `warns` of. One with `near` says of which statement it
  stands just outside, as “rule / statement”, or “rule / 除非 statement” for an exception that just holds;
* `cases/levels/*.yml`, findings: `levels`, from label to value; null where nothing can be said yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import Knowledge

FOLDER = Path(__file__).parent / "cases"
KEYS = {
    ".": {"stage", "main", "status", "decided", "also", "not", "steps", "avoid"},
    "rules": {"rule", "near", "fires", "not", "says", "advises", "warns"},
    "levels": {"near", "levels"},
}


@dataclass(frozen=True, eq=False)
class Case:
    """One case; `expected` is everything but its name and situation."""

    place: str
    name: str
    situation: dict[str, Any]
    expected: dict[str, Any]

    def listed(self, key: str) -> list[str]:
        return list(self.expected.get(key, []))


@cache
def cases(kind: str) -> tuple[Case, ...]:
    """All cases of a kind: “.” for whole reports, “rules”, “levels”."""
    return tuple(_read(kind))


def _read(kind: str) -> Iterator[Case]:
    for path in sorted((FOLDER / kind).glob("*.yml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")):
            expected = {key: value for key, value in raw.items() if key not in ("name", "situation")}
            unknown = set(expected) - KEYS[kind]
            assert not unknown, f"{path.name} {raw['name']}: there is no {sorted(unknown)}"
            yield Case(path.stem, raw["name"], raw["situation"], expected)


def document(knowledge: Knowledge, case: Case) -> dict[str, Any]:
    """The situation of a case with ids, as the interface takes it."""
    ids = {variable.label: variable.id for variable in knowledge.variables.values()}
    return {ids.get(name, name): value for name, value in case.situation.items()}


@cache
def implied_statements() -> dict[str, str]:
    """Statements that the others already imply, so that no case can stand just outside, each with the reason."""
    read: dict[str, str] = yaml.safe_load((FOLDER / "implied" / "statements.yml").read_text(encoding="utf-8"))
    return read
