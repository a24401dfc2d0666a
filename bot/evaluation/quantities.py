"""How well quantities are read: value or interval and unit, against the labels of tests/quantities/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.agreement import same_amount
from bot.training.labelled import LabelError

FOLDER = Path("tests/quantities")
# Labels may round (三分之一 is 0.333), and take the half of 一年半 as 180 or as 182.5 days.
_ROUNDING = 5e-3
_KEYS = {"text", "value", "low", "high", "kind", "unit"}


@dataclass(frozen=True)
class LabelledText:
    """A text and its quantities, each as `python -m bot quantities` prints them, without places."""

    text: str
    quantities: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class QuantityScores:
    """Shares in 0..1: of the quantities meant, those read with their value and unit; of those read, those meant;
    of the texts without any, those in which none was read.
    """

    meant: int
    recall: float
    precision: float
    texts: int
    texts_right: float
    without: int
    kept_empty: float


def read_labelled_texts(part: str, root: Path = Path()) -> list[LabelledText]:
    """All texts of `development` or `test`. Raises LabelError when the file is missing or malformed."""
    path = root / FOLDER / f"{part}.yml"
    if not path.is_file():
        raise LabelError(f"{path} is missing: run the command from the folder that holds config.yml.")
    texts = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        quantities = tuple(entry["quantities"])
        stray = [one for one in quantities if set(one) - _KEYS or one["text"] not in entry["text"]]
        if stray:
            raise LabelError(f"{path}: {entry['text']!r}: {stray[0]!r} is malformed or does not stand in the text")
        texts.append(LabelledText(entry["text"], quantities))
    return texts


def score_quantities(texts: Sequence[LabelledText], told: Sequence[Sequence[Mapping[str, Any]]]) -> QuantityScores:
    """Scores of what was read (`told`) in each of the texts."""
    matches = [matched(text, quantities) for text, quantities in zip(texts, told, strict=True)]
    meant = sum(len(text.quantities) for text in texts)
    read = sum(map(len, told))
    right = sum(map(len, matches))
    whole = [
        len(found) == len(text.quantities) == len(quantities)
        for text, quantities, found in zip(texts, told, matches, strict=True)
    ]
    empty = [not quantities for text, quantities in zip(texts, told, strict=True) if not text.quantities]
    return QuantityScores(
        meant=meant,
        recall=right / meant if meant else 1.0,
        precision=right / read if read else 1.0,
        texts=len(texts),
        texts_right=sum(whole) / len(whole) if whole else 1.0,
        without=len(empty),
        kept_empty=sum(empty) / len(empty) if empty else 1.0,
    )


def matched(text: LabelledText, told: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The labelled quantities that were read, each by one of its own."""
    left = list(told)
    found = []
    for quantity in text.quantities:
        match = next((one for one in left if _is_same(quantity, one)), None)
        if match is not None:
            left.remove(match)
            found.append(quantity)
    return found


def _is_same(meant: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Exact figures must be equal, intervals have the same sides."""
    one, other = _sides(meant), _sides(told)
    exact = all(same_amount((a, a), (b, b), _ROUNDING) for a, b in zip(one, other, strict=True))
    return exact and meant["kind"] == told["kind"] and meant["unit"] == told["unit"]


def _sides(quantity: Mapping[str, Any]) -> tuple[float | None, float | None]:
    if "value" in quantity:
        return quantity["value"], quantity["value"]
    return quantity["low"], quantity["high"]
