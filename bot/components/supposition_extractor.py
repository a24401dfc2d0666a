"""Puts what a message supposes into the message, as Rasa entities named `supposition`: never as facts."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.acts import ASK_WHAT_IF
from bot.understanding.suppositions import extract_suppositions

SUPPOSITION = "supposition"
# What a bare figure may mean, likeliest first: supposed before, then asked, then told.
_CONTEXT = ("supposed", "asked", "told")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SuppositionExtractor(GraphComponent):
    """Belongs after the act is settled: only who asks what if supposes anything."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SuppositionExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the supposition entities to each message that asks what if."""
        for message in messages:
            if (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == ASK_WHAT_IF:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *_suppositions(message)], add_to_output=True)
        return messages


def _suppositions(message: Message) -> list[dict[str, Any]]:
    text, metadata = message.get(TEXT) or "", message.get(METADATA) or {}
    if metadata.get("choice"):
        return []
    context = [variable for key in _CONTEXT for variable in metadata.get(key) or []]
    place = {"start": 0, "end": len(text), "extractor": SuppositionExtractor.__name__, "confidence": 1.0}
    return [
        {"entity": SUPPOSITION, "value": {"text": fact.text, **fact.to_json()}, **place}
        for fact in extract_suppositions(text, context)
    ]
