"""A mistake in the methodology files is found at once and named with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import KnowledgeError, load_knowledge, read_methodology
from knowledge.loading import METHODOLOGY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(METHODOLOGY, tmp_path / "methodology"))


def problems(folder: Path) -> str:
    with pytest.raises(KnowledgeError) as error:
        read_methodology(folder)
    return "\n".join(error.value.problems)


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("rules/gather.yml", "group: 供给", "group: 不存在", "order.yml does not say where the group “不存在” belongs"),
        ("rules/gather.yml", "内容方向: 无内容", "内容方象: 无内容", "no variable or finding called “内容方象”"),
        ("rules/gather.yml", "内容方向: 无内容", "内容方向: 没内容", "“内容方向” has no value “没内容”"),
        ("rules/gather.yml", "action: CONTENT_QUANTITY", "action: MORE_CONTENT", "there is no action “MORE_CONTENT”"),
        ("rules/gather.yml", "claims: [S33,", "claims: [S999,", "there is no claim “S999”"),
        ("rules/gather.yml", "severity: 4", "severity: 5", "“severity” must be 1, 2, 3 or 4"),
        ("rules/gather.yml", "stage: 汇流量", "stage: 引流量", "“stage” must be one of"),
        ("rules/gather.yml", "  when:\n", "  wenn:\n", "“wenn” is not a known key"),
        ("findings.yml", "line: 停留默认线", "line: 停留线", "no threshold called “停留线”"),
        ("findings.yml", "1 / (毛利率 * (1 - 退货率))", "1 / 毛利", "“毛利” is not the name of a number"),
        ("thresholds.yml", "服饰鞋包: {low: 40", "服装: {low: 40", "“lines” names “服装”"),
        ("variables/receive.yml", "improvable: up", "improvable: left", "“improvable” must be one of up, down"),
        ("claims.yml", "id: S2\n", "id: S1\n", "this id is used twice"),
        ("order.yml", "order:", "orders:", "“orders” is not a known key"),
        ("actions.yml", "\n  review_days:", "\n  review:", "“review” is not a known key"),
        ("variables/ads.yml", "raising_is: 加预算", "raising_is: 多花钱", "“raising_is” names no plan: “多花钱”"),
        ("contradictions.yml", "{投放ROI}", "{投产}", "“ask” fills in “投产”, which names no variable"),
        ("contradictions.yml", "to: 在投", "to: 投着", "sets paid_status to “投着”; it has 没投、在投、停了"),
        ("contradictions.yml", "settle: [投放状态,", "settle: [投没投,", "there is no variable called “投没投”"),
        ("contradictions.yml", "  twice: 每天直播时长\n", "", "write one of “when”, “formula”"),
        ("contradictions.yml", "settle: [每天直播时长]", "settle: []", "“settle” names nothing"),
        ("refusals.yml", "- id: 买粉", "- id: 买赞", "there is no forbidden request “买赞”"),
        ("refusals.yml", "- id: 买粉", "- id: 买赞", "nothing says what to answer to “买粉”"),
    ],
)
def test_a_mistake_is_named(folder: Path, name: str, old: str, new: str, named: str) -> None:
    replace(folder, name, old, new)
    assert named in problems(folder)


def test_all_mistakes_are_reported_in_one_pass(folder: Path) -> None:
    replace(folder, "rules/gather.yml", "severity: 4", "severity: 9")
    replace(folder, "findings.yml", "line: 停留默认线", "line: 停留线")
    found = problems(folder)
    assert "severity" in found and "停留线" in found


def test_a_file_that_is_not_yaml_is_named(folder: Path) -> None:
    (folder / "actions.yml").write_text("- id: [", encoding="utf-8")
    assert "actions.yml: not valid YAML" in problems(folder)


def test_the_version_changes_with_the_content(folder: Path) -> None:
    before = read_methodology(folder).version
    assert before == load_knowledge().version
    replace(folder, "wording.yml", "偏低", "低了点")
    assert read_methodology(folder).version != before
