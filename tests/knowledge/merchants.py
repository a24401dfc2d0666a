"""Simulated merchants with plausible joint distributions, and what each of them knows about the shop.

A few hidden qualities (skill in the live room, content, retention, service, ads, size) drive every figure, so that what
goes together in life goes together here: who cannot hold people rarely earns on ads, who burns money on ads tends to
plan more of it, a shop that lives on creators has few repeat customers. All shares and spreads are judgement; they were
written down from the domain before any question was chosen with them, and share nothing with the variables' `likely`.

`python -m tests.knowledge.merchants 2000 [SEED]` prints so many situations, one JSON object a line.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Iterator, Mapping
from typing import Any

Situation = dict[str, Any]

# Category: share of merchants, usual stay (s), median price (yuan), usual return share, margin, how often bought.
CATEGORIES: Mapping[str, tuple[float, float, float, float, float, str]] = {
    "服饰鞋包": (0.26, 42, 110, 0.40, 0.45, "中频"),
    "美妆护肤": (0.12, 30, 120, 0.18, 0.60, "高频消耗"),
    "个护家清": (0.08, 40, 45, 0.10, 0.45, "高频消耗"),
    "食品生鲜": (0.20, 38, 50, 0.07, 0.30, "高频消耗"),
    "家居家电": (0.09, 62, 180, 0.14, 0.35, "低频耐用"),
    "母婴亲子": (0.07, 58, 90, 0.15, 0.40, "中频"),
    "珠宝文玩": (0.06, 75, 600, 0.45, 0.55, "低频耐用"),
    "运动户外": (0.05, 45, 140, 0.25, 0.40, "低频耐用"),
    "宠物": (0.04, 45, 70, 0.07, 0.35, "高频消耗"),
    "3C数码": (0.02, 50, 200, 0.12, 0.25, "低频耐用"),
    "图书文创": (0.01, 45, 40, 0.06, 0.35, "中频"),
}
TYPES = {"产业带白牌": 0.34, "新品牌": 0.2, "线下实体": 0.15, "传统电商转型": 0.13, "成熟品牌": 0.1, "达人型商家": 0.08}
ROLES_MISSING = {"内容生产": 0.3, "商品管理": 0.15, "达人运营": 0.35, "广告投放": 0.35, "服务保障": 0.2}
KNOWS_FIGURES = {"看得懂": (0.95, 0.6), "看一点": (0.75, 0.3), "不看": (0.3, 0.05)}


# What merchants bring up on their own in the first message, and how often (where they have it at all).
BROUGHT_UP = {
    "category": 0.8,
    "planned_action": 0.6,
    "paid_status": 0.35,
    "paid_daily_spend": 0.4,
    "qianchuan_roi": 0.35,
    "avg_stay_sec": 0.3,
    "stay_level": 0.3,
    "conversion_rate": 0.25,
    "conversion_level": 0.3,
    "price_avg": 0.3,
    "session_viewers": 0.35,
    "merchant_type": 0.3,
    "account_age_days": 0.25,
    "live_hours_per_day": 0.2,
    "live_days_per_week": 0.15,
    "return_rate": 0.15,
    "self_live_status": 0.15,
    "main_goal": 0.3,
}


def merchants(count: int, seed: int = 1) -> Iterator[Situation]:
    """So many merchants, each with everything that one would answer if asked; the same for the same seed."""
    for number in range(count):
        yield Merchant(random.Random(f"{seed}-{number}")).situation()


def first_message(merchant: Situation, dice: random.Random) -> Situation:
    """What a merchant tells before the first question: a few of the things on one's mind."""
    return {name: merchant[name] for name, share in BROUGHT_UP.items() if name in merchant and dice.random() < share}


