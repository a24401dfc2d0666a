"""The report as PDF, read back."""

from __future__ import annotations

import builtins
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.report import pdf
from bot.report.document import Document
from tests.bot.report.documents import advice, document
from tests.hostile import PAYLOADS

READERS = ("pdftotext", "pdffonts", "pdfinfo")


def printed(of: Document, folder: Path) -> Path:
    file = folder / "report.pdf"
    file.write_bytes(pdf.render_pdf(of, ["HOLD_PAID"]))
    return file


def read(reader: str, *given: str) -> str:
    assert all(shutil.which(one) for one in READERS), "no PDF reader here: run “make browser”"
    return subprocess.run([reader, *given], check=True, capture_output=True, text=True).stdout


def without_gaps(text: str) -> str:
    """Lines are broken anywhere in Chinese."""
    return re.sub(r"\s+", "", text)


def test_the_text_can_be_read_and_searched(tmp_path: Path) -> None:
    shown = document(shop="女装一店", advice=advice({"avg_stay_sec": 12}))
    words = without_gaps(read("pdftotext", str(printed(shown, tmp_path)), "-"))
    assert "女装一店" in words
    for one in shown.report["diagnoses"]:
        assert without_gaps(one["title"]) in words
        assert all(without_gaps(shown.report["claim_texts"][claim]) in words for claim in one["claims"])


def test_every_font_is_embedded(tmp_path: Path) -> None:
    rows = read("pdffonts", str(printed(document(), tmp_path))).splitlines()[2:]
    assert rows and all(re.search(r" yes yes (yes|no) ", row) for row in rows)
    assert any("CJK" in row or "Noto-Sans-SC" in row for row in rows)


def test_it_is_a4(tmp_path: Path) -> None:
    assert "A4" in read("pdfinfo", str(printed(document(), tmp_path)))


def test_nothing_is_loaded(tmp_path: Path) -> None:
    hostile = document(
        shop="<img src=http://127.0.0.1:1/x.png>", words={"planned_action": "@import url(//127.0.0.1:1)"}
    )
    assert b"/URI" not in printed(hostile, tmp_path).read_bytes()
    with pytest.raises(ValueError, match="loads nothing"):
        pdf._refuse("file:///etc/passwd")


def test_hostile_words_are_words(tmp_path: Path) -> None:
    for payload in PAYLOADS[::6]:
        # In the order of the page itself: what is broken into lines stands beside other words.
        words = without_gaps(read("pdftotext", "-raw", str(printed(document(shop=payload), tmp_path)), "-"))
        assert without_gaps(payload) in words


def test_missing_libraries_have_an_exit_code_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    order = json.dumps({"document": document().to_json(), "ticked": []})
    command = "import sys; sys.path.insert(0, sys.argv[1]); from bot.report import pdf; pdf.main()"
    done = subprocess.run(
        [sys.executable, "-c", command, str(tmp_path)], input=order, capture_output=True, text=True, check=False
    )
    assert done.returncode == pdf.LIBRARIES_MISSING and done.stdout == ""


def test_a_page_without_a_chinese_font_is_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SAMPLE", "\U0010fffd")
    with pytest.raises(pdf.MissingLibrariesError):
        pdf.render_pdf(document(), [])


def test_the_server_does_not_need_the_libraries_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError(name)
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(pdf.MissingLibrariesError):
        pdf.render_pdf(document(), [])
