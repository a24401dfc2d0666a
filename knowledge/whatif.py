"""WHATIF: what a report would say if some facts were different. Nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge import phrasing
from knowledge.errors import SituationError
from knowledge.model import Knowledge, Variable
from knowledge.names import variables_named
from knowledge.remedy import Remedy, smallest_change
from knowledge.report import Report, assess
from knowledge.situation import levels_replaced_by, read_situation
from knowledge.statements import short_label

_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(%|万)?")
_SCALES = {"%": 0.01, "万": 10_000.0, None: 1.0}


@dataclass(frozen=True)
class Named:
    """A diagnosis, a step, something to leave alone, or a variable: its id and its name for merchants."""

    id: str
    title: str


@dataclass(frozen=True)
class Difference:
    """What one report has and the other has not."""

    gone: tuple[Named, ...]
    new: tuple[Named, ...]


@dataclass(frozen=True)
class Standing:
    """Where a report stands: its stage, its main diagnosis (None: nothing leads) and how sure that one is."""

    stage: str
    main: Named | None
    status: str | None


@dataclass(frozen=True)
class WhatIf:
    """`assumed` tells the assumptions in words; `remedy` is the smallest change that lifts the present constraint."""

    assumed: tuple[str, ...]
    before: Standing
    after: Standing
    diagnoses: Difference
    steps: Difference
    avoid: Difference
    missing: Difference
    remedy: Remedy


def read_assumptions(knowledge: Knowledge, texts: Iterable[str]) -> dict[str, Any]:
    """Assumptions like `avg_stay_sec=40`, `停留=30..40`, `planned_action=加预算,报大促`, `roi=unknown` as a situation.

    Names are ids, labels or short names. Raises SituationError that names what is not understood.
    """
    return dict(_read_assumption(knowledge, text) for text in texts)


def what_if(knowledge: Knowledge, situation: Mapping[str, Any], assumptions: Mapping[str, Any]) -> WhatIf:
    """Compares the report for a situation (interface shape) with the one in which the assumptions hold."""
    now = read_situation(knowledge, situation)
    assumed = read_situation(knowledge, assumptions)
    before, after = assess(knowledge, now), assess(knowledge, supposed_situation(knowledge, situation, assumptions))
    return WhatIf(
        assumed=tuple(
            _assumption_in_words(knowledge, variable, assumed.values.get(variable)) for variable in assumptions
        ),
        before=_standing(before),
        after=_standing(after),
        diagnoses=_difference(before["diagnoses"], after["diagnoses"], _by_id),
        steps=_difference(before["next_steps"], after["next_steps"], _by_action),
        avoid=_difference(before["avoid"], after["avoid"], _by_action),
        missing=_difference(before["missing"], after["missing"], _by_question),
        remedy=smallest_change(knowledge, now),
    )


def supposed_situation(
    knowledge: Knowledge, situation: Mapping[str, Any], assumptions: Mapping[str, Any]
) -> dict[str, Any]:
    """The situation in which the assumptions hold; a supposed figure replaces the level said before."""
    replaced = levels_replaced_by(knowledge, assumptions)
    return {one: value for one, value in situation.items() if one not in replaced} | dict(assumptions)


def _read_assumption(knowledge: Knowledge, text: str) -> tuple[str, Any]:
    name, equals, written = (part.strip() for part in text.partition("="))
    if not equals or not written:
        raise SituationError(f"“{text}” is no assumption; write VARIABLE=VALUE, like avg_stay_sec=40")
    variables = variables_named(knowledge, name)
    problems = []
    for variable in variables:
        raw = _raw_value(variable, written)
        try:
            read_situation(knowledge, {variable.id: raw})
        except SituationError as error:
            problems.append(error)
        else:
            return variable.id, raw
    raise problems[0]


def _raw_value(variable: Variable, written: str) -> Any:
    """A value as the interface writes it; what cannot be read is left for the interface to complain of."""
    if written == "unknown":
        return written
    if variable.type == "choices":
        return [_value_named(variable, part.strip()) for part in re.split("[,，、]", written)]
    if variable.type != "number":
        return _value_named(variable, written)
    low, dots, high = written.partition("..")
    if not dots:
        return _figure(written)
    return {"low": _figure(low) if low else None, "high": _figure(high) if high else None}


def _figure(written: str) -> Any:
    match = _FIGURE.fullmatch(written.strip())
    return written if match is None else round(float(match.group(1)) * _SCALES[match.group(2)], 10)


def _value_named(variable: Variable, written: str) -> str:
    """A value by its own name or by the words that merchants read."""
    return next((value for value in variable.values if written in (value, variable.title(value))), written)


def _assumption_in_words(knowledge: Knowledge, variable: str, value: Any) -> str:
    wording = knowledge.wording
    known = value is not None
    text = phrasing.value_text(wording, knowledge.variables[variable], value) if known else wording["whatif_unknown"]
    return wording["fact"].format(label=short_label(knowledge, variable), value=text)


def _standing(report: Report) -> Standing:
    main = next((one for one in report["diagnoses"] if one["id"] == report["main"]), None)
    return Standing(report["stage"], None if main is None else _by_id(main), None if main is None else main["status"])


def _difference(
    before: list[dict[str, Any]], after: list[dict[str, Any]], named: Callable[[dict[str, Any]], Named]
) -> Difference:
    was, will = [named(one) for one in before], [named(one) for one in after]
    ids_before, ids_after = {one.id for one in was}, {one.id for one in will}
    return Difference(
        gone=tuple(one for one in was if one.id not in ids_after),
        new=tuple(one for one in will if one.id not in ids_before),
    )


def _by_id(entry: dict[str, Any]) -> Named:
    return Named(entry["id"], entry["title"])


def _by_action(entry: dict[str, Any]) -> Named:
    return Named(entry["action"], entry["title"])


def _by_question(entry: dict[str, Any]) -> Named:
    return Named(entry["variable"], entry["question"])
