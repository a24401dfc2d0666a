"""「删除我的数据」: asked back once, then everything goes."""

from __future__ import annotations

from typing import Any

import pytest

from actions.deleting import DeleteMyData
from actions.interviewing import Affirm, Deny, ProvideFacts
from actions.shops import SwitchShop
from tests.actions.merchant import Merchant


@pytest.fixture
def merchant() -> Merchant:
    told = Merchant()
    told.does(ProvideFacts(), category="服饰鞋包", avg_stay_sec=15)
    return told


def card(messages: list[dict[str, Any]]) -> Any:
    return messages[-1]["card"]


def test_it_asks_before_it_deletes(merchant: Merchant) -> None:
    message = merchant.does(DeleteMyData())[0]
    assert message["card"] is None and "确定删吗" in message["text"]
    assert merchant.facts.keys() == {"category", "avg_stay_sec"}


@pytest.mark.parametrize("yes", [Affirm, DeleteMyData])
def test_a_yes_deletes_and_says_how_much(merchant: Merchant, yes: Any) -> None:
    merchant.does(DeleteMyData())
    messages = merchant.does(yes())
    assert card(messages) == {"type": "deleted", "messages": merchant.words, "answers": 2}
    assert f"{merchant.words} 条消息" in messages[-1]["text"] and merchant.facts == {}


def test_the_answers_of_every_shop_are_counted(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    merchant.does(DeleteMyData())
    assert card(merchant.does(Affirm()))["answers"] == 3


def test_a_no_keeps_everything(merchant: Merchant) -> None:
    merchant.does(DeleteMyData())
    assert "都留着" in merchant.does(Deny())[0]["text"]
    assert merchant.facts.keys() == {"category", "avg_stay_sec"}


def test_a_yes_after_something_else_deletes_nothing(merchant: Merchant) -> None:
    merchant.does(DeleteMyData())
    merchant.does(ProvideFacts(), conversion_rate=0.01)
    merchant.does(Affirm())
    assert merchant.facts.keys() == {"category", "avg_stay_sec", "conversion_rate"}


def test_a_yes_the_next_day_deletes_nothing(merchant: Merchant) -> None:
    merchant.does(DeleteMyData())
    merchant.away(days=1)
    merchant.does(Affirm())
    assert merchant.facts.keys() == {"category", "avg_stay_sec"}
