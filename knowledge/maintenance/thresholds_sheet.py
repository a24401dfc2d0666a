"""The figures of thresholds.yml as a spreadsheet, and back.

One row a figure, or a pair of low and high. Out: CSV that Excel opens in Chinese. Back: checked cell by cell, and only
the cells that changed are written, in place, so that comments and layout of the file stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.loading import read_methodology
from knowledge.maintenance.thresholds_file import FILE, Figure, read_figures, with_changes

COLUMNS = ("id", "名称", "条件", "数值", "低", "高", "单位", "来源", "日期", "可靠度", "是否判断")
_KEYS = {
    "数值": "value",
    "低": "low",
    "高": "high",
    "来源": "source",
    "日期": "date",
    "可靠度": "reliability",
    "是否判断": "judgement",
}
_FIXED = {"名称": "label", "单位": "unit"}
_FIGURES = ("数值", "低", "高")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
_DATE = re.compile(r"未标|\d{4}(-\d{2})?(-\d{4}(-\d{2})?)?")
_DATE_FORM = "写成 2025、2025-04、2023-2026 或 未标"
_YES_NO = {"是": "true", "否": "false"}
# A spreadsheet would take a text that begins like this for a formula.
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class CellChange:
    """One cell that differs from the file; `old` and `new` as the sheet shows them."""

    row: int
    figure: Figure
    column: str
    old: str
    new: str

    def __str__(self) -> str:
        place = "·".join(part for part in (self.figure.label, self.figure.condition) if part)
        return f"{place} {self.column}：{self.old or '空'} → {self.new or '空'}"


class SheetError(KnowledgeError):
    """The sheet has mistakes; `problems` names each with row, column, and what would be right."""


def export_sheet(methodology: Path, sheet: Path) -> int:
    """Writes the sheet; returns the number of rows."""
    figures = read_figures(methodology / FILE)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        writer.writerow(_guarded(cell) for cell in _cells(figure))
    sheet.write_bytes(text.getvalue().encode("utf-8-sig"))
    return len(figures)


def check_sheet(methodology: Path, sheet: Path) -> list[CellChange]:
    """What an import would change. Raises SheetError with every mistake."""
    figures = {(figure.id, figure.condition): figure for figure in read_figures(methodology / FILE)}
    problems: list[str] = []
    changes: list[CellChange] = []
    for row, cells in _rows(sheet, problems):
        figure = figures.pop((cells["id"], cells["条件"]), None)
        if figure is None:
            place = f"{cells['id']}·{cells['条件']}" if cells["条件"] else cells["id"]
            problems.append(f"第 {row} 行：知识库里没有「{place}」，或者它写了两次；id 和条件要和导出时一样，不能加行")
            continue
        found = [change for column in COLUMNS if (change := _change(row, figure, column, cells[column]))]
        problems += _mistakes(row, figure, cells)
        changes += found
    if problems:
        raise SheetError(problems)
    return changes


def import_sheet(methodology: Path, sheet: Path) -> list[CellChange]:
    """Writes what changed into thresholds.yml. Raises SheetError, and writes nothing, when there is a mistake."""
    changes = check_sheet(methodology, sheet)
    if changes:
        file = methodology / FILE
        content = with_changes(
            file.read_bytes().decode("utf-8"),
            [(change.figure, _KEYS[change.column], _in_yaml(change.column, change.new)) for change in changes],
        )
        _try_out(methodology, content)
        file.write_bytes(content.encode("utf-8"))
    return changes


def _try_out(methodology: Path, content: str) -> None:
    """Raises KnowledgeError if the methodology would not load with this content."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "methodology"
        shutil.copytree(methodology, copy)
        (copy / FILE).write_bytes(content.encode("utf-8"))
        read_methodology(copy)


# reading a sheet


