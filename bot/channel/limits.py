"""How often anything may be done: token buckets in memory, one for each address or conversation."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.channel.errors import ApiError, Problem

# Some megabytes, and only when so many come at once: whoever has not been heard for a while is forgotten anyway.
MOST_KEYS = 10_000
# What adding up fractions of a second may lose.
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Limit:
    """So many at once; after that, so many a second."""

    burst: float
    per_second: float

    def times(self, factor: float) -> Limit:
        return Limit(max(1.0, self.burst * factor), self.per_second * factor)


# Many merchants may share one address: a company's, or a mobile network's.
OF_ADDRESS = Limit(burst=300, per_second=10)
OF_OPENING = Limit(burst=20, per_second=0.1)
# Several short messages in a row, on two devices that each read what came of it.
OF_CONVERSATION = Limit(burst=60, per_second=2)
# A PDF takes a whole core for a second or two, and they are made one after the other.
OF_PRINTING = Limit(burst=5, per_second=0.1)


class Buckets:
    """A bucket for each key, full at first. A key whose bucket is full again is forgotten: it would begin like that."""

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic, most: int = MOST_KEYS) -> None:
        self._limit = limit
        self._clock = clock
        self._most = most
        # What was left in the bucket, and when; the key that was heard last stands last.
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, key: str) -> None:
        """Raises ApiError, which tells how long to wait, when nothing is left for this key."""
        now = self._clock()
        self._forget_full(now)
        left = self._now_left(key, now)
        allowed = left >= 1 - _ROUNDING
        self._left[key] = (left - 1 if allowed else left, now)
        self._left.move_to_end(key)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        if not allowed:
            raise ApiError(Problem.TOO_MANY_REQUESTS, retry_after=math.ceil((1 - left) / self._limit.per_second))

    def _now_left(self, key: str, now: float) -> float:
        left, since = self._left.get(key, (self._limit.burst, now))
        return min(self._limit.burst, left + (now - since) * self._limit.per_second)

    def _forget_full(self, now: float) -> None:
        full_after = self._limit.burst / self._limit.per_second
        while self._left and now - next(iter(self._left.values()))[1] > full_after:
            self._left.popitem(last=False)
