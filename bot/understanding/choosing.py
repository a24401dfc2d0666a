"""Which of the phrases found in a message really say what they seem to say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.asking import asks_the_advisor, asks_whether
from bot.understanding.judging import figure_follows
from bot.understanding.message import Message
from bot.understanding.scopes import Scope
from bot.understanding.shops import several_shops
from bot.understanding.vocabulary import Hit, load_vocabulary
from knowledge.model import LEVELS

# Plans, wishes and beliefs are said in the very words that make other facts uncertain.
_ABOUT_PLANS = frozenset({"planned_action", "planned_fields", "kol_plan", "forbidden_request"})
_ABOUT_THOUGHTS = _ABOUT_PLANS | {"self_diagnosis", "main_goal", "fact_misread", "ecom_mindset", "asker", "data_access"}
# 没流量怎么办, 是不是被限流了: a worry is told by asking.
_SAID_IN_QUESTIONS = _ABOUT_PLANS | {"self_diagnosis", "main_goal"}
_FIRST_WINS = frozenset({"category", "merchant_type"})
# What a longer phrase about something else still says: 我老婆自己播 is 自播, 想找大v is a plan.
_SAID_WITHIN_OTHERS = _ABOUT_PLANS | {
    "self_live_status", "active_fields", "live_operator", "paid_status", "category", "merchant_type",
}  # fmt: skip
_OTHER_TOPICS = frozenset({"creators", "kol", "peers"})
_RECEIVING = {"conversion_level": "creator_conv_level"}
_KEPT_IN_CREATOR_SCOPE = _ABOUT_THOUGHTS - {"main_goal"} | {
    "traffic_hook",
    "active_fields", "recent_burst", "roles_missing", "roles_present", "campaign_joined", "merchant_type",
    "live_operator", "self_live_share",
}  # fmt: skip

_NEGATOR = re.compile(
    r"(?:不(?:用|会|想|做|卖|算|怎么|太|再|是|敢|需要|属于|知道|清楚)?|没有?|没(?:怎么|啥|什么|再)|别|并非|"
    r"从不|从没|从未|未|并不|不是说|谈不上|算不上)"
    r"(?:有|被|过|在|做|是|说|很|太|那么|什么|自己的?)?$"
)
_UNSURE_OF_FAULT = re.compile(r"是不是|会不会|有没有|怀疑|感觉|好像|可能|应该|估计|肯定|觉得|怕|万一|难道|吗|没有?被?$")
_MOST_WORDS_AWAY = 8
# 后面没 of 后面没顾上: what is denied stands behind the phrase.
_DENIES_WHAT_FOLLOWS = re.compile(r"(?<=[没不])(?=[升跌涨降变差顾乜问])")
# 转化高不高, 停留一般是多少
_IS_IT_OR_NOT = re.compile(r"(?P<word>[好高低短长行多少贵快稳准])不(?P=word)")
_HOW_MUCH_IS_IT = re.compile(r"(?:是|有)?(?:多少|多久|几[秒成])")
# The 少 of 粉丝多少才能带货 is not few.
_IS_HOW_MUCH = re.compile(r"(?<![没不])多少$")
# 把停留删掉 speaks of what was told, not of a fall.
_IS_REMOVED = re.compile(r"[删去拿划抹]掉$")
_ASKS_NOT_TO = re.compile(r"(?:为什么|为啥|凭什么|凭啥).{0,6}(?:不|别|先|让|叫|建议|说)")
_SHADES_A_FIGURE = re.compile(r"(?:一般|差不多|正常)$")
_NO_MOVE = frozenset({"维持不动", "无"})
_DONE = re.compile(r"^(?:过|了(?!吧|吗|呢|要))")
# 云图还没开
_NOT_IN_USE = re.compile(r"(?:还|都|也|倒|暂时|一直)没(?:开|用|装|买|接|弄|看)")
_ONLY_A_LITTLE = re.compile(r"^(?:多少|几)")
_CORRECTING = re.compile(r"不对|说错|错了|更正|应该是|口误|改成|其实|不是.{0,8}是")
_WISH = re.compile(r"吗|呗|行不行|行不|好不好|怎么样|咋样|[?？]|吧|呢|再|试试|能否|可以")
# 想过停投，会上否决了; 刷单那种事我不干
_THROWN_OUT = re.compile(
    r"^.{0,14}?(?:(?<![要])不(?:干|做(?!了)|碰|搞|来|可能|考虑)|免谈|算了|否决|劝止|没执行|未执行|没同意|作罢|放弃了|打消|没批)"
)
# 找人刷点好评 hires nobody.
_FOR_ONE_TASK = re.compile(r"(?<=人)(?:来|帮忙?|去|给我)?[刷拍补问看写]")
# 留个微信我找你们 asks for a person to talk to.
_TO_THE_ADVISOR = re.compile(r"你们|您|老师|人工|顾问|给我|联系我|找你|加你|你的")
# 我请个明星来直播 is still to come, 我请个明星播了一场 is not.
_IS_OFFERED = re.compile(r"(?<=[我咱俺们])[请找招开换](?:个|一个|几个|俩|位)")
_HAPPENED = re.compile(r"[了过]|才")
_SAYS_PLAN = re.compile(r"^(?:想|准备|打算|再|先|多|不|全靠|只靠|靠|就等|没)")


def choose(message: Message, hits: Iterable[Hit], asked: Sequence[str]) -> list[Hit]:
    """The hits that hold, in reading order; of several for one choice the one that counts."""
    holding = [hit for hit in _topical(message, list(hits)) if _holds(message, hit, asked)]
    chosen: list[Hit] = []
    for variable, own in _by_variable(holding).items():
        if load_vocabulary().variables[variable].type == "choices":
            chosen.extend(own)
            continue
        kept = _without_contained(own)
        if kept:
            first = variable in _FIRST_WINS and not _CORRECTING.search(message.folded)
            chosen.append(kept[0] if first else kept[-1])
    return sorted(chosen, key=lambda hit: (hit.start, hit.end))


def _by_variable(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    grouped: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        grouped[hit.variable].append(hit)
    return grouped


def _without_contained(hits: list[Hit]) -> list[Hit]:
    """没想过卖给谁 says 没想过, whatever 卖给 inside it says."""
    return [
        hit
        for hit in hits
        if not any(other.start <= hit.start and hit.end <= other.end and _longer(other, hit) for other in hits)
    ]


def _longer(one: Hit, other: Hit) -> bool:
    return one.end - one.start > other.end - other.start


def _topical(message: Message, hits: list[Hit]) -> Iterator[Hit]:
    """Within 达人没人看 the audience is the creators'; in a stretch about creators 没人买 is about their sales."""
    variables = load_vocabulary().variables
    for hit in hits:
        about_others = variables[hit.variable].topic in _OTHER_TOPICS
        around = [other for other in hits if other.start <= hit.start and hit.end <= other.end and _longer(other, hit)]
        if hit.variable in _ABOUT_PLANS or (not around and about_others):
            yield hit
        elif any(_hides(other, hit) for other in around):
            continue
        elif not about_others and _is_of_creators(message, hit):
            if hit.variable in _RECEIVING:
                yield Hit(hit.start, hit.end, _RECEIVING[hit.variable], hit.value)
        else:
            yield hit


