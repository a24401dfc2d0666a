"""Checks before anything starts: the ports are free, the data folder is ours alone."""

from __future__ import annotations

import errno
import fcntl
import socket
from pathlib import Path
from typing import IO

from bot.launcher.problems import LaunchError
from bot.launcher.settings import LOOPBACK, Settings

_REASONS = {
    errno.EADDRINUSE: "已经被别的程序占用",
    errno.EACCES: "没有权限使用",
    errno.EADDRNOTAVAIL: "不在这台机器的地址上",
}


def check_ports(settings: Settings) -> None:
    """Raises LaunchError when a port cannot be listened on."""
    _check_port(settings.host, settings.port, "PORT")
    _check_port(LOOPBACK, settings.action_port, "ACTION_PORT")


def _check_port(host: str, port: int, name: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            raise LaunchError(f"HOST={host} 不是可用的地址。本机使用就不要设 HOST，或写成 HOST=127.0.0.1") from None
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, f"不能使用（{error.strerror}）")
            raise LaunchError(
                f"端口 {host}:{port} {reason}。停掉占用它的程序，或换一个：{name}={port + 1} make run"
            ) from None


def claim_data_folder(var: Path) -> IO[str]:
    """Keeps a second launcher away from the same databases, as long as the returned file stays open.

    Raises LaunchError when the folder is in use or cannot be written.
    """
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        claim = (var / "launcher.lock").open("w")
    except OSError as error:
        raise LaunchError(f"数据目录 {var} 不能写（{error.strerror}）。换一个：ADVISOR_VAR=目录 make run") from None
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        claim.close()
        raise LaunchError(
            f"数据目录 {var} 正被另一个 make run 使用。先停掉它，或换一个：ADVISOR_VAR=目录 make run"
        ) from None
    return claim
