"""Random merchants: situations in the interface's shape, drawn from the variables the methodology declares."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from knowledge.model import Knowledge, Variable

# Figures around which conditions and lines lie, so that both sides and the line itself are drawn often.
TELLING = (0, 0.005, 0.01, 0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.8, 1, 1.2, 2, 3, 3.5, 4, 4.2, 4.3, 4.7)
TELLING += (5, 6, 7, 10, 15, 25, 30, 35, 40, 45, 50, 60, 70, 85, 90, 100, 120, 150, 300, 500, 1500, 5000, 50_000)


def situations(knowledge: Knowledge) -> st.SearchStrategy[dict[str, Any]]:
    """Objects from variable id to value: exact, interval, unknown, or left out; contradictions included."""
    used = [variable for variable in knowledge.variables.values() if variable.type not in ("text", "records")]
    return st.fixed_dictionaries({}, optional={variable.id: _value(variable) for variable in used})


def _value(variable: Variable) -> st.SearchStrategy[Any]:
    if variable.type == "number":
        known = _number(variable)
    elif variable.type == "choice":
        known = st.sampled_from(list(variable.values))
    else:
        known = st.lists(st.sampled_from(list(variable.values)), unique=True, max_size=3)
    return st.one_of(known, known, st.just("unknown")) if "unknown" not in variable.values else known


def _number(variable: Variable) -> st.SearchStrategy[Any]:
    telling = [figure for figure in TELLING if variable.low <= figure <= variable.high]
    top = variable.high if math.isfinite(variable.high) else 100_000
    figure = st.one_of(st.sampled_from(telling), st.floats(variable.low, top, allow_nan=False))
    interval = st.tuples(figure, figure).map(lambda pair: {"low": min(pair), "high": max(pair)})
    return st.one_of(
        figure, interval, figure.map(lambda low: {"low": low, "high": None}), figure.map(lambda high: {"high": high})
    )
