"""Choices read by a trained model: what a clause or a reply means although nobody wrote a pattern for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.message import Message
from bot.understanding.phrase import Hit
from bot.understanding.trained.linear import LinearModel
from bot.understanding.trained.segments import runs, scope_marks, segments

_NAME = "choices"
_SEPARATOR = "="
_REPLY = "reply:"
# Below this two guesses in five are wrong, above it one in twenty (docs/measurements.md, "What a guess is worth"):
# wrong facts make wrong advice. A reply is known to answer, so less is enough.
_LEAST_SURE = 0.55
_LEAST_SURE_REPLY = 0.3


@dataclass(frozen=True)
class Guess:
    """A value that words at folded_text[start:end] are thought to mean, with its probability."""

    hit: Hit
    probability: float


def label_of(variable: str, value: str) -> str:
    """The label of a value of a variable."""
    return f"{variable}{_SEPARATOR}{value}"


def segment_features(message: Message, start: int, end: int, text: str) -> frozenset[str]:
    """What the model sees of a stretch."""
    return runs(text) | scope_marks(message.setting, start, end)


def reply_features(text: str) -> frozenset[str]:
    """What the model sees of a reply to an open question."""
    return frozenset(_REPLY + run for run in runs(text))


class TrainedChoices:
    """Reads choices with a linear model over stretches of a message."""

    def __init__(self, model: LinearModel, least_sure: float = _LEAST_SURE) -> None:
        self._model = model
        self._least_sure = least_sure
        self._meanings = [tuple(label.split(_SEPARATOR, 1)) for label in model.labels]

    def stated(self, message: Message) -> list[Guess]:
        """The likeliest value of each variable that some stretch states."""
        stretches = segments(message.folded, message.quantities)
        best: dict[tuple[str, str], Guess] = {}
        if not stretches:
            return []
        features = [segment_features(message, one.start, one.end, one.text) for one in stretches]
        probabilities = self._model.read_all(features)
        for row, column in zip(*(probabilities >= self._least_sure).nonzero(), strict=True):
            variable, value = self._meanings[column]
            guess = Guess(
                Hit(stretches[row].start, stretches[row].end, variable, value), float(probabilities[row, column])
            )
            if (variable, value) not in best or best[variable, value].probability < guess.probability:
                best[variable, value] = guess
        return list(best.values())

    def replied(self, text: str, variable: str, values: Collection[str]) -> list[str]:
        """The values of an open variable that a reply (with signs for figures) may mean, the likeliest first."""
        probabilities = self._model.read(reply_features(text))
        found = [
            (probability, value)
            for (name, value), probability in zip(self._meanings, probabilities, strict=True)
            if name == variable and value in values and probability >= _LEAST_SURE_REPLY
        ]
        return [value for _, value in sorted(found, key=lambda pair: -pair[0])]

    def save(self, folder: Path) -> None:
        self._model.save(folder, _NAME)

    @staticmethod
    def load(folder: Path) -> TrainedChoices:
        return TrainedChoices(LinearModel.load(folder, _NAME))


def best_guesses(guesses: Sequence[Guess]) -> dict[str, list[Guess]]:
    """The guesses by variable, the likeliest first."""
    grouped: dict[str, list[Guess]] = {}
    for guess in sorted(guesses, key=lambda one: -one.probability):
        grouped.setdefault(guess.hit.variable, []).append(guess)
    return grouped
