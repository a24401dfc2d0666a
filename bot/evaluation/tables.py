"""Figures as Markdown tables, ready for docs/measurements.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.evaluation.acts import Scores
from bot.evaluation.classifiers import Comparison
from bot.evaluation.readings import Reading
from bot.evaluation.start import StartTimes
from bot.evaluation.thresholds import ThresholdScores


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
