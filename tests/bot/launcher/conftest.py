"""Settings of a project of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.launcher.settings import LOOPBACK, Settings
from tests.conftest import free_ports


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    port, action_port = free_ports(2)
    return Settings(root=tmp_path, host=LOOPBACK, port=port, action_port=action_port, var=tmp_path / "var")
