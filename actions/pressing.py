"""A merchant who presses on after the answer to a plan: 加五百也不行吗, 别家都在加, 凭啥不行, 什么时候可以加."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.interview import NO_PLAN
from knowledge import load_knowledge
from knowledge.clearance import PLANS, caution, plans_advised_against, until

if TYPE_CHECKING:
    from actions.turn import Turn

_DOES = r"(?:加|投|播|开|找|请|报|拉|上|动)"
_WHEN = re.compile(
    rf"(?:什么时候|啥时候|何时|几时|哪天|多久(?:以?后|之后)?|(?:要)?(?:怎样|怎么样|咋样|到什么程度|做到多少))(?:我|就|才|又|再)*(?:可以|能|能够|行|让){_DOES}?"
)
_PRESSES = re.compile(
    rf"(?:也|都|真的?|还是?|就)不(?:行|能|可以|让)(?:{_DOES})?(?:吗|么|啊|呀|了|[?？]|$)|凭(?:啥|什么)(?:就)?(?:不|$|[?？])|"
    rf"(?:为什么|为啥|为何|怎么)(?:就|我|偏)*不(?:行|能|让|可以)|(?:那|到底|究竟)?{_DOES}(?:多少|多久|几个|几小时|到多少)(?:合适|好|才|算|行|呢|$)|"
    rf"(?:别人|别家|人家|同行|隔壁|大家)家?(?:们)?(?:都|也|全)(?:在|是|敢|已经)*{_DOES}|"
    rf"^我?(?:就|又)?(?:有的是|有|不缺|不差)钱|钱不是问题|(?:就|偏|非)(?:想|要|得){_DOES}|(?:少|小|先){_DOES}(?:一)?(?:点|些).{{0,4}}(?:行|可以|呢|吗)"
)
_WHY = re.compile(r"为什么|为啥|为何|凭啥|凭什么|怎么")
_ONLY_WHY = re.compile(r"^(?:那)?(?:为什么|为啥|为何|凭啥|凭什么)(?:呢|啊|呀|嘛)?[?？]?$")
# What a plan is called for short.
_CALLED = {
    "加预算": "加|钱|预算|投",
    "开始投放": "投|千川|钱",
    "延长直播": "播|时长|小时|拉",
    "开新直播间": "开|号|直播间",
    "找头部大V": "大[vV]|明星|网红|找|请",
    "报大促": "报|大促|活动",
}


def press(turn: Turn) -> bool:
    """Says the condition of the plan again in other words; False where nothing of the kind is meant."""
    plan = _plan_meant(turn)
    if plan is None or turn.tells or turn.suppositions():
        return False
    assessment = turn.assessment()
    warned = next((one for one in plans_advised_against(assessment) if one.avoid.action == plan), None)
    if warned is not None:
        key = "plan_when" if _WHEN.search(turn.words) else "plan_pressed"
        said = turn.remark(key, plan=plan, why=warned.avoid.why, until=until(assessment, warned))
    elif open_condition := caution(assessment, plan):
        said = turn.remark("plan_open", caution=open_condition)
    else:
        said = load_knowledge().wording["suppose_plan_yes"].format(plans=plan)
    turn.repeat_question(said)
    return True


def _plan_meant(turn: Turn) -> str | None:
    """The plan that is pressed for: the last one told that is called so, or the last one where none is called."""
    words = turn.words.strip(" 。！!~，")
    just_told = PLANS in turn.interview.told and _ONLY_WHY.match(words) is not None
    if not just_told and not _PRESSES.search(words) and not _WHEN.search(words):
        return None
    told = turn.interview.facts.get(PLANS, {}).get("value") or []
    if _WHY.search(words) and any(plan in words for plan in told):
        # Who asks why of a plan by its name wants the whole reasoning.
        return None
    plans = [plan for plan in reversed(told) if plan != NO_PLAN and plan in _CALLED]
    called = [plan for plan, names in _CALLED.items() if re.search(names, words)]
    return next((plan for plan in plans if not called or plan in called), None)
