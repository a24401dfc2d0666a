"""The trained model: named after what it was trained on, so that a fresh one is recognised by its name alone."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from bot.launcher import children
from bot.launcher.problems import LaunchError
from bot.launcher.settings import Settings

# Everything that decides what training yields. Files of other kinds in these folders do not count.
_SOURCES = (
    "config.yml",
    "domain.yml",
    "requirements/run.txt",
    "data/**/*.yml",
    "knowledge/methodology/variables/*.yml",
    "bot/components/**/*.py",
    "bot/training/**/*.py",
    "bot/understanding/**/*",
)
_IGNORED_SUFFIXES = {".pyc"}
_FINGERPRINT_LENGTH = 16
_KEPT_MODELS = 3

Say = Callable[[str], None]


def fingerprint(root: Path) -> str:
    """A digest of every file that training reads."""
    digest = hashlib.sha256()
    for path in _source_files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]


def _source_files(root: Path) -> Iterator[Path]:
    for pattern in _SOURCES:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and path.suffix not in _IGNORED_SUFFIXES:
                yield path


def fresh_model(settings: Settings, say: Say) -> Path:
    """The model for the project as it stands, trained when there is none. Raises LaunchError when training fails."""
    settings.models.mkdir(exist_ok=True)
    with (settings.models / ".lock").open("w") as lock:
        # Two launchers at the same time train once: the second waits here and finds the model.
        _wait_for_turn(lock, say)
        model = settings.models / f"advisor-{fingerprint(settings.root)}.tar.gz"
        if model.is_file():
            # Rasa's own tools take the model that was touched last.
            model.touch()
            say("模型是最新的，不用训练")
        else:
            _train(settings, model, say)
        return model


def _wait_for_turn(lock: IO[str], say: Say) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say("另一个启动正在训练模型，等它训练完")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _train(settings: Settings, model: Path, say: Say) -> None:
    say("训练数据有变化，开始训练模型（大约一两分钟）")
    started = time.monotonic()
    workshop = settings.models / ".training"
    shutil.rmtree(workshop, ignore_errors=True)
    command = ["-m", "rasa", "train", "--force", "--skip-validation"]
    # Only what Rasa itself reads: it would look through every file below data/ several times.
    command += ["--data", "data/nlu", "data/rules.yml", "--out", str(workshop), "--fixed-model-name", "new"]
    child = children.start("训练", "train", command, settings)
    try:
        child.process.wait()
    finally:
        children.stop([child])
    trained = workshop / "new.tar.gz"
    if child.process.returncode != 0 or not trained.is_file():
        raise LaunchError(f"模型没训练成：{child.last_words(lines=1)}\n完整的原因在 {child.log}，改好后再运行 make run")
    trained.replace(model)
    shutil.rmtree(workshop, ignore_errors=True)
    _remove_oldest(settings.models)
    say(f"模型训练好了，用了 {time.monotonic() - started:.0f} 秒")


def _remove_oldest(models: Path) -> None:
    """Keeps the last few models: another launcher may be about to load the one before this."""
    newest_first = sorted(models.glob("advisor-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[_KEPT_MODELS:]:
        path.unlink()
