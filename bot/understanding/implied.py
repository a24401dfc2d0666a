"""Which variables a number may mean by its unit and the verbs around it, when no metric is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.amounts import Quantity
from bot.understanding.units import DAY, HOUR

_SPENDING = re.compile(r"投(?!手)|烧|消耗|花(?!时间)|充|千川|随心推|斗加|dou\+|推广")
_SELLING = re.compile(r"卖|销|流水|营业|做(?!了?几|直播|抖音|号)|成交|进账|生意|出货|业绩|gmv")
_STREAMING = re.compile(r"播|直播|开场|轮播")
_STREAMED = re.compile(r"(?:(?<![停没断])播|开播|做|干|起号|运营|弄|搞|开)(?:了|有)?(?:大概|差不多|也就|才|就|快|将近|已经|有)*$")
_WATCHING = re.compile(r"看|进来|观看|进房|场观|观众|来")
_GAINING = re.compile(r"涨|新增|加粉")
_WARMING_UP = re.compile(r"预热|播前|开播前")
_PRICED = re.compile(r"(?:卖|卖到|卖个|售|价格|价钱|定价|标价|要价)(?:是|在|大概|差不多|也就|就|才|都)*$")
_EACH = re.compile(r"^\s?(?:一|每|/)(?:件|单|套|瓶|箱|盒|斤|份|条|双|个|只|袋|罐|本|台|支)(?!月|星期|礼拜|小时)")
_ONE_OF = re.compile(r"(?:一|每)(?:件|单|套|瓶|箱|盒|斤|份|双|只|袋|罐|本|台|支)(?:也就|大概|差不多|就|要|卖|才|是)*$")
_PIECE = re.compile(r"(?:一|每)(?:箱|盒|份|件)\S{0,4}装(?:卖|要|是)*$")
_TEAM = re.compile(r"团队|我们|咱们|一共|总共|就|员工|在做|在弄|人手|做抖音")
_NOT_TEAM = re.compile(r"看|在线|进|来|买|评论|互动|关注|退|主播|达人|粉|客服|场|下单|人里|百人")
_ONE_SESSION = re.compile(r"昨晚|昨天晚上|昨儿|今晚|这场|上一?场|上场|这一场|那场|每场|一场|场均|单场")
_IN_ALL = re.compile(r"一共|总共|才|累计|加起来|播了|播过")
_HANGING = re.compile(r"挂|链接|上架|上了|货盘|直播间.{0,4}卖|品")


def implied_variables(text: str, quantity: Quantity, clause: tuple[int, int]) -> Iterator[str]:
    """Candidate variables, the likeliest first. `text` is folded, `clause` the place of the clause in it."""
    context = text[clause[0] : clause[1]]
    before = text[clause[0] : quantity.start]
    after = text[quantity.end : clause[1]]
    if quantity.kind == "rate":
        yield from _rates(quantity, context)
    elif quantity.kind == "duration":
        yield from _durations(quantity, context, before)
    elif quantity.kind == "count":
        yield from _counts(quantity, context)
    elif quantity.kind in ("money", "number"):
        yield from _prices(quantity, before, after)


def _rates(quantity: Quantity, context: str) -> Iterator[str]:
    noun = (quantity.unit or "").partition("/")[0]
    if quantity.of in ("money", "number") and noun in ("", "元"):
        if _SPENDING.search(context):
            yield "paid_daily_spend"
        elif _SELLING.search(context):
            yield "monthly_gmv"
    elif noun == "天":
        yield "live_days_per_week"
    elif noun in ("条", "次") and not _STREAMING.search(context):
        yield "short_videos_per_day"
    elif noun in ("场", "次") and quantity.per == "周":
        yield "live_days_per_week"
    elif noun == "次":
        yield "live_days_per_week"
    elif noun in ("单", "件", "套", "箱"):
        yield "orders_per_session" if quantity.per == "场" else "orders_per_day"
    elif noun == "粉丝" or (noun in ("个", "人") and _GAINING.search(context)):
        yield "new_followers_per_day"
    elif noun in ("人", "人次", "个") and quantity.per == "场" and _WATCHING.search(context):
        yield "session_viewers"
    elif noun in ("人", "人次") and quantity.per == "场":
        yield "session_viewers"
    elif noun == "条" and _WARMING_UP.search(context):
        yield "warmup_videos_per_live"


def _durations(quantity: Quantity, context: str, before: str) -> Iterator[str]:
    length = quantity.low or quantity.high or 0
    if length >= DAY and _STREAMED.search(before) and "主播" not in context:
        yield "account_age_days"
    elif HOUR / 4 <= length < DAY and (_STREAMING.search(context) or quantity.per == "天"):
        if not re.search(r"讲|轮(?!播)|睡|复盘|停留|看(?!播)", context):
            yield "live_hours_per_day"


def _counts(quantity: Quantity, context: str) -> Iterator[str]:
    noun = quantity.unit
    if noun == "粉丝":
        yield "new_followers_per_day" if _GAINING.search(context) else "follower_count"
    elif noun in ("单", "件") and _ONE_SESSION.search(context):
        yield "orders_per_session"
    elif noun in ("链接", "sku") or (noun in ("品", "款") and _HANGING.search(context)):
        yield "sku_count"
    elif noun == "主播":
        yield "host_count"
    elif noun in ("直播间", "账号"):
        yield "live_room_count"
    elif noun == "达人":
        yield "creator_count"
    elif noun == "场" and _IN_ALL.search(context):
        yield "live_sessions_total"
    elif noun == "人" and _TEAM.search(context) and not _NOT_TEAM.search(context):
        yield "team_size"
    elif noun == "条" and _WARMING_UP.search(context):
        yield "warmup_videos_per_live"
    elif noun in ("人", "人次") and _ONE_SESSION.search(context) and _WATCHING.search(context):
        yield "session_viewers"


def _prices(quantity: Quantity, before: str, after: str) -> Iterator[str]:
    if re.search(r"佣金|坑位|成本|利润|赚|投|烧|预算|毛利|粉|最便宜|最低", before):
        return
    priced = _PRICED.search(before) or _ONE_OF.search(before) or _PIECE.search(before) or _EACH.match(after)
    if priced or (quantity.kind == "money" and re.match(r"的(?!预算|钱|流水|销)", after)):
        yield "price_avg"
