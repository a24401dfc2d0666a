"""Puts what a message says about the shop into the message, as Rasa entities named `fact`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.facts import extract_facts
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable

FACT = "fact"
_NOT_VALUES = ("unknown", "declined")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Reads facts from the text, or takes over the one that a quick reply states.

    The message's metadata may hold `asked`, the ids of the open questions, and `choice`, the variable and the value of
    a quick reply; with a choice the text is only what the button said and is not read.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the fact entities to each message."""
        for message in messages:
            entities = [*message.get(ENTITIES, []), *self._facts(message)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _facts(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT) or ""
        metadata = message.get(METADATA) or {}
        choice = metadata.get("choice")
        if choice:
            chosen = _chosen(choice)
            return [] if chosen is None else [self._entity(chosen, 0, len(text))]
        facts = extract_facts(text, metadata.get("asked") or [])
        return [self._entity(fact.to_json(), fact.start, fact.end) for fact in facts]

    def _entity(self, value: dict[str, Any], start: int, end: int) -> dict[str, Any]:
        extractor = {"extractor": self.__class__.__name__, "confidence": 1.0}
        return {"entity": FACT, "value": value, "start": start, "end": end, **extractor}


def fact_entities(message: Message) -> list[dict[str, Any]]:
    """The fact entities of a message."""
    return [entity for entity in message.get(ENTITIES, []) if entity.get("entity") == FACT]


def _chosen(choice: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fact that a quick reply states, or None for a variable or value that does not exist."""
    variable = load_vocabulary().variables.get(str(choice.get("variable")))
    value = choice.get("value")
    if variable is None:
        return None
    if value in _NOT_VALUES and value not in variable.values:
        return {"variable": variable.id, "status": value}
    stated = _stated(variable, value)
    return None if stated is None else {"variable": variable.id, "status": "known", "value": stated}


def _stated(variable: Variable, value: Any) -> Any:
    if variable.type == "choices":
        values = [value] if isinstance(value, str) else list(value or [])
        return values if all(one in variable.values for one in values) else None
    if variable.type == "choice":
        return value if value in variable.values else None
    if variable.type == "number":
        return _figure(variable, value)
    return value if isinstance(value, str) else None


def _figure(variable: Variable, value: Any) -> float | None:
    try:
        figure = float(value)
    except (TypeError, ValueError):
        return None
    return figure if variable.low <= figure <= variable.high else None
