"""Child processes start quietly, say why they died, and never outlive their launcher."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.launcher import children
from bot.launcher.children import Child
from bot.launcher.settings import Settings

ROOT = Path(__file__).parents[3]
SLEEP = "import time; time.sleep(60)"
# A child with a child of its own, whose number it prints.
FAMILY = (
    "import subprocess, sys, time;"
    "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); time.sleep(60)"
)
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
)


def start(code: str, settings: Settings) -> Child:
    return children.start("测试服务", "test", ["-c", code], settings)


def wait_for_words(child: Child) -> str:
    deadline = time.monotonic() + 10
    while not child.last_words() and time.monotonic() < deadline:
        time.sleep(0.01)
    return child.last_words()


def is_running(process: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def wait_until_gone(process: int) -> None:
    deadline = time.monotonic() + 10
    while is_running(process):
        assert time.monotonic() < deadline, "the process is still running"
        time.sleep(0.01)


def test_what_a_child_prints_goes_to_its_log(settings: Settings) -> None:
    child = start("import sys; print('一'); print('二', file=sys.stderr)", settings)
    child.process.wait()
    assert set((settings.logs / "test.log").read_text(encoding="utf-8").split()) == {"一", "二"}


def test_a_dead_child_is_reported_with_its_last_words(settings: Settings) -> None:
    child = start("print('早先的'); raise SystemExit('端口打不开')", settings)
    child.process.wait()
    assert child.dead
    assert "测试服务停了（退出码 1）" in child.obituary()
    assert child.obituary().endswith("端口打不开")
    assert str(child.log) in child.obituary()


def test_a_killed_child_is_reported_with_the_signal(settings: Settings) -> None:
    child = start(SLEEP, settings)
    child.process.kill()
    child.process.wait()
    assert "被信号 9 终止" in child.obituary()


def test_stopping_a_child_stops_its_children_too(settings: Settings) -> None:
    child = start(FAMILY, settings)
    grandchild = int(wait_for_words(child))
    children.stop([child])
    assert child.dead
    wait_until_gone(grandchild)


def test_a_child_that_does_not_listen_is_killed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.2)
    child = start(STUBBORN, settings)
    wait_for_words(child)
    children.stop([child])
    assert child.process.returncode == -signal.SIGKILL


def test_stopping_a_dead_child_is_no_error(settings: Settings) -> None:
    child = start("", settings)
    child.process.wait()
    children.stop([child])


def test_a_child_does_not_outlive_a_killed_launcher(settings: Settings) -> None:
    launcher_code = (
        "from bot.launcher import children; from bot.launcher.settings import Settings;"
        "import time; from pathlib import Path;"
        f"settings = Settings(Path('{settings.root}'), '127.0.0.1', 1, 2, Path('{settings.var}'));"
        f"print(children.start('x', 'x', ['-c', '{SLEEP}'], settings).process.pid, flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", launcher_code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    child = int(launcher.stdout.readline())
    assert is_running(child)
    launcher.kill()
    launcher.communicate()
    wait_until_gone(child)
