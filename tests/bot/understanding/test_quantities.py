"""Chinese colloquial quantities: every form that merchants use, and what is no quantity."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.quantities import Quantity, read_quantities

DAY = 86_400.0


def only(text: str) -> Quantity:
    quantities = read_quantities(text)
    assert len(quantities) == 1, [quantity.text for quantity in quantities]
    return quantities[0]


EXACT = {
    "1.2w": 12_000, "12k": 12_000, "3千5": 3_500, "一万二": 12_000, "两千三": 2_300, "万把": 10_000, "两百来": 200, "十来万": 100_000,
    "一百五": 150, "一百零五": 105, "一千零五十": 1_050, "一万零五百": 10_500, "一万二千": 12_000, "2万5千": 25_000, "三十": 30,
    "两百五十万": 2_500_000, "一亿二千万": 120_000_000, "5,000": 5_000, "1,200,000.5": 1_200_000.5, "百八十": 100, "零点八": 0.8,
    "０.８": 0.8, "三点五万": 35_000, "十二点五": 12.5, "0": 0, "零": 0, "三": 3, "一千一百一十": 1_110, "兩千": 2_000, "30来万": 300_000,
}  # fmt: skip


@pytest.mark.parametrize("text", EXACT)
def test_a_number_is_read_as_one_figure(text: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.text) == (EXACT[text], "number", text)


INTERVALS = {
    "四五十": (40, 50), "三四千": (3_000, 4_000), "三五百": (300, 500), "十五六": (15, 16), "二十三四": (23, 24), "一千五六": (1_500, 1_600),
    "五千多": (5_000, 5_500), "两千多": (2_000, 2_500), "三十多": (30, 40), "二十多万": (200_000, 300_000), "一百多": (100, 200),
    "十几": (11, 19), "几千": (2_000, 9_000), "好几百": (300, 900), "小几万": (20_000, 40_000), "不到一万": (None, 10_000),
    "一万不到": (None, 10_000), "最多五千": (None, 5_000), "一万以上": (10_000, None), "至少一万": (10_000, None), "1w+": (10_000, None),
    "上百": (100, None), "过百万": (1_000_000, None), "将近一万": (9_000, 10_000), "小一万": (9_000, 10_000), "近百": (90, 100),
    "两千出头": (2_000, 2_200), "1到2万": (10_000, 20_000), "1-2w": (10_000, 20_000), "八百到一千": (800, 1_000), "5-8千": (5_000, 8_000),
    "3-5": (3, 5), "四点几": (4, 5), "个位数": (None, 10), "一百二三十": (120, 130), "两三百万": (2_000_000, 3_000_000),
}  # fmt: skip


@pytest.mark.parametrize("text", INTERVALS)
def test_what_is_not_exact_is_an_interval(text: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high) == INTERVALS[text]
    assert (quantity.kind, quantity.text) == ("number", text)


SHARES = {
    "5%": 0.05, "百分之五": 0.05, "五个点": 0.05, "三成": 0.3, "三成半": 0.35, "对半": 0.5, "一半": 0.5, "千分之三": 0.003, "三分之一": 0.333333333,
    "0.5个点": 0.005, "半个点": 0.005, "一个半点": 0.015, "百分百": 1.0, "５％": 0.05, "八个百分点": 0.08, "3‰": 0.003, "五五开": 0.5,
}  # fmt: skip


@pytest.mark.parametrize("text", SHARES)
def test_a_percentage_is_a_share(text: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.unit) == (SHARES[text], "percent", None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三成多", 0.3, 0.4),
        ("百分之十到十五", 0.1, 0.15),
        ("10%-15%", 0.1, 0.15),
        ("三四个点", 0.03, 0.04),
        ("一成都没有", None, 0.1),
        ("不到1%", None, 0.01),
        ("30%以上", 0.3, None),
        ("超过三成", 0.3, None),
    ],
)
def test_a_vague_share_is_an_interval(text: str, low: float | None, high: float | None) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.kind) == (low, high, "percent")


@pytest.mark.parametrize(
    ("text", "value"), [("1:2.5", 2.5), ("1：2.5", 2.5), ("1比3", 3.0), ("一比二点五", 2.5), ("三七开", 2.333333333)]
)
def test_a_ratio_is_what_one_brings(text: str, value: float) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind) == (value, "ratio")


MONEY = {
    "三千块": 3_000, "两百来块": 200, "万把块": 10_000, "9块9": 9.9, "三十九块八": 39.8, "八毛": 0.8, "一块五": 1.5, "九毛九": 0.99, "59元": 59,
    "¥59": 59, "￥1,200": 1_200, "300万元": 3_000_000, "五毛钱": 0.5, "一分钱没投": 0, "1.5rmb": 1.5,
}  # fmt: skip


@pytest.mark.parametrize("text", MONEY)
def test_money_is_in_yuan(text: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.unit) == (MONEY[text], "money", "元")


DURATIONS = {
    "四个半小时": 16_200, "半天": 43_200, "半分钟": 30, "一小时二十分钟": 4_800, "1分20": 80, "1分20秒": 80, "一分半": 90, "俩月": 60 * DAY,
    "仨月": 90 * DAY, "半年": 180 * DAY, "一年半": 547.5 * DAY, "两个礼拜": 14 * DAY, "8h": 28_800, "15s": 15, "1h30m": 5_400, "二十分钟": 1_200,
    "三天": 3 * DAY, "半个月": 15 * DAY, "两個半鐘頭": 9_000,
}  # fmt: skip


@pytest.mark.parametrize("text", DURATIONS)
def test_a_duration_is_in_seconds(text: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.unit) == (DURATIONS[text], "duration", "秒")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("十五六秒", 15, 16),
        ("二十多秒", 20, 30),
        ("一分多钟", 60, 90),
        ("三个多月", 90 * DAY, 105 * DAY),
        ("快俩月", 54 * DAY, 60 * DAY),
        ("30秒到40秒", 30, 40),
        ("三十秒都没有", None, 30),
        ("三个月到半年", 90 * DAY, 180 * DAY),
    ],
)
def test_a_vague_duration_is_an_interval(text: str, low: float | None, high: float | None) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.kind) == (low, high, "duration")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("俩", 2, "个"),
        ("仨", 3, "个"),
        ("我俩", 2, "人"),
        ("俩主播", 2, "主播"),
        ("30w粉", 300_000, "粉丝"),
        ("十来单", 10, "单"),
        ("五个人", 5, "人"),
        ("一条没发", 0, "条"),
        ("一单没出", 0, "单"),
        ("没有一单", 0, "单"),
        ("一个粉丝都没有", 0, "粉丝"),
    ],
)
def test_a_count_says_what_is_counted(text: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.unit) == (value, "count", unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一周播五天", 5, "天/周"),
        ("一天三条", 3, "条/天"),
        ("三条一天", 3, "条/天"),
        ("每天三条", 3, "条/天"),
        ("2000/天", 2_000, "/天"),
        ("2k/d", 2_000, "/天"),
        ("一个月投六万", 60_000, "/月"),
        ("日销三千", 3_000, "/天"),
        ("一天烧三千块", 3_000, "元/天"),
        ("一场两三千人", None, "人/场"),
        ("两天一更", 0.5, "次/天"),
        ("三天一条", 0.333333333, "条/天"),
        ("隔天播", 0.5, "次/天"),
        ("五天一共出了十一单", 2.2, "单/天"),
    ],
)
def test_an_amount_per_period_is_a_rate(text: str, value: float | None, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind, quantity.unit) == (value, "rate", unit)


def test_hours_a_day_stay_a_duration_that_knows_its_period() -> None:
    quantity = only("一天播四个半小时")
    assert (quantity.value, quantity.kind, quantity.per) == (16_200, "duration", "天")


def test_several_quantities_come_in_reading_order() -> None:
    quantities = read_quantities("一天两场每场三小时，退货三成")
    assert [(one.text, one.value) for one in quantities] == [("一天两场", 2), ("三小时", 10_800), ("三成", 0.3)]


def test_a_period_with_an_amount_of_its_own_is_not_the_one_before() -> None:
    quantities = read_quantities("烧三千一天出五单")
    assert [(one.text, one.kind) for one in quantities] == [("三千", "number"), ("一天出五单", "rate")]


@pytest.mark.parametrize(
    "text",
    [
        "没投过", "基本没有", "说不清", "看情况", "双11卖爆了", "618冲了一波", "第一次", "2023年开始做", "6月18号", "一样", "万一", "一直在投",
        "千川", "3C数码", "四件套", "周一开会", "十分满意", "一天到晚", "三天打鱼两天晒网", "晚上八点开播", "8:30开播", "我电话13800138000", "一般般",
        "百货", "三只松鼠", "千万别投", "成交不错", "二手手机", "统一发货", "v1.2.3",
    ],
)  # fmt: skip
def test_words_that_hold_a_numeral_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成交三单", "三单"),
        ("客单一百", "一百"),
        ("转化三成", "三成"),
        ("卖三千五一天", "三千五一天"),
        ("三十单价格", "三十"),
        ("停留1:20", "1:20"),
    ],
)
def test_the_words_around_a_number_do_not_confuse_it(text: str, expected: str) -> None:
    assert expected in [quantity.text for quantity in read_quantities(text)]


def test_a_minute_and_seconds_after_stay_is_no_time_of_day() -> None:
    assert only("停留1:20").value == 80


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("开播 412 天", 412 * 86_400, "秒"),
        ("日均 256 单", 256, "单/天"),
        ("直播间 2 个；", 2, "个"),
        ("粉丝 3 万", 30_000, None),
        ("停留 38s", 38, "秒"),
        ("场观 300 人气高", 300, None),
    ],
)
def test_a_space_between_a_figure_and_its_unit_changes_nothing(text: str, value: float, unit: str | None) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)


def test_the_day_of_women_is_no_number_but_38_seconds_are() -> None:
    assert read_quantities("38节前") == []
    assert only("停留38秒").value == 38


def test_the_command_line_form_holds_one_figure_or_two_sides() -> None:
    exact, interval = only("三千块").to_json(), only("不到一万").to_json()
    assert exact == {"value": 3_000, "kind": "money", "unit": "元", "text": "三千块", "start": 0, "end": 3}
    assert interval == {
        "low": None,
        "high": 10_000,
        "kind": "number",
        "unit": None,
        "text": "不到一万",
        "start": 0,
        "end": 4,
    }


# Properties

PIECES = st.sampled_from(
    "一 二 两 三 五 九 十 百 千 万 亿 零 点 半 几 多 来 俩 个 天 周 月 年 小时 分 秒 块 毛 元 % 成 分之 1 2 5 0 . , : 比 到 - w k 不到 以上 快 近 没 都没有 "
    "一天 每天 一场 投 播 卖 停留 ， 。 条 单 人 粉 / +".split()
) | st.just(" ")  # fmt: skip
MERCHANT_TEXT = st.lists(PIECES, max_size=40).map("".join)


@given(st.text(max_size=200) | MERCHANT_TEXT)
def test_no_text_raises_and_every_span_is_the_text_itself(text: str) -> None:
    end = 0
    for quantity in read_quantities(text):
        assert quantity.text == text[quantity.start : quantity.end] != ""
        assert quantity.start >= end
        end = quantity.end


@given(st.text(max_size=200) | MERCHANT_TEXT)
def test_an_interval_is_never_upside_down_nor_empty(text: str) -> None:
    for quantity in read_quantities(text):
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert 0 <= quantity.low <= quantity.high


def in_chinese(number: int) -> str:
    """A whole number below a hundred million, spelt out in full."""
    if number == 0:
        return "零"
    high, low = divmod(number, 10_000)
    if not high:
        return below_ten_thousand(low)
    gap = "零" if 0 < low < 1_000 else ""
    return below_ten_thousand(high) + "万" + (gap + below_ten_thousand(low) if low else "")


def below_ten_thousand(number: int) -> str:
    spelt, waiting = "", False
    for scale, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            spelt += ("零" if waiting else "") + "零一二三四五六七八九"[digit] + sign
            waiting = False
        else:
            waiting = bool(spelt)
    return spelt


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_spelt_out_is_read_back(number: int) -> None:
    assert only(in_chinese(number)).value == number


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_number_spelt_out_is_read_back_with_its_unit(number: int) -> None:
    quantity = only(in_chinese(number) + "块钱")
    assert (quantity.value, quantity.kind) == (number, "money")


@given(
    st.integers(min_value=1, max_value=9_999),
    st.sampled_from([("w", 10_000), ("k", 1_000), ("万", 10_000), ("千", 1_000)]),
)
def test_a_figure_with_a_magnitude_is_read_back(tenths: int, magnitude: tuple[str, int]) -> None:
    sign, factor = magnitude
    assert only(f"{tenths / 10}{sign}").value == pytest.approx(tenths / 10 * factor)


@given(st.integers(min_value=0, max_value=10_000))
def test_a_percentage_is_read_back(hundredths: int) -> None:
    assert only(f"{hundredths / 100}%").value == pytest.approx(hundredths / 10_000)


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "百", "一万", "1,", "1.", "几", "一天", "一天三条", "没", "不到", "从", "每天", "停留1:20 ", "百分之"],
)
def test_time_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        read_quantities(text)
        return time.process_time() - start

    # Four times the text takes four times as long; sixteen times as long would be the square.
    short, long = (min(seconds(length) for _ in range(3)) for length in (4_000, 16_000))
    assert long < 10 * max(short, 0.005)
