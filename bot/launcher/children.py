"""Child processes that never outlive their launcher."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.launcher.settings import Settings

_PR_SET_PDEATHSIG = 1
_LAST_LINES = 8
_LAST_BYTES = 8192
GRACE_SECONDS = 8.0


@dataclass
class Child:
    """A running process, in a process group of its own, writing to its log."""

    title: str
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def dead(self) -> bool:
        return self.process.poll() is not None

    def last_words(self, lines: int = _LAST_LINES) -> str:
        """The last lines of its log that say anything."""
        with self.log.open("rb") as log:
            log.seek(0, os.SEEK_END)
            log.seek(max(0, log.tell() - _LAST_BYTES))
            end = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join([line for line in end if line.strip()][-lines:])

    def obituary(self) -> str:
        """Why it is dead, for the person at the terminal."""
        status = self.process.returncode
        how = f"被信号 {-status} 终止" if status < 0 else f"退出码 {status}"
        return f"{self.title}停了（{how}）。日志：{self.log}\n{self.last_words()}"


def start(title: str, name: str, command: Sequence[str], settings: Settings, *, again: bool = False) -> Child:
    """Runs the project's own Python with `command`; output goes to `<name>.log`, a new one unless started again."""
    settings.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.logs / f"{name}.log"
    launcher = os.getpid()
    with path.open("ab" if again else "wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.root,
            env=settings.child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # The launcher has one thread, so nothing can be in a bad moment between fork and exec.
            preexec_fn=lambda: end_with_parent(launcher, signal.SIGKILL),  # noqa: PLW1509
        )
    return Child(title, path, process)


def end_with_parent(parent: int, how: signal.Signals) -> None:
    """Asks the kernel to signal this process when `parent` dies, however it dies. Does nothing outside Linux."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:
        os.kill(os.getpid(), how)


def stop(children: Iterable[Child]) -> None:
    """Ends every process group: politely first, for good after GRACE_SECONDS."""
    alive = list(children)
    for child in alive:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in alive:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_group(child, signal.SIGKILL)
            child.process.wait()


def _signal_group(child: Child, which: signal.Signals) -> None:
    try:
        os.killpg(child.process.pid, which)
    except ProcessLookupError:
        return
