"""What a merchant said that cannot both be true, as `methodology/contradictions.yml` declares it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from knowledge import phrasing
from knowledge.evaluation import Evaluation
from knowledge.model import Contradiction, Knowledge
from knowledge.values import Interval, Truth, Value

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
BEFORE = "before"


def contradictions(evaluation: Evaluation) -> list[Contradiction]:
    """The contradictions that hold in a situation, in the order of the file; those of something told twice are not."""
    return [one for one in evaluation.knowledge.contradictions.values() if _holds(evaluation, one)]


def told_twice(knowledge: Knowledge, before: Mapping[str, Value], now: Mapping[str, Value]) -> list[Contradiction]:
    """The contradictions between what a merchant said of a variable `before` and says of it `now`."""
    return [
        one
        for one in knowledge.contradictions.values()
        if one.twice is not None
        and one.twice in before
        and one.twice in now
        and _apart(before[one.twice], now[one.twice])
    ]


def speaks_of(contradiction: Contradiction, variables: Collection[str]) -> bool:
    """Whether one of the variables is in play."""
    return bool(set(contradiction.settle) & set(variables))


def in_words(contradiction: Contradiction, evaluation: Evaluation, before: Value | None = None) -> str:
    """What to say of it to the merchant, with what was said filled in."""
    knowledge = evaluation.knowledge
    ids = {variable.label: variable.id for variable in knowledge.variables.values()}

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        variable = knowledge.variables[str(contradiction.twice) if name == BEFORE else ids[name]]
        value = before if name == BEFORE else evaluation.value(variable.id)
        return "" if value is None else phrasing.spoken_value(knowledge.wording, variable, value)

    return PLACEHOLDER.sub(fill, contradiction.ask)


def problems(knowledge: Knowledge) -> Iterator[str]:
    """One sentence for every mistake in a contradiction, with its place."""
    labels = {variable.label for variable in knowledge.variables.values()}
    for one in knowledge.contradictions.values():
        for name in PLACEHOLDER.findall(one.ask):
            if name not in labels and not (name == BEFORE and one.twice is not None):
                yield f"{one.place}: “ask” fills in “{name}”, which names no variable"
        if sum((bool(one.when), one.formula is not None, one.twice is not None)) != 1:
            yield f"{one.place}: write one of “when”, “formula” (with “above”) and “twice”"
        if not one.settle:
            yield f"{one.place}: “settle” names nothing that the merchant could answer"
        for variable in one.settle:
            if variable not in knowledge.variables or not knowledge.variables[variable].question:
                yield f"{one.place}: “settle” names “{knowledge.label(variable)}”, which has no question"
        for answer in one.answers:
            variable = answer.variable
            values = knowledge.variables[variable].values if variable in knowledge.variables else ()
            if answer.value is not None and answer.value not in values:
                yield f"{one.place}: “answers” sets {variable} to “{answer.value}”; it has {'、'.join(values)}"


def _holds(evaluation: Evaluation, one: Contradiction) -> bool:
    if one.formula is not None:
        total = one.formula.value(lambda subject: _number(evaluation, subject))
        return total is not None and total.above(Interval.exactly(one.above)) is Truth.TRUE
    return bool(one.when) and evaluation.truth_of_all(one.when) is Truth.TRUE


def _number(evaluation: Evaluation, subject: str) -> Interval | None:
    value = evaluation.value(subject)
    return value if isinstance(value, Interval) else None


def _apart(first: Value, second: Value) -> bool:
    """Whether two values cannot both be true."""
    if isinstance(first, Interval) and isinstance(second, Interval):
        return Truth.TRUE in (first.below(second), first.above(second))
    return first != second
