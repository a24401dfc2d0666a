"""The report as an HTML page: for the screen with steps to tick, for paper with everything unfolded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.report.document import Document
from bot.report.pictures.bullet import bullet
from bot.report.pictures.comparison import comparison
from bot.report.pictures.fact_map import HELD_BACK, UNKNOWN, fact_map
from bot.report.pictures.snowball import snowball
from bot.report.pictures.timeline import timeline
from bot.report.texts import long_day, say, short_day, texts

_FOLDER = Path(__file__).parent
# The rest is folded away.
MOST_MISSING = 5
MOST_TITLES = 3
# How a stage looks; a link of the snowball that holds the shop back is stuck.
_STANDING = {"none": "go", "undecided": "quiet"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_page(document: Document, ticked: Collection[str], address: str, paper: bool = False) -> str:
    """The whole page. `address` is the page's own; `paper` leaves out what can only be clicked and unfolds the rest."""
    return _render("report.html", **_view(document), ticked=set(ticked), address=address, paper=paper)


def render_notice(title: str, text: str, back: str = "") -> str:
    """A page that says why there is no report, or no PDF; `back` is the address to go on to."""
    return _render("notice.html", title=title, text=text, back=back)


def name_of(document: Document) -> str:
    """What the report is called."""
    return say("title_of_shop", shop=document.shop) if document.shop else say("title")


def _render(template: str, **blanks: Any) -> str:
    return _TEMPLATES.get_template(template).render(t=texts(), say=say, **blanks)


def _view(document: Document) -> dict[str, Any]:
    steps = document.report["next_steps"]
    return {
        "document": document,
        "report": document.report,
        "name": name_of(document),
        "snowball": snowball(document),
        "timeline": timeline(document) if steps else "",
        "fact_map": fact_map(document),
        "bullet": bullet,
        "comparison": comparison,
        "tone": _tone,
        "titles": lambda one: titles_of(document, one),
        "most_missing": MOST_MISSING,
        "standing": _STANDING.get(document.report["stage"], "stuck"),
        "long_day": long_day,
        "short_day": short_day,
    }


def titles_of(document: Document, missing: Mapping[str, Any]) -> list[str]:
    """The other diagnoses that the answer to an open question could bring, the first few by name."""
    titles = [document.titles[rule] for rule in missing["could_change"] if rule != document.report["main"]]
    rest = len(titles) - MOST_TITLES
    return titles[:MOST_TITLES] + ([say("and_more", count=len(titles))] if rest > 0 else [])


def _tone(readiness: str) -> str:
    return {HELD_BACK: "stuck", UNKNOWN: "quiet"}.get(readiness, "go")
