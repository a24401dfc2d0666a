"""The variables: what is fixed about them, and what their wording owes to the merchant and to the reader of facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from knowledge.loading import load_knowledge
from knowledge.model import Variable

# id, label, type, asking and the values, in their order; an indented line goes on with the values.
FIXED = """
merchant_type 商家类型 choice always 产业带白牌 新品牌 成熟品牌 达人型商家 线下实体 传统电商转型 其他
category 类目 choice always 服饰鞋包 美妆护肤 个护家清 食品生鲜 家居家电 母婴亲子 珠宝文玩 运动户外 宠物 3C数码
    图书文创 其他
main_product 主推品 text follow-up
price_avg 客单价 number always
gross_margin 毛利率 number follow-up
purchase_frequency 消费频次 choice optional 高频消耗 中频 低频耐用
account_age_days 开播/起号天数 number always
live_sessions_total 累计直播场次 number optional
follower_count 粉丝数 number follow-up
monthly_gmv 月GMV number follow-up
supply_stability 货品保障 choice follow-up 稳定 时有断货 不稳定
stock_ready 备货情况 choice optional 已备 部分 没备
monthly_budget 月营销预算 number follow-up
main_goal 主要诉求 choice always 起量 提ROI 提转化 涨粉复购 清库存 品牌声量 布局规划 大促备战 其他
planned_action 打算做的动作 choices always 加预算 延长直播 开新直播间 找达人 找头部大V 报大促 降价 换主播 停投
    开始投放 拓人群 拉新扩量 大改直播间 大改货盘 停换达人 续约达人 招人 维持不动 推迟开播 只靠大促 违规动作 无
