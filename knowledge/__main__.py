"""The brain on the command line: `python -m knowledge assess|next|verify`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge import Assessment, KnowledgeError, SituationError, load_knowledge
from knowledge.model import Knowledge
from knowledge.rendering import render_report
from knowledge.report import assess
from knowledge.situation import read_situation
from knowledge.verification import verify


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
    for name, run, text in (
        ("assess", _assess, "a situation in, the report out"),
        ("next", _next, "a situation in, the next questions out"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", nargs="?", default="-", help="a JSON file, or - for standard input")
        command.add_argument("--json", action="store_true", help="JSON instead of Chinese text")
        command.set_defaults(run=run)
    command = commands.add_parser("verify", help="check the methodology as a whole")
    command.set_defaults(run=_verify)
    return parser


def _read(file: str) -> Any:
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SituationError(f"{file} is not JSON: {error}") from error


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
            "could_change": list(one.could_change),
        }
        for one in assessment.questions()
    ]
    if options.json:
        print(_json(questions))
    elif not questions:
        print(knowledge.wording["report_nothing_missing"])
    else:
        print("\n".join(f"{one['question']}（{one['reason']}）" for one in questions))
    return 0


def _verify(knowledge: Knowledge, _: argparse.Namespace) -> int:
    result = verify(knowledge)
    print("\n".join((*result.problems, result.summary)))
    return 1 if result.problems else 0


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
