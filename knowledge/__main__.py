"""The brain on the command line: `python -m knowledge --help` lists the commands."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge import Assessment, KnowledgeError, SituationError, load_knowledge
from knowledge.drafting import as_yaml, draft
from knowledge.handbook import write_handbook
from knowledge.how import explain_rule
from knowledge.loading import METHODOLOGY, read_methodology
from knowledge.maintenance.difference import differences, effect, tell, witnesses
from knowledge.maintenance.thresholds_sheet import check_sheet, describe, export_sheet, import_sheet
from knowledge.model import Knowledge
from knowledge.rendering import render_report
from knowledge.report import assess
from knowledge.situation import read_situation
from knowledge.telling import tell_how, tell_questions, tell_whatif, tell_why
from knowledge.verification import verify
from knowledge.whatif import read_assumptions, what_if
from knowledge.why import explain_question


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when it worked, 1 when verification found problems, 2 with one line on bad input."""
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[Knowledge, argparse.Namespace], int] = options.run
        return run(load_knowledge(), options)
    except (SituationError, OSError) as error:
        print(f"python -m knowledge {options.command}: {error}", file=sys.stderr)
        return 2
    except KnowledgeError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="The brain of the advisor.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, text, about in (
        ("assess", _assess, "a situation in, the report out", None),
        ("next", _next, "a situation in, the next questions out", None),
        ("why", _why, "why something is asked, and what each answer would do", "VARIABLE"),
        ("how", _how, "how a rule comes to its verdict: facts, findings, lines, claims", "RULE"),
        ("whatif", _whatif, "what would change, and the smallest change that lifts the constraint", "VARIABLE=VALUE"),
    ):
        command = commands.add_parser(name, help=text)
        if about == "VARIABLE=VALUE":
            command.add_argument("given", nargs="*", metavar=f"{about} … [FILE]", help="assumptions, then a JSON file")
        else:
            if about is not None:
                command.add_argument("about", metavar=about)
            command.add_argument("file", nargs="?", default="-", help="a JSON file, or - for standard input")
        command.add_argument("--json", action="store_true", help="JSON instead of Chinese text")
        command.set_defaults(run=run)
    command = commands.add_parser("thresholds", help="the figures as a spreadsheet, and back")
    command.add_argument("task", choices=("export", "check", "import"))
    command.add_argument("file", type=Path, help="a CSV file")
    command.set_defaults(run=_thresholds)
    command = commands.add_parser("diff", help="what changed between two versions of the methodology, and for whom")
    command.add_argument("old", type=Path, help="a methodology folder")
    command.add_argument("new", type=Path, help="a methodology folder")
    command.add_argument("merchants", nargs="?", help="situations as JSON lines, or -; else the rules' witnesses")
    command.set_defaults(run=_diff)
    command = commands.add_parser("verify", help="check the methodology as a whole")
    command.set_defaults(run=_verify)
    command = commands.add_parser("draft", help="cases to read over and put into the tests")
    command.add_argument("name", help="the id of a rule or finding, or “order”")
    command.set_defaults(run=_draft)
    command = commands.add_parser("handbook", help="the whole methodology as one readable document")
    command.add_argument("--html", action="store_true", help="an HTML page instead of Markdown")
    command.add_argument("--out", type=Path, metavar="DIR", help="write handbook.md or handbook.html into this folder")
    command.set_defaults(run=_handbook)
    return parser


def _read(file: str) -> Any:
    return _from_json(_text(file), file)


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SituationError(f"{file} is not UTF-8 text: {error.reason} at byte {error.start}") from error


def _from_json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SituationError(f"{place} is not JSON: {error}") from error


def _assess(knowledge: Knowledge, options: argparse.Namespace) -> int:
    report = assess(knowledge, _read(options.file))
    print(_json(report) if options.json else render_report(knowledge, report))
    return 0


def _next(knowledge: Knowledge, options: argparse.Namespace) -> int:
    assessment = Assessment(knowledge, read_situation(knowledge, _read(options.file)))
    questions = [
        {
            "variable": one.variable.id,
            "question": one.variable.question,
            "reason": one.variable.reason,
            "knows": one.variable.knows,
            "find": one.variable.find,
            "example": one.variable.example,
            "could_change": list(one.could_change),
        }
        for one in assessment.questions()
    ]
    print(_json(questions) if options.json else tell_questions(knowledge, questions))
    return 0


def _why(knowledge: Knowledge, options: argparse.Namespace) -> int:
    why = explain_question(knowledge, options.about, _read(options.file))
    print(_json(dataclasses.asdict(why)) if options.json else tell_why(knowledge, why))
    return 0


def _how(knowledge: Knowledge, options: argparse.Namespace) -> int:
    how = explain_rule(knowledge, options.about, _read(options.file))
    print(_json(dataclasses.asdict(how)) if options.json else tell_how(knowledge, how))
    return 0


def _whatif(knowledge: Knowledge, options: argparse.Namespace) -> int:
    assumptions = read_assumptions(knowledge, (text for text in options.given if "=" in text))
    files = [text for text in options.given if "=" not in text] or ["-"]
    if len(files) > 1:
        raise SituationError(f"one file holds the situation, not {len(files)}: {' '.join(files)}")
    whatif = what_if(knowledge, _read(files[0]), assumptions)
    print(_json(dataclasses.asdict(whatif)) if options.json else tell_whatif(knowledge, whatif))
    return 0


def _thresholds(_: Knowledge, options: argparse.Namespace) -> int:
    if options.task == "export":
        print(f"{options.file}：{export_sheet(METHODOLOGY, options.file)} 行")
        return 0
    changes = (check_sheet if options.task == "check" else import_sheet)(METHODOLOGY, options.file)
    print(describe(changes) or "没有改动")
    return 0


def _diff(_: Knowledge, options: argparse.Namespace) -> int:
    old, new = read_methodology(options.old), read_methodology(options.new)
    merchants: Any = witnesses(old, new)
    if options.merchants is not None:
        lines = enumerate(_text(options.merchants).splitlines(), start=1)
        merchants = [_from_json(line, f"{options.merchants}, line {number}") for number, line in lines if line.strip()]
    print(tell(differences(old, new), effect(old, new, merchants)))
    return 0


def _verify(knowledge: Knowledge, _: argparse.Namespace) -> int:
    result = verify(knowledge)
    warnings = (f"提醒：{warning}" for warning in result.warnings)
    print("\n".join((*result.problems, *warnings, result.summary)))
    return 1 if result.problems else 0


def _draft(knowledge: Knowledge, options: argparse.Namespace) -> int:
    print(as_yaml(draft(knowledge, options.name)))
    return 0


def _handbook(knowledge: Knowledge, options: argparse.Namespace) -> int:
    text = write_handbook(knowledge, "html" if options.html else "markdown")
    if options.out is None:
        print(text, end="")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / ("handbook.html" if options.html else "handbook.md")
    file.write_text(text, encoding="utf-8")
    print(file)
    return 0


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
