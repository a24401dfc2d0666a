"""The figures as a spreadsheet: out for Excel, back with every cell checked and nothing else touched."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.loading import METHODOLOGY, read_methodology
from knowledge.maintenance.thresholds_sheet import COLUMNS, SheetError, check_sheet, export_sheet, import_sheet

Rows = list[dict[str, str]]


@pytest.fixture
def methodology(tmp_path: Path) -> Path:
    return Path(shutil.copytree(METHODOLOGY, tmp_path / "methodology"))


@pytest.fixture
def sheet(methodology: Path, tmp_path: Path) -> Path:
    file = tmp_path / "thresholds.csv"
    export_sheet(methodology, file)
    return file


def rows(sheet: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))


def row(found: Rows, name: str, condition: str = "") -> dict[str, str]:
    return next(one for one in found if (one["名称"], one["条件"]) == (name, condition))


def edit(sheet: Path, change: Callable[[Rows], object], encoding: str = "utf-8-sig") -> None:
    """Changes the rows as a spreadsheet would save them."""
    found = rows(sheet)
    change(found)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(found)
    sheet.write_bytes(text.getvalue().encode(encoding))


def set_cell(name: str, condition: str, column: str, text: str) -> Callable[[Rows], None]:
    return lambda found: row(found, name, condition).update({column: text})


def thresholds(methodology: Path) -> bytes:
    return (methodology / "thresholds.yml").read_bytes()


def test_the_sheet_opens_in_excel_with_one_row_a_figure(sheet: Path) -> None:
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    found = rows(sheet)
    assert tuple(found[0]) == COLUMNS
    assert row(found, "停留默认线", "服饰鞋包") == {
        "id": "stay_line",
        "名称": "停留默认线",
        "条件": "服饰鞋包",
        "数值": "",
        "低": "40",
        "高": "60",
        "单位": "秒",
        "来源": "W8",
        "日期": "未标",
        "可靠度": "B",
        "是否判断": "否",
    }
    assert row(found, "转化默认线", "至多 150")["低"] == "0.01" and row(found, "转化默认线", "再往上")["高"] == "0.004"
    assert row(found, "有流量场观线")["数值"] == "300"


def test_every_figure_of_the_base_has_a_row(sheet: Path) -> None:
    found = {(one["id"], one["条件"]) for one in rows(sheet)}
    base = read_methodology(METHODOLOGY).thresholds.values()
    assert len(found) == sum(len(one.choices) + len(one.bands) + (not one.choices and not one.bands) for one in base)


def test_out_and_back_without_a_change_leaves_the_file_byte_for_byte(methodology: Path, sheet: Path) -> None:
    before = thresholds(methodology)
    assert import_sheet(methodology, sheet) == [] and thresholds(methodology) == before


def test_a_sheet_saved_anew_by_excel_on_chinese_windows_is_read_the_same(methodology: Path, sheet: Path) -> None:
    edit(sheet, list, encoding="gb18030")
    assert check_sheet(methodology, sheet) == []


@pytest.mark.parametrize(
    ("name", "condition", "column", "text", "line"),
    [
        ("停留默认线", "服饰鞋包", "低", "38", "    服饰鞋包: {low: 38, high: 60}"),
        ("停留默认线", "服饰鞋包", "来源", "W99", "    服饰鞋包: {low: 40, high: 60, source: W99}"),
        ("进入默认线", "", "低", "12%", "  line: {low: 0.12, high: 0.25}"),
        ("进入默认线", "", "来源", "W9, W34", '  source: "W9, W34"'),
        ("有流量场观线", "", "数值", "250", "  value: 250"),
        ("有流量场观线", "", "是否判断", "否", "  judgement: false"),
    ],
)
def test_only_the_line_of_the_cell_changes(
    methodology: Path, sheet: Path, name: str, condition: str, column: str, text: str, line: str
) -> None:
    before = thresholds(methodology).decode().split("\n")
    edit(sheet, set_cell(name, condition, column, text))
    assert len(import_sheet(methodology, sheet)) == 1
    after = thresholds(methodology).decode().split("\n")
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]


def test_several_cells_of_one_row_arrive_together(methodology: Path, sheet: Path) -> None:
    for column, text in (("低", "30"), ("高", "45"), ("来源", "J"), ("可靠度", "J"), ("是否判断", "是")):
        edit(sheet, set_cell("停留默认线", "美妆护肤", column, text))
    import_sheet(methodology, sheet)
    line = read_methodology(methodology).thresholds["stay_line"].choices["美妆护肤"]
    assert (line.low, line.high, line.source, line.reliability, line.judgement) == (30, 45, "J", "J", True)


@pytest.mark.parametrize(
    ("name", "condition", "column", "text", "right"),
    [
        ("停留默认线", "服饰鞋包", "低", "四十", "要写一个数"),
        ("停留默认线", "服饰鞋包", "低", "61", "低不能大于高"),
        ("停留默认线", "服饰鞋包", "低", "", "不能留空"),
        ("停留默认线", "服饰鞋包", "数值", "50", "不能在表里加"),
        ("停留默认线", "服饰鞋包", "单位", "分钟", "应当是「秒」"),
        ("停留默认线", "服饰鞋包", "名称", "停留线", "应当是「停留默认线」"),
        ("停留默认线", "服饰鞋包", "来源", "", "要写来源"),
        ("停留默认线", "服饰鞋包", "日期", "Apr-25", "2025-04"),
        ("停留默认线", "服饰鞋包", "是否判断", "也许", "只写 是 或 否"),
        ("停留默认线", "服饰鞋包", "条件", "火星", "没有「stay_line·火星」"),
        ("停留默认线", "服饰鞋包", "id", "no_line", "没有「no_line·服饰鞋包」"),
    ],
)
def test_a_mistake_is_named_with_row_and_column_and_nothing_is_written(
    methodology: Path, sheet: Path, name: str, condition: str, column: str, text: str, right: str
) -> None:
    before = thresholds(methodology)
    edit(sheet, set_cell("有流量场观线", "", "数值", "250"))
    edit(sheet, set_cell(name, condition, column, text))
    with pytest.raises(SheetError) as caught:
        import_sheet(methodology, sheet)
    assert len(caught.value.problems) == 1
    problem = caught.value.problems[0]
    assert problem.startswith("第 2 行") and right in problem
    assert column in problem or column in ("条件", "id")
    assert thresholds(methodology) == before


def test_every_mistake_is_found_in_one_pass(methodology: Path, sheet: Path) -> None:
    edit(sheet, set_cell("停留默认线", "服饰鞋包", "低", "四十"))
    edit(sheet, set_cell("停留默认线", "宠物", "来源", ""))
    with pytest.raises(SheetError) as caught:
        check_sheet(methodology, sheet)
    assert [problem.partition("「")[0] for problem in caught.value.problems] == ["第 2 行", "第 10 行"]


def test_a_row_that_stands_there_twice_is_a_mistake(methodology: Path, sheet: Path) -> None:
    edit(sheet, lambda found: found.append(dict(found[0])))
    with pytest.raises(SheetError, match="写了两次"):
        check_sheet(methodology, sheet)


def test_a_missing_column_is_named(methodology: Path, sheet: Path) -> None:
    sheet.write_text("id,名称\nstay_line,停留默认线\n", encoding="utf-8")
    with pytest.raises(SheetError, match="缺少列 条件"):
        check_sheet(methodology, sheet)


def test_a_figure_that_the_base_cannot_hold_is_refused_before_anything_is_written(
    methodology: Path, sheet: Path
) -> None:
    (methodology / "rules" / "gate.yml").write_text("- {id: X}\n", encoding="utf-8")
    before = thresholds(methodology)
    edit(sheet, set_cell("有流量场观线", "", "数值", "250"))
    with pytest.raises(KnowledgeError):
        import_sheet(methodology, sheet)
    assert thresholds(methodology) == before


def test_a_text_that_a_spreadsheet_would_run_as_a_formula_is_defused_and_comes_back_as_it_was(
    methodology: Path, tmp_path: Path
) -> None:
    file = methodology / "thresholds.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("source: W8", 'source: "=W8"', 1), encoding="utf-8")
    sheet = tmp_path / "risky.csv"
    export_sheet(methodology, sheet)
    assert row(rows(sheet), "停留默认线", "服饰鞋包")["来源"] == "'=W8"
    assert check_sheet(methodology, sheet) == []
