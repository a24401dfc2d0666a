"""Reports and questions as readable Chinese (the small Markdown subset of the message model)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.model import Knowledge
from knowledge.report import Report

MOST_AVOID = 4
MOST_OTHERS = 3
MOST_MISSING = 3


def render_report(knowledge: Knowledge, report: Report) -> str:
    """The whole report, complete in words, for a reader who sees no cards."""
    return "\n\n".join(part for part in _parts(knowledge, report) if part)


def _parts(knowledge: Knowledge, report: Report) -> Iterator[str]:
    wording = knowledge.wording
    main = next((one for one in report["diagnoses"] if one["id"] == report["main"]), None)
    yield _headline(wording, report, main)
    if main is not None:
        yield _section(wording["report_why"], [main["why"], *(f"- {one['text']}" for one in main["because"])])
    yield _section(wording["report_do"], list(_steps(wording, report)))
    yield _section(
        wording["report_avoid"],
        [f"- **{one['title']}**：{one['why']}{one['until']}" for one in report["avoid"][:MOST_AVOID]],
    )
    others = [one for one in report["diagnoses"] if one["id"] != report["main"]]
    yield _section(wording["report_others"], [f"- {one['title']}" for one in others[:MOST_OTHERS]])
    if not report["decided"]:
        missing = report["missing"][:MOST_MISSING]
        yield _section(wording["report_missing"], [_missing(knowledge, report, one) for one in missing])
    yield _section(wording["report_sources"], list(_sources(report, main)))


def _missing(knowledge: Knowledge, report: Report, missing: dict[str, Any]) -> str:
    """A question that is still open, and the diagnosis its answer could lead to."""
    other = next((rule for rule in missing["could_change"] if rule != report["main"]), None)
    key = "report_missing_one" if other is None else "report_missing_leads"
    title = "" if other is None else knowledge.rules[other].title
    return knowledge.wording[key].format(question=missing["question"], title=title)


def _headline(wording: Any, report: Report, main: dict[str, Any] | None) -> str:
    stage = wording[f"stage_{report['stage']}"]
    title = main["title"] if main is not None else wording["report_undecided"]
    likely = main is not None and (main["status"] == "likely" or not report["decided"])
    headline: str = wording["report_main"].format(stage=stage, title=title)
    return f"{headline}\n{wording['report_likely']}" if likely else headline


def _steps(wording: Any, report: Report) -> Iterator[str]:
    for number, step in enumerate(report["next_steps"], start=1):
        yield wording["report_step"].format(number=number, **step)
        yield wording["report_step_watch"].format(days=step["review_days"], **step)
        yield wording["report_step_after"].format(**step)


def _sources(report: Report, main: dict[str, Any] | None) -> Iterator[str]:
    for claim in main["claims"] if main is not None else ():
        yield f"- {claim}：{report['claim_texts'][claim]}"


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *lines]) if lines else ""
