"""Parses single messages with a trained model, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY

from bot.components.fact_extractor import FACT

_FALLBACK = "nlu_fallback"


def load_parser(model: Path) -> Callable[[str, list[str]], dict[str, Any]]:
    """A function from a text and the open questions to act, confidence and facts."""
    agent = Agent.load(str(model))
    processor = agent.processor
    if processor is None:
        raise RuntimeError(f"{model.name} could not be loaded")

    def parse(text: str, asked: list[str]) -> dict[str, Any]:
        message = UserMessage(text=text, metadata={"asked": asked, "choice": None})
        return _summary(text, asyncio.run(processor.parse_message(message)))

    return parse


def _summary(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    act = _likeliest_act(parsed)
    facts = {}
    for entity in parsed.get(ENTITIES, []):
        if entity.get("entity") == FACT:
            told = {key: value for key, value in entity["value"].items() if key != "variable"}
            facts[entity["value"]["variable"]] = {**told, "text": text[entity["start"] : entity["end"]]}
    return {"act": act[INTENT_NAME_KEY], "confidence": act[PREDICTED_CONFIDENCE_KEY], "facts": facts}


def _likeliest_act(parsed: dict[str, Any]) -> dict[str, Any]:
    """The act; where the model was too unsure, the best of its guesses with its low confidence."""
    intent: dict[str, Any] = parsed[INTENT]
    if intent[INTENT_NAME_KEY] != _FALLBACK:
        return intent
    guesses = [one for one in parsed.get(INTENT_RANKING_KEY, []) if one[INTENT_NAME_KEY] != _FALLBACK]
    return guesses[0] if guesses else intent
