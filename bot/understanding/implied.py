"""Which variables a number may mean by its unit and the verbs around it, when no metric is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.quantity import Quantity
from bot.understanding.units import DAY, HOUR


@dataclass(frozen=True)
class Clue:
    """A counted noun means a variable where the clause has `context` and has not `without`, per this period if any."""

    variable: str
    nouns: frozenset[str]
    context: re.Pattern[str] | None = None
    without: re.Pattern[str] | None = None
    per: str | None = None

    def fits(self, quantity: Quantity, clause: str) -> bool:
        noun = (quantity.unit or "").partition("/")[0]
        return (
            noun in self.nouns
            and (self.per is None or quantity.per == self.per)
            and (self.context is None or self.context.search(clause) is not None)
            and (self.without is None or self.without.search(clause) is None)
        )


def _nouns(names: str) -> frozenset[str]:
    return frozenset(names.split("|"))


_SPENDING = re.compile(r"投(?!手)|烧|消耗|花(?!时间)|充|千川|随心推|斗加|dou\+|推广")
_SELLING = re.compile(r"卖|销|流水|营业|做(?!了?几|直播|抖音|号)|成交|进账|生意|出货|业绩|gmv")
_SOLD = re.compile(r"卖|销|出货|成交")
_STREAMING = re.compile(r"播|直播|开场|轮播")
_WATCHING = re.compile(r"看|进来|观看|进房|场观|观众|来")
_GAINING = re.compile(r"涨|新增|加粉")
_PUBLISHING = re.compile(r"[更发拍]|视频|作品")
_WARMING_UP = re.compile(r"预热|播前|开播前")
_TEAM = re.compile(r"团队|我们|咱们|一共|总共|统共|拢共|就|员工|[做弄整搞干忙撑顶](?!活动|大促)|人手|班子|合计")
_NOT_TEAM = re.compile(
    r"[店铺]|看|在线|替|帮|对着|大V|头部|腰部|里头|里面|屋里|间里|待着|挂着|进|来|买|评论|互动|关注|退|主播|达人|粉|客服|场|下单|人里|百人"
)
_ONE_SESSION = re.compile(r"场观|昨晚|一晚|每晚|昨天晚上|昨儿|今晚|这场|上一?场|上场|这一场|那场|每场|一场|场均|单场")
_IN_ALL = re.compile(r"一共|总共|才播|累计|加起来|播了|播过")
_HANGING = re.compile(r"挂|链接|上架|上了|货盘|直播间.{0,4}卖|品")

_RATE_CLUES = (
    Clue("paid_daily_spend", _nouns("|元"), _SPENDING),
    Clue("monthly_gmv", _nouns("|元"), _SELLING),
    Clue("live_days_per_week", _nouns("天")),
    Clue("warmup_videos_per_live", _nouns("条"), _WARMING_UP),
    Clue("short_videos_per_day", _nouns("条"), without=_WARMING_UP),
    Clue("short_videos_per_day", _nouns("次"), _PUBLISHING),
    Clue("live_days_per_week", _nouns("场|次"), _STREAMING, re.compile(r"播到|断|缺|卖疯|改|调")),
    Clue("orders_per_session", _nouns("单|件|套|箱"), per="场"),
    Clue("orders_per_day", _nouns("单|件|套|箱")),
    Clue("orders_per_day", _nouns("袋|包|盒|瓶|罐|双|支|份|斤|本|台"), _SOLD),
    Clue("new_followers_per_day", _nouns("粉丝")),
    Clue("new_followers_per_day", _nouns("个|人"), _GAINING),
    Clue("session_viewers", _nouns("人|人次"), per="场"),
    Clue("session_viewers", _nouns("个"), _WATCHING, per="场"),
)
_COUNT_CLUES = (
    Clue("new_followers_per_day", _nouns("粉丝"), _GAINING),
    Clue("follower_count", _nouns("粉丝"), without=_GAINING),
    Clue("orders_per_session", _nouns("单|件"), _ONE_SESSION),
    Clue("sku_count", _nouns("链接|sku")),
    Clue("sku_count", _nouns("品|款|本"), _HANGING),
    Clue("host_count", _nouns("主播")),
    Clue("live_room_count", _nouns("直播间|账号")),
    Clue("creator_count", _nouns("达人")),
    Clue("live_sessions_total", _nouns("场"), _IN_ALL),
    Clue("team_size", _nouns("人"), _TEAM, _NOT_TEAM),
    Clue("warmup_videos_per_live", _nouns("条"), _WARMING_UP),
    Clue("session_viewers", _nouns("人|人次"), re.compile(f"(?:{_ONE_SESSION.pattern}).*(?:{_WATCHING.pattern})")),
)


# A clause without a verb of its own goes on about the one before: 刚投了三天，一天两百.
_SAYS_WHAT = re.compile(
    "|".join(one.pattern for one in (_SPENDING, _SELLING, _STREAMING, _PUBLISHING, _TEAM, _HANGING))
)
_LONGEST_CLAUSE_BEFORE = 16


def implied_variables(text: str, quantity: Quantity, clause: tuple[int, int]) -> Iterator[str]:
    """Candidate variables, the likeliest first. `text` is folded, `clause` the place of the clause in it."""
    words = text[clause[0] : clause[1]]
    if quantity.unit == "单" or not _SAYS_WHAT.search(words):
        words = text[max(0, clause[0] - _LONGEST_CLAUSE_BEFORE) : clause[1]]
    before, after = text[clause[0] : quantity.start], text[quantity.end : clause[1]]
    if quantity.kind == "rate":
        yield from (clue.variable for clue in _RATE_CLUES if clue.fits(quantity, words))
    elif quantity.kind == "count":
        yield from (clue.variable for clue in _COUNT_CLUES if clue.fits(quantity, words))
    elif quantity.kind == "duration":
        yield from _durations(quantity, words, before)
    elif quantity.kind == "ratio" and _RETURN.match(quantity.text):
        yield "qianchuan_roi"
    elif quantity.kind in ("money", "number") and _is_price(quantity, before, after):
        yield "price_avg"


def implied_of_peers(quantity: Quantity) -> Iterator[str]:
    """What is quoted of the peers without a name: seconds are their stay, a few percent their conversion."""
    top = quantity.high if quantity.high is not None else quantity.low
    if quantity.kind == "duration":
        yield "peer_stay_sec"
    elif quantity.kind == "percent" and top is not None and top <= _HIGHEST_CONVERSION:
        yield "peer_conversion_rate"


_HIGHEST_CONVERSION = 0.05
# 1:2.5 is what one yuan brings.
_RETURN = re.compile(r"[1一]\s?[:：比]")
_STREAMED = re.compile(
    r"(?:(?:(?<![停没断])播|做|运营|[号播音]开|账号)(?:了|有)|开播|起号|(?:刚|才|已经|刚开始)(?:播|做|起))"
    r"(?:大概|差不多|也就|才|就|快|将近|已经|有|了)*$"
)
# 播半年 without 了; a few days would be those of a week.
_STREAMS = re.compile(r"(?<![停没断禁])播$")
_LONG_RUN = 20 * DAY
_NOT_STREAMED = re.compile(r"厂|店(?!播)|品牌|牌子|公司|行业|生意|电商|线下|贴牌|主播")
_PER_PERIOD = re.compile(r"(?:[一每]个?(?:天|周|月|星期|礼拜)|每日)[^，]{0,2}$")
_EXPLAINING = re.compile(r"讲|讲解|过款|过品")
_SECONDS = re.compile(r"[秒s]$|分[半多]?钟?$")
_ON_AVERAGE = re.compile(r"平均|人均|均(?:值|下来)|待不住|留不住|待(?:个|了)?$|站(?:个)?$")
_NOT_ON_AIR = re.compile(r"循环|一圈|一轮|看一次|看一眼|看一回|每人|人均|一人|讲|轮(?!播)|睡|复盘|停留|看(?!播)")


def _durations(quantity: Quantity, clause: str, before: str) -> Iterator[str]:
    length = quantity.low or quantity.high or 0
    on_air = _STREAMING.search(clause) or quantity.per in ("天", "场")
    if length >= DAY:
        is_told = _STREAMED.search(before) or (length >= _LONG_RUN and _STREAMS.search(before))
        if is_told and not _PER_PERIOD.search(before) and not _NOT_STREAMED.search(clause):
            yield "account_age_days"
    elif length < HOUR and _EXPLAINING.search(clause):
        yield "explain_minutes"
    elif _SECONDS.search(quantity.text) and _ON_AVERAGE.search(before):
        yield "avg_stay_sec"
    elif length >= HOUR / 4 and on_air and not _NOT_ON_AIR.search(clause):
        yield "live_hours_per_day"


_GOODS = "件|单|套|瓶|箱|盒|斤|份|双|只|袋|罐|本|台|支"
_SOLD_FOR = re.compile(r"(?:卖|卖到|卖个|售|价格|价钱|定价|标价|要价)(?:是|在|大概|差不多|也就|就|才|都)*$")
_EACH = re.compile(rf"^\s?(?:一|每|/)(?:{_GOODS}|条|个)(?!月|星期|礼拜|小时)")
_ONE_OF = re.compile(rf"(?:一|每)(?:{_GOODS}|包|桶)子?(?:\S{{0,4}}装)?(?:也就|大概|差不多|就|要|卖|才|是)*$")
_SHOWN_GOODS = re.compile(r"(?:[一这那](?:款|件|套|瓶|个|盒|箱)|(?:主打|主推)款?)\s?$")
_OF_THE_GOODS = re.compile(r"\s?的(?!预算|钱|流水|销)")
_NO_PRICE = re.compile(r"佣金|坑位|成本|利润|[赚挣亏退省]|投|烧|预算|毛利|粉|最便宜|最低")


def _is_price(quantity: Quantity, before: str, after: str) -> bool:
    """卖三十九块九, 39块9一件, 一箱五斤装卖三十九, 一款129的精华."""
    if _NO_PRICE.search(before):
        return False
    if _SOLD_FOR.search(before) or _ONE_OF.search(before) or _EACH.match(after):
        return True
    describes = quantity.kind == "money" or _SHOWN_GOODS.search(before) is not None
    return describes and _OF_THE_GOODS.match(after) is not None
