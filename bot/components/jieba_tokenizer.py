"""Rasa's tokenizer over our own segmenter: quantities keep their edges, blanks are no tokens."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.segmentation import load_segmenter


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER], is_trainable=False)
class PrivateJiebaTokenizer(Tokenizer):
    """Cuts Chinese with a jieba tokenizer that nobody else in the process shares."""

    @staticmethod
    def supported_languages() -> list[str]:
        return ["zh"]

    @staticmethod
    def required_packages() -> list[str]:
        return ["jieba"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of an attribute's text, each at its place in the text."""
        text = message.get(attribute)
        tokens: list[Token] = []
        position = 0
        for word in load_segmenter().cut(text):
            if word.strip():
                tokens.append(Token(word, position))
            position += len(word)
        return self._apply_token_pattern(tokens)