def _is_of_creators(message: Message, hit: Hit) -> bool:
    return Scope.CREATORS in message.scopes(hit.start) and hit.variable not in _KEPT_IN_CREATOR_SCOPE


def _hides(longer: Hit, hit: Hit) -> bool:
    """Whether a longer phrase takes the meaning away from one inside it: 正价没人买 is not 没人买."""
    variables = load_vocabulary().variables
    if longer.variable == hit.variable or variables[hit.variable].topic in _OTHER_TOPICS:
        return False
    return variables[longer.variable].topic in _OTHER_TOPICS or hit.variable not in _SAID_WITHIN_OTHERS


def _holds(message: Message, hit: Hit, asked: Sequence[str]) -> bool:
    after = message.folded[hit.end : hit.end + 3]
    if (
        _is_asked_of(message, hit)
        or _sells_two_kinds(message, hit)
        or _is_negated(message, hit)
        or _NOT_IN_USE.match(message.folded, hit.end)
        or _DENIES_WHAT_FOLLOWS.match(message.folded, hit.end)
        or (hit.variable not in _ABOUT_PLANS and _IS_IT_OR_NOT.match(message.folded, hit.end - 1))
        or (_judges(hit) and _HOW_MUCH_IS_IT.match(message.folded, hit.end))
        or _IS_HOW_MUCH.search(message.folded, hit.start, hit.end)
        or _IS_REMOVED.search(message.folded, hit.start, hit.end)
        or (_ONLY_A_LITTLE.match(after) and message.folded[hit.start] == "没")
    ):
        return False
    if _SHADES_A_FIGURE.search(message.folded[hit.start : hit.end]) and figure_follows(message, hit.end):
        return False
    if hit.variable in _ABOUT_PLANS:
        return _is_planned(message, hit, asked, after)
    scopes = message.scopes(hit.start)
    if scopes & {Scope.SUPPOSED, Scope.OTHERS, Scope.PEERS} and not _is_own_scope(message, hit):
        return False
    if hit.variable not in _SAID_IN_QUESTIONS and (Scope.ASKED in scopes or asks_whether(message.folded, hit.end)):
        return hit.variable in _FIRST_WINS and not asks_the_advisor(*_clause_around(message, hit))
    if Scope.PAST in scopes and not message.setting.opened_inside(Scope.PAST, hit.start, hit.end):
        return False
    if hit.variable in _ABOUT_THOUGHTS:
        return True
    if scopes & {Scope.PLAN, Scope.REFUSAL, Scope.DOUBT} and not _brings_its_own(message, hit):
        return False
    return hit.variable != "violation_status" or hit.value == "无" or not _is_suspected(message, hit)


