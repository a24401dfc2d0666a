"""Marks messages that are no talk about a shop, as a Rasa entity named `aside`: see bot/understanding/asides.py."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.fact_extractor import GUESSED, fact_entities
from bot.understanding.asides import LANGUAGES, aside_of

ASIDE = "aside"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class AsideExtractor(GraphComponent):
    """Belongs after the facts are read: whatever the language, who tells something of the shop is understood."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AsideExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the aside entity to each message that is one."""
        for message in messages:
            if (kind := _kind(message)) is not None:
                place = {"start": 0, "end": len(message.get(TEXT)), "extractor": AsideExtractor.__name__}
                entity = {"entity": ASIDE, "value": kind, "confidence": 1.0, **place}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages


def _kind(message: Message) -> str | None:
    text = message.get(TEXT) or ""
    if not text or (message.get(METADATA) or {}).get("choice"):
        return None
    kind = aside_of(text)
    tells = any(entity["confidence"] > GUESSED for entity in fact_entities(message))
    return None if kind in LANGUAGES and tells else kind
