"""Which act a message is, where its facts or a fixed wording say more than a statistical guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.scopes import Scope, Setting

AFFIRM = "affirm"
SKIP_QUESTION = "skip_question"
DENY = "deny"
PROVIDE_FACTS = "provide_facts"
CORRECT_ANSWER = "correct_answer"
ASK_WHAT_IF = "ask_what_if"
START_DIAGNOSIS = "start_diagnosis"
CHITCHAT = "chitchat"
SWITCH_SHOP = "switch_shop"
# Acts that ask: what they mention is no news about the shop. What a message supposes is left out clause by clause.
WITHOUT_FACTS = frozenset({"ask_why_this_question", "ask_how_concluded", "ask_methodology"})
# Acts with which somebody tells something of the shop; with others, a mere guess at a fact is dropped.
TELLING = frozenset({PROVIDE_FACTS, CORRECT_ANSWER, START_DIAGNOSIS, "ask_next_steps", "ask_report", ASK_WHAT_IF})
# What a message may be although it also tells something, when the guess is confident.
_MAY_CARRY_FACTS = WITHOUT_FACTS | {
    ASK_WHAT_IF, CORRECT_ANSWER, "restart", "delete_my_data", "ask_human", "review_answers", "skip_question",
    "pause_resume", "abuse", "ask_report", "ask_next_steps", "goodbye",
}  # fmt: skip
_CONFIDENT = 0.6
# Who only asks does not tell so many things.
_A_STORY = 3
_ABOUT_OTHER_THINGS = frozenset({"out_of_scope", "chitchat"})
_MENTIONED_IN_PASSING = frozenset({"category", "merchant_type"})

_CORRECTING = re.compile(
    r"(?<!对)不对(?!称|劲|口)|说错|错了|填错|打错|记错|看错|给错|选错|点错|弄错|搞错|口误|更正|纠正|有误|应为|改成|"
    r"改为|改一下|改下|更新一下|typo|oops|"
    r"不是(?:[^，。！？；]{1,10}[，,\s]*|[，,\s]+)(?:而是|应该是|是)|哦不|啊不|说反|搞反|不算.{0,4}重新说|刚才.{0,8}不准|说岔|说秃噜|重新说"
)
# 客单价应该是120; but roi应该是0.6左右吧 only guesses.
_SHOULD_BE = re.compile(r"^[^，。！？；,\s]{0,8}应该?是[^，。！？；,吧呢吗?]{1,8}$")
# 停留往下走 tells something; who tells and skips as well says so.
_SKIPS = re.compile(r"跳过|略过|下一[题个问]|换一?[个题]|先不|先过|不(?:太|大)?(?:想|愿意?|方便)|pass|skip")
# What others are better at: 帮我写个广告词, 代拟一份合同.
_WRITE_FOR_ME = re.compile(
    r"(?:帮|给|替|请|代|烦)[^，。！？；,]{0,3}(?:写|拟|编|出|做|起草)[^，。！？；,]{0,12}(?:brief|文案|广告词|广告语|合同|通稿|新闻稿|顺口溜|"
    r"诗|作文|文章|邮件|简历|周报|演讲稿|海报|logo|对联)"
)
# A figure, then a slip of the tongue set right: 39…啊不是79.
_SLIP = re.compile(
    r"[\d一二三四五六七八九十百千万两几][^\d一二三四五六七八九十百千万两几]*(?:不对|错|更正|不是|手滑|实为)"
)
_ASKS = re.compile(r"[?？吗呢]|什么|啥|(?<!不)怎么|咋|为何|干嘛|哪[里儿个]|如何")
_EARLIER = re.compile(r"刚才|刚刚|之前|上面|前面|前头|方才|头先|上一?[条个]|上回|先前|那条|那个数")
_WHY_ASKED = re.compile(
    r"(?:为什么|为啥|为何|干嘛|干啥|怎么)(?:要|老|还|又)?(?:问|知道|了解|打听|填|提供|收集)|(?:问|要(?=我的|你们?的|这|那)|打听|"
    r"了解)(?:我|你们)?(?:这个|这些|这|那个|这数据|这个数据)?"
    r".{0,6}(?:干嘛|干啥|干什么|有什么用|有啥用|做什么|什么用|啥用)|(?:跟|和|与)(?:这个?|诊断|直播间?|我的问题"
    r"|流量).{0,6}(?:有什么关系|有啥关系|有关系吗|啥关系|什么关系)"
)
_HOW_CONCLUDED = re.compile(
    r"(?:为什么|为啥|为何|凭什么|凭啥)(?:你|你们|会|要|就)?(?:说|判断|判|认为|觉得|得出|断定|建议|让我?|叫我?|"
    r"不让|不建议|先不|不能|推荐|是(?:这个结论|促转化|汇流量|聚沉淀))|"
    r"(?:怎么|咋|如何|从哪|哪里)(?:就)?(?:看出|得出|判断|知道|推|算)(?:出来|来|的|我|到)|(?:结论|判断|"
    r"诊断).{0,6}(?:怎么|咋|从哪|哪).{0,3}(?:来|得|出)|依据是?什么|(?:你|你们|结论|判断|诊断).{0,3}(?:根据|"
    r"依据)(?:的是)?(?:什么|啥|哪)|based on"
)
_ONLY_WRONG = re.compile(
    r"^(?:哎|诶|等等|等下)?[，,\s]*(?:不对|错了|(?:我|你|刚才|刚刚|前面|上面)*(?:说|记|填|写|打|听)(?:错|反)了?)(?:不对|了|啊|呀)*$"
)
# Whatever question is open, this tells nothing and agrees.
_ONLY_AGREES = re.compile(
    r"^(?:好+的?|嗯+|行|可以|ok|okay|好嘞|好滴|没问题|知道了|明白了?|收到)(?:[，,\s]*(?:好+的?|嗯+|行))*[呀啊哦吧了的呢]*$"
)
_ASKS_TO_GO_ON = re.compile(
    r"^(?:好的?|行|可以|嗯|那)?[，,\s]*(?:你)?(?:可以)?(?:再|接着|继续|多|往下)(?:多)?(?:问|聊)(?:我)?(?:下去)?(?:几|两|一|三|些|点|吧|呗|$)[^，。]{0,6}$"
)
_CONDITION = re.compile(r"(?:要是|如果|假如|假设|倘若|若是|比如|比方)[^，。！？；,]+[。!！\s]*$")
_SUPPOSING_ENDS = re.compile(r"呢|吗|会|变|结论|怎么样|怎样|咋样|行不行|可以|如何|再看|算|what if")


def act_of(text: str, facts: Sequence[dict[str, Any]], guess: str | None, confidence: float) -> str | None:
    """The act that the facts and the wording settle, or None where the guess stands.

    `facts` are the values of the message's fact entities, `guess` and `confidence` those of the classifier.
    """
    folded = fold(text)
    if _is_supposing(folded, facts):
        return ASK_WHAT_IF
    if _WRITE_FOR_ME.search(folded):
        return "out_of_scope"
    if _HOW_CONCLUDED.search(folded):
        return "ask_how_concluded"
    if not facts and _ONLY_WRONG.match(folded.strip(" 。！!~，")):
        return CORRECT_ANSWER
    if not facts and _ONLY_AGREES.match(folded.strip(" 。！!~，")):
        return AFFIRM
    if _WHY_ASKED.search(folded) and not _tells(facts):
        return "ask_why_this_question"
    if not facts:
        return None
    if _tells(facts) and _takes_back(folded):
        return CORRECT_ANSWER
    if guess in _ABOUT_OTHER_THINGS and _is_passing(facts):
        return None
    if guess == CORRECT_ANSWER and _tells(facts) and _SLIP.search(folded):
        return PROVIDE_FACTS
    if guess in WITHOUT_FACTS and not _ASKS.search(folded):
        return PROVIDE_FACTS
    if guess in WITHOUT_FACTS and sum(fact.get("status") == "known" for fact in facts) >= _A_STORY:
        return PROVIDE_FACTS
    if guess == SKIP_QUESTION and _tells(facts) and not _SKIPS.search(folded):
        return PROVIDE_FACTS
    if guess in _MAY_CARRY_FACTS and confidence >= _CONFIDENT:
        return None
    return PROVIDE_FACTS


def _is_only_a_condition(supposed: str) -> bool:
    """我要是每天播8个小时: a condition with a figure and nothing that follows from it still asks what would follow."""
    return _CONDITION.match(supposed) is not None and bool(read_quantities(supposed))


def asks_to_go_on(text: str) -> bool:
    """Whether somebody asks for more questions: 再问几个."""
    return _ASKS_TO_GO_ON.match(fold(text).strip(" 。！!~")) is not None


def corrects(text: str) -> bool:
    """Whether a message says that something before it was wrong: 不对，是五千."""
    folded = fold(text)
    return _CORRECTING.search(folded) is not None or _SHOULD_BE.search(folded.strip(" ，。")) is not None


def _takes_back(folded: str) -> bool:
    """Whether an earlier message is corrected; a slip set right at once (39…啊不是79) is just told."""
    correction = _CORRECTING.search(folded)
    if correction is None:
        return _SHOULD_BE.search(folded.strip(" ，。")) is not None
    if _EARLIER.search(folded):
        return True
    return not any(one.end <= correction.start() for one in read_quantities(folded))


def _is_passing(facts: Sequence[dict[str, Any]]) -> bool:
    """Whether all that is told is what the shop sells: 帮我写个卖苹果的广告词 is no answer."""
    return {fact["variable"] for fact in facts} <= _MENTIONED_IN_PASSING


def _tells(facts: Sequence[dict[str, Any]]) -> bool:
    return any(fact.get("status") == "known" for fact in facts)


def _is_supposing(folded: str, facts: Sequence[dict[str, Any]]) -> bool:
    """Whether something is supposed and asked about: 要是停留提到40秒呢. What else the message tells comes first."""
    setting = Setting(folded)
    supposed = [position for position in range(len(folded)) if Scope.SUPPOSED in setting.scopes(position)]
    if not supposed or _tells(facts):
        return False
    return _SUPPOSING_ENDS.search(folded, supposed[0]) is not None or _is_only_a_condition(folded[supposed[0] :])
