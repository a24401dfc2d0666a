"""Facts travel as Rasa entities; a quick reply is the fact that it states."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.fact_extractor import FactExtractor, fact_entities


def extracted(text: str, **metadata: Any) -> list[dict[str, Any]]:
    message = Message({TEXT: text, METADATA: metadata})
    FactExtractor().process([message])
    return fact_entities(message)


def values(text: str, **metadata: Any) -> list[dict[str, Any]]:
    return [entity["value"] for entity in extracted(text, **metadata)]


def test_a_fact_is_an_entity_with_its_place_and_its_reader() -> None:
    assert extracted("客单价89") == [
        {
            "entity": "fact",
            "value": {"variable": "price_avg", "status": "known", "value": 89},
            "start": 0,
            "end": 5,
            "extractor": "FactExtractor",
            "confidence": 1.0,
        }
    ]


def test_an_interval_keeps_its_open_side() -> None:
    assert values("转化不到1%") == [{"variable": "conversion_rate", "status": "known", "low": None, "high": 0.01}]


def test_the_open_question_gives_a_bare_reply_its_meaning() -> None:
    assert values("三成", asked=["gross_margin"]) == [{"variable": "gross_margin", "status": "known", "value": 0.3}]
    assert values("三成") == []


def test_not_knowing_and_not_telling_are_facts_with_a_status() -> None:
    assert values("不清楚", asked=["gross_margin"]) == [{"variable": "gross_margin", "status": "unknown"}]
    assert values("不方便说", asked=["gross_margin"]) == [{"variable": "gross_margin", "status": "declined"}]


def test_entities_of_others_are_kept() -> None:
    other = {"entity": "city", "value": "义乌", "start": 0, "end": 2}
    message = Message({TEXT: "义乌的，客单价89", ENTITIES: [other]})
    FactExtractor().process([message])
    assert other in message.get(ENTITIES)
    assert len(fact_entities(message)) == 1


def test_a_message_without_metadata_is_read_all_the_same() -> None:
    message = Message({TEXT: "客单价89"})
    FactExtractor().process([message])
    assert [entity["value"]["variable"] for entity in fact_entities(message)] == ["price_avg"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"variable": "product_mix", "value": "没有分工"}, {"status": "known", "value": "没有分工"}),
        ({"variable": "active_fields", "value": ["F", "A"]}, {"status": "known", "value": ["F", "A"]}),
        ({"variable": "active_fields", "value": "F"}, {"status": "known", "value": ["F"]}),
        ({"variable": "price_avg", "value": "89"}, {"status": "known", "value": 89.0}),
        ({"variable": "main_product", "value": "精华"}, {"status": "known", "value": "精华"}),
        ({"variable": "product_mix", "value": "unknown"}, {"status": "unknown"}),
        ({"variable": "product_mix", "value": "declined"}, {"status": "declined"}),
    ],
)
def test_a_quick_reply_states_its_fact_whatever_the_button_says(
    choice: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert values("按钮上的字，客单价89", choice=choice) == [{"variable": choice["variable"], **expected}]


def test_several_quick_replies_state_their_facts() -> None:
    told = [{"variable": "price_avg", "value": "89"}, {"variable": "product_mix", "value": "unknown"}]
    assert values("按钮", choice={"all": told}) == [
        {"variable": "price_avg", "status": "known", "value": 89.0},
        {"variable": "product_mix", "status": "unknown"},
    ]


@pytest.mark.parametrize(
    "choice",
    [
        {"variable": "no_such_variable", "value": "x"},
        {"variable": "product_mix", "value": "no such value"},
        {"variable": "product_mix", "value": None},
        {"variable": "active_fields", "value": ["F", "X"]},
        {"variable": "live_days_per_week", "value": 9},
        {"variable": "price_avg", "value": "nothing"},
    ],
)
def test_a_quick_reply_that_cannot_be_states_nothing(choice: dict[str, Any]) -> None:
    assert values("按钮", choice=choice) == []
