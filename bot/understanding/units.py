"""What may stand behind a number, and what it makes of it: a share, money, a time, a count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "ratio", "percent", "money", "duration", "rate", "count"]

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
MONTH = 30 * DAY
YEAR = 365 * DAY


@dataclass(frozen=True)
class Unit:
    """`factor` turns a figure into the kind's own unit: shares, yuan, seconds. `name` is None for shares."""

    kind: Kind
    name: str | None
    factor: float = 1.0
    end: int = 0


_SHARES = {
    r"%": 0.01,
    r"‰": 0.001,
    r"个?(?:百分点|巴仙)": 0.01,
    r"个点(?![儿了进开击的购]|链接|商品|小黄车)": 0.01,
    r"个pp": 0.01,
    r"成(?![交本熟立为功员长品型色了团])": 0.1,
}
_MONEY = {
    r"块(?:钱|人民币)?": 1.0,
    r"元(?:钱|人民币)?": 1.0,
    r"圆|蚊": 1.0,
    r"rmb": 1.0,
    r"人民币": 1.0,
    r"毛(?:钱)?(?!利)": 0.1,
    r"角(?:钱)?(?!色)": 0.1,
    r"分钱": 0.01,
}
_DURATIONS = {
    r"秒钟?(?!杀)": 1.0,
    r"s(?:ec(?:ond)?s?)?(?![a-z])": 1.0,
    r"分钟": MINUTE,
    r"min(?:ute)?s?(?![a-z])": MINUTE,
    r"分(?=半(?!价)|\d{1,2}秒?(?!\d)|[一二三四五]?十[一二三四五六七八九]?秒?|[一二三四五六七八九]秒)": MINUTE,
    r"个?小时": HOUR,
    r"个?钟头": HOUR,
    r"个钟(?!点)": HOUR,
    r"个点儿": HOUR,
    r"h(?:(?:ou)?rs?)?(?![a-z])": HOUR,
    r"天(?!猫)": DAY,
    r"日(?=(?:内|游|后|左右|$))": DAY,
    r"d(?:ays?)?(?![a-z])": DAY,
    r"个?(?:星期|礼拜)(?![一二三四五六日天]|[1-6](?!\d))": WEEK,
    r"个?周(?![一二三四五六日边围转期年])": WEEK,
    r"个(?:多|来|把)?月": MONTH,
    r"个季度": 3 * MONTH,
    r"年(?!级|轻|龄|货|底|初|会|终)": YEAR,
}
# Measure words that say what is counted. The plain 个 comes last: 个人, 个品 and 个号 say more.
_COUNTED = (
    "人次|个人|人|包|袋|罐|只|副|档|更(?![多好加新高低长短快慢不大小换])|位|名|个粉丝|个粉|粉丝|粉|个链接|链接|个品|个款|个sku|sku|品|款|个号|账号|个账号|个直播间|直播间|"
    "个主播|主播|个达人|达人|个视频|条视频|视频|条|场直播|场|单|订单|件|套|箱|双|盒|支|瓶|部|台|家|次|遍|组|轮|班|倍|本|"
    "折|斤|岁|个评论|评论|场次|播放|号人|口人|点赞|赞|集|期|分|万次|张|份|个客服|个"
)
_CANONICAL = {
    "个人": "人", "位": "人", "名": "人", "号人": "人", "口人": "人",
    "个粉丝": "粉丝", "个粉": "粉丝", "粉": "粉丝", "个链接": "链接", "个品": "品", "个款": "款", "个sku": "sku",
    "个号": "账号", "个账号": "账号", "个直播间": "直播间", "个主播": "主播", "个达人": "达人", "个视频": "视频",
    "条视频": "条", "场直播": "场", "订单": "单", "场次": "场", "个评论": "评论", "个客服": "客服",
}  # fmt: skip
_NOT_COUNTED = {
    "人": "人气|人群|人设|人均|人货", "品": "品牌|品类|品质", "款": "款式|款项", "条": "条件",
    "场": "场观|场景|场地", "单": "单价|单品|单量|单子的", "件": "件事", "家": "家用|家电|家居|家里|家人|家庭",
    "次": "次要|次品", "组": "组织|组货|组合", "台": "台湾", "部": "部分|部门", "号": "号码",
    "分": "分之|分析|分成|分销|分工|分给|分配|分类", "班": "班底", "套": "套路",
    "粉": "粉底|粉扑|粉饼", "包": "包邮|包括|包装|包裹|包包|包场|包给", "袋": "袋鼠", "档": "档口|档期",
    "只": "只有|只能|只是|只要|只卖|只播|只投|只剩|只做|"
    "只会|只够|只松鼠|只给|只发|只拍|只看",
    "丝": "丝群", "期": "期间|期望", "支": "支付|支持", "双": "双十|双1", "位": "位置",
    "名": "名牌", "折": "折扣|折叠", "张": "张嘴", "份": "份额", "播放": "播放率|播放量",
}  # fmt: skip


def _alternatives(table: dict[str, float]) -> list[tuple[re.Pattern[str], float]]:
    return [(re.compile(pattern), factor) for pattern, factor in table.items()]


_TABLES: tuple[tuple[Kind, str | None, list[tuple[re.Pattern[str], float]]], ...] = (
    ("percent", None, _alternatives(_SHARES)),
    ("duration", "秒", _alternatives(_DURATIONS)),
    ("money", "元", _alternatives(_MONEY)),
)
_COUNT = re.compile("|".join(sorted(_COUNTED.split("|"), key=len, reverse=True)))


def read_unit(text: str, start: int) -> Unit | None:
    """The unit that begins at `start` of a folded text, or None."""
    for kind, name, table in _TABLES:
        for pattern, factor in table:
            if match := pattern.match(text, start):
                return Unit(kind, name, factor, match.end())
    match = _COUNT.match(text, start)
    if match is None or _is_other_word(text, match):
        return None
    return Unit("count", _CANONICAL.get(match.group(), match.group()), 1.0, match.end())


def _is_other_word(text: str, match: re.Match[str]) -> bool:
    """人 of 人均, 单 of 单价 are not units."""
    last = match.group()[-1]
    others = _NOT_COUNTED.get(match.group()) or (_NOT_COUNTED.get(last, "") if len(match.group()) > 1 else "")
    return any(other and text.startswith(other, match.end() - 1) for other in others.split("|"))
