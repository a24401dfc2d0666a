"""One logistic regression for each of many labels over sparse features, small enough to keep in memory."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

_FEWEST_OCCURRENCES = 2
_FEWEST_EXAMPLES = 3
# Weights this small change no decision and would only take memory.
_SMALLEST_WEIGHT = 0.02
_STRENGTH = 10.0
_NEVER = -12.0


@dataclass(frozen=True)
class Example:
    """Features of something, the labels it has, and those about which it says nothing either way."""

    features: frozenset[str]
    labels: frozenset[str]
    open_labels: frozenset[str] = frozenset()


class LinearModel:
    """Which labels features have, with a probability each."""

    def __init__(
        self, features: Mapping[str, int], labels: Sequence[str], weights: sparse.csr_matrix, bias: np.ndarray
    ) -> None:
        self._features = features
        self.labels = tuple(labels)
        self._weights = weights
        self._bias = bias

    @staticmethod
    def fit(examples: Sequence[Example]) -> LinearModel:
        """Learns from examples; a label with fewer than three of them is never given."""
        counts = Counter(feature for example in examples for feature in example.features)
        known = sorted(feature for feature, times in counts.items() if times >= _FEWEST_OCCURRENCES)
        features = {feature: index for index, feature in enumerate(known)}
        table = _table([example.features for example in examples], features)
        labels = sorted({label for example in examples for label in example.labels})
        columns, bias = [], []
        for label in labels:
            coefficients, intercept = _fit_one(examples, table, label)
            columns.append(sparse.csc_matrix(coefficients.reshape(-1, 1)))
            bias.append(intercept)
        return LinearModel(features, labels, sparse.hstack(columns).tocsr().astype(np.float32), np.array(bias))

    def read(self, features: Collection[str]) -> np.ndarray:
        """The probability of each label, in the order of `labels`."""
        return self.read_all([features])[0]

    def read_all(self, sets: Sequence[Collection[str]]) -> np.ndarray:
        """The probabilities of several sets of features, one row each."""
        table = _table(sets, self._features)
        scores = (table @ self._weights).toarray() + self._bias
        probabilities: np.ndarray = 1 / (1 + np.exp(-scores))
        return probabilities

    def save(self, folder: Path, name: str) -> None:
        """Writes the model into a folder."""
        sparse.save_npz(folder / f"{name}.npz", self._weights)
        names = {"features": list(self._features), "labels": self.labels, "bias": self._bias.tolist()}
        (folder / f"{name}.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(folder: Path, name: str) -> LinearModel:
        """Reads a model that `save` wrote."""
        names = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        features = {feature: index for index, feature in enumerate(names["features"])}
        return LinearModel(features, names["labels"], sparse.load_npz(folder / f"{name}.npz"), np.array(names["bias"]))


def _table(sets: Sequence[Collection[str]], features: Mapping[str, int]) -> sparse.csr_matrix:
    """One row for each set of features, of length one, so that long and short ones weigh alike."""
    rows, columns, values = [], [], []
    for row, one in enumerate(sets):
        known = sorted(features[feature] for feature in one if feature in features)
        rows += [row] * len(known)
        columns += known
        values += [max(1, len(known)) ** -0.5] * len(known)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(sets), len(features)))


def _fit_one(examples: Sequence[Example], table: sparse.csr_matrix, label: str) -> tuple[np.ndarray, float]:
    told = np.array([label in example.labels for example in examples])
    if told.sum() < _FEWEST_EXAMPLES:
        return np.zeros(table.shape[1]), _NEVER
    counted = told | np.array([label not in example.open_labels for example in examples])
    regression = LogisticRegression(solver="liblinear", C=_STRENGTH, random_state=0)
    regression.fit(table[counted], told[counted])
    weights = regression.coef_[0]
    return np.where(abs(weights) < _SMALLEST_WEIGHT, 0.0, weights), float(regression.intercept_[0])
