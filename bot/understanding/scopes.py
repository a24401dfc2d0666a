"""Which stretches of a message do not speak of the shop as it is now: plans, suppositions, the past, other people.

A scope runs from the word that opens it to the end of its clause (or sentence), or to a word that returns to the
present shop, such as 现在 or 我们.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from enum import Enum, auto

from bot.understanding.asking import questions_in


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
    ASKED = auto()  # what is asked about and not told: 一天播几个小时合适


# Figures said in these stretches are not the shop's own figures now.
NOT_NOW = frozenset({Scope.PLAN, Scope.REFUSAL, Scope.SUPPOSED, Scope.PAST, Scope.OTHERS, Scope.ELSEWHERE, Scope.ASKED})


@dataclass(frozen=True)
class Stretch:
    scope: Scope
    start: int
    end: int


_PICTURES = "\U0001f300-\U0001faff\u2600-\u27bf"
_CLAUSE_END = re.compile(
    rf"[，。！？；!?;\n…~{_PICTURES}]+|\.{{2,}}|(?<!\d),|,(?!\d)|(?<=[^\x00-\x7f\s]|[\d%+])\s+(?=[^\x00-\x7f])|\s{{2,}}"
)
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_TO_SENTENCE_END = frozenset({Scope.SUPPOSED, Scope.PAST})

# Words that lead back to the shop of the one who speaks, and to the present.
_SELF = (
    r"(?<![帮跟和给对教劝诉问催喊叫让比])(?:我(?!们?(?:朋友|表|堂|同学|闺蜜|老乡|邻居|亲戚|舅|叔|姑|姨|师[傅父]|徒弟|老师|听说|看(?:到|见|"
    r"人家|别人|同行)|猜|问过))|俺(?!表|堂|朋友|村|们村)|咱(?!们?(?:村|镇|县|朋友))|阮|自家|自己|本店|本号|"
    r"我方|我司|抖音)"
)
# 我 with something told of it; 同行均值我扒了 still speaks of the peers.
_SELF_WITH_WORD = (
    r"(?<![帮跟和给对教劝诉问催喊叫让比])(?:我|俺|咱|阮)(?:们|家|店|这|自己|自家|方|司|号)?(?:家|边|里|儿|头|个)?的?(?=[\s，,]?"
    r"(?:[\d零一二两三四五六七八九十百千万几半不停转点退客场粉在]|是|才|只|就|还|连|也|仍|呢|有|大概|差不多|平均|目前|现在|低|高|差|比|这边|gpm|roi|cvr))"
)
_SELF_TELLS = rf"(?:{_SELF_WITH_WORD}|自家|自己|本店|本号|我方|我司|抖音)"
_NOW = (
    r"平日|平时|平常|日常|暂且|此刻|近来|眼前|现剩|照(?=卖)|现在|现(?=[仅为只才达是主])|目前|如今|而今|眼下|当前|当下|后来|这个?月|本[月周期季]|今年|最近|近期|这阵子|这两天|这会儿?|"
    r"到今天|(?:就|只|才)剩|(?<![想要能])(?:掉|降|跌|滑)(?:到|成|至|为)"
)
_KIN = r"(?:表|堂)[哥弟姐妹]|朋友|同学|闺蜜|老乡|邻居|亲戚|舅舅?|叔叔?|徒弟|侄[仔子女儿]?|外甥|女婿|亲家"

_OPENERS: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        Scope.REFUSAL,
        re.compile(
            r"(?<![要想能会敢])(?:不|没|没有|暂时不|还没|从没|不太)(?:说(?!明|话|清|准|好|不)|讲(?!解|品)|想|打算|准备|考虑|计划|敢|愿意|会|要)(?:过|"
            r"着|去)?|(?<!区)(?<!特)(?<!分)别(?!人|的|家|说|提|处)|谁说(?:过)?(?:我|我们|咱)?(?:要|想)|(?:哪里?|什么时候|啥时候)说过?(?:我|我们)?(?:要|想)|没答应|先不(?!说|管)|没必要|用不着|不需要|为什么不|为啥不|"
            r"为什么让我别|为什么(?:先)?(?:不让|别)"
        ),
    ),
    (
        Scope.PLAN,
        re.compile(
            r"(?<![不没思])想(?!起来|象|讲|到|不|说|知道|问|请教|了解|过|法|什么|啥|卖啥|卖哪|看看结|哪)|"
            r"(?<!不)(?<!没)打算|(?<![没不])准备(?!好|了|得|过|的|充)|"
            r"(?<![没不投])计划(?!一小时|改|建|托管|跑|里|都|量|没|一天)|琢磨|(?<!不)考虑|寻思|要不要|该不该|适不适合|适合不适合|合不合适|值不值得|"
            r"是不是(?:该|要|得|可以)|能不能|能否|可不可以|"
            r"希望|争取|力争|目标(?!用户|人群|客|受众)|明年|接下来|下一步|下个?月|下周|过两天|过段时间|"
            r"(?<=我)就要(?=找|请|加|开|投|报|降)|(?<![不只需主重必还想就])要(?=加|换|开|报|找|请|招|降|停|投|上|把|再|参加|做|拉|改)|要不(?!要|是)|"
            r"不如|干脆|试试|把[^，。！？；,\s]{1,8}(?:扩|提|拉|拓|冲|抻|延|加)(?:到|至)|[^，。！？；,\s]{1,8}从[^，。！？；,\s]{1,8}(?:抻|拉|加|扩|延)到|"
            r"该(?=加|换|开|报|找|请|招|降|停|投|上)|琢么|盘算|就等"
        ),
    ),
    (
        Scope.SUPPOSED,
        re.compile(
            r"要是|如果|如过|假如|假设|万一|倘若|若是|(?<![假])若(?=停|转|退|把|我|能|日|客|毛|体|每|投|预)|要系|要四|比方说?|打个比方|(?:比如|譬如|例如)说?(?=[^，。！？；,\s]{0,8}(?:[涨提升降加做拉减改换播]|提高|降低)[到成至])|"
            r"[^，。！？；,\s]{0,10}能(?:上|到|做到|涨到)[^，。！？；,]{0,6}(?:我|咱|俺)?(?:就|再)(?=加|投|开|招|请|上|把|敢)|"
            r"设想|换个假设|what if|哪怕|即使|就算|做梦|幻想|理想状态|我猜|"
            r"[^，。！？；,]{0,14}(?:就(?:好|满足|知足|烧高香|谢天谢地)|该多好|多好啊)|"
            r"(?:换成|按)(?=.{0,10}(?:再看|再算|算呢|算结果|看看结论|会怎))|[^，。！？；,]{0,14}(?:提|提高|做|涨|降|拉|改|变|"
            r"加)(?:到|成).{0,12}(?:呢|会怎|会变|变不变|会不会|结论)"
        ),
    ),
    (
        Scope.PAST,
        re.compile(
            r"以前|[一两三几]年前|上个?月[才还](?!能|没|有)|(?<!播)(?<!促)(?<!动)(?<!课)之前(?!说|那个|填|答|报)|原来(?!如此)|原先|去年(?!才)|前年|当初|"
            r"当时|那时候?|那会儿?|那阵子?|早先|早前|往年|往常|刚开始(?!播)|起初|最早|曾经|过去(?![一两三\d半几这])|(?<!最)早期|"
            r"头两年|(?:上年|去年)?同期|上[回次](?!建议|说|填|问|聊)|[第头]一个月|刚起号(?:时|那|的时候)|前任|前一任|上一?个(?:主播|投手|运营|代播)|前主播|以往|"
            r"最(?:好|火|辉煌|巅峰|红火)的?(?:时候|时期|那)|最(?:风光|高光)|巅峰|鼎盛|"
            r"(?:双十一|双1[12]|双十二|618|大促|活动|过年|春节|国庆|五一|中秋)(?:的时候|那?(?:[几两一]?[天场波](?!前|后|还|就|快)|会|阵)|期间)"
        ),
    ),
    (
        Scope.OTHERS,
        re.compile(
            r"隔壁|(?:劝|怂恿|建议|推荐|喊|催)(?:我|俺|咱)们?|楼上|楼下|斜对面|竞争?对手|友商|对家|我?前东家|[老师]傅[说讲]|(?:刷到)?一?个?博主[说讲]|他们公司|同事[说讲]|(?:不是我们?的?店|帮(?:姐妹|朋友|人)问)[^。！？!?\n]*|代理商报价|对面(?!镜头|坐|手机)|"
            r"(?<!帮)(?<!帮我)(?:朋友|" + _KIN + r")"
            r"(?!们?(?:帮|一起|一块|合伙|负责|管|搭|给我|跟我|和我|剪|拍|打包|群|圈)|们?在?(?:做|当|干)(?:客服|主播|运营|场控))|"
            r"(?:招商|大)会上|经纪人?|(?:老表|合伙人|亲戚|(?<!我)(?<!们)(?<!我家)老板|他自己|她自己|他们都?|外头)(?:说|讲|传)|(?<![a-z])mcn|业内|行情|小二|"
            r"别的(?:店|家|号|商家|人|直播间)|其他(?:店|家|号|商家|人|直播间)|听说|听人说?|据说|看到有|另外?一?个?(?:号|店|牌子|品牌)(?!播)|"
            r"[一-鿿]里老[\u4e00-\u9fff]|老[李王张孙赵刘陈杨周吴郑黄林何]|"
            r"有(?:家店|个(?:老板|大姐|大哥|姐|哥|群友|人|卖家)|人说?)|某(?:家|店)|"
            r"(?:网上|教程|课上|书上|群里|视频里|老师|讲师|(?<![^，。！？；,\s])都|人(?<!客人)(?<!粉丝)|专家)(?:都|也|里)?(?:说|讲|教|写)(?!明|话|解|稿|词|过?我|了我)|网上教程|旗下|"
            r"集团(?:另|其)|姐妹店|兄弟公司|那家店|(?<![这我])那家(?!里)"
        ),
    ),
    (
        Scope.ELSEWHERE,
        re.compile(
            r"拼多多|拼夕夕|b站|当当|孔夫子|(?<![a-z])pdd|快手|淘宝|淘系|某宝|天猫|猫店|京东|(?<![a-z])jd(?![a-z])|视频号|小红书|微信|微店|闲鱼|得物|"
            r"唯品会|线下|保本|门槛|及格线?|合格线|达标线?|要求|标准是?|规定|kpi|目标值?(?!用户|人群|客|受众)|非现值|预[计估期](?!热)|拟(?=自|于|将|从|提|把|加|增|开|定|做)"
        ),
    ),
    (
        Scope.PEERS,
        re.compile(
            r"跟我们?一样[^，。]{0,6}的店|(?<![比跟和与较像如])(?:同行|同业|行业|榜上|同层|同类|大盘|均值|人家|别人家?|别家|竞品)(?!对比)"
        ),
    ),
    (Scope.CREATORS, re.compile(r"达人|大v|大主播|头部主播|明星|(?<![a-z])kol|机构(?!代播|播)|团长")),
    (Scope.DOUBT, re.compile(r"是不是|会不会|难道|怀疑|不会是|有没有可能|担心|就怕|怕(?!是)")),
)
_CLOSERS: dict[Scope, re.Pattern[str]] = {
    Scope.PAST: re.compile(_NOW + r"|开始做抖音|才来抖音|抖音才"),
    Scope.OTHERS: re.compile(_SELF),
    Scope.ELSEWHERE: re.compile(_NOW + r"|抖音|实际|这边|这头|我这|本店"),
    Scope.PEERS: re.compile(_SELF_TELLS),
    Scope.CREATORS: re.compile(r"我们自己|自播|自己|我(?!们?找|们?合作|们?请)"),
    Scope.PLAN: re.compile(_NOW + "|已经"),
    Scope.SUPPOSED: re.compile(r"(?<!^)(?:现在|目前|眼下|如今)(?!.{0,8}(?:呢|吗|会))"),
}
# A clause that begins so goes on with the plan before it: 想加预算，再找几个达人.
_CONTINUES = re.compile(r"\s*(?:再|先(?!前)|然后|还想|顺便|同时|另外|或者|并且|把|也想|加上)")
# What is told of others goes on until the shop itself is set against it.
_ASIDES = frozenset({Scope.OTHERS, Scope.PEERS})
_THERE = re.compile(r"\s*(?:那边|那里|那头|那儿|上面|那个号|[^，。！？；,\s]{0,4}(?:做到|达到|不低于))")
_LONGEST_ASIDE = 40
_HEADING = re.compile(r"(?:店铺|店|那边|这边)?的?(?:基准|均值|数据|水平|参考值?|平均)?(?:（[^（）]{0,8}）)?[：:]")
_COMPARES = re.compile(r"[于过如似超赢输]$")
_SIGNS = "，。！？；：,!?;: \n…~"
_SELF_CONTRASTS = re.compile(rf"{_SELF_WITH_WORD}|我方|我司|本店|抖音(?:这|才|上|就|只|单)")
_BACK_FROM_ASIDES = {Scope.ELSEWHERE: _CLOSERS[Scope.ELSEWHERE]}
# 他们 after 同行 are the peers.
_THEY = re.compile(r"(?:他|人)(?:们|家)")
_OPENS_PEERS = re.compile(r"同行|行业|同层|同类")
_LONGEST_REFERENCE = 60
_OVER_LISTS = frozenset({Scope.PEERS, Scope.OTHERS, Scope.ELSEWHERE, Scope.PAST, Scope.PLAN})
_FIGURE = re.compile(r"\d")
_RECENT = re.compile(r"上上?个?(?:月|周|星期|礼拜)|前阵子|前几天|前段时间")
# 昨天停留才12秒 平时都有40: one day is not how it is.
_ONE_DAY = re.compile(r"昨[天晚日儿]|前[天晚日]|那[天晚]|今[天晚]|上一?场|这一?场")
_ON_OTHER_DAYS = re.compile(r"平时|平日|平常|日常|往常都|一般都|正常都")
_CONTRAST = re.compile(r"现在|这个?月|本月|最近|目前|如今|这周|这阵子")


class Setting:
    """The clauses of a folded text and the scopes in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = _cuts(_CLAUSE_END, text)
        self._sentences = _cuts(_SENTENCE_END, text)
        self._stretches = self._find()
        self._changes, self._between = _flattened(self._stretches)

    def without_scopes(self) -> Setting:
        """The same clauses, as if everything were said of the present shop."""
        plain = copy(self)
        plain._stretches = []
        plain._changes, plain._between = _flattened([])
        return plain

    def scopes(self, position: int) -> frozenset[Scope]:
        """What the word at a position speaks of; empty for the present shop."""
        return self._between[bisect_right(self._changes, position)]

    def opened_inside(self, scope: Scope, start: int, end: int) -> bool:
        """Whether a phrase brings its own scope: the 以前 of 以前做淘宝."""
        return any(one.scope is scope and start <= one.start < end for one in self._stretches)

    def clause(self, position: int, clauses_before: int = 0) -> tuple[int, int]:
        """Start and end of the clause around a position, with so many clauses before it."""
        return _around(self._clauses, position, clauses_before)

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
        for match in _THEY.finditer(self._text):
            if _OPENS_PEERS.search(self._text, max(0, match.start() - _LONGEST_REFERENCE), match.start()):
                found.append(self._stretch(Scope.PEERS, match))
        for match in _RECENT.finditer(self._text):
            if _CONTRAST.search(self._text, match.end()):
                found.append(self._stretch(Scope.PAST, match))
        for match in _ONE_DAY.finditer(self._text):
            if _ON_OTHER_DAYS.search(self._text, match.end()):
                found.append(Stretch(Scope.PAST, match.start(), self.clause(match.start())[1]))
        for start, end in zip(self._clauses, self._clauses[1:], strict=False):
            found += [Stretch(Scope.ASKED, *place) for place in questions_in(self._text, start, end)]
        return found

    def _stretch(self, scope: Scope, match: re.Match[str]) -> Stretch:
        reach = self.sentence if scope in _TO_SENTENCE_END else self.clause
        end = max(reach(match.start())[1], match.end())
        if scope is Scope.PLAN:
            while end < len(self._text) and _CONTINUES.match(self._text, end):
                end = self.clause(end)[1]
        if scope in _OVER_LISTS:
            end = self._end_of_list(match.start(), end)
        closer = _CLOSERS.get(scope)
        back = closer.search(self._text, match.end(), end) if closer is not None else None
        if scope is Scope.PEERS and back is None and self._heads_a_list(match, end):
            end = self.sentence(match.start())[1]
            back = _SELF_CONTRASTS.search(self._text, match.end(), end)
        elif back is None and self._goes_on(scope, end):
            furthest = min(self.sentence(match.start())[1], end + _LONGEST_ASIDE)
            back = _BACK_FROM_ASIDES.get(scope, _SELF_CONTRASTS).search(self._text, end, furthest)
        return Stretch(scope, match.start(), back.start() if back else end)

    def _heads_a_list(self, match: re.Match[str], end: int) -> bool:
        """Whether figures of the peers follow: 扒了下同行，转化两个点，退货一成; 低于同行 only compares."""
        is_last = not self._text[match.end() : end].strip(_SIGNS) or _HEADING.match(self._text, match.end())
        return bool(is_last) and not _COMPARES.search(self._text[: match.start()][-2:])

    def _goes_on(self, scope: Scope, end: int) -> bool:
        """Whether what follows may still be said of others: 闺蜜卖泳衣的，月销五十万，我才六万."""
        return scope in _ASIDES or (scope is Scope.ELSEWHERE and _THERE.match(self._text, end) is not None)

    def _end_of_list(self, position: int, end: int) -> int:
        """A line without a figure is the heading of the lines below it: 同行均值：, then one figure a line."""
        start = self._text.rfind("\n", 0, position) + 1
        line_end = self._text.find("\n", position)
        if line_end < 0 or _FIGURE.search(self._text, start, line_end):
            return end
        paragraph = self._text.find("\n\n", line_end)
        return len(self._text) if paragraph < 0 else paragraph


def _flattened(stretches: Sequence[Stretch]) -> tuple[list[int], list[frozenset[Scope]]]:
    """Where the scopes change, and the scopes before the first of these places, between them, and after the last."""
    changes = sorted({place for one in stretches for place in (one.start, one.end)})
    opening, ending = defaultdict(list), defaultdict(list)
    for one in stretches:
        opening[one.start].append(one.scope)
        ending[one.end].append(one.scope)
    running: Counter[Scope] = Counter()
    between = [frozenset[Scope]()]
    for place in changes:
        running.subtract(ending[place])
        running.update(opening[place])
        between.append(frozenset(scope for scope, times in running.items() if times > 0))
    return changes, between


def _cuts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where the parts begin, with the end of the text as the last entry."""
    return sorted({0, len(text), *(match.end() for match in pattern.finditer(text))})


def _around(cuts: list[int], position: int, parts_before: int = 0) -> tuple[int, int]:
    index = min(bisect_right(cuts, position), len(cuts) - 1)
    return cuts[max(0, index - 1 - parts_before)], cuts[index]
