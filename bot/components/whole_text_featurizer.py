"""A featurizer that sees a message as one run of characters, free of any segmentation into words."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import CountVectorizer

from bot.understanding.folding import fold

_START, _END = "^", "$"
# Stands at the beginning of a message that may answer an open question.
_OPEN_QUESTION = "?"
_FIGURE = re.compile(r"\d+")
_PAUSE = re.compile(r"[\s，。？！、；：,.?!;:~…“”\"'()（）\-]+")
# What one message alone has teaches nothing; leaving it out halves what every message is multiplied with.
_FEWEST_MESSAGES = 2
_VOCABULARY_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WholeTextFeaturizer(SparseFeaturizer, GraphComponent):
    """Marks which runs of ``min_ngram`` to ``max_ngram`` characters occur in a message (1 or nothing, not how often).

    Merchants write in dialect, without punctuation and with slips of the input method, where words are cut in a
    different place each time; runs of characters stay the same. The two ends of the message are characters of their
    own, because 没有 alone is an answer and 没有 in a sentence is not; so is an open question before the message.
    It adds sentence features only.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**SparseFeaturizer.get_default_config(), "min_ngram": 1, "max_ngram": 3}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raises InvalidConfigException when the lengths are not whole numbers with 1 <= min_ngram <= max_ngram."""
        shortest, longest = config["min_ngram"], config["max_ngram"]
        if not (isinstance(shortest, int) and isinstance(longest, int) and 1 <= shortest <= longest):
            raise InvalidConfigException(
                f"WholeTextFeaturizer in config.yml: min_ngram is {shortest!r} and max_ngram is {longest!r}; "
                "give two whole numbers with 1 <= min_ngram <= max_ngram."
            )

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        vocabulary: list[str] | None = None,
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = CountVectorizer(
            analyzer="char",
            ngram_range=(config["min_ngram"], config["max_ngram"]),
            lowercase=False,
            binary=True,
            min_df=_FEWEST_MESSAGES,
            vocabulary=vocabulary,
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WholeTextFeaturizer:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> WholeTextFeaturizer:
        with model_storage.read_from(resource) as folder:
            vocabulary = json.loads((folder / _VOCABULARY_FILE).read_text(encoding="utf-8"))
        return cls(config, execution_context.node_name, model_storage, resource, vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which runs there are and stores them."""
        self._vectorizer.fit([_whole(example) for example in training_data.training_examples if example.get(TEXT)])
        with self._model_storage.write_to(self._resource) as folder:
            vocabulary = json.dumps(self._vectorizer.get_feature_names_out().tolist(), ensure_ascii=False)
            (folder / _VOCABULARY_FILE).write_text(vocabulary, encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the runs of each message as sparse sentence features."""
        for message in messages:
            if message.get(TEXT):
                runs = self._vectorizer.transform([_whole(message)]).tocoo()
                self.add_features_to_message(None, runs, TEXT, message)
        return messages


def _whole(message: Message) -> str:
    """The folded text between its end marks: every figure a 0, every pause one blank; an open question has its mark."""
    start = _START + (_OPEN_QUESTION if (message.get(METADATA) or {}).get("asked") else "")
    return start + _PAUSE.sub(" ", _FIGURE.sub("0", fold(message.get(TEXT)))).strip() + _END
