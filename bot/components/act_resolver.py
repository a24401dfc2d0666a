"""Settles the act of a message after the classifier, where facts or fixed wordings are stronger than its guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.components.fact_extractor import FACT, GUESSED, RETRACTION, fact_entities
from bot.components.shop_extractor import SHOP
from bot.understanding.acts import (
    AFFIRM,
    ASK_WHAT_IF,
    CHITCHAT,
    CORRECT_ANSWER,
    DENY,
    PROVIDE_FACTS,
    START_DIAGNOSIS,
    SWITCH_SHOP,
    TELLING,
    WITHOUT_FACTS,
    act_of,
    asks_to_go_on,
)
from bot.understanding.consent import confirms_deletion, keeps_everything
from bot.understanding.reviews import says_done, says_not_done
from bot.understanding.shops import speaks_of_others
from bot.understanding.signs import only_pictures, sign_of_assent
from bot.understanding.suppositions import follows_up

# A wording or a fact settles the act; how much the classifier agrees still shows in the confidence.
_SETTLED, _AGREED = 0.5, 0.45
_CERTAIN = 1.0


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class ActResolver(GraphComponent):
    """Belongs after the classifier and before FallbackClassifier; keeps the ranking in line with the act it sets."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ActResolver:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Settles the act of each message and drops facts that its act does not state."""
        for message in messages:
            self._resolve(message)
        return messages

    def _resolve(self, message: Message) -> None:
        choice = (message.get(METADATA) or {}).get("choice")
        if choice:
            _set_act(message, choice.get("act") or _act_of_choice(choice, message.get(METADATA)), _CERTAIN)
            return
        if _has(message, SHOP):
            _set_act(message, SWITCH_SHOP, _CERTAIN)
            _drop_facts(message, only_guessed=True)
            return
        if _has(message, RETRACTION):
            _set_act(message, CORRECT_ANSWER, _CERTAIN)
            return
        if act := _act_in_context(message):
            _set_act(message, act, _CERTAIN)
            _drop_facts(message)
            return
        guess = message.get(INTENT) or {}
        name, confidence = guess.get(INTENT_NAME_KEY), guess.get(PREDICTED_CONFIDENCE_KEY) or 0.0
        facts = [entity["value"] for entity in fact_entities(message) if entity["confidence"] > GUESSED]
        if name == SWITCH_SHOP and speaks_of_others(message.get(TEXT) or ""):
            name = PROVIDE_FACTS
            _set_act(message, name, _SETTLED)
        act = act_of(message.get(TEXT) or "", facts, name, confidence)
        if act is not None:
            _set_act(message, act, _settled_confidence(message, act))
        if (act or name) in WITHOUT_FACTS:
            _drop_facts(message)
        elif (act or name) not in TELLING:
            _drop_facts(message, only_guessed=True)


def _act_of_choice(choice: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    """An answer tapped or filled in again, to a question that is not open, corrects the one given before."""
    told = {one.get("variable") for one in choice.get("all", [choice])}
    settled = set(context.get("known") or {}) - set(context.get("asked") or [])
    return CORRECT_ANSWER if told <= settled else PROVIDE_FACTS


def _has(message: Message, kind: str) -> bool:
    return any(entity.get("entity") == kind for entity in message.get(ENTITIES, []))


def _act_in_context(message: Message) -> str | None:
    """The act of a message that means nothing by itself: 那45呢 after a what if, 再问几个, signs without words."""
    text, context = message.get(TEXT) or "", message.get(METADATA) or {}
    if context.get("supposed") and follows_up(text):
        return ASK_WHAT_IF
    if context.get("deleting"):
        if keeps_everything(text):
            return DENY
        if confirms_deletion(text):
            return AFFIRM
    if context.get("reviewing") and not _tells_figures(message):
        if says_not_done(text):
            return DENY
        if says_done(text):
            return AFFIRM
    assent = sign_of_assent(text)
    if assent is not None:
        return AFFIRM if assent else DENY
    if only_pictures(text):
        return CHITCHAT
    return START_DIAGNOSIS if asks_to_go_on(text) else None


def _tells_figures(message: Message) -> bool:
    return any(
        entity["value"].get("status") == "known" and entity["confidence"] > GUESSED for entity in fact_entities(message)
    )


def _set_act(message: Message, act: str, confidence: float) -> None:
    """Puts the act first; the others keep their order and share what is left."""
    others = [one for one in message.get(INTENT_RANKING_KEY) or [] if one[INTENT_NAME_KEY] != act]
    total = sum(one[PREDICTED_CONFIDENCE_KEY] for one in others)
    scale = (1 - confidence) / total if total > 0 else 0.0
    settled = {INTENT_NAME_KEY: act, PREDICTED_CONFIDENCE_KEY: confidence}
    ranking = [settled, *({**one, PREDICTED_CONFIDENCE_KEY: one[PREDICTED_CONFIDENCE_KEY] * scale} for one in others)]
    message.set(INTENT, settled, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _settled_confidence(message: Message, act: str) -> float:
    guesses = {one[INTENT_NAME_KEY]: one[PREDICTED_CONFIDENCE_KEY] for one in message.get(INTENT_RANKING_KEY) or []}
    return _SETTLED + _AGREED * float(guesses.get(act, 0.0))


def _drop_facts(message: Message, only_guessed: bool = False) -> None:
    entities = [
        entity
        for entity in message.get(ENTITIES, [])
        if entity.get("entity") != FACT or (only_guessed and entity["confidence"] > GUESSED)
    ]
    message.set(ENTITIES, entities, add_to_output=True)
