"""One clock, which tests can set ahead."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channel import clock


def test_the_clock_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.SHIFT_VARIABLE, raising=False)
    assert abs(clock.now() - datetime.now().astimezone()) < timedelta(seconds=5)


def test_a_shift_sets_it_ahead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shift = tmp_path / "shift"
    monkeypatch.setenv(clock.SHIFT_VARIABLE, str(shift))
    shift.write_text("691200")
    assert abs(clock.now() - datetime.now().astimezone() - timedelta(days=8)) < timedelta(seconds=5)
