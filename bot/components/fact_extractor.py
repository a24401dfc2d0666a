"""Puts what a message says about the shop into the message, as Rasa entities named `fact`.

What it takes back without a new value becomes an entity named `retraction`, a figure that a later one in the same
message contradicts one named `restated`.
"""

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
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training.lessons import learn_choices
from bot.understanding.acts import corrects
from bot.understanding.corrections import meant_by_correction
from bot.understanding.facts import Fact, extract_facts
from bot.understanding.restatements import extract_restated
from bot.understanding.retractions import Retraction, extract_retractions
from bot.understanding.trained.choices import TrainedChoices
from bot.understanding.vocabulary import load_vocabulary
from knowledge.model import Variable

FACT = "fact"
RETRACTION = "retraction"
RESTATED = "restated"
# The confidence of a fact that no rule read, only the trained reader.
GUESSED = 0.5
_NOT_VALUES = ("unknown", "declined")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Reads facts from the text, or takes over the one that a quick reply states.

    The message's metadata may hold `asked`, the ids of the open questions, `told`, the ids of what was told last, and
    `known`, all figures told, by id, which a correction without a name means (不对，是五千), and `choice`, the variable
    and the value of a quick reply, or `all` of several; with a choice the text is only what the button said and is not
    read. Training teaches it the labelled messages and the wordings of `data/`.
    """

    def __init__(
        self,
        model_storage: ModelStorage | None = None,
        resource: Resource | None = None,
        trained: TrainedChoices | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._trained = trained

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> FactExtractor:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, TrainedChoices.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns to read choices and stores what it learned. Raises LabelError."""
        if self._model_storage is None or self._resource is None:
            raise ValueError("FactExtractor needs a model storage to train")
        self._trained = learn_choices()
        with self._model_storage.write_to(self._resource) as folder:
            self._trained.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the facts to the examples, from which later components learn."""
        self.process(training_data.training_examples)
        return training_data

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
            chosen = [_chosen(one) for one in choice.get("all", [choice])]
            return [self._entity(fact, 0, len(text)) for fact in chosen if fact is not None]
        facts = extract_facts(text, _meant(text, metadata), self._trained)
        if retractions := extract_retractions(text):
            # Beside something told, a word that takes back speaks of something else: 差评删掉了.
            facts = [fact for fact in facts if not fact.guessed]
            return [self._retraction(one, len(text)) for one in retractions] if not facts else self._told(text, facts)
        return self._told(text, facts)

    def _told(self, text: str, facts: list[Fact]) -> list[dict[str, Any]]:
        told = {fact.variable for fact in facts}
        restated = [fact for fact in extract_restated(text) if fact.variable in told]
        return [
            *(self._entity(fact.to_json(), fact.start, fact.end, fact.guessed) for fact in facts),
            *({**self._entity(fact.to_json(), fact.start, fact.end), "entity": RESTATED} for fact in restated),
        ]

    def _retraction(self, one: Retraction, end: int) -> dict[str, Any]:
        return {**self._entity({"variable": one.variable, "value": one.value}, 0, end), "entity": RETRACTION}

    def _entity(self, value: dict[str, Any], start: int, end: int, guessed: bool = False) -> dict[str, Any]:
        extractor = {"extractor": self.__class__.__name__, "confidence": GUESSED if guessed else 1.0}
        return {"entity": FACT, "value": value, "start": start, "end": end, **extractor}


def fact_entities(message: Message) -> list[dict[str, Any]]:
    """The fact entities of a message."""
    return [entity for entity in message.get(ENTITIES, []) if entity.get("entity") == FACT]


def _meant(text: str, metadata: Mapping[str, Any]) -> list[str]:
    """The variables a bare reply may mean: the open questions; in a correction what was told last comes first."""
    asked = list(metadata.get("asked") or [])
    if not corrects(text):
        return asked
    return meant_by_correction(text, metadata.get("told") or [], asked, metadata.get("known"))


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
