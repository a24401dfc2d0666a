"""Which stretches of a message do not speak of the shop as it is now: plans, suppositions, the past, other people.

A scope runs from the word that opens it to the end of its clause (or sentence), or to a word that returns to the
present shop, such as 现在 or 我们.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum, auto


class Scope(Enum):
    """What a stretch of a message speaks of, when it is not the present shop."""

    PLAN = auto()  # what the merchant means to do
    REFUSAL = auto()  # what the merchant does not mean to do
    SUPPOSED = auto()  # 要是停留提到40秒
    PAST = auto()
    OTHERS = auto()  # another shop, hearsay
    ELSEWHERE = auto()  # another platform, a rule of thumb
    PEERS = auto()  # the same trade, as a measure
    CREATORS = auto()  # what happens in the live rooms of creators
    DOUBT = auto()  # 是不是被限流了


# Figures said in these stretches are not the shop's own figures now.
NOT_NOW = frozenset({Scope.PLAN, Scope.REFUSAL, Scope.SUPPOSED, Scope.PAST, Scope.OTHERS, Scope.ELSEWHERE})


@dataclass(frozen=True)
class Stretch:
    scope: Scope
    start: int
    end: int


_CLAUSE_END = re.compile(r"[，。！？；!?;\n]|(?<!\d),|,(?!\d)|(?<=[^\x00-\x7f\s]|[\d%+])\s+(?=[^\x00-\x7f])|\s{2,}")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_TO_SENTENCE_END = frozenset({Scope.SUPPOSED, Scope.PAST})

_OPENERS: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        Scope.REFUSAL,
        re.compile(
            r"(?<![要想能会敢])(?:不|没|没有|暂时不|还没|从没|不太)(?:想|打算|准备|考虑|计划|敢|愿意|会|要)(?:过|"
            r"着|去)?|(?<!区)(?<!特)别(?!人|的|家|说|提|处)|先不(?!说|管)|没必要|用不着|不需要|为什么不|为啥不|"
            r"为什么让我别|为什么(?:先)?(?:不让|别)"
        ),
    ),
    (
        Scope.PLAN,
        re.compile(
            r"(?<![不没思])想(?!起来|象|讲|到|不|说|知道|问|请教|了解|过|法|什么|啥|卖啥|卖哪|看看结|哪)|"
            r"(?<!不)(?<!没)打算|(?<![没不])准备(?!好|了|得|过|的|充)|"
            r"(?<![没不投])计划(?!一小时|改|建|托管|跑|里|都|量|没|一天)|琢磨|(?<!不)考虑|寻思|要不要|该不该|"
            r"是不是(?:该|要|得|可以)|能不能|能否|可不可以|"
            r"希望|争取|目标(?!用户|人群|客|受众)|明年|接下来|下一步|下个?月|下周|过两天|过段时间|"
            r"(?<![不只需主重必还想就])要(?=加|换|开|报|找|请|招|降|停|投|上|把|再|参加|做|拉|改)|要不(?!要|是)|"
            r"不如|干脆|试试|"
            r"该(?=加|换|开|报|找|请|招|降|停|投|上)|琢么|盘算|就等"
        ),
    ),
    (
        Scope.SUPPOSED,
        re.compile(
            r"要是|如果|如过|假如|假设|万一|倘若|若是|(?<![假])若(?=停|转|退|把|我|能)|要系|要四|比方说?|打个比方|"
            r"设想|换个假设|what if|"
            r"(?:换成|按)(?=.{0,10}(?:再看|再算|算呢|算结果|看看结论|会怎))|[^，。！？；,]{0,14}(?:提|提高|做|涨|降|拉|改|变|"
            r"加)(?:到|成).{0,12}(?:呢|会怎|会变|变不变|会不会|结论)"
        ),
    ),
    (
        Scope.PAST,
        re.compile(
            r"以前|(?<!播)(?<!促)(?<!动)(?<!课)之前(?!说|那个|填|答|报)|原来(?!如此)|原先|去年(?!才)|前年|当初|"
            r"当时|那时候?|那会儿|早先|刚开始(?!播)|起初|最早|曾经|过去(?![一两三\d半几这])|(?<!最)早期|头两年"
        ),
    ),
    (
        Scope.OTHERS,
        re.compile(
            r"隔壁|竞争?对手|竞品|(?<!帮)(?<!帮我)朋友(?=的|家|那|店|直播)|别的(?:店|家|号|商家|人)|其他(?:店|家|"
            r"号|商家)|听说|网上说|据说|看到有|另外?一?个?(?:号|店)(?!播)"
        ),
    ),
    (
        Scope.ELSEWHERE,
        re.compile(r"拼多多|快手|淘宝|天猫|京东|视频号|小红书|微信|线下|保本|门槛|及格线?|达标线?|要求|标准是|规定"),
    ),
    (Scope.PEERS, re.compile(r"(?<![比跟和与较像如])(?:同行|行业|同层|同类|大盘|均值|人家|别人家?|别家)(?!对比)")),
    (Scope.CREATORS, re.compile(r"达人|大v|大主播|头部主播|明星|(?<![a-z])kol|机构(?!代播|播)|团长")),
    (Scope.DOUBT, re.compile(r"是不是|会不会|难道|怀疑|不会是|有没有可能|担心|就怕|怕(?!是)")),
)
_CLOSERS: dict[Scope, re.Pattern[str]] = {
    Scope.PAST: re.compile(r"现在|目前|如今|后来|这个?月|最近|今年|这阵子|这两天|眼下|开始做抖音|才来抖音|抖音才"),
    Scope.OTHERS: re.compile(r"我们|我家|咱家|我这|我自己|(?<!帮)我(?!朋友)|抖音|自己"),
    Scope.ELSEWHERE: re.compile(r"我们|我家|咱家|我这|我自己|我|抖音|自己|现在|目前"),
    Scope.PEERS: re.compile(r"我们|我家|咱家|我|自己"),
    Scope.CREATORS: re.compile(r"我们自己|自播|自己|我(?!们?找|们?合作|们?请)"),
    Scope.PLAN: re.compile(r"现在|目前|眼下|已经"),
}
# A clause that begins so goes on with the plan before it: 想加预算，再找几个达人.
_CONTINUES = re.compile(r"\s*(?:再|先(?!前)|然后|还想|顺便|同时|另外|或者|并且|把|也想|加上)")
_RECENT = re.compile(r"上上?个?(?:月|周|星期|礼拜)|前阵子|前几天|前段时间")
_CONTRAST = re.compile(r"现在|这个?月|本月|最近|目前|如今|这周|这阵子")


class Setting:
    """The clauses of a folded text and the scopes in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = _cuts(_CLAUSE_END, text)
        self._sentences = _cuts(_SENTENCE_END, text)
        self._stretches = self._find()

    def scopes(self, position: int) -> frozenset[Scope]:
        """What the word at a position speaks of; empty for the present shop."""
        return frozenset(stretch.scope for stretch in self._stretches if stretch.start <= position < stretch.end)

    def opened_inside(self, scope: Scope, start: int, end: int) -> bool:
        """Whether a phrase brings its own scope: the 以前 of 以前做淘宝."""
        return any(one.scope is scope and start <= one.start < end for one in self._stretches)

    def clause(self, position: int) -> tuple[int, int]:
        """Start and end of the clause around a position."""
        return _around(self._clauses, position)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        return _around(self._sentences, position)

    def clause_number(self, position: int) -> int:
        return bisect_right(self._clauses, position) - 1

    def _find(self) -> list[Stretch]:
        found = []
        for scope, opener in _OPENERS:
            for match in opener.finditer(self._text):
                found.append(self._stretch(scope, match))
        for match in _RECENT.finditer(self._text):
            if _CONTRAST.search(self._text, match.end()):
                found.append(self._stretch(Scope.PAST, match))
        return found

    def _stretch(self, scope: Scope, match: re.Match[str]) -> Stretch:
        reach = self.sentence if scope in _TO_SENTENCE_END else self.clause
        end = reach(match.start())[1]
        if scope is Scope.PLAN:
            while end < len(self._text) and _CONTINUES.match(self._text, end):
                end = self.clause(end)[1]
        closer = _CLOSERS.get(scope)
        back = closer.search(self._text, match.end(), end) if closer is not None else None
        return Stretch(scope, match.start(), back.start() if back else end)


def _cuts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where the parts begin, with the end of the text as the last entry."""
    return sorted({0, len(text), *(match.end() for match in pattern.finditer(text))})


def _around(cuts: list[int], position: int) -> tuple[int, int]:
    index = min(bisect_right(cuts, position), len(cuts) - 1)
    return cuts[max(0, index - 1)], cuts[index]
