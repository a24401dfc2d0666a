"""What is checked before anything starts."""

from __future__ import annotations

import dataclasses
import socket
from pathlib import Path

import pytest

from bot.launcher import guards
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings


def test_free_ports_pass(settings: Settings) -> None:
    guards.check_ports(settings)


@pytest.mark.parametrize(("field", "variable"), [("port", "PORT"), ("action_port", "ACTION_PORT")])
def test_a_busy_port_is_named_with_another_to_try(settings: Settings, field: str, variable: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = other.getsockname()[1]
        with pytest.raises(LaunchError, match=f"{busy} 已经被别的程序占用.*{variable}={busy + 1} make run"):
            guards.check_ports(dataclasses.replace(settings, **{field: busy}))


@pytest.mark.parametrize("host", ["203.0.113.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused(settings: Settings, host: str) -> None:
    with pytest.raises(LaunchError, match=host):
        guards.check_ports(dataclasses.replace(settings, host=host))


def test_a_data_folder_serves_one_launcher_at_a_time(tmp_path: Path) -> None:
    with guards.claim_data_folder(tmp_path / "var"), pytest.raises(LaunchError, match="正被另一个"):
        guards.claim_data_folder(tmp_path / "var")
    guards.claim_data_folder(tmp_path / "var").close()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LaunchError, match="ADVISOR_VAR"):
        guards.claim_data_folder(tmp_path / "file" / "var")
