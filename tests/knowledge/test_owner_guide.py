"""The guide for methodology experts: every example in it works as it is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import KnowledgeError, assess, read_methodology
from knowledge.cards import card_for
from knowledge.contradictions import contradictions
from knowledge.evaluation import Evaluation
from knowledge.loading import METHODOLOGY
from knowledge.model import Knowledge
from knowledge.situation import read_situation

GUIDE = (METHODOLOGY.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
LINE, VARIABLE, RULE, CASES, CARD, CONTRADICTION = EXAMPLES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "methodology"
    shutil.copytree(METHODOLOGY, copy)
    return copy


def append(file: Path, entry: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{entry}", encoding="utf-8")


def replace(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture
def extended(folder: Path) -> Knowledge:
    """The methodology with everything the guide adds."""
    append(folder / "variables" / "goods.yml", VARIABLE)
    append(folder / "rules" / "convert.yml", RULE)
    append(folder / "cards.yml", CARD)
    append(folder / "contradictions.yml", CONTRADICTION)
    file = folder / "thresholds.yml"
    changed = re.sub(r"(?m)^    宠物: \{low: 35.*$", LINE.rstrip(), file.read_text(encoding="utf-8"), count=1)
    file.write_text(changed, encoding="utf-8")
    return read_methodology(folder)


def test_the_changed_line_applies(extended: Knowledge) -> None:
    assert extended.thresholds["stay_line"].choices["宠物"].low == 38


@pytest.mark.parametrize("case", yaml.safe_load(CASES), ids=lambda case: case["name"])
def test_the_cases_hold_for_the_rule_beside_them(extended: Knowledge, case: dict[str, Any]) -> None:
    fired = {one["id"] for one in assess(extended, case["situation"])["diagnoses"]}
    assert set(case.get("also", [])) <= fired and not set(case.get("not", [])) & fired
    assert "also" in case or "not" in case


def test_the_card_answers_its_question(extended: Knowledge) -> None:
    card = card_for(extended, "礼盒装是啥")
    assert card is not None and card.id == "gift_box_card"


def test_the_contradiction_is_found(extended: Knowledge) -> None:
    situation = read_situation(extended, {"gift_box": "有", "sku_count": 0})
    found = contradictions(Evaluation(extended, situation))
    assert [one.id for one in found] == ["gift_box_without_goods"]


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("rules/convert.yml", "承接: 弱", "成接: 弱"),
        ("thresholds.yml", "服饰鞋包: {low: 40, high: 60}", "服饰鞋包: {low: 80, high: 60}"),
        ("rules/gate.yml", "claims: [", "claims: [S999, "),
        ("cards.yml", "  text: |", "  txt: |"),
    ],
)
def test_the_mistakes_in_the_table_are_reported_as_it_says(folder: Path, file: str, before: str, after: str) -> None:
    replace(folder / file, before, after)
    with pytest.raises(KnowledgeError) as raised:
        read_methodology(folder)
    told = [re.sub(r":\d+ ", ":N ", problem).split("; there are")[0] for problem in raised.value.problems]
    table = [
        re.sub(r":\d+ ", ":N ", line).split("; there are")[0] for line in re.findall(r"^\| `([^`]+)`", GUIDE, re.M)
    ]
    assert set(told) & set(table)


def test_every_file_in_the_folder_is_explained() -> None:
    explained = set(re.findall(r"^\| `([^`]+)` \|", GUIDE, re.M))
    files = {path.relative_to(METHODOLOGY).as_posix() for path in METHODOLOGY.rglob("*.yml")}
    assert {re.sub(r"^(rules|variables)/.*", r"\1/*.yml", file) for file in files} <= explained
