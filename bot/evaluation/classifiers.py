"""Trains each candidate classifier on the same data and measures what it costs and what it understands."""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.evaluation.acts import Scores, score
from bot.evaluation.held_out import read_part
from bot.evaluation.memory import resident_mib
from bot.evaluation.quiet import quiet

CONFIG = Path("config.yml")
DOMAIN = Path("domain.yml")
DATA = (Path("data/nlu"), Path("data/rules.yml"))

CANDIDATES: dict[str, dict[str, Any]] = {
    "LogisticRegressionClassifier": {"max_iter": 300, "random_state": 20261122, "ranking_length": 23},
    "DIETClassifier": {
        "epochs": 30,
        "random_seed": 20261122,
        "entity_recognition": False,
        "constrain_similarities": True,
        "model_confidence": "softmax",
        "ranking_length": 23,
    },
}

Result = TypeVar("Result")


class ConfigError(ValueError):
    """config.yml names no classifier that could be exchanged for a candidate."""


@dataclass(frozen=True)
class Cost:
    """What a trained model costs where it runs: times in seconds, memory in MiB."""

    load_seconds: float
    resident_mib: float
    turn_seconds: float
    model_mib: float


@dataclass(frozen=True)
class Comparison:
    """One candidate: its scores on the part when it always takes its first guess, training seconds, and cost."""

    classifier: str
    scores: Scores
    train_seconds: float
    cost: Cost


def compare(part: str) -> Iterator[Comparison]:
    """Trains and measures one candidate after the other; each step runs alone in a new process."""
    for classifier, settings in CANDIDATES.items():
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "config.yml"
            config.write_text(yaml.safe_dump(_with_classifier(classifier, settings)), encoding="utf-8")
            model, train_seconds = _alone(_train, config, Path(folder))
            scores, cost = _alone(_measure, model, part)
            yield Comparison(classifier, scores, train_seconds, cost)


def _with_classifier(classifier: str, settings: dict[str, Any]) -> dict[str, Any]:
    """config.yml with ``classifier`` in the place of the one it names."""
    config: dict[str, Any] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    places = [index for index, part in enumerate(config["pipeline"]) if part["name"] in CANDIDATES]
    if len(places) != 1:
        raise ConfigError(f"{CONFIG}: the pipeline must name exactly one of {', '.join(CANDIDATES)}.")
    config["pipeline"][places[0]] = {"name": classifier, **settings}
    return config


def _alone(task: Callable[..., Result], *arguments: object) -> Result:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=quiet) as pool:
        return pool.submit(task, *arguments).result()


def _train(config: Path, folder: Path) -> tuple[Path, float]:
    """The trained model and the seconds its training took, imports not counted."""
    from rasa.model_training import train

    start = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        result = train(str(DOMAIN), str(config), list(map(str, DATA)), output=str(folder), force_training=True)
    return Path(result.model), time.perf_counter() - start


def _measure(model: Path, part: str) -> tuple[Scores, Cost]:
    # The thresholds of config.yml suit one classifier, so they are left out of the comparison.
    from bot.evaluation.reader import ModelReader

    messages = read_part(part)
    start = time.perf_counter()
    reader = ModelReader(model)
    reader.read(messages[0])
    load_seconds = time.perf_counter() - start
    readings, seconds = zip(*(_timed(reader.read, message) for message in messages), strict=True)
    cost = Cost(load_seconds, resident_mib(), statistics.median(seconds), model.stat().st_size / 2**20)
    return score([reading.without_fallback() for reading in readings]), cost


def _timed(task: Callable[..., Result], *arguments: object) -> tuple[Result, float]:
    start = time.perf_counter()
    result = task(*arguments)
    return result, time.perf_counter() - start
