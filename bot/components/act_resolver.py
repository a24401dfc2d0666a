"""Settles the act of a message after the classifier, where facts or fixed wordings are stronger than its guess."""

from __future__ import annotations

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

from bot.components.aside_extractor import ASIDE
from bot.components.fact_extractor import FACT, GUESSED, RETRACTION, fact_entities
from bot.components.shop_extractor import SHOP
from bot.understanding.acts import (
    ASK_WHAT_IF,
    CORRECT_ANSWER,
    PROVIDE_FACTS,
    START_DIAGNOSIS,
    TELLING,
    WITHOUT_FACTS,
    act_of,
    asks_to_go_on,
)
from bot.understanding.asides import LANGUAGES, ONLY_SIGNS, QUESTION_MARKS, sign_of_assent
from bot.understanding.review_replies import review_reply
from bot.understanding.shops import speaks_of_others
from bot.understanding.suppositions import follows_up

# A wording or a fact settles the act; how much the classifier agrees still shows in the confidence.
_SETTLED, _AGREED = 0.5, 0.45
_CERTAIN = 1.0
_SWITCH_SHOP, _CHITCHAT, _OUT_OF_SCOPE, _AFFIRM, _DENY = "switch_shop", "chitchat", "out_of_scope", "affirm", "deny"
# What is understood in other languages as well, when the guess is confident.
_IN_ANY_LANGUAGE = frozenset({"delete_my_data", "ask_human", "restart", "review_answers", "skip_question"})
_CONFIDENT = 0.6


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
            _set_act(message, choice.get("act", PROVIDE_FACTS), _CERTAIN)
            return
        if _marked(message, SHOP) is not None:
            _set_act(message, _SWITCH_SHOP, _CERTAIN)
            _drop_facts(message, only_guessed=True)
            return
        if _marked(message, RETRACTION) is not None:
            _set_act(message, CORRECT_ANSWER, _CERTAIN)
            return
        if act := _act_beside_the_matter(message):
            _set_act(message, act, _CERTAIN)
            _drop_facts(message)
            return
        if act := _act_in_context(message):
            _set_act(message, act, _CERTAIN)
            _drop_facts(message)
            return
        guess = message.get(INTENT) or {}
        name, confidence = guess.get(INTENT_NAME_KEY), guess.get(PREDICTED_CONFIDENCE_KEY) or 0.0
        facts = [entity["value"] for entity in fact_entities(message) if entity["confidence"] > GUESSED]
        if name == _SWITCH_SHOP and speaks_of_others(message.get(TEXT) or ""):
            name = PROVIDE_FACTS
            _set_act(message, name, _SETTLED)
        act = act_of(message.get(TEXT) or "", facts, name, confidence)
        if act is not None:
            _set_act(message, act, _settled_confidence(message, act))
        if (act or name) in WITHOUT_FACTS:
            _drop_facts(message)
        elif (act or name) not in TELLING:
            _drop_facts(message, only_guessed=True)


def _marked(message: Message, kind: str) -> Any:
    """The value of the message's first entity of a kind, None when it has none."""
    return next((entity["value"] for entity in message.get(ENTITIES, []) if entity.get("entity") == kind), None)


def _act_beside_the_matter(message: Message) -> str | None:
    """The act of a message that is no talk about a shop: a thumb up, signs alone, another language, orders."""
    assent = sign_of_assent(message.get(TEXT) or "")
    if assent is not None:
        return _AFFIRM if assent else _DENY
    aside, guess = _marked(message, ASIDE), message.get(INTENT) or {}
    if aside is None:
        return None
    confident = (guess.get(PREDICTED_CONFIDENCE_KEY) or 0.0) >= _CONFIDENT
    if aside in LANGUAGES and guess.get(INTENT_NAME_KEY) in _IN_ANY_LANGUAGE and confident:
        return None
    return _CHITCHAT if aside in (ONLY_SIGNS, QUESTION_MARKS) else _OUT_OF_SCOPE


def _act_in_context(message: Message) -> str | None:
    """The act of a message that means nothing by itself: 那45呢 after a what if, 再问几个, 没变 in a review."""
    text, metadata = message.get(TEXT) or "", message.get(METADATA) or {}
    if metadata.get("supposed") and follows_up(text):
        return ASK_WHAT_IF
    if metadata.get("reviewing") and not _tells_a_figure(message) and (act := review_reply(text)):
        return act
    return START_DIAGNOSIS if asks_to_go_on(text) else None


def _tells_a_figure(message: Message) -> bool:
    values = [entity["value"] for entity in fact_entities(message)]
    return any("low" in value or isinstance(value.get("value"), (int, float)) for value in values)


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
