"""A message that is sent again before its answer has come: one turn, and its answer for both."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

Turn = Callable[[], Awaitable[dict[str, Any]]]


class DoubleSends:
    """Nobody answers a question that was not shown yet. So the same message as the last one, while that is still being
    answered, comes from a finger that slipped or a client that tried again; said after the answer, it is meant.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[Hashable, asyncio.Task[dict[str, Any]]]] = {}

    async def once(self, conversation: str, message: Hashable, turn: Turn) -> dict[str, Any]:
        """The answer of `turn`, or of the turn that is already answering the same message. Raises what that raises."""
        last = self._last.get(conversation)
        if last is not None and last[0] == message and not last[1].done():
            return await asyncio.shield(last[1])
        task = asyncio.ensure_future(turn())
        self._last[conversation] = (message, task)
        try:
            return await asyncio.shield(task)
        finally:
            if self._last.get(conversation) == (message, task):
                del self._last[conversation]
