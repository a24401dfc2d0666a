"""Twenty-five realistic merchants and the whole report that each of them gets.

A report that changed on purpose is accepted with `python -m tests.knowledge.golden_reports [NUMBER …]`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.knowledge.golden_reports import golden_files, present_report

STAGES = {"汇流量", "促转化", "聚沉淀", "none", "undecided"}


@pytest.mark.parametrize("file", golden_files(), ids=lambda file: file.stem)
def test_the_whole_report_is_as_accepted(file: Path) -> None:
    golden = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert present_report(golden["situation"]) == golden["report"]


def test_the_merchants_differ_in_category_type_and_stage() -> None:
    golden = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in golden_files()]
    assert len(golden) >= 25 and len({one["name"] for one in golden}) == len(golden)
    assert len({one["situation"]["category"] for one in golden}) >= 8
    assert len({one["situation"].get("merchant_type") for one in golden}) >= 6
    assert {one["report"]["stage"] for one in golden} == STAGES
