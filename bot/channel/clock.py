"""What time it is for the advisor. Whatever depends on the time of day or on days gone by asks here."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

# Names a file with so many seconds to add, so that tests can let days go by.
SHIFT_VARIABLE = "ADVISOR_CLOCK_SHIFT"


def now() -> datetime:
    """The present moment with the machine's time zone. Raises ValueError when the file of the shift holds no number."""
    return datetime.now().astimezone() + _shift()


def _shift() -> timedelta:
    named = os.environ.get(SHIFT_VARIABLE)
    if not named or not Path(named).exists():
        return timedelta()
    return timedelta(seconds=float(Path(named).read_text(encoding="ascii")))
