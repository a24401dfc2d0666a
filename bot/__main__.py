"""Understanding on the command line: `python -m bot parse|quantities [FILE|-]`, one JSON object a line in and out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MODELS = Path(__file__).parent.parent / "models"

Document = dict[str, Any]
LineReader = Callable[[Document], Document]


class InputError(Exception):
    """A line, a file or a model that cannot be used; says what is wrong."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when every line was read, 2 when something was wrong, with one line of reason each."""
    options = _parser().parse_args(arguments)
    try:
        read_line: LineReader = options.reader()
        return _convert(_lines(options.file), read_line)
    except (InputError, OSError, UnicodeDecodeError) as error:
        print(f"python -m bot {options.command}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="How the advisor understands a message.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, reader, text in (
        ("parse", _parse_reader, "text and open question in, act and facts out; uses the newest trained model"),
        ("quantities", lambda: _read_quantities, "text in, the quantities in it out"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("file", nargs="?", default="-", help="a file of JSON lines, or - for standard input")
        command.set_defaults(reader=reader)
    return parser


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    with Path(file).open(encoding="utf-8") as lines:
        yield from lines


def _convert(lines: Iterator[str], read_line: LineReader) -> int:
    """Writes one line for each line read; a line that cannot be read becomes {"error": …} and the rest goes on."""
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = read_line(_document(line))
        except InputError as error:
            print(f"line {number}: {error}", file=sys.stderr)
            answer, status = {"error": str(error)}, 2
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return status


def _document(line: str) -> Document:
    try:
        document = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(document, dict):
        raise InputError('a line must be an object such as {"text": "…"}')
    text = document.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("“text” must be a text that is not empty")
    return document


def _read_quantities(document: Document) -> Document:
    from bot.understanding.quantities import read_quantities

    return {"quantities": [quantity.to_json() for quantity in read_quantities(document["text"])]}


def _parse_reader() -> LineReader:
    """Loads the newest model; Rasa is imported only here, because that takes seconds."""
    models = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise InputError("there is no trained model in models/; train one with “make train”")
    from bot.evaluation.quiet import quiet

    quiet()
    from bot.parsing import load_parser

    parse = load_parser(models[-1])

    def read_line(document: Document) -> Document:
        return parse(document["text"], _asked(document.get("asked")))

    return read_line


def _asked(asked: Any) -> list[str]:
    from knowledge import load_knowledge

    variables = [asked] if isinstance(asked, str) else asked or []
    if not isinstance(variables, list) or not all(isinstance(one, str) for one in variables):
        raise InputError("“asked” must be a variable id, a list of them, or null")
    for variable in variables:
        if variable not in load_knowledge().variables:
            raise InputError(f"there is no variable “{variable}”")
    return variables


if __name__ == "__main__":
    sys.exit(main())
