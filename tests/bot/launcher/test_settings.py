"""What the launcher takes from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings


def test_everything_has_a_default_and_stays_on_this_machine() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port, settings.action_port) == ("127.0.0.1", 5005, 5055)
    assert settings.var == settings.root / "var"
    assert settings.address == "http://127.0.0.1:5005/chat"


def test_the_environment_decides_where_it_listens_and_keeps_data(tmp_path: Path) -> None:
    given = {"HOST": "0.0.0.0", "PORT": "80", "ACTION_PORT": "81", "ADVISOR_VAR": str(tmp_path)}
    settings = Settings.from_environment(given)
    assert (settings.host, settings.port, settings.action_port, settings.var) == ("0.0.0.0", 80, 81, tmp_path)


def test_the_printed_address_is_one_that_this_machine_can_open() -> None:
    assert Settings.from_environment({"HOST": "0.0.0.0"}).address == "http://127.0.0.1:5005/chat"


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "5005.0", "五千", "５００５"])
@pytest.mark.parametrize("name", ["PORT", "ACTION_PORT"])
def test_a_port_that_cannot_be_is_named(name: str, port: str) -> None:
    with pytest.raises(LaunchError, match=f"{name}={port}.*例如 {name}="):
        Settings.from_environment({name: port})


def test_the_two_ports_must_differ() -> None:
    with pytest.raises(LaunchError, match="ACTION_PORT=5056"):
        Settings.from_environment({"PORT": "6000", "ACTION_PORT": "6000"})


def test_children_are_quiet_offline_and_know_where_everything_is(tmp_path: Path) -> None:
    environment = Settings.from_environment({"ADVISOR_VAR": str(tmp_path), "PORT": "6000"}).child_environment()
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert (environment["ADVISOR_VAR"], environment["PORT"]) == (str(tmp_path), "6000")


def test_what_the_channel_cannot_use_ends_the_start_too() -> None:
    with pytest.raises(LaunchError, match="ADVISOR_ORIGINS 里的 shop 不是"):
        Settings.from_environment({"ADVISOR_ORIGINS": "shop"})
