"""Figures as Markdown tables, ready for docs/measurements.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.evaluation.acts import ActScore, Scores
from bot.evaluation.classifiers import Comparison
from bot.evaluation.facts import VariableScore, slips
from bot.evaluation.guesses import Guessed
from bot.evaluation.quantities import LabelledText, QuantityScores
from bot.evaluation.readings import Reading
from bot.evaluation.speed import LENGTHS, SHORT, Speed
from bot.evaluation.start import StartTimes
from bot.evaluation.thresholds import ThresholdScores
from bot.evaluation.understanding import UnderstandingScores, fact_reading, slips_by_kind


def act_table(scores: Scores) -> str:
    rows = [
        (act.act, f"{act.precision:.2f}", f"{act.recall:.2f}", f"{act.f1:.2f}", str(act.messages))
        for act in scores.acts
    ]
    return "\n".join([_table(("act", "precision", "recall", "F1", "messages"), rows), "", _summary(scores)])


def confusion_list(confusions: Iterable[tuple[Reading, int]]) -> str:
    lines = [
        f"{times}x {reading.message.act} read as {reading.act} ({reading.guess} {reading.confidence:.2f}): "
        f"{reading.message.text}"
        for reading, times in confusions
    ]
    return "\n".join(["", "Confusions:", *(lines or ["none"])])


def threshold_table(rows: Iterable[ThresholdScores]) -> str:
    return _table(
        ("threshold", "ambiguity", "right", "misread", "asked back", "noise caught"),
        [
            (
                f"{row.threshold:.2f}",
                f"{row.ambiguity:.2f}",
                _share(row.scores.accuracy),
                _share(row.scores.misread),
                _share(row.scores.asked_back),
                _share(row.scores.noise_caught),
            )
            for row in rows
        ],
    )


def classifier_table(comparisons: Sequence[Comparison]) -> str:
    """One column a candidate; the last column is the second candidate as a multiple of the first."""
    first, second = comparisons
    rows = [
        ("accuracy", first.scores.accuracy, second.scores.accuracy),
        ("macro F1", first.scores.macro_f1, second.scores.macro_f1),
        ("training, s", first.train_seconds, second.train_seconds),
        ("loading and first turn, s", first.cost.load_seconds, second.cost.load_seconds),
        ("resident after all turns, MiB", first.cost.resident_mib, second.cost.resident_mib),
        ("model file, MiB", first.cost.model_mib, second.cost.model_mib),
        ("one turn (median), ms", first.cost.turn_seconds * 1000, second.cost.turn_seconds * 1000),
    ]
    header = ("", first.classifier, second.classifier, "ratio")
    return _table(header, [(name, f"{a:.3g}", f"{b:.3g}", f"{b / a:.2f}") for name, a, b in rows])


def start_table(times: StartTimes) -> str:
    """Seconds from launch to the first answer, pair by pair."""
    pairs = zip(times.bare, times.advisor, strict=True)
    rows = [(f"{bare:.1f}", f"{ours:.1f}", f"{ours / bare:.2f}") for bare, ours in pairs]
    return _table(("bare Rasa bot, s", "advisor, s", "ratio"), rows) + f"\n\nmedian ratio {times.ratio:.2f}"


def understanding_table(models: Sequence[UnderstandingScores]) -> str:
    """The figures of the whole, one column a model: the advisor, then stock Rasa when it is there."""
    first = models[0].facts
    rows = [
        ("facts, micro F1", *(f"{one.facts.micro.f1:.3f}" for one in models)),
        ("facts, precision", *(f"{one.facts.micro.precision:.3f}" for one in models)),
        ("facts, recall", *(f"{one.facts.micro.recall:.3f}" for one in models)),
        (f"nothing forbidden taken ({first.forbidding} messages)", *(_share(one.facts.kept_out) for one in models)),
        (f"open question answered ({first.answering} messages)", *(_share(one.facts.answers) for one in models)),
        ("acts, macro F1", *(f"{one.acts.macro_f1:.3f}" for one in models)),
        ("acts, accuracy", *(_share(one.acts.accuracy) for one in models)),
        ("wrong acts under the fallback threshold", *(_share(one.doubted) for one in models)),
        ("right acts under the fallback threshold", *(_share(one.doubted_rightly_read) for one in models)),
    ]
    return _table(("", *_MODELS[: len(models)]), rows)


def act_comparison(models: Sequence[UnderstandingScores]) -> str:
    """Precision, recall and F1 of each act, the models side by side."""
    names = [act.act for act in models[0].acts.acts]
    found = [{act.act: act for act in model.acts.acts} for model in models]
    rows = [(name, str(found[0][name].messages), *(_figures(one.get(name)) for one in found)) for name in names]
    return "\n" + _table(("act", "messages", *_COLUMNS[: len(models)]), rows)


def variable_comparison(models: Sequence[UnderstandingScores]) -> str:
    """Precision, recall and F1 of each variable, the models side by side."""
    found = [{one.variable: one for one in model.facts.variables} for model in models]
    names = sorted({name for one in found for name in one})
    meant = {name: max(one[name].right + one[name].missed for one in found if name in one) for name in names}
    rows = [(name, str(meant[name]), *(_figures(one.get(name)) for one in found)) for name in names]
    return "\n" + _table(("variable", "meant", *_COLUMNS[: len(models)]), rows)


def slip_list(readings: Sequence[Reading], with_texts: bool) -> str:
    """Confusions of acts and slips of facts, the most frequent first; the messages themselves only on demand."""
    pairs = Counter((one.message.act, one.guess) for one in readings if one.message.act != one.guess)
    lines = ["", "Acts confused:", *(f"{n}x {meant} read as {guess}" for (meant, guess), n in pairs.most_common())]
    lines += ["", "Facts:", *(f"{n}x {kind}" for kind, n in slips_by_kind(readings))]
    if with_texts:
        lines += ["", "Messages:", *(line for one in readings for line in _slips_of(one))]
    return "\n".join(lines)


def guess_table(development: Sequence[Guessed], left_out: Sequence[Guessed]) -> str:
    """Guesses right and wrong by their probability, in development messages and in training voices left out."""
    rows = []
    for low, high in pairwise(_PROBABILITIES):
        bands = [[one.is_right for one in part if low <= one.probability < high] for part in (development, left_out)]
        counts = (f"{sum(band)} / {len(band) - sum(band)}" for band in bands)
        both = [*bands[0], *bands[1]]
        rows.append((f"{low:.2f}–{high:.2f}", *counts, _share(sum(both) / len(both) if both else None)))
    return _table(("probability", "development, right / wrong", "voices left out, right / wrong", "right"), rows)


def speed_table(speed: Speed) -> str:
    rows = [
        (f"a message under {SHORT} characters, median", f"{speed.median:.1f}"),
        (f"a message under {SHORT} characters, 95th percentile", f"{speed.percentile_95:.1f}"),
        *((f"{length} characters", f"{ms:.0f}") for length, ms in zip(LENGTHS, speed.by_length, strict=True)),
        ("resident afterwards, MiB", f"{speed.resident:.0f}"),
    ]
    return _table(("", "ms"), rows)


def quantity_table(scores: QuantityScores) -> str:
    rows = [
        (f"quantities read with value and unit, of {scores.meant} meant", _share(scores.recall)),
        ("quantities meant, of those read", _share(scores.precision)),
        (f"texts read wholly right, of {scores.texts}", _share(scores.texts_right)),
        (f"texts without a quantity kept empty, of {scores.without}", _share(scores.kept_empty)),
    ]
    return _table(("", "share"), rows)


def library_table(shares: Iterable[tuple[str, float]]) -> str:
    return _table(("reader", "right"), [(name, _share(share)) for name, share in shares])


def quantity_slip(text: LabelledText, told: Sequence[Mapping[str, Any]]) -> str:
    return f"{text.text}\n    meant {list(map(_plain, text.quantities))}\n    read  {list(map(_plain, told))}"


_PROBABILITIES = (0.35, 0.45, 0.55, 0.65, 0.8, 1.01)
_MODELS = ("advisor", "stock Rasa")
_COLUMNS = ("advisor P / R / F1", "stock Rasa P / R / F1")


def _figures(one: ActScore | VariableScore | None) -> str:
    return "–" if one is None else f"{one.precision:.2f} / {one.recall:.2f} / {one.f1:.2f}"


def _slips_of(reading: Reading) -> Iterable[str]:
    message, wrong = reading.message, slips(fact_reading(reading))
    act = "" if message.act == reading.guess else f" {message.act}≠{reading.guess} {reading.confidence:.2f}"
    if act or wrong:
        told = ", ".join(f"{one.variable}: {one.meant} → {one.told}" for one in wrong)
        yield f"{message.text}{f' ?{message.asked}' if message.asked else ''}\n   {act} {told}"


def _plain(quantity: Mapping[str, Any]) -> str:
    amount = quantity["value"] if "value" in quantity else (quantity["low"], quantity["high"])
    return f"{quantity['text']}={amount} {quantity['kind']} {quantity['unit']}"


def _summary(scores: Scores) -> str:
    return (
        f"accuracy {_share(scores.accuracy)}, macro F1 {scores.macro_f1:.3f}, misread {_share(scores.misread)}, "
        f"asked back {_share(scores.asked_back)}, noise caught {_share(scores.noise_caught)}"
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(header)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])
