"""``python -m bot.evaluation understanding | quantities | acts | …``: figures for docs/measurements.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.evaluation import tables
from bot.evaluation.acts import confusions, score
from bot.evaluation.classifiers import ConfigError, compare
from bot.evaluation.held_out import HeldOutError, read_part
from bot.evaluation.libraries import compare_libraries
from bot.evaluation.quantities import matched, read_labelled_texts, score_quantities
from bot.evaluation.quiet import quiet
from bot.evaluation.readings import Reading
from bot.evaluation.start import measure_start
from bot.evaluation.thresholds import sweep
from bot.evaluation.understanding import score_understanding
from bot.training.labelled import PARTS, LabelError, read_messages
from bot.understanding.quantities import read_quantities

CONFIG = Path("config.yml")
# Of the test part only figures are shown: nobody is to improve anything from its messages.
OPEN_PART = "development"
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7)
AMBIGUITIES = (0.0, 0.05, 0.1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0, or 2 with one line of reason when what it needs is not there."""
    options = _parser().parse_args(arguments)
    quiet()
    try:
        options.command(options)
    except (HeldOutError, LabelError, ConfigError, FileNotFoundError) as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, command, purpose in (
        ("understanding", _understanding, "acts, facts and confidence of the trained model"),
        ("quantities", _quantities, "value and unit of the labelled quantities"),
        ("libraries", _libraries, "the same quantities read by other libraries that are installed"),
        ("speed", _speed, "milliseconds a message, and how they grow with its length"),
        ("acts", _acts, "precision, recall, F1 and confusions of the trained model"),
        ("thresholds", _thresholds, "what each fallback threshold would do to the same messages"),
        ("classifiers", _classifiers, "train and compare the candidate classifiers"),
    ):
        subparser = commands.add_parser(name, help=purpose)
        subparser.set_defaults(command=command)
        subparser.add_argument("--part", choices=PARTS, default="development")
        if command is _understanding:
            subparser.add_argument("--stock", action="store_true", help="stock Rasa beside it; trains it once")
        if command not in (_classifiers, _quantities, _libraries):
            subparser.add_argument("--model", type=Path, help="a trained model; the newest in models/ without it")
    guesses = commands.add_parser("guesses", help="how often the trained reader of choices guesses right (minutes)")
    guesses.set_defaults(command=_guesses)
    start = commands.add_parser("start", help="seconds to the first answer, against a bare Rasa bot")
    start.add_argument("--runs", type=int, default=3, help="pairs of starts")
    start.set_defaults(command=_start)
    return parser


def _understanding(options: argparse.Namespace) -> None:
    from bot.evaluation.reader import ModelReader, newest_model

    messages = read_messages(options.part)
    readers = [ModelReader(options.model or newest_model())]
    if options.stock:
        from bot.evaluation.stock import StockReader

        readers.append(StockReader())
    readings = [[reader.read(message) for message in messages] for reader in readers]
    threshold = _fallback_threshold()
    scores = [score_understanding(one, threshold) for one in readings]
    print(tables.understanding_table(scores))
    print(tables.act_comparison(scores))
    print(tables.variable_comparison(scores))
    print(tables.slip_list(readings[0], with_texts=options.part == OPEN_PART))


def _speed(options: argparse.Namespace) -> None:
    from bot.evaluation.reader import ModelReader, newest_model
    from bot.evaluation.speed import measure_speed

    print(tables.speed_table(measure_speed(ModelReader(options.model or newest_model()), read_messages(options.part))))


def _guesses(_: argparse.Namespace) -> None:
    from bot.evaluation.guesses import guesses_on_development, guesses_on_left_out_voices

    print(tables.guess_table(guesses_on_development(), guesses_on_left_out_voices()))


def _fallback_threshold() -> float:
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    return next(float(one["threshold"]) for one in pipeline if one["name"] == "FallbackClassifier")


def _quantities(options: argparse.Namespace) -> None:
    texts = read_labelled_texts(options.part)
    told = [[one.to_json() for one in read_quantities(text.text)] for text in texts]
    print(tables.quantity_table(score_quantities(texts, told)))
    if options.part != OPEN_PART:
        return
    for text, quantities in zip(texts, told, strict=True):
        if not len(matched(text, quantities)) == len(text.quantities) == len(quantities):
            print(tables.quantity_slip(text, quantities))


def _libraries(options: argparse.Namespace) -> None:
    print(tables.library_table(compare_libraries(read_labelled_texts(options.part))))


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
    from bot.evaluation.reader import ModelReader, newest_model

    reader = ModelReader(options.model or newest_model())
    return [reader.read(message) for message in read_part(options.part)]


if __name__ == "__main__":
    sys.exit(main())
