"""Precision, recall and confusions of the acts a model reads in held-out messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import precision_recall_fscore_support

from bot.evaluation.held_out import NOT_UNDERSTOOD
from bot.evaluation.readings import Reading


@dataclass(frozen=True)
class ActScore:
    """How one act fared; precision, recall and f1 lie in 0..1, ``messages`` counts the messages that carry it."""

    act: str
    precision: float
    recall: float
    f1: float
    messages: int


@dataclass(frozen=True)
class Scores:
    """The figures of one part: shares in 0..1.

    ``accuracy`` is the share read rightly. A message that is not, is either ``misread`` as another act or
    ``asked_back``: answered with the fallback, though a person understands it. Accuracy, misread and asked_back
    are shares of the messages that carry an act; ``noise_caught`` is the share of unintelligible messages that
    were answered with the fallback (None without such messages).
    """

    acts: tuple[ActScore, ...]
    accuracy: float
    macro_f1: float
    misread: float
    asked_back: float
    noise_caught: float | None


def score(readings: Sequence[Reading]) -> Scores:
    """Scores of at least one reading of a message that carries an act."""
    meant = [reading for reading in readings if reading.message.act != NOT_UNDERSTOOD]
    noise = [reading for reading in readings if reading.message.act == NOT_UNDERSTOOD]
    acts = _act_scores(meant)
    right = sum(reading.is_right for reading in meant)
    asked_back = sum(reading.act == NOT_UNDERSTOOD for reading in meant)
    return Scores(
        acts=acts,
        accuracy=right / len(meant),
        macro_f1=sum(act.f1 for act in acts) / len(acts),
        misread=(len(meant) - right - asked_back) / len(meant),
        asked_back=asked_back / len(meant),
        noise_caught=sum(reading.is_right for reading in noise) / len(noise) if noise else None,
    )


def confusions(readings: Sequence[Reading]) -> list[tuple[Reading, int]]:
    """The readings that went wrong, the most frequent pair of acts first, each with how often its pair occurs."""
    wrong = [reading for reading in readings if not reading.is_right]
    pairs = Counter((reading.message.act, reading.act) for reading in wrong)

    def frequent_first(reading: Reading) -> tuple[int, str, str]:
        return -pairs[reading.message.act, reading.act], reading.message.act, reading.act

    return [(reading, pairs[reading.message.act, reading.act]) for reading in sorted(wrong, key=frequent_first)]


def _act_scores(readings: Sequence[Reading]) -> tuple[ActScore, ...]:
    acts = sorted({reading.message.act for reading in readings})
    precision, recall, f1, messages = precision_recall_fscore_support(
        [reading.message.act for reading in readings],
        [reading.act for reading in readings],
        labels=acts,
        zero_division=0,
    )
    columns = zip(acts, precision, recall, f1, messages, strict=True)
    return tuple(ActScore(act, float(p), float(r), float(f), int(n)) for act, p, r, f, n in columns)
