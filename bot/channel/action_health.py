"""Whether the action server is there: a turn that failed while it is away has to wait, any other cannot be answered."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=2.0)


async def is_answering(webhook: str) -> bool:
    """Asks the action server behind Rasa's action endpoint whether it is well."""
    try:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session, session.get(urljoin(webhook, "/health")) as it:
            return bool(it.ok)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False