class Merchant:
    """One merchant: hidden qualities first, then what follows from them."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._said: Situation = {}
        self.type = self._pick(TYPES)
        self.category = self._pick({name: about[0] for name, about in CATEGORIES.items()})
        self.skill = dice.gauss(-0.25, 1)
        self.content = 0.5 * self.skill + 0.87 * dice.gauss(0, 1)
        self.retention = 0.4 * self.skill + 0.92 * dice.gauss(-0.2, 1)
        self.service = 0.3 * self.skill + 0.95 * dice.gauss(0.2, 1)
        self.ads = 0.5 * self.skill + 0.87 * dice.gauss(-0.1, 1)
        self.days = int(min(2000, math.exp(dice.gauss(4.7, 1.2))))
        self.size = 0.35 * self.content + 0.35 * math.log(self.days / 100 + 0.1) + dice.gauss(0, 0.9)
        self.own_live = self._own_live()
        self.on_creators = self._chance({"产业带白牌": 0.45, "成熟品牌": 0.6, "新品牌": 0.5}.get(self.type, 0.3))
        self.runs_ads = self.own_live and self._chance(0.45 + 0.1 * self.size)
        self.literacy = self._pick({"看得懂": 0.35, "看一点": 0.45, "不看": 0.2})

    def situation(self) -> Situation:
        self._shop()
        self._service()
        self._content()
        if self.own_live:
            self._live_room()
            self._traffic()
            self._receive()
        if self.runs_ads:
            self._ads()
        else:
            self._say("paid_status", self._pick({"没投": 0.75, "停了": 0.25}))
        if self.on_creators:
            self._creators()
        else:
            self._say("creator_count", 0)
        self._deposit()
        self._team()
        self._plans()
        return self._said

    # the dice

    def _pick(self, shares: Mapping[str, float]) -> str:
        return self._dice.choices(list(shares), list(shares.values()))[0]

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    def _say(self, variable: str, value: Any) -> None:
        """What every merchant can say."""
        self._said[variable] = value

    def _figure(self, variable: str, value: float, level_of: tuple[str, float, float] | None = None) -> None:
        """A figure that has to be looked up; who does not know it mostly has a feeling for it, as a level."""
        looked_up, _ = KNOWS_FIGURES[self.literacy]
        if self._chance(looked_up):
            self._said[variable] = _rounded(value)
        elif level_of is not None and self._chance(0.85):
            name, low, high = level_of
            felt = value * math.exp(self._dice.gauss(0, 0.15))
            self._said[name] = "低" if felt < low else "中" if felt < high else "高"

    def _computed(self, variable: str, value: float) -> None:
        """A figure that has to be worked out."""
        if self._chance(KNOWS_FIGURES[self.literacy][1]):
            self._said[variable] = _rounded(value)

    def _by(self, quality: float, bad: str, middle: str, good: str) -> str:
        felt = quality + self._dice.gauss(0, 0.5)
        return bad if felt < -0.5 else middle if felt < 0.6 else good

    def _trend(self, quality: float, words: tuple[str, str, str] = ("下降", "平稳", "上升")) -> str:
        return self._by(quality - 0.1, *words)

    # the shop

    def _own_live(self) -> bool:
        never = {"产业带白牌": 0.14, "成熟品牌": 0.08, "传统电商转型": 0.18, "线下实体": 0.12}.get(self.type, 0.06)
        return not self._chance(never)

    def _shop(self) -> None:
        _, _, price, _, margin, frequency = CATEGORIES[self.category]
        self.price = max(5.0, price * math.exp(self._dice.gauss(0, 0.6)) * (1.4 if self.type == "成熟品牌" else 1))
        self.margin = min(0.85, max(0.08, self._dice.gauss(margin, 0.1)))
        self.frequency = frequency
        self._say("merchant_type", self.type)
        self._say("category", self.category)
        self._say("price_avg", _rounded(self.price))
        self._say("account_age_days", self.days)
        self._say("purchase_frequency", frequency)
        self._say("sku_count", max(1, int(math.exp(self._dice.gauss(2.6, 0.9)))))
        self._computed("gross_margin", self.margin)
        self._say("gmv_trend", self._trend(0.4 * self.skill + 0.4 * self.content))
        self._say("self_live_status", "在播" if self.own_live else self._pick({"从没播": 0.7, "停播": 0.3}))
        self._say("team_size", max(1, int(math.exp(self._dice.gauss(1.2 + 0.2 * self.size, 0.6)))))

    def _service(self) -> None:
        score = min(5.0, max(3.2, round(4.68 + 0.16 * self.service + self._dice.gauss(0, 0.06), 1)))
        self._say("experience_score", score)
        self._say("violation_status", "有" if self._chance(0.06 if self.service > -1 else 0.14) else "无")
        usual = CATEGORIES[self.category][3]
        self.returns = min(0.9, max(0.01, usual * math.exp(self._dice.gauss(-0.12 * self.service, 0.4))))
        self._figure("return_rate", self.returns)
        self._say("customer_service", self._by(self.service, "没人", "兼职", "专人"))
        self._say("supply_stability", self._by(self.service + 1.2, "不稳定", "时有断货", "稳定"))

    def _content(self) -> None:
        self._say("target_user_clarity", self._by(self.content + 0.3, "没想过", "模糊", "清晰"))
        videos = max(0.0, math.exp(self._dice.gauss(0.45 * self.content - 0.2, 0.9)) - 0.25)
        self._say("short_videos_per_day", round(videos, 1))
        direction = self._by(self.content + 0.4, "杂乱", "与货不符" if self._chance(0.2) else "聚焦", "聚焦")
        self._say("content_direction", "无内容" if videos < 0.1 and self._chance(0.8) else direction)
        self._say("video_quality_level", self._by(self.content, "低", "中", "高"))
        self._say("ecom_mindset", "货架思维" if self.type == "传统电商转型" and self._chance(0.6) else "内容思维")
        self._say("persona_status", "有" if self._chance(0.4 + 0.15 * self.content) else "无")

    # the live room

    def _live_room(self) -> None:
        self._say("live_days_per_week", min(7, max(1, round(self._dice.gauss(5.2 + 0.8 * self.skill, 1.5)))))
        self._say("live_hours_per_day", round(min(14, max(0.5, self._dice.gauss(3.8 + 0.8 * self.size, 1.8))), 1))
        self._say("live_sessions_total", max(1, int(self.days * self._dice.uniform(0.3, 1.0))))
        host = self._by(self.skill, "新手", "老板兼播", "专业稳定")
        self._say("host_quality", "频繁换人" if self._chance(0.1) else host)
        self._say("script_status", self._by(self.skill, "无", "有但照念", "有且迭代"))
        self._say("rhythm_status", "有循环节奏" if self.skill + self._dice.gauss(0, 0.7) > 0 else "随意播")
        self._say("review_habit", self._by(self.skill, "从不", "偶尔", "每场复盘"))
        self._say("product_adjust", self._by(self.skill, "不调", "场后调", "实时调"))
        one_sided = "只有利润款" if self._chance(0.4) else "只有福利引流款"
        mix = self._by(self.skill + 0.1, "没有分工", one_sided, "组合合理")
        self._say("product_mix", mix)
        self._say("explain_minutes", round(max(0.5, math.exp(self._dice.gauss(1.5, 0.6))), 1))
        self._say("live_room_count", 1 if self._chance(0.85) else 2)
        self._say("warmup_videos_per_live", max(0, round(self._dice.gauss(0.6 + 0.6 * self.content, 0.9))))

    def _traffic(self) -> None:
        paid = 0.9 if self.runs_ads else 0
        self.viewers = math.exp(self._dice.gauss(5.9 + 0.9 * self.size + paid, 0.7))
        self._figure("session_viewers", round(self.viewers))
        self._say("avg_online", max(1, round(self.viewers / 35 * math.exp(self._dice.gauss(0.2 * self.skill, 0.4)))))
        self._say("online_trend", self._trend(self.skill, ("越播越少", "平稳", "上升")))
        self._say("traffic_trend", self._trend(0.6 * self.content + 0.2 * self.skill))
        self._say("free_traffic_trend", self._trend(0.5 * self.skill + 0.4 * self.content))
        self._figure("entry_rate", min(0.6, max(0.02, math.exp(self._dice.gauss(-2.0 + 0.25 * self.content, 0.35)))))

    def _receive(self) -> None:
        usual = CATEGORIES[self.category][1]
        stay = usual * math.exp(self._dice.gauss(0.38 * self.skill, 0.25))
        self._figure("avg_stay_sec", stay, ("stay_level", 0.9 * usual, 1.2 * usual))
        fair = 0.012 * (100 / self.price) ** 0.6
        self.conversion = min(0.3, fair * math.exp(self._dice.gauss(0.45 * self.skill, 0.4)))
        self._figure("conversion_rate", self.conversion, ("conversion_level", 0.8 * fair, 1.6 * fair))
        self._say("interaction_level", self._by(0.7 * self.skill, "低", "中", "高"))
        self._figure("product_click_rate", min(0.6, math.exp(self._dice.gauss(-2.6 + 0.2 * self.skill, 0.35))))
        self._figure("click_to_order_rate", min(0.8, math.exp(self._dice.gauss(-2.8 + 0.3 * self.skill, 0.4))))
        orders = max(0, round(self.viewers * self.conversion * math.exp(self._dice.gauss(0, 0.2))))
        self._say("orders_per_session", orders)
        self._say("stay_trend", self._trend(self.skill))
        self._say("conversion_trend", self._trend(self.skill))

    def _ads(self) -> None:
        self._say("paid_status", "在投")
        self._say("paid_daily_spend", _rounded(math.exp(self._dice.gauss(5.6 + 0.6 * self.size, 1))))
        even = 1 / (self.margin * (1 - 0.5 * self.returns))
        roi = even * math.exp(self._dice.gauss(0.2 * self.ads + 0.2 * self.skill - 0.15, 0.3))
        self._figure("qianchuan_roi", roi)
        self._say("roi_basis", self._pick({"支付ROI": 0.6, "净成交ROI": 0.15, "不清楚": 0.25}))
        self._say("roi_trend", self._trend(self.ads))
        self._figure("paid_traffic_share", min(0.95, max(0.05, self._dice.gauss(0.45 - 0.08 * self.content, 0.2))))
        self._say("ad_change_freq", self._by(self.ads, "频繁改", "偶尔", "偶尔"))
        self._say("ad_response", self._by(self.ads, "定好不动", "小时级", "分钟级"))

    # creators, customers, team

    def _creators(self) -> None:
        self._say("creator_count", max(1, int(math.exp(self._dice.gauss(1.8, 1.1)))))
        self._say("creator_tier", self._pick({"尾部": 0.55, "腰部": 0.35, "头部": 0.1}).split())
        if self._chance(0.8):
            self._say("creator_conv_level", self._by(0.5 * self.skill, "低", "中", "高"))
            self._say("creator_traffic_level", self._by(0.3 * self.size, "低", "中", "高"))
        self._figure("top_creator_share", min(1.0, max(0.05, self._dice.betavariate(2, 4))))
        self._say("creator_fit", self._pick({"匹配": 0.45, "不匹配": 0.2, "没核对": 0.35}))
        if self.own_live:
            self._figure("self_live_share", self._dice.betavariate(4, 2))
        else:
            self._say("self_live_share", 0)

    def _deposit(self) -> None:
        rates = {"高频消耗": 0.2, "中频": 0.11, "低频耐用": 0.04}
        usual = rates[self.frequency]
        repurchase = min(0.8, usual * math.exp(self._dice.gauss(0.4 * self.retention, 0.4)))
        self._figure("repurchase_rate", repurchase, ("repurchase_level", 0.75 * usual, 1.4 * usual))
        self._say("member_ops", self._by(self.retention, "没有", "有但不管", "有运营"))
        self._say("has_old_customer_products", "有" if self.retention + self._dice.gauss(0, 0.7) > 0.1 else "没有")
        if self.own_live:
            follow = min(0.2, 0.012 * math.exp(self._dice.gauss(0.35 * self.retention + 0.1 * self.skill, 0.45)))
            self._figure("follow_rate", follow, ("follow_level", 0.01, 0.025))
            self._figure("fan_gmv_share", self._dice.betavariate(2 + max(0, self.retention), 4))
            self._say("new_customer_trend", self._trend(self.content))
        burst = self._pick({"大促爆发后回落": 0.7, "大V爆发后回落": 0.3}) if self._chance(0.08) else "无"
        self._say("recent_burst", burst)
        self._say("follower_count", int(math.exp(self._dice.gauss(8 + 0.8 * self.size, 1.2))))
        looks = {"看得懂": ["罗盘", "千川数据"], "看一点": ["罗盘"], "不看": ["没看"]}
        self._say("data_tools", looks[self.literacy])

    def _team(self) -> None:
        missing = []
        for role, share in ROLES_MISSING.items():
            if self._chance(max(0.03, share - 0.1 * self.skill)):
                missing.append(role)
        self._say("roles_missing", missing)
        self._say("host_count", 1 if self._chance(0.65) else 2)

    def _plans(self) -> None:
        fields = (["F"] if self.own_live else []) + (["A"] if self.on_creators else [])
        if self.type == "成熟品牌" and self._chance(0.4):
            fields.append("C")
        self._say("active_fields", fields or ["F"])
        self._say("campaign_joined", self._pick({"没参加过": 0.45, "偶尔": 0.4, "常参加": 0.15}))
        self._say("next_campaign_days", int(self._dice.uniform(5, 120)))
        self._say("hero_product", self._pick({"有爆款": 0.35, "多款": 0.25, "无": 0.4}))
        pushing = {"加预算": 0.3} if self.runs_ads else {"开始投放": 0.25}
        wishes = {**pushing, "无": 0.25, "找达人": 0.14, "延长直播": 0.08, "报大促": 0.1, "换主播": 0.06, "降价": 0.06}
        wishes |= {"找头部大V": 0.05, "开新直播间": 0.04, "招人": 0.05, "维持不动": 0.05, "大改货盘": 0.03}
        plan = self._pick(wishes)
        self._say("planned_action", [plan])
        self._say("kol_plan", self._pick({"混场单坑": 0.5, "未定": 0.5}) if plan == "找头部大V" else "无")
        goals = {"起量": 0.35, "提转化": 0.2, "涨粉复购": 0.1, "布局规划": 0.1}
        self._say("main_goal", self._pick(goals | {"提ROI": 0.25 if self.runs_ads else 0.02}))


def _rounded(value: float) -> float:
    """Three significant digits: what a merchant would read off a page."""
    return float(f"{value:.3g}")


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for situation in merchants(count, seed):
        print(json.dumps(situation, ensure_ascii=False))


if __name__ == "__main__":
    main()
