"""What the environment says about where the advisor listens and keeps its files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.channel.settings import ChannelSettings
from bot.launcher.problems import LaunchError

LOOPBACK = "127.0.0.1"
_HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """`root` is the project folder; `var` holds databases and logs; the action server is always on loopback."""

    root: Path
    host: str
    port: int
    action_port: int
    var: Path

    @staticmethod
    def from_environment(environment: Mapping[str, str]) -> Settings:
        """Reads HOST, PORT, ACTION_PORT and ADVISOR_VAR. Raises LaunchError on a value that cannot be."""
        _check_channel(environment)
        root = Path(__file__).resolve().parents[2]
        settings = Settings(
            root=root,
            host=environment.get("HOST") or LOOPBACK,
            port=_port(environment, "PORT", 5005),
            action_port=_port(environment, "ACTION_PORT", 5055),
            var=Path(environment.get("ADVISOR_VAR") or root / "var").absolute(),
        )
        if settings.port == settings.action_port:
            raise LaunchError(
                f"PORT 和 ACTION_PORT 都是 {settings.port}。给其中一个换个端口，例如 ACTION_PORT=5056 make run"
            )
        return settings

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def reachable_host(self) -> str:
        """The address under which this machine itself reaches the page."""
        return LOOPBACK if self.host in ("0.0.0.0", "::") else self.host

    @property
    def address(self) -> str:
        return f"http://{self.reachable_host}:{self.port}/chat"

    def child_environment(self) -> dict[str, str]:
        """The environment of every child: quiet, offline, and told where everything is."""
        return {
            **os.environ,
            "HOST": self.host,
            "PORT": str(self.port),
            "ACTION_PORT": str(self.action_port),
            "ADVISOR_VAR": str(self.var),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "",
            "MPLBACKEND": "Agg",
        }


def _check_channel(environment: Mapping[str, str]) -> None:
    try:
        ChannelSettings.from_environment(environment)
    except ValueError as problem:
        raise LaunchError(str(problem)) from None


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _HIGHEST_PORT:
        raise LaunchError(
            f"{name}={text} 不是端口号。改成 1 到 {_HIGHEST_PORT} 之间的数，例如 {name}={default} make run"
        )
    return int(text)
