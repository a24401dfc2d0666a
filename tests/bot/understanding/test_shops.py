"""When a merchant turns to another shop, and when one is only mentioned."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.shops import Spoken, shop_spoken_of, speaks_of_others

TURNS = {
    "我还有个卖童装的号": Spoken("new", "童装"),
    "还有个童装号，一场两千人": Spoken("new", "童装"),
    "我还有一家店，卖零食的": Spoken("new", "零食"),
    "还有一个号专门卖鞋": Spoken("new", "鞋"),
    "另一个号是做美妆的，停留20秒": Spoken("new", "美妆"),
    "对了，我还有个小号": Spoken("new", ""),
    "换一家店看看": Spoken("other", ""),
    "换个号": Spoken("other", ""),
    "换一个店重新诊断": Spoken("other", ""),
    "换家店重新来": Spoken("other", ""),
    "看看我另外一家店": Spoken("other", ""),
    "回到女装那个店": Spoken("back", "女装"),
    "切回女装号": Spoken("back", "女装"),
    "回到刚才那家店": Spoken("back", ""),
    "我有两个店，一个卖女装一个卖零食": Spoken("several", "女装、零食"),
    "三个号，一个做茶叶，一个做水杯，一个做美妆": Spoken("several", "茶叶、水杯、美妆"),
    "一共几个店": Spoken("all", ""),
}
STAYS = [
    "看看直播间", "帮我看看我的店铺", "我有两个号", "我想再开一个号", "隔壁还有个卖童装的店", "我们还有个天猫店", "同行还有个号",
    "卖女装的，还有个小号没怎么播", "我们还有店播团队", "还有个问题，我的号限流了", "换主播了", "看看店铺数据", "女装一场两千人",
    "同行有两个店，一个卖女装一个卖零食", "我两个主播一个卖女装一个卖零食", "女装卖得不好", "女装店和童装店一样", "一个月卖三十单",
    "要几个店才够", "把女装店删了",
]  # fmt: skip


@pytest.mark.parametrize(("text", "spoken"), TURNS.items())
def test_it_turns_to_another_shop(text: str, spoken: Spoken) -> None:
    assert shop_spoken_of(text) == spoken


@pytest.mark.parametrize("text", STAYS)
def test_it_stays_with_the_shop_in_hand(text: str) -> None:
    assert shop_spoken_of(text, ["女装", "童装"]) is None


@pytest.mark.parametrize("text", ["女装那个呢", "回到女装", "再看看女装的店吧", "接着说女装的号", "换到女装"])
def test_a_shop_that_is_known_may_be_called_more_shortly(text: str) -> None:
    assert shop_spoken_of(text, ["女装"]) == Spoken("back", "女装")
    assert shop_spoken_of(text, ["零食"]) != Spoken("back", "零食")


@pytest.mark.parametrize(
    "text", ["回女装", "女装店呢", "切到女装", "去女装店", "女装店转化2%", "女装店结论是啥", "再说女装那个店，没投流"]
)
def test_a_known_shop_is_turned_to_by_its_name_alone_or_with_something_told_of_it(text: str) -> None:
    assert shop_spoken_of(text, ["童装", "女装"]) == Spoken("back", "女装")


@pytest.mark.parametrize(
    "text", ["女装店先说，千川一天一千", "女装店转化2%", "女装店呢", "女装店结论是啥", "回女装", "去女装店", "切到女装"]
)
def test_a_shop_is_called_with_or_without_the_word_for_one(text: str) -> None:
    assert shop_spoken_of(text, ["女装店", "零食"]) == Spoken("back", "女装店")


@pytest.mark.parametrize("text", ["女装一场两千人", "把女装店删了", "我卖女装", "女装转化2%"])
def test_a_known_name_that_names_no_shop_turns_to_none(text: str) -> None:
    assert shop_spoken_of(text, ["女装", "零食"]) is None


def test_the_shop_in_hand_is_asked_for_and_what_is_told_of_it_is_only_told() -> None:
    assert shop_spoken_of("回女装", ["零食"], ["女装"]) == Spoken("back", "女装")
    assert shop_spoken_of("女装店转化2%", ["零食"], ["女装"]) is None


def test_a_name_is_never_read_as_a_pattern() -> None:
    assert shop_spoken_of("回到.*那个店", [".*("]) == Spoken("back", ".*")


def test_other_peoples_shops_and_other_platforms_are_told_apart() -> None:
    assert speaks_of_others("隔壁还有个卖童装的店") and not speaks_of_others("我还有个卖童装的号")


@pytest.mark.parametrize("piece", ["看", "嗯", "再看看", "换到", "我还有个", "那", "的", "看看另外", "回到"])
def test_a_wall_of_text_is_read_in_no_time(piece: str) -> None:
    started = time.perf_counter()
    shop_spoken_of(piece * (4000 // len(piece)) + "店", ["女装"])
    assert time.perf_counter() - started < 0.5


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=2))
def test_any_text_can_be_read(text: str, known: list[str]) -> None:
    shop_spoken_of(text, known)
