"""The report as Markdown, complete in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.report.document import Document
from bot.report.page import name_of, titles_of
from bot.report.pictures.bullet import alternative
from bot.report.texts import long_day, say, short_day

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_AT_START = re.compile(r"^(\s*)([-+=>]|\d+[.)](?=\s))")


def render_markdown(document: Document, ticked: Collection[str]) -> str:
    """The whole document. Nothing a merchant said can become markup in it."""
    return "\n".join(_lines(document, ticked)).strip() + "\n"


def escape(text: str) -> str:
    """Text that no Markdown reader takes for markup, on one line."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", plain)


def _lines(document: Document, ticked: Collection[str]) -> Iterator[str]:
    report, main = document.report, document.main
    yield f"# {escape(name_of(document))}"
    yield f"\n{say('made', day=long_day(document.made_on))}\n"
    yield f"**{escape(document.headline)}**\n"
    yield f"## {escape(main['title'] if main else say('undecided_title'))}\n"
    yield escape(main["why"] if main else say("undecided_lead"))
    if document.provisional:
        yield f"\n*{say('provisional')}*"
    yield from _section("feedback", (_push(document, push) for push in document.feedback))
    yield from _section("changes", map(_change, document.changes))
    yield from _section("plan", _steps(document, ticked), say("plan_none"))
    yield from _section(
        "avoid", (f"- **{escape(one['title'])}**：{escape(one['why'] + one['until'])}" for one in report["avoid"])
    )
    yield from _section("metrics", map(_metric, report["metrics"]), say("metrics_none"))
    yield from _section("fields", (_field(letter, one) for letter, one in report["fields"].items()))
    yield from _section("why", (line for one in report["diagnoses"] for line in _diagnosis(report, one)))
    yield from _section(
        "missing", (line for one in report["missing"] for line in _missing(document, one)), say("missing_none")
    )
    yield f"\n---\n\n{say('knowledge', version=escape(report['knowledge_version']))}"


def _section(title: str, lines: Iterator[str], empty: str = "") -> Iterator[str]:
    """A section with its heading; without lines what is said then, or nothing at all."""
    found = list(lines) or ([empty] if empty else [])
    if found:
        yield f"\n## {say(title)}\n"
        yield from found


def _push(document: Document, push: Mapping[str, str]) -> str:
    stopped = f"（{say('feedback_stopped')}）" if push["from"] == document.report["stage"] else ""
    return f"- {push['from']} → {push['to']}{stopped}：{escape(push['text'])}（{push['claim']}）"


def _change(change: Mapping[str, Any]) -> str:
    direction = say(f"change_{change['direction']}")
    return f"- {escape(change['label'])}：{escape(change['before'])} → {escape(change['after'])}，{direction}"


def _steps(document: Document, ticked: Collection[str]) -> Iterator[str]:
    for step in document.report["next_steps"]:
        yield f"- [{'x' if step['action'] in ticked else ' '}] **{escape(step['title'])}**：{escape(step['how'])}"
        day = say("step_review_value", day=short_day(document.review_on(step)), days=step["review_days"])
        for label, value in (
            ("step_role", step["role"]),
            ("step_metric", step["metric"]),
            ("step_target", step["target"]),
            ("step_review", day),
            ("step_unlocks", step["unlocks"]),
            ("step_stuck", step["if_stuck"]),
        ):
            yield f"  - {say(label)}：{escape(value)}"
        yield f"  - {say('step_how')}："
        yield from (f"    - {escape(one)}" for one in step["steps"])


def _metric(metric: Mapping[str, Any]) -> str:
    line, said = metric["line"], escape(alternative(metric))
    if line is None:
        return f"- {said}"
    marks = [say("mark_default" if line["default"] else "mark_peers")]
    marks += [say("mark_judgement")] if line["judgement"] else []
    source = say("line_source_plain", source=escape(line["source"]))
    return f"- {said}（{escape(line['name'])}；{'，'.join(marks)}；{source}）"


def _field(letter: str, field: Mapping[str, Any]) -> str:
    return f"- **{letter} {escape(field['name'])}**（{escape(field['readiness'])}）：{escape(field['next'])}"


def _diagnosis(report: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[str]:
    marks = [say("why_main")] if one["id"] == report["main"] else []
    marks += [say("why_likely")] if one["status"] == "likely" else []
    yield f"\n### {escape(one['title'])}{'（' + '，'.join(marks) + '）' if marks else ''}\n"
    yield escape(one["why"])
    if one["because"]:
        yield f"\n**{say('why_facts')}**\n"
        yield from (f"- {escape(reason['text'])}" for reason in one["because"])
    yield f"\n**{say('why_claims')}**\n"
    yield from (f"- {claim}：{escape(report['claim_texts'][claim])}" for claim in one["claims"])
    if one["judgement"]:
        yield f"\n{say('why_judgement')}：{escape(one['judgement'])}"


def _missing(document: Document, one: Mapping[str, Any]) -> Iterator[str]:
    yield f"- {escape(one['question'])}"
    if find := document.questions[one["variable"]]["find"]:
        yield f"  - {say('missing_find')}：{escape(find)}"
    if titles := titles_of(document, one):
        yield f"  - {say('missing_change')}：{escape('；'.join(titles))}"
