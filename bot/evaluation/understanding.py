"""What understanding makes of the labelled messages: acts, facts and confidence, for the advisor and for stock Rasa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.acts import Scores, score
from bot.evaluation.facts import FactReading, FactScores, score_facts, slips
from bot.evaluation.readings import Reading


@dataclass(frozen=True)
class UnderstandingScores:
    """`acts` are scored by the first guess, whatever the fallback makes of it. `doubted` is the share of the wrong
    guesses whose confidence lies under the fallback threshold, `doubted_rightly_read` that of the right ones.
    """

    acts: Scores
    facts: FactScores
    doubted: float | None
    doubted_rightly_read: float | None


def score_understanding(readings: Sequence[Reading], threshold: float) -> UnderstandingScores:
    """Scores of labelled messages as read by one model."""
    guesses = [reading.without_fallback() for reading in readings]
    return UnderstandingScores(
        acts=score(guesses),
        facts=score_facts(list(map(fact_reading, readings))),
        doubted=_doubted([one for one in guesses if not one.is_right], threshold),
        doubted_rightly_read=_doubted([one for one in guesses if one.is_right], threshold),
    )


def fact_reading(reading: Reading) -> FactReading:
    return FactReading(reading.message, reading.facts)


def slips_by_kind(readings: Sequence[Reading]) -> list[tuple[str, int]]:
    """What goes wrong with facts, the most frequent first: 'stay_level missed', 'paid_status invented', …"""
    kinds = Counter(
        f"{slip.variable} {'missed' if slip.told is None else 'invented'}"
        for reading in readings
        for slip in slips(fact_reading(reading))
    )
    return sorted(kinds.items(), key=lambda item: (-item[1], item[0]))


def _doubted(readings: Sequence[Reading], threshold: float) -> float | None:
    return sum(one.confidence < threshold for one in readings) / len(readings) if readings else None
