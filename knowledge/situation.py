"""A merchant's situation: the JSON of the interface, checked, as values the reasoning works with."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.creators import check_creators, quadrants
from knowledge.errors import SituationError
from knowledge.model import Comparison, Knowledge, Variable
from knowledge.values import Interval, Options, Selection, Value


@dataclass(frozen=True)
class Situation:
    """What is known. `unknown` holds what the merchant was asked and does not know or does not want to say.

    `words` are the merchant's own words for a variable, where there are any, or for one entry of a list
    (`planned_action=加预算`).
    """

    values: Mapping[str, Value]
    unknown: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    def number(self, variable: str) -> Interval | None:
        value = self.values.get(variable)
        return value if isinstance(value, Interval) else None

    def choice(self, variable: str) -> Options | None:
        value = self.values.get(variable)
        return value if isinstance(value, Options) else None

    def selection(self, variable: str) -> frozenset[str]:
        """The chosen entries of a list; empty when nothing is known."""
        value = self.values.get(variable)
        return value.values if isinstance(value, Selection) else frozenset()

    def words_for(self, variable: str, entry: str) -> str | None:
        """The merchant's own words for an entry of a list."""
        return self.words.get(f"{variable}={entry}") or self.words.get(variable)


def read_situation(knowledge: Knowledge, document: object, words: Mapping[str, str] | None = None) -> Situation:
    """Reads a situation object (`docs/architecture.md`). Raises SituationError that names what is wrong."""
    if not isinstance(document, Mapping):
        raise SituationError("a situation is an object from variable id to value")
    values: dict[str, Value] = {}
    unknown = set()
    for name, raw in document.items():
        variable = knowledge.variables.get(str(name))
        if variable is None:
            raise SituationError(f"there is no variable “{name}”")
        if raw == "unknown" and "unknown" not in variable.values:
            unknown.add(variable.id)
            continue
        value = _read_value(variable, raw)
        if value is not None:
            values[variable.id] = value
        if variable.type == "records" and (present := quadrants(raw)):
            values["creator_quadrants"] = Selection(present)
    return Situation(values, frozenset(unknown), dict(words or {}))


def interface_value(fact: Mapping[str, Any]) -> Any:
    """A remembered fact (docs/architecture.md, "Dialogue memory") as a value of the situation interface."""
    if fact["status"] != "known":
        return "unknown"
    return fact["value"] if "value" in fact else {"low": fact.get("low"), "high": fact.get("high")}


def words_told(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The merchant's own words in remembered facts, as a situation has them."""
    words = {variable: fact["text"] for variable, fact in facts.items() if fact.get("text")}
    for variable, fact in facts.items():
        words |= {f"{variable}={entry}": said for entry, said in fact.get("words", {}).items()}
    return words


def levels_replaced_by(knowledge: Knowledge, told: Collection[str]) -> frozenset[str]:
    """The levels in words that figures told later put out of force: 转化其实是5% ends 没什么人下单."""
    comparisons = (finding for finding in knowledge.findings.values() if isinstance(finding, Comparison))
    return frozenset(one.said for one in comparisons if one.said is not None and one.compare in told)


def _read_value(variable: Variable, raw: Any) -> Value | None:
    if variable.type == "number":
        return _read_number(variable, raw)
    if variable.type == "choice":
        return Options.exactly(_choice(variable, raw))
    if variable.type == "choices":
        if not isinstance(raw, list):
            raise SituationError(f"{variable.id} takes a list of choices, not {raw!r}")
        return Selection(frozenset(_choice(variable, item) for item in raw))
    if variable.type == "records":
        check_creators(variable.id, raw)
        return None
    if not isinstance(raw, str):
        raise SituationError(f"{variable.id} takes a text, not {raw!r}")
    return None


def _read_number(variable: Variable, raw: Any) -> Interval:
    if isinstance(raw, Mapping):
        if not raw or set(raw) - {"low", "high"}:
            raise SituationError(f"{variable.id}: an interval has “low” and “high”, not {sorted(map(str, raw))}")
        low, high = _side(variable, raw.get("low")), _side(variable, raw.get("high"))
        if low is None and high is None:
            raise SituationError(f"{variable.id}: an interval needs at least one side; say “unknown” instead")
        if low is not None and high is not None and low > high:
            raise SituationError(f"{variable.id}: low {low:g} is above high {high:g}")
        return _bounded(variable, low, high)
    figure = _side(variable, raw)
    if figure is None:
        raise SituationError(f"{variable.id} takes a figure or an interval, not null")
    return Interval.exactly(figure)


def _bounded(variable: Variable, low: float | None, high: float | None) -> Interval:
    """An open side ends at the variable's own range: 不到一万 spent is still at least 0."""
    return Interval(
        variable.low if low is None else low,
        variable.high if high is None else high,
        high_open=low is None and high is not None and high > variable.low,
    )


def _side(variable: Variable, raw: Any) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not math.isfinite(raw):
        raise SituationError(f"{variable.id} takes a figure or an interval, not {raw!r}")
    if not variable.low <= raw <= variable.high:
        raise SituationError(
            f"{variable.id}: {raw:g} is out of range ({variable.low:g} to {variable.high:g} {variable.unit})"
        )
    return float(raw)


def _choice(variable: Variable, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in variable.values:
        raise SituationError(f"{variable.id} has no choice {raw!r}; it has {'、'.join(variable.values)}")
    return raw
