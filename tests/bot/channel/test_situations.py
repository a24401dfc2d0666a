"""What understanding may know of the merchant's shops and words."""

from __future__ import annotations

from typing import Any

from bot.channel.situations import names_in_hand, names_of_shops, words_of

CLOTHES = {"category": {"value": "服饰鞋包", "status": "known", "text": "女装"}}
SNACKS = {"category": {"value": "食品生鲜", "status": "known", "text": "零食"}}


def test_other_shops_are_known_by_their_names_and_by_what_they_sell() -> None:
    interview: dict[str, Any] = {
        "facts": CLOTHES,
        "shop": "",
        "shops": {"二店": {"facts": SNACKS}, "零食": {"facts": {}}},
    }
    assert names_of_shops(interview) == ["二店", "零食"]
    assert names_in_hand(interview) == ["女装"]


def test_who_has_one_shop_has_no_names_for_it() -> None:
    assert names_of_shops({"facts": CLOTHES}) == [] and names_in_hand({"facts": CLOTHES, "shop": "女装"}) == []


def test_each_entry_of_a_list_keeps_its_own_words() -> None:
    words = {"加预算": "我要加预算", "开新直播间": "还想再开个号"}
    plans = {"value": list(words), "status": "known", "text": "还想再开个号", "words": words}
    assert words_of({"facts": {"planned_action": plans}}) == {
        "planned_action": "还想再开个号",
        "planned_action=加预算": "我要加预算",
        "planned_action=开新直播间": "还想再开个号",
    }
