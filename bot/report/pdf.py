"""The report as PDF: `python -m bot.report.pdf` reads a document from its input and writes the PDF to its output.

A process of its own, so that layout never holds up the server, and that it can be stopped.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from bot.report.document import Document
from bot.report.page import render_page

# Exit code: what a PDF needs is not on this machine.
LIBRARIES_MISSING = 3
INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
_STYLES = Path(__file__).with_name("assets") / "report.css"
_SAMPLE = "环"


class MissingLibrariesError(Exception):
    """The libraries that lay out a page, or a Chinese font, are not installed."""


def render_pdf(document: Document, ticked: list[str]) -> bytes:
    """The paper version of the page. Raises MissingLibrariesError."""
    try:
        import weasyprint
    except OSError as error:
        raise MissingLibrariesError from error
    page = weasyprint.HTML(string=render_page(document, ticked, "", paper=True), url_fetcher=_refuse)
    styles = weasyprint.CSS(string=_STYLES.read_text(encoding="utf-8"), url_fetcher=_refuse)
    laid_out = page.render(stylesheets=[styles])
    pdf: bytes = laid_out.write_pdf(pdf_tags=True)
    if not any(_has_chinese(font) for font in laid_out.fonts.values()):
        raise MissingLibrariesError
    return pdf


def main() -> None:
    """One PDF, or the exit code LIBRARIES_MISSING."""
    order = json.loads(sys.stdin.read())
    try:
        pdf = render_pdf(Document.from_json(order["document"]), order["ticked"])
    except MissingLibrariesError:
        sys.exit(LIBRARIES_MISSING)
    sys.stdout.buffer.write(pdf)


def _has_chinese(font: Any) -> bool:
    """Whether a font that was used can write Chinese."""
    from fontTools.ttLib import TTFont

    characters = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True).getBestCmap()
    return ord(_SAMPLE) in characters


def _refuse(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"a report loads nothing: {url}")


if __name__ == "__main__":
    main()
