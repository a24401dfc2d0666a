"""The trained model as a reader of acts and facts: no server, no tracker, no actions."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model import get_latest_model

from bot.components.fact_extractor import FACT
from bot.evaluation.readings import Reading, reading_of
from bot.training.labelled import LabelledMessage


class NoModelError(FileNotFoundError):
    """There is no trained model where one was looked for."""


class ModelReader:
    """Loads a model once and reads messages with it."""

    def __init__(self, model: Path) -> None:
        self._agent = Agent.load(str(model))

    def read(self, message: LabelledMessage) -> Reading:
        parsed = asyncio.run(self._parse(message))
        return reading_of(message, parsed, _facts(parsed))

    async def _parse(self, message: LabelledMessage) -> dict[str, Any]:
        metadata = {"asked": list(message.asked), "choice": None}
        parsed: dict[str, Any] = await self._agent.processor.parse_message(UserMessage(message.text, metadata=metadata))
        return parsed


def newest_model(folder: Path = Path("models")) -> Path:
    """The model trained last in ``folder``. Raises NoModelError when there is none."""
    newest = get_latest_model(str(folder))
    if newest is None:
        raise NoModelError(f"No trained model in {folder}/: run `make train` first, or name one with --model.")
    return Path(newest)


def _facts(parsed: dict[str, Any]) -> dict[str, Any]:
    values = [entity["value"] for entity in parsed["entities"] if entity["entity"] == FACT]
    return {value["variable"]: _told(value) for value in values}


def _told(value: dict[str, Any]) -> Any:
    if value["status"] != "known":
        return value["status"]
    return value["value"] if "value" in value else {"low": value["low"], "high": value["high"]}
