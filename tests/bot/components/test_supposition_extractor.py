"""Suppositions travel as entities of their own name, and only with the act that asks what if."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.fact_extractor import fact_entities
from bot.components.supposition_extractor import SUPPOSITION, SuppositionExtractor


def entities(text: str, act: str = "ask_what_if", **metadata: Any) -> list[dict[str, Any]]:
    message = Message({TEXT: text, INTENT: {"name": act, "confidence": 1.0}, METADATA: metadata})
    SuppositionExtractor().process([message])
    assert fact_entities(message) == []
    return list(message.get(ENTITIES) or [])


def test_a_supposition_is_an_entity_of_its_own() -> None:
    (one,) = entities("要是停留提到40秒呢")
    assert one["entity"] == SUPPOSITION
    assert one["value"]["variable"] == "avg_stay_sec" and one["value"]["value"] == 40


@pytest.mark.parametrize("act", ["provide_facts", "correct_answer", "ask_methodology"])
def test_no_other_act_supposes_anything(act: str) -> None:
    assert entities("要是停留提到40秒呢", act) == []


def test_a_figure_alone_means_what_was_supposed_before() -> None:
    (one,) = entities("那45呢", supposed=["avg_stay_sec"], asked=["experience_score"])
    assert one["value"]["variable"] == "avg_stay_sec"


def test_a_tapped_button_supposes_nothing() -> None:
    assert entities("要是停留提到40秒呢", choice={"act": "ask_what_if"}) == []
