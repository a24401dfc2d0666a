"""What the WholeTextFeaturizer promises: one writing or another, the same runs of characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.whole_text_featurizer import WholeTextFeaturizer

CONTEXT = ExecutionContext(GraphSchema({}), node_name="whole_text")
RESOURCE = Resource("whole_text")


def config(**settings: Any) -> dict[str, Any]:
    return {**WholeTextFeaturizer.get_default_config(), **settings}


def trained(folder: Path, *texts: str) -> WholeTextFeaturizer:
    """Taught each text with two acts, because what one message alone has is left out."""
    featurizer = WholeTextFeaturizer.create(config(), LocalModelStorage(folder), RESOURCE, CONTEXT)
    featurizer.train(TrainingData([Message({TEXT: text, INTENT: act}) for text in texts for act in ("affirm", "deny")]))
    return featurizer


def runs(featurizer: WholeTextFeaturizer, text: str) -> list[int]:
    """The numbers of the runs found in a text."""
    (message,) = featurizer.process([Message({TEXT: text})])
    _, sentence = message.get_sparse_features(TEXT)
    return sorted(sentence.features.tocsr().indices.tolist()) if sentence else []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("要是停留提到40秒呢", "要是停留提到1200秒呢"),
        ("不对，是三千", "不对 是三千"),
        ("没有。", "没有"),
        ("ROI多少", "roi多少"),
        ("轉化", "转化"),
    ],
)
def test_writings_that_mean_the_same_have_the_same_runs(tmp_path: Path, one: str, other: str) -> None:
    featurizer = trained(tmp_path, one, other)
    assert runs(featurizer, one) == runs(featurizer, other) != []


def test_a_bare_answer_differs_from_the_same_words_in_a_sentence(tmp_path: Path) -> None:
    featurizer = trained(tmp_path, "没有", "我没有说")
    assert set(runs(featurizer, "没有")) - set(runs(featurizer, "我没有说"))


@pytest.mark.parametrize("text", ["好", "👍", "。。。", "?"])
def test_the_shortest_messages_have_features(tmp_path: Path, text: str) -> None:
    assert runs(trained(tmp_path, text), text)


def test_a_run_counts_once_however_often_it_occurs(tmp_path: Path) -> None:
    featurizer = trained(tmp_path, "对对对对")
    (message,) = featurizer.process([Message({TEXT: "对对对对对对"})])
    _, sentence = message.get_sparse_features(TEXT)
    assert sentence is not None
    assert set(sentence.features.data) == {1}


def test_a_run_that_one_message_alone_has_is_left_out(tmp_path: Path) -> None:
    featurizer = trained(tmp_path, "好")
    told = [Message({TEXT: "好", INTENT: "affirm"}), Message({TEXT: "好", INTENT: "thanks"}), Message({TEXT: "坏"})]
    featurizer.train(TrainingData(told))
    assert runs(featurizer, "坏") == runs(featurizer, "差")


def test_a_loaded_featurizer_sees_what_the_trained_one_saw(tmp_path: Path) -> None:
    before = trained(tmp_path, "停留多少秒", "转化率")
    after = WholeTextFeaturizer.load(config(), LocalModelStorage(tmp_path), RESOURCE, CONTEXT)
    assert runs(after, "停留转化") == runs(before, "停留转化") != []


@pytest.mark.parametrize("settings", [{"min_ngram": 0}, {"min_ngram": 4}, {"max_ngram": "3"}])
def test_impossible_lengths_are_refused_by_name(tmp_path: Path, settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidConfigException, match="min_ngram"):
        WholeTextFeaturizer.create(config(**settings), LocalModelStorage(tmp_path), RESOURCE, CONTEXT)
