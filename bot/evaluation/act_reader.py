"""The trained model as a reader of acts: no server, no tracker, no actions."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model import get_latest_model

from bot.evaluation.held_out import NOT_UNDERSTOOD, HeldOutMessage
from bot.evaluation.readings import Reading


class NoModelError(FileNotFoundError):
    """There is no trained model where one was looked for."""


class ActReader:
    """Loads a model once and reads messages with it."""

    def __init__(self, model: Path) -> None:
        self._agent = Agent.load(str(model))

    def read(self, message: HeldOutMessage) -> Reading:
        return _reading(message, asyncio.run(self._parse(message)))

    async def _parse(self, message: HeldOutMessage) -> dict[str, Any]:
        metadata = {"asked": list(message.asked), "choice": None}
        parsed: dict[str, Any] = await self._agent.processor.parse_message(UserMessage(message.text, metadata=metadata))
        return parsed


def newest_model(folder: Path = Path("models")) -> Path:
    """The model trained last in ``folder``. Raises NoModelError when there is none."""
    newest = get_latest_model(str(folder))
    if newest is None:
        raise NoModelError(f"No trained model in {folder}/: run `make train` first, or name one with --model.")
    return Path(newest)


def _reading(message: HeldOutMessage, parsed: dict[str, Any]) -> Reading:
    guesses = [guess for guess in parsed["intent_ranking"] if guess["name"] != NOT_UNDERSTOOD] or [parsed["intent"]]
    confidence = guesses[0]["confidence"]
    runner_up = guesses[1]["confidence"] if len(guesses) > 1 else 0.0
    return Reading(message, parsed["intent"]["name"], guesses[0]["name"], confidence, confidence - runner_up)
