"""The component that marks a turn to another shop, and what the act becomes of it and of signs without words."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.act_resolver import ActResolver
from bot.components.shop_extractor import ShopExtractor


def read(text: str, guess: str = "provide_facts", confidence: float = 0.4, **metadata: Any) -> Message:
    """The message after the mark and the act, with a classifier's guess before them."""
    first = {"name": guess, "confidence": confidence}
    given = {TEXT: text, METADATA: metadata, ENTITIES: [], INTENT: first, "intent_ranking": [first]}
    message = Message(given)
    for component in (ShopExtractor(), ActResolver()):
        component.process([message])
    return message


def act(message: Message) -> str:
    return str(message.get(INTENT)["name"])


def test_turning_to_another_shop_is_an_act_and_names_it() -> None:
    message = read("我还有个卖童装的号")
    assert act(message) == "switch_shop"
    assert message.get(ENTITIES)[0]["value"] == {"kind": "new", "name": "童装"}


def test_a_known_shop_is_turned_to_by_its_name_alone() -> None:
    assert act(read("女装那个呢", shops=["女装"])) == "switch_shop"
    assert act(read("女装那个呢")) != "switch_shop"


def test_a_guess_is_not_enough_to_turn_to_somebody_elses_shop() -> None:
    assert act(read("隔壁还有个卖童装的店", "switch_shop", 0.9)) != "switch_shop"


def test_a_quick_reply_is_never_read_for_shops() -> None:
    assert act(read("换一家店看看", choice={"act": "restart"})) == "restart"


@pytest.mark.parametrize(
    ("text", "expected"), [("👍", "affirm"), ("👎", "deny"), ("😂😂", "chitchat"), ("……", "provide_facts")]
)
def test_signs_without_words_have_their_act(text: str, expected: str) -> None:
    assert act(read(text)) == expected
