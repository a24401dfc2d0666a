"""Merchants as a methodology expert writes them down: the cases in `cases/`, each with what must be concluded.

A case names a situation and any of: `stage`, `main`, `also` (other diagnoses), `not` (rules that must not fire),
`steps` (actions among the next steps), `avoid` (plans or actions to leave alone), `status` of the main diagnosis.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import assess, load_knowledge

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {"name", "situation", "stage", "main", "status", "also", "not", "steps", "avoid", "decided"}


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    report = assess(load_knowledge(), case["situation"])
    diagnoses = {one["id"]: one["status"] for one in report["diagnoses"]}
    for key in ("stage", "main", "decided"):
        if key in case:
            assert report[key] == case[key], f"{key}: {report['main']} {diagnoses}"
    if "status" in case:
        assert diagnoses[report["main"]] == case["status"]
    assert set(case.get("also", [])) <= set(diagnoses)
    assert not set(case.get("not", [])) & set(diagnoses)
    assert set(case.get("steps", [])) <= {step["action"] for step in report["next_steps"]}
    assert set(case.get("avoid", [])) <= {one["action"] for one in report["avoid"]}
