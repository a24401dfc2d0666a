"""A report's PDF, laid out by a process of its own so that the server goes on answering."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from bot.channel.report_shelf import Kept
from bot.report.pdf import LIBRARIES_MISSING

LONGEST_SECONDS = 60.0
_ROOT = Path(__file__).parents[2]
# What finding fonts and caching them may need, and nothing else of the server's surroundings.
_PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PrintingError(Exception):
    """There is no PDF this time."""


class CannotPrintError(Exception):
    """There can be none before something is installed."""


class Printer:
    """Prints one report after the other: layout takes a whole core for a second or two."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def print(self, kept: Kept) -> bytes:
        """The PDF. Raises CannotPrintError or PrintingError."""
        order = json.dumps({"document": kept.document.to_json(), "ticked": kept.ticked}).encode()
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.report.pdf",
                cwd=_ROOT,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"PYTHONUTF8": "1"},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                pdf, _ = await asyncio.wait_for(process.communicate(order), LONGEST_SECONDS)
            except asyncio.TimeoutError:
                raise PrintingError from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode == LIBRARIES_MISSING:
            raise CannotPrintError
        if process.returncode != 0:
            raise PrintingError
        return pdf
