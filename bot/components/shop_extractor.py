"""Marks messages that turn to another shop of the merchant, as a Rasa entity named `shop`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.shops import shop_spoken_of

SHOP = "shop"
_NAMES = ("shops", "shop_in_hand")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class ShopExtractor(GraphComponent):
    """The message's metadata may hold the names of the merchant's other `shops`, and of the `shop_in_hand`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShopExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the shop entity to each message that turns to another shop."""
        for message in messages:
            text, metadata = message.get(TEXT) or "", message.get(METADATA) or {}
            spoken = (
                None
                if metadata.get("choice")
                else shop_spoken_of(text, *(metadata.get(names) or [] for names in _NAMES))
            )
            if spoken is not None:
                place = {"start": 0, "end": len(text), "extractor": ShopExtractor.__name__, "confidence": 1.0}
                entity = {"entity": SHOP, "value": dict(vars(spoken)), **place}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages
