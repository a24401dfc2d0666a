"""``python -m bot.evaluation acts | thresholds | classifiers | start``: figures for docs/measurements.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import tables
from bot.evaluation.acts import confusions, score
from bot.evaluation.classifiers import ConfigError, compare
from bot.evaluation.held_out import PARTS, HeldOutError, read_part
from bot.evaluation.quiet import quiet
from bot.evaluation.readings import Reading
from bot.evaluation.start import measure_start
from bot.evaluation.thresholds import sweep

THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
AMBIGUITIES = (0.0, 0.05, 0.1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0, or 2 with one line of reason when what it needs is not there."""
    options = _parser().parse_args(arguments)
    quiet()
    try:
        options.command(options)
    except (HeldOutError, ConfigError, FileNotFoundError) as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, command, purpose in (
        ("acts", _acts, "precision, recall, F1 and confusions of the trained model"),
        ("thresholds", _thresholds, "what each fallback threshold would do to the same messages"),
        ("classifiers", _classifiers, "train and compare the candidate classifiers"),
    ):
        subparser = commands.add_parser(name, help=purpose)
        subparser.set_defaults(command=command)
        subparser.add_argument("--part", choices=PARTS, default="development")
        if command is not _classifiers:
            subparser.add_argument("--model", type=Path, help="a trained model; the newest in models/ without it")
    start = commands.add_parser("start", help="seconds to the first answer, against a bare Rasa bot")
    start.add_argument("--runs", type=int, default=3, help="pairs of starts")
    start.set_defaults(command=_start)
    return parser


def _acts(options: argparse.Namespace) -> None:
    readings = _read(options)
    print(tables.act_table(score(readings)))
    print(tables.confusion_list(confusions(readings)))


def _thresholds(options: argparse.Namespace) -> None:
    print(tables.threshold_table(sweep(_read(options), THRESHOLDS, AMBIGUITIES)))


def _classifiers(options: argparse.Namespace) -> None:
    print(tables.classifier_table(list(compare(options.part))))


def _start(options: argparse.Namespace) -> None:
    print(tables.start_table(measure_start(options.runs)))


def _read(options: argparse.Namespace) -> list[Reading]:
    # Rasa takes seconds to import, and --help needs none of it.
    from bot.evaluation.act_reader import ActReader, newest_model

    reader = ActReader(options.model or newest_model())
    return [reader.read(message) for message in read_part(options.part)]


if __name__ == "__main__":
    sys.exit(main())
