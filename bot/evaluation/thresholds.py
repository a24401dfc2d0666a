"""What each fallback threshold would cost and save, from one pass over the held-out messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.evaluation.acts import Scores, score
from bot.evaluation.held_out import NOT_UNDERSTOOD
from bot.evaluation.readings import Reading


@dataclass(frozen=True)
class ThresholdScores:
    """Scores as they would be with these two settings of the FallbackClassifier."""

    threshold: float
    ambiguity: float
    scores: Scores


def sweep(
    readings: Sequence[Reading], thresholds: Iterable[float], ambiguities: Sequence[float]
) -> Iterator[ThresholdScores]:
    """One row for every pair of settings, in the order given."""
    for threshold in thresholds:
        for ambiguity in ambiguities:
            settled = [_settle(reading, threshold, ambiguity) for reading in readings]
            yield ThresholdScores(threshold, ambiguity, score(settled))


def _settle(reading: Reading, threshold: float, ambiguity: float) -> Reading:
    is_unsure = reading.confidence < threshold or reading.lead < ambiguity
    return replace(reading, act=NOT_UNDERSTOOD if is_unsure else reading.guess)
