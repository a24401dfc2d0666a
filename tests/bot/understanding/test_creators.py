"""Creators told one by one: whose room is full, who sells, and when it is the shop itself that is spoken of."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.creators import creator_records
from bot.understanding.message import read_message


def _told(text: str) -> list[dict[str, Any]]:
    return [record.to_json() for record in creator_records(read_message(text))]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (
            "小王场观大但是不出单，阿美人少但是很能卖",
            [
                {"name": "小王", "traffic_level": "高", "conv_level": "低"},
                {"name": "阿美", "traffic_level": "低", "conv_level": "高"},
            ],
        ),
        (
            "合作的达人里，老周腰部，坑位费2万，看的人多成交很差；陈姐是头部，流量大卖得也好",
            [
                {"name": "老周", "traffic_level": "高", "conv_level": "低", "tier": "腰部", "slot_fee": 20000},
                {"name": "陈姐", "traffic_level": "高", "conv_level": "高", "tier": "头部"},
            ],
        ),
        (
            "一个叫豆豆的，没什么人看也没人买；还有一位黄老师，看的人没几个，可是个个都掏钱",
            [
                {"name": "豆豆", "traffic_level": "低", "conv_level": "低"},
                {"name": "黄老师", "traffic_level": "低", "conv_level": "高"},
            ],
        ),
        (
            "小鹿——观看量高、转化低；阿May的粉全是学生，跟我们对不上",
            [{"name": "小鹿", "traffic_level": "高", "conv_level": "低"}, {"name": "阿May", "fit": "不匹配"}],
        ),
        ("达人徐姐那里人山人海，一讲完大家就抢着买", [{"name": "徐姐", "traffic_level": "高", "conv_level": "高"}]),
    ],
)
def test_each_creator_is_read_with_what_is_told_of_him(text: str, records: list[dict[str, Any]]) -> None:
    assert _told(text) == records


@pytest.mark.parametrize(
    "text",
    [
        "我们直播间人少但是很能卖",
        "小王是我们的主播，停留还行",
        "抖音团队一共18个人，达人BD空着没人",
        "要是请小王，场观大但是不出单，请阿美，人少能卖呢",
        "流量大，转化低",
    ],
)
def test_the_shop_itself_is_no_creator(text: str) -> None:
    assert _told(text) == []