ecom_mindset 经营心智 choice follow-up 货架思维 内容思维 未知
target_user_clarity 目标用户清晰度 choice always 清晰 模糊 没想过
content_direction 内容方向 choice always 聚焦 杂乱 与货不符 无内容
video_completion_rate 短视频完播率 number optional
video_quality_level 短视频质量水平 choice follow-up 低 中 高
short_videos_per_day 日发短视频数 number always
warmup_videos_per_live 每场预热视频数 number follow-up
live_days_per_week 每周直播天数 number always
live_hours_per_day 每天直播时长 number always
session_viewers 场观(累计看播) number always
avg_online 平均在线 number follow-up
online_trend 在线走势 choice follow-up 上升 平稳 越播越少
traffic_hook 拉人手段 choice optional 福袋红包 低价秒杀 内容种草 达人 无
free_traffic_share 免费(自然)流量占比 number follow-up
paid_traffic_share 付费流量占比 number follow-up
free_traffic_trend 免费流量走势 choice follow-up 上升 平稳 下降
paid_daily_spend 日付费消耗 number always
qianchuan_roi 投放ROI number always
roi_basis ROI口径 choice optional 支付ROI 净成交ROI 不清楚
ad_change_freq 改计划频率 choice optional 频繁改 偶尔 不动
violation_status 违规/限流 choice follow-up 无 有
entry_rate 曝光进入率 number optional
avg_stay_sec 平均停留时长 number always
stay_level 停留水平(口语) choice always 低 中 高
interaction_rate 互动率 number optional
interaction_level 互动水平 choice follow-up 低 中 高
product_click_rate 商品(曝光)点击率 number follow-up
click_level 商品点击水平 choice follow-up 低 中 高
conversion_rate 看播成交转化率 number always
conversion_level 转化水平(口语) choice always 低 中 高
click_to_order_rate 点击成交率 number follow-up
gpm 千次观看成交额 number follow-up
gpm_level GPM水平 choice optional 低 中 高
uv_value UV价值 number optional
sku_count 直播间SKU数 number follow-up
product_mix 组货结构 choice always 只有福利引流款 只有利润款 没有分工 组合合理
explain_minutes 单品讲解时长 number follow-up
host_quality 主播状况 choice always 专业稳定 新手 老板兼播 频繁换人 无主播
script_status 话术 choice follow-up 有且迭代 有但照念 无
rhythm_status 直播节奏 choice follow-up 有循环节奏 随意播
product_adjust 商品调整 choice follow-up 实时调 场后调 不调
ad_response 投放响应 choice follow-up 分钟级 小时级 定好不动
return_rate 退货率 number always
follow_rate 转粉率 number follow-up
follow_level 涨粉水平 choice follow-up 低 中 高
fan_gmv_share 粉丝成交占比 number follow-up
repurchase_rate 复购率 number follow-up
repurchase_level 复购水平 choice follow-up 低 中 高
new_customer_trend 新客走势 choice optional 上升 平稳 下降
has_old_customer_products 老客专属货品 choice follow-up 有 没有
member_ops 会员/粉丝群运营 choice follow-up 有运营 有但不管 没有
data_tools 使用的数据工具 choices follow-up 罗盘 千川数据 云图 会员 第三方 没看
review_habit 复盘习惯 choice follow-up 每场复盘 偶尔 从不
experience_score 商家体验分 number always
customer_service 客服配置 choice follow-up 专人 兼职 没人
recent_burst 近期爆发回落 choice optional 无 大促爆发后回落 大V爆发后回落
active_fields 正在做的阵地 choices always F A C T
self_live_share 自播GMV占比 number follow-up
creator_count 合作达人数 number follow-up
creator_tier 达人层级 choices follow-up 头部 腰部 尾部
creator_traffic_level 达人流量获取能力 choice follow-up 低 中 高
creator_conv_level 达人转化率水平 choice follow-up 低 中 高
commission_rate 佣金率 number follow-up
slot_fee 坑位费 number optional
creator_tracking 达人数据追踪 choice optional 有 无
creator_adjusted 已换品/改话术仍低 choice optional 是 否
top_creator_share 最大达人GMV占比 number follow-up
campaign_joined 活动参与 choice follow-up 常参加 偶尔 没参加过
next_campaign_days 距下个大促 number follow-up
kol_plan 头部大V计划 choice follow-up 无 混场单坑 专场 未定
kol_fit 大V与品匹配度 choice optional 匹配 不匹配 不清楚
hero_product 爆款情况 choice follow-up 有爆款 多款 无
team_size 团队人数 number follow-up
roles_present 已有职能 choices follow-up 内容生产 商品管理 达人运营 广告投放 服务保障
roles_missing 明确缺的职能 choices always 内容生产 商品管理 达人运营 广告投放 服务保障
host_count 主播人数 number follow-up
org_owner 抖音团队归属 choice optional 老板直管 营销部 电商部 独立抖音团队
persona_status 人设 choice follow-up 有 无
live_room_count 直播间数 number follow-up
orders_per_session 成交单数(每场) number follow-up
orders_per_day 成交单数(每天) number follow-up
peer_stay_sec 同行平均停留 number follow-up
peer_conversion_rate 同行成交转化率 number follow-up
peer_click_rate 同行商品点击率 number optional
peer_gpm 同行GPM number optional
peer_follow_rate 同行转粉率 number optional
peer_return_rate 同行退货率 number optional
creators 合作达人明细 records follow-up
creator_fit 达人粉丝匹配 choice follow-up 匹配 不匹配 没核对
paid_status 投放状态 choice always 没投 在投 停了
self_live_status 自播状态 choice always 在播 停播 从没播
live_operator 由谁直播 choice optional 自播 代播外包
planned_fields 打算布局的阵地 choices follow-up F A C T
fact_misread 把FACT当成四条赛道 choice optional 是 否
gmv_trend 成交走势 choice follow-up 上升 平稳 下降
traffic_trend 总流量走势 choice follow-up 上升 平稳 下降
stay_trend 停留走势 choice optional 上升 平稳 下降
conversion_trend 转化走势 choice optional 上升 平稳 下降
roi_trend ROI走势 choice optional 上升 平稳 下降
self_diagnosis 自我归因 choices follow-up 预算小 人群不准 价格贵 主播不行 被限流 入口不够 产品不行 其他
forbidden_request 违规诉求 choices optional 刷单 买粉 导流站外 夸大宣传
one_off_budget 一次性预算 number optional
stock_qty 库存量 number optional
restock_days 补货周期 number optional
service_problems 服务短板 choices optional 品质 物流 客服 赔付
lowest_price 最低价款价格 number optional
new_followers_per_day 日新增粉丝 number follow-up
peak_online 最高在线 number optional
asker 谁在问 choice optional 商家 运营代问 入驻同事
data_access 能否看到数据 choice optional 能看 没看过 看不懂 别人掌握
"""

# Never said or asked; filled from the records of `creators`.
READ_OFF_RECORDS = {"creator_quadrants"}

KINDS = {"count", "money", "share", "ratio", "duration", "hours", "minutes", "days", "score"}
BOUNDS = {"live_days_per_week": (0, 7), "live_hours_per_day": (0, 24), "experience_score": (0, 100)}
LEVELS = ("低", "中", "高")

# Asked of nearly everybody or telling much: their wording has to be rich.
RICH = {
    "violation_status", "click_level", "repurchase_level", "follow_level", "member_ops", "has_old_customer_products",
    "free_traffic_trend", "kol_plan", "creator_conv_level", "creator_traffic_level", "supply_stability",
    "customer_service", "hero_product", "script_status", "rhythm_status", "online_trend", "recent_burst",
}  # fmt: skip

# Replies that only the question behind them gives a meaning.
BARE_REPLIES = re.compile(
    "有|有的|没有|没|还没有|无|是|不是|会|不会|能|多|少|高|低|好|差|一般|还行|还可以|差不多|不错|挺好|凑合|偶尔|经常|"
    "自己|老板|没做|没弄|不知道|不清楚|都有|其他"
)


def variables() -> dict[str, Variable]:
    return dict(load_knowledge().variables)


def fixed() -> dict[str, tuple[str, str, str, tuple[str, ...]]]:
    entries = re.sub(r"\n +", " ", FIXED.strip()).splitlines()
    split = (entry.split(" ") for entry in entries)
    return {parts[0]: (parts[1], parts[2], parts[3], tuple(parts[4:])) for parts in split}


def asked() -> list[Variable]:
    return [variable for variable in variables().values() if variable.ask in ("always", "follow-up")]


def numbers() -> list[Variable]:
    return [variable for variable in variables().values() if variable.type == "number"]


def phrases(variable: Variable) -> Iterator[tuple[str, str]]:
    """(value, phrase), those that count anywhere and those that count as a reply."""
    for said in (variable.values, variable.answers):
        for value, wordings in said.items():
            yield from ((value, wording) for wording in wordings)


def named(problems: list[str]) -> str:
    return "\n".join(problems)


def test_there_are_exactly_the_125_fixed_variables_and_those_read_off_records() -> None:
    assert len(fixed()) == 125
    assert set(variables()) == set(fixed()) | READ_OFF_RECORDS


@pytest.mark.parametrize("variable_id", fixed())
def test_label_type_asking_and_values_are_the_fixed_ones(variable_id: str) -> None:
    label, kind, ask, values = fixed()[variable_id]
    variable = variables()[variable_id]
    assert (variable.label, variable.type, variable.ask) == (label, kind, ask)
    if kind in ("choice", "choices"):
        assert tuple(variable.values) == values


def test_the_missing_roles_are_the_same_as_those_present() -> None:
    assert tuple(variables()["roles_missing"].values) == tuple(variables()["roles_present"].values)


def test_every_number_has_a_kind_of_the_contract() -> None:
    assert {variable.id: variable.kind for variable in numbers() if variable.kind not in KINDS} == {}


def test_numbers_are_bounded_as_their_meaning_asks() -> None:
    for variable in numbers():
        assert variable.low >= 0, variable.id
        if variable.kind == "share":
            assert (variable.low, variable.high) == (0, 1), variable.id
    assert {name: (variables()[name].low, variables()[name].high) for name in BOUNDS} == BOUNDS
    assert variables()["price_avg"].low > 0


def test_every_number_but_shares_and_ratios_says_its_unit() -> None:
    assert [one.id for one in numbers() if not one.unit and one.kind not in ("share", "ratio")] == []


def test_a_figure_said_without_a_numeral_is_a_figure_in_range() -> None:
    for variable in numbers():
        for figure, _ in phrases(variable):
            assert variable.low <= float(figure) <= variable.high, (variable.id, figure)


def test_the_coarse_form_of_a_number_is_a_level() -> None:
    coarse = {variable.id: variable.coarse for variable in variables().values() if variable.coarse is not None}
    assert {"avg_stay_sec": "stay_level", "conversion_rate": "conversion_level"}.items() <= coarse.items()
    for variable_id, level in coarse.items():
        assert variables()[variable_id].type == "number"
        assert tuple(variables()[level].values) == LEVELS


@pytest.mark.parametrize("part", ["question", "reason", "find", "example"])
def test_what_is_asked_comes_with_its_reason_where_to_find_it_and_an_example(part: str) -> None:
    assert [variable.id for variable in asked() if not getattr(variable, part)] == []


def test_a_question_is_short_enough_for_one_breath() -> None:
    assert [variable.question for variable in variables().values() if len(variable.question) > 40] == []


def test_a_question_asks_and_a_reason_states() -> None:
    for variable in asked():
        assert "？" in variable.question, variable.question
        assert variable.reason.endswith("。") and len(variable.reason) <= 40, variable.reason
        assert variable.find.endswith("。"), variable.find
        assert variable.example.startswith("比如 "), variable.example


def test_merchants_are_addressed_in_one_tone() -> None:
    for variable in variables().values():
        spoken = variable.question + variable.reason + variable.find
        assert not re.search(r"您|亲|[,?!;]", spoken), spoken


def test_no_two_variables_ask_the_same_question() -> None:
    askers = defaultdict(list)
    for variable in variables().values():
        askers[variable.question].append(variable.id)
    assert [shared for question, shared in askers.items() if question and len(shared) > 1] == []


def test_a_phrase_means_one_value_of_its_variable_only() -> None:
    problems = []
    for variable in variables().values():
        meaning: dict[str, str] = {}
        for value, phrase in phrases(variable):
            if meaning.setdefault(phrase.lower(), value) != value:
                problems.append(f"{variable.id}: “{phrase}” means both {meaning[phrase.lower()]} and {value}")
    assert not problems, named(problems)


def test_a_phrase_is_written_down_once() -> None:
    problems = []
    for variable in variables().values():
        said = list(phrases(variable))
        problems += [
            f"{variable.id}: “{phrase}” twice" for value, phrase in set(said) if said.count((value, phrase)) > 1
        ]
        problems += [f"{variable.id}: name “{name}” twice" for name in variable.names if variable.names.count(name) > 1]
    assert not problems, named(problems)


def test_a_bare_reply_never_means_a_value_anywhere() -> None:
    problems = [
        f"{variable.id}: “{phrase}” belongs under answers"
        for variable in variables().values()
        for wordings in variable.values.values()
        for phrase in wordings
        if BARE_REPLIES.fullmatch(phrase) or len(phrase) < 2
    ]
    assert not problems, named(problems)


def test_wording_is_written_in_small_letters_and_without_signs() -> None:
    problems = [
        f"{variable.id}: “{wording}”"
        for variable in variables().values()
        for wording in (*variable.names, *(phrase for _, phrase in phrases(variable)))
        if wording != wording.lower() or re.search(r"[\s，。？！、,.?!]", wording)
    ]
    assert not problems, named(problems)


def test_a_gap_in_a_phrase_stands_between_words() -> None:
    wordings = [phrase for variable in variables().values() for _, phrase in phrases(variable)]
    assert [wording for wording in wordings if wording.startswith("…") or wording.endswith("…")] == []
    assert [name for variable in variables().values() for name in variable.names if "…" in name] == []


def answer_form(variable: Variable) -> tuple[str, ...]:
    """What tells two variables of one name apart: a share from an amount, a level from a trend.

    Two numbers of one kind, or two choices of the same values, would not be told apart.
    """
    return (variable.type, variable.kind) if variable.type == "number" else tuple(variable.values)


def test_a_name_is_shared_only_where_the_form_of_the_answer_tells_the_variables_apart() -> None:
    bearers = defaultdict(list)
    for variable in variables().values():
        for name in variable.names:
            bearers[name, answer_form(variable)].append(variable.id)
    assert {name: ids for (name, _), ids in bearers.items() if len(ids) > 1} == {}


def test_every_variable_has_a_name_of_its_own() -> None:
    assert [variable.id for variable in variables().values() if not variable.names] == []


def test_what_is_always_asked_can_be_said_in_many_ways() -> None:
    for variable in variables().values():
        if variable.type == "number" and variable.ask == "always":
            assert len(variable.names) >= 8, variable.id
        elif variable.values and (variable.ask == "always" or variable.id in RICH):
            for value in variable.values:
                ways = [phrase for meant, phrase in phrases(variable) if meant == value]
                assert len(ways) >= 6, (variable.id, value)
