"""Several shops of one merchant: kept apart, by names the merchant would use."""

from __future__ import annotations

from typing import Any

import pytest

from actions.correcting import ReviewAnswers
from actions.interviewing import Affirm, Deny, ProvideFacts
from actions.managing import DeleteMyData, Restart
from actions.shops import MOST_SHOPS, SwitchShop
from tests.actions.merchant import Merchant


@pytest.fixture
def merchant() -> Merchant:
    """Who sells clothes and has told two figures."""
    told = Merchant()
    told.does(ProvideFacts(), category="服饰鞋包", avg_stay_sec=15)
    return told


def others(merchant: Merchant) -> dict[str, Any]:
    assert merchant.slot is not None
    return dict(merchant.slot["shops"])


def test_a_new_shop_starts_with_what_the_message_tells_of_it(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", category="母婴亲子", conversion_rate=0.02)
    assert merchant.facts.keys() == {"category", "conversion_rate"}
    assert others(merchant).keys() == {"服饰鞋包"}


def test_on_the_way_back_everything_is_where_it_was(merchant: Merchant) -> None:
    assert merchant.slot is not None
    before = {name: merchant.slot[name] for name in ("facts", "asked")}
    merchant.turns_to(SwitchShop(), "new", "童装")
    merchant.turns_to(SwitchShop(), "back", "服饰")
    assert {name: merchant.slot[name] for name in before} == before
    assert others(merchant).keys() == {"童装"} or others(merchant) == {}


def test_a_shop_of_which_nothing_was_told_leaves_no_trace(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装")
    merchant.turns_to(SwitchShop(), "back", "服饰")
    assert others(merchant) == {}


def test_while_nothing_is_known_another_shop_is_the_one_meant() -> None:
    merchant = Merchant()
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    assert merchant.facts.keys() == {"avg_stay_sec"} and others(merchant) == {}


def test_two_shops_that_sell_the_same_get_different_names(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "服饰鞋包", avg_stay_sec=20)
    assert others(merchant).keys() == {"服饰鞋包"}
    assert merchant.slot is not None and merchant.slot["shop"] == "服饰鞋包2"


def test_with_several_others_and_no_name_it_asks_which(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    message = merchant.turns_to(SwitchShop(), "other", "")[-1]
    assert [reply["choice"] for reply in message["quick_replies"]] == ["shop:服饰鞋包", "shop:"]
    assert merchant.facts["avg_stay_sec"]["value"] == 20


def test_a_tap_turns_to_a_shop_or_to_a_new_one(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    merchant.taps_shop(SwitchShop(), "服饰鞋包")
    assert merchant.facts["avg_stay_sec"]["value"] == 15
    merchant.taps_shop(SwitchShop(), "")
    assert merchant.facts == {} and others(merchant).keys() == {"服饰鞋包", "童装"}


def test_a_name_nobody_told_changes_nothing(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    text = merchant.taps_shop(SwitchShop(), "美妆")[-1]["text"]
    assert "没有「美妆」" in text and merchant.facts["avg_stay_sec"]["value"] == 20


def test_starting_over_is_for_the_shop_in_hand(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    merchant.taps(Restart(), "restart")
    assert merchant.facts == {} and others(merchant)["服饰鞋包"]["facts"]["avg_stay_sec"]["value"] == 15


def test_the_review_says_which_shop_it_is_of(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=20)
    text = merchant.does(ReviewAnswers())[0]["text"]
    assert "「童装」" in text and "15 秒" not in text


def test_the_memory_holds_only_so_many_shops(merchant: Merchant) -> None:
    for number in range(MOST_SHOPS + 3):
        merchant.turns_to(SwitchShop(), "new", f"店{number}", avg_stay_sec=20)
    assert len(others(merchant)) < MOST_SHOPS


def test_a_shop_without_a_name_is_called_after_what_it_turns_out_to_sell(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "")
    merchant.does(ProvideFacts(), category="宠物")
    merchant.turns_to(SwitchShop(), "back", "服饰")
    assert others(merchant).keys() == {"宠物"}


def test_what_cannot_be_stored_of_a_new_shop_still_leads_to_a_question(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", live_days_per_week=70)
    assert merchant.open


def test_a_shop_that_is_spoken_of_with_its_figures_gets_them(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=30)
    merchant.turns_to(SwitchShop(), "back", "服饰鞋包", conversion_rate=0.02)
    assert merchant.facts["conversion_rate"]["value"] == 0.02
    assert "conversion_rate" not in others(merchant)["童装"]["facts"]


def test_several_told_at_once_are_kept_apart_and_the_first_is_in_hand() -> None:
    merchant = Merchant()
    text = merchant.turns_to(SwitchShop(), "several", "女装、零食", conversion_rate=0.5)[0]["text"]
    assert "女装" in text and others(merchant).keys() == {"零食"} and "conversion_rate" not in merchant.facts
    merchant.turns_to(SwitchShop(), "back", "零食", avg_stay_sec=50)
    assert merchant.facts["avg_stay_sec"]["value"] == 50 and others(merchant)["女装"]["facts"] == {}


def test_several_told_at_once_never_are_more_than_are_kept(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "several", "、".join("甲乙丙丁戊己"))
    assert len(others(merchant)) == MOST_SHOPS - 1 and merchant.facts["avg_stay_sec"]["value"] == 15


def test_how_many_there_are_is_counted(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=30)
    text = merchant.turns_to(SwitchShop(), "all", "", team_size=(2, 9))[0]["text"]
    assert "2 家" in text and "team_size" not in merchant.facts


def test_one_shop_is_dropped_only_after_a_yes_and_the_other_stays(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=30)
    assert "只拿掉「服饰鞋包」" in merchant.does(DeleteMyData(), "把服饰鞋包那个店删了")[0]["text"]
    merchant.does(Deny())
    assert "服饰鞋包" in others(merchant)
    merchant.does(DeleteMyData(), "把服饰鞋包那个店删了")
    merchant.does(Affirm())
    assert others(merchant) == {} and merchant.facts["avg_stay_sec"]["value"] == 30


def test_dropping_the_shop_in_hand_takes_up_the_other(merchant: Merchant) -> None:
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=30)
    merchant.does(DeleteMyData(), "童装店不要了，删掉")
    merchant.does(Affirm())
    assert others(merchant) == {} and merchant.facts["avg_stay_sec"]["value"] == 15


def test_of_an_only_shop_or_no_shop_named_it_is_everything(merchant: Merchant) -> None:
    assert "全部删掉" in merchant.does(DeleteMyData(), "把服饰鞋包删了")[0]["text"]
    merchant.turns_to(SwitchShop(), "new", "童装", avg_stay_sec=30)
    assert "全部删掉" in merchant.does(DeleteMyData(), "删除我的数据")[0]["text"]