def _rows(sheet: Path, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold something, each with the number that the spreadsheet shows."""
    lines = list(csv.reader(io.StringIO(_decoded(sheet), newline="")))
    head = [name.strip() for name in lines[0]] if lines else []
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        problems.append(f"第 1 行：缺少列 {'、'.join(missing)}；表头要和导出时一样：{'、'.join(COLUMNS)}")
        return
    for row, line in enumerate(lines[1:], start=2):
        cells = dict(zip(head, (_unguarded(cell.strip()) for cell in line), strict=False))
        if any(cells.values()):
            yield row, {name: cells.get(name, "") for name in COLUMNS}


def _decoded(sheet: Path) -> str:
    """The text of a sheet; Excel on a Chinese Windows saves CSV in GBK rather than UTF-8."""
    content = sheet.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _change(row: int, figure: Figure, column: str, new: str) -> CellChange | None:
    if column not in _KEYS:
        return None
    old = _cell(figure, column)
    same = _number(new) == _number(old) if column in _FIGURES and new and old else new == old
    return None if same else CellChange(row, figure, column, old, new)


def _mistakes(row: int, figure: Figure, cells: dict[str, str]) -> Iterator[str]:
    for column, attribute in _FIXED.items():
        if cells[column] != getattr(figure, attribute):
            yield _problem(row, column, cells[column], f"这一列不能改，应当是「{getattr(figure, attribute)}」")
    yield from _figure_mistakes(row, figure, cells)
    if not cells["来源"]:
        yield _problem(row, "来源", "", "每个数都要写来源；没有来源就写 J，并把“是否判断”写成 是")
    if not _DATE.fullmatch(cells["日期"]) and cells["日期"] != _cell(figure, "日期"):
        yield _problem(row, "日期", cells["日期"], f"{_DATE_FORM}；表格软件改过的日期请改回来")
    if not cells["可靠度"] and _cell(figure, "可靠度"):
        yield _problem(row, "可靠度", "", "写 A、B、C 或 J，可以带 + 或 -")
    if cells["是否判断"] not in _YES_NO:
        yield _problem(row, "是否判断", cells["是否判断"], "只写 是 或 否")


def _figure_mistakes(row: int, figure: Figure, cells: dict[str, str]) -> Iterator[str]:
    for column in _FIGURES:
        text, old = cells[column], _cell(figure, column)
        if bool(text) != bool(old):
            right = f"这里原来是「{old}」，不能留空" if old else "这里原来没有数，不能在表里加"
            yield _problem(row, column, text, right)
        elif text and _number(text) is None:
            yield _problem(row, column, text, "要写一个数，比如 40、0.02 或 2%")
    low, high = _number(cells["低"]), _number(cells["高"])
    if low is not None and high is not None and low > high:
        yield _problem(row, "低", cells["低"], f"低不能大于高（{cells['高']}）")


def _problem(row: int, column: str, text: str, right: str) -> str:
    written = f"写的是「{text}」" if text else "是空的"
    return f"第 {row} 行「{column}」{written}：{right}"


# cells


def _cells(figure: Figure) -> Iterator[str]:
    return (_cell(figure, column) for column in COLUMNS)


def _cell(figure: Figure, column: str) -> str:
    if column == "id":
        return figure.id
    if column == "条件":
        return figure.condition
    if column in _FIXED:
        return str(getattr(figure, _FIXED[column]))
    written = figure.written.get(_KEYS[column], "")
    if column == "是否判断":
        return "是" if written == "true" else "否"
    return written


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    return round(float(text.removesuffix("%")) / 100, 10) if text.endswith("%") else float(text)


def _in_yaml(column: str, text: str) -> str:
    """A cell as the file writes it; texts that YAML could take for something else are quoted."""
    if column in _FIGURES:
        number = _number(text)
        return f"{number:g}" if number is not None and text.endswith("%") else text
    if column == "是否判断":
        return _YES_NO[text]
    plain = re.fullmatch(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff+-]*|\d{4}-\d{2}", text)
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _guarded(cell: str) -> str:
    is_text_formula = cell.startswith(_RISKY) and _number(cell) is None
    return f"'{cell}" if is_text_formula else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell


def describe(changes: Iterable[CellChange]) -> str:
    """The changes, one a line."""
    return "\n".join(map(str, changes))