def _sells_two_kinds(message: Message, hit: Hit) -> bool:
    """两个店，一个卖女装一个卖零食: neither is the kind of the one shop that is spoken of."""
    return hit.variable == "category" and bool(several_shops(message.folded))


def _judges(hit: Hit) -> bool:
    return tuple(load_vocabulary().variables[hit.variable].values) == LEVELS


def _clause_around(message: Message, hit: Hit) -> tuple[str, int, int]:
    return message.folded, *message.setting.clause(hit.start)


def _is_asked_of(message: Message, hit: Hit) -> bool:
    """有没有客服 asks; 没有客服 tells."""
    return message.folded[hit.start] == "没" and message.folded.startswith("有", hit.start - 1)


def _is_negated(message: Message, hit: Hit) -> bool:
    clause_start = message.setting.clause(hit.start)[0]
    return _NEGATOR.search(message.folded[max(clause_start, hit.start - _MOST_WORDS_AWAY) : hit.start]) is not None


def _is_own_scope(message: Message, hit: Hit) -> bool:
    """Phrases may themselves speak of another platform or of the peers: 淘宝老店, 比同行低."""
    return any(message.setting.opened_inside(scope, hit.start, hit.end) for scope in (Scope.OTHERS, Scope.PEERS))


def _brings_its_own(message: Message, hit: Hit) -> bool:
    scopes = (Scope.PLAN, Scope.REFUSAL, Scope.DOUBT)
    return any(message.setting.opened_inside(scope, hit.start, hit.end) for scope in scopes)


def _is_suspected(message: Message, hit: Hit) -> bool:
    """怀疑 is not a fact: 感觉被限流了 leaves the standing of the account open."""
    start, end = message.setting.clause(hit.start)
    rest = message.folded[start : hit.start] + message.folded[hit.end : end + 1]
    return _UNSURE_OF_FAULT.search(rest) is not None


def _is_planned(message: Message, hit: Hit, asked: Sequence[str], after: str) -> bool:
    start, end = message.setting.clause(hit.start)
    clause = message.folded[start : end + 1]
    scopes = message.scopes(hit.start)
    if (
        scopes & {Scope.SUPPOSED, Scope.PAST}
        or _ASKS_NOT_TO.search(clause)
        or (Scope.PLAN not in scopes and _DONE.match(after))
    ):
        return False
    if _THROWN_OUT.search(message.folded, hit.end, message.setting.sentence(hit.end - 1)[1]):
        return False
    if hit.value == "招人" and _FOR_ONE_TASK.match(message.folded, hit.end):
        return False
    if hit.value == "导流站外" and _TO_THE_ADVISOR.search(clause):
        return False
    refuses_itself = message.folded[hit.start] in "不没别停先"
    if Scope.REFUSAL in scopes and not refuses_itself:
        return False
    if _IS_OFFERED.match(message.folded, hit.start) and not _HAPPENED.search(
        message.folded, *message.setting.sentence(hit.start)
    ):
        return True
    if Scope.PLAN in scopes or hit.variable in asked or _SAYS_PLAN.match(message.folded[hit.start : hit.end]):
        return True
    alone = clause.strip(" ，。！？!?,的了吧呢") == message.folded[hit.start : hit.end]
    if hit.variable == "forbidden_request" or hit.value == "违规动作":
        return Scope.OTHERS not in scopes
    return alone or hit.value in _NO_MOVE or _WISH.search(clause) is not None
