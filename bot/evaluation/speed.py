"""What reading a message costs: the whole trained pipeline, and how its time grows with the length of a text."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.memory import resident_mib
from bot.evaluation.reader import ModelReader
from bot.training.labelled import LabelledMessage

SHORT = 100
LENGTHS = (500, 1000, 2000, 4000)


@dataclass(frozen=True)
class Speed:
    """Milliseconds for messages under a hundred characters, and for texts of each of `LENGTHS`; resident MiB after."""

    median: float
    percentile_95: float
    by_length: tuple[float, ...]
    resident: float


def measure_speed(reader: ModelReader, messages: Sequence[LabelledMessage]) -> Speed:
    """Reads each short message once, and texts put together from them in growing lengths."""
    short = [message for message in messages if len(message.text) < SHORT]
    reader.read(short[0])
    times = sorted(_milliseconds(reader, message) for message in short)
    whole = "，".join(message.text for message in messages)
    by_length = tuple(_quickest(reader, whole, length) for length in LENGTHS)
    return Speed(statistics.median(times), times[int(len(times) * 0.95)], by_length, resident_mib())


def _quickest(reader: ModelReader, whole: str, length: int) -> float:
    """The best of three texts of a length; never the same one twice, because what was just read is remembered."""
    return min(_milliseconds(reader, LabelledMessage(whole[start : start + length], "", "")) for start in range(3))


def _milliseconds(reader: ModelReader, message: LabelledMessage) -> float:
    started = time.perf_counter()
    reader.read(message)
    return (time.perf_counter() - started) * 1000
