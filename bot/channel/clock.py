"""What time it is for the advisor. Everything that depends on the time of a message learns it from here."""

from __future__ import annotations

import os
import time
from pathlib import Path

# A file with a number of seconds by which the advisor is ahead of the machine: how a test lets days go by.
SHIFT_VARIABLE = "ADVISOR_CLOCK_SHIFT"


def now() -> float:
    """Seconds since 1970. Raises OSError or ValueError when there is to be a shift and its file holds none."""
    shift = os.environ.get(SHIFT_VARIABLE)
    return time.time() + (float(Path(shift).read_text(encoding="utf-8")) if shift else 0.0)
