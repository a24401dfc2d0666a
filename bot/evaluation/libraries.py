"""What libraries for Chinese numbers make of our labelled quantities, given nothing but the words of each.

They are no dependencies of the project. To compare, install `cn2an`, `jionlp` and `recognizers-text-number` somewhere
on the PYTHONPATH; one that is not there is left out.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.evaluation.agreement import same_amount
from bot.evaluation.quantities import LabelledText
from bot.understanding.quantities import read_quantities

# Durations and rates are left out: only we turn them into seconds and give them a period.
KINDS = ("number", "percent", "money", "count", "ratio")

Interval = tuple[float | None, float | None]
Reader = Callable[[str], Interval | None]


def compare_libraries(texts: Sequence[LabelledText]) -> Iterator[tuple[str, float]]:
    """Each reader with the share of quantities whose value or interval it gives; the project's own comes first."""
    meant = [one for text in texts for one in text.quantities if one["kind"] in KINDS]
    for name, reader in _readers():
        yield name, sum(_agrees(reader, one) for one in meant) / len(meant)


def _readers() -> Iterator[tuple[str, Reader]]:
    yield "bot.understanding.quantities", _ours
    for name, make in (("cn2an", _cn2an), ("jionlp", _jionlp), ("recognizers_number", _recognizers)):
        try:
            library = importlib.import_module(name)
        except ImportError:
            continue
        yield name, make(library)


def _agrees(reader: Reader, meant: Mapping[str, Any]) -> bool:
    try:
        told = reader(meant["text"])
    except Exception:  # A library may raise anything on words it does not know; that is a wrong answer.
        return False
    value = meant.get("value")
    expected = (meant["low"], meant["high"]) if value is None else (value, value)
    return told is not None and same_amount(expected, told, 5e-3)


def _ours(text: str) -> Interval | None:
    found = read_quantities(text)
    return (found[0].low, found[0].high) if found else None


def _cn2an(library: Any) -> Reader:
    """Turns the numerals in a text into figures; the first figure counts, as a share before a percent sign."""

    def read(text: str) -> Interval | None:
        figure = re.search(r"-?\d+(?:\.\d+)?%?", library.transform(text, "cn2an"))
        if figure is None:
            return None
        value = float(figure.group().rstrip("%")) / (100 if figure.group().endswith("%") else 1)
        return value, value

    return read


def _jionlp(library: Any) -> Reader:
    """Reads everything as an amount of money, its only reader of vague amounts."""

    def read(text: str) -> Interval | None:
        number = library.parse_money(text)["num"]
        low, high = (number[0], number[-1]) if isinstance(number, list) else (number, number)
        return float(low), float(high)

    return read


def _recognizers(library: Any) -> Reader:
    """Numbers, percentages and ranges of numbers in Chinese."""
    culture = importlib.import_module("recognizers_text").Culture.Chinese

    def read(text: str) -> Interval | None:
        for recognize, factor in ((library.recognize_percentage, 0.01), (library.recognize_number, 1.0)):
            found = recognize(text, culture)
            if found:
                value = float(str(found[0].resolution["value"]).rstrip("%")) * factor
                return value, value
        return None

    return read
