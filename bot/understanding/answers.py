"""A reply that has its meaning from the open question: 两千, 差不多一半, 还行吧, 有, 没有, 不清楚."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.conversion import Converted, convert
from bot.understanding.folding import fold
from bot.understanding.message import Message
from bot.understanding.quantities import read_quantities
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import Scope
from bot.understanding.vocabulary import Hit, load_vocabulary, strip_fillers
from knowledge.model import Variable

UNKNOWN = re.compile(
    r"(?:不|没|没有?)(?:太|怎么|大|咋|是很|特别)?(?:清楚|知道|晓得|了解|懂|明白|记得|确定|熟)|(?:真|也|都|还|"
    r"我)?(?:没|没有)(?:怎么|太|咋|专门|仔细|特意)?(?:看过|注意|留意|算过?|统计|关注|查过?|看(?!播|直播)|记过?"
    r"|量过|概念|数$|谱|印象|track|研究)|"
    r"(?<!不)说不(?:清|准|上来?|好)|不好说|不一定$|记不(?:清|得|住|太清)|忘了|忘记了|不详|看不(?:到|懂|见|来)|"
    r"不会看|查不到|找不到|哪知道|哪晓得|鬼知道|谁知道|"
    r"看情况|没个准|没准$|没数|(?:得|要|需要)(?:问|查|看)(?:一?下|问)?(?:运营|投手|同事|老板|财务|客服|后台|"
    r"他们|店长)|n/a|^na$|idk|not tracked|no data|没data|^unknown$|未统计|未知|无数据|not sure|don'?t know|"
    r"no idea|唔知|母鸡|不造"
)
DECLINED = re.compile(
    r"不(?:太|大)?(?:方便|便|想|愿意?|能|可以?|好意思|肯)(?:说|讲|透露|告诉|回答|提供|公开|填|给|答)|保密|"
    r"商业机密|商业秘密|不告诉你|隐私|不透露|无可奉告|不方便$|不便$|凭什么告诉"
)
_PUT_OFF = re.compile(r"跳过|下一[题个]|先不|换一?个问")
_ASKING_BACK = re.compile(
    r"为什么|为啥|干嘛|干啥|做什么用|什么意思|啥意思|是什么|是啥|(?<!没)(?<!不)怎么[看查算]|在哪|有什么用|"
    r"有啥用|关系吗|凭什么问|什么叫|哪里看"
)
_LEAD = re.compile(
    r"^(?:嗯+|啊|哦|噢|哎|唉|呃|额|那个|这个|就是|就|也就|大概是?|大约|应该是?|可能|估计|差不多是?|我们?家?|"
    r"咱们?|目前|现在|暂时|商家|其实|说实话|反正|还算|算是?|属于|是|的话|吧|呀|对|对的|是的|好的|老师|，|,|\s|"
    r"话)+"
)
_TAIL = re.compile(
    r"(?:吧|了|啊|呢|呀|哈|嘛|哦|的|左右|的样子|这样|那样|来着|呗|哒|滴|啦|耶|嘞|撒|捏|\s|。|！|!|，|~|\.)+$"
)
_NO = re.compile(
    r"^(?:还|也|都|从来|从|基本|一直|暂时|目前|真的?|压根|根本)*(?:没有?|无|木有?|冇|没得)(?:做|弄|搞|整|开|建"
    r"|写|用|管|上|设|报|参加|备|配|请|试|投|播|发|人|专门)?(?:过|人|这个|这些|这块|呢|啊|了)*$|^no$|^none$"
)
_YES = re.compile(r"^(?:有|有的|有啊|有呀|有在做|做了|在做|弄了|有做|有弄|有搞|肯定有|当然有|都有|yes)$")
_NOTHING_MISSING = re.compile(r"^(?:没有?缺?|都有人?管?|都不缺|不缺|没缺|没有啊|都有|齐了?|都齐)$")
_ORDINAL = re.compile(r"^(?:选|第)(?P<number>[一二三四五六七八九\d])(?:个|种|项|条|款)?$")
_NEGATOR = re.compile(r"(?:不|没|没有|别)$")
# A clause that begins so belongs to the one before it: 有，但没怎么管.
_BUT = re.compile(r"\s*(?:但|不过|可是|就是没|只是)")
_ORDINALS = "一二三四五六七八九"
# The answer of a list to which nothing belongs, where the list has no value that says so.
NONE_OF_THEM = ""
_LONGEST_REMAINDER = 5
_LONGEST_TEXT = 20
_SMALLEST_BASE = 10


@dataclass(frozen=True)
class Reply:
    """What a reply says about one open variable: choices (one, unless the variable is a list), an interval, or that it
    is not known or not told.
    """

    variable: str
    status: str
    start: int
    end: int
    values: tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None


def not_known(message: Message, asked: Sequence[str], told: Sequence[str]) -> Iterator[Reply]:
    """不清楚 and 不方便说: for the metrics named in the clause, else for the open questions that are left."""
    named_so_far: set[str] = set()
    for pattern, status in ((DECLINED, "declined"), (UNKNOWN, "unknown")):
        for match in pattern.finditer(message.folded):
            if _is_question(message, match.start()) or _PUT_OFF.search(message.folded):
                continue
            named = _named_in_clause(message, match.start(), match.end())
            for variable in named or [one for one in asked if one not in told]:
                if variable not in told and variable not in named_so_far:
                    named_so_far.add(variable)
                    yield Reply(variable, status, match.start(), match.end())


def _is_question(message: Message, position: int) -> bool:
    start, end = message.setting.sentence(position)
    return _ASKING_BACK.search(message.folded[start:end]) is not None


def _named_in_clause(message: Message, start: int, end: int) -> list[str]:
    """The numbers named in the clause of a 不清楚; a name with a figure of its own is not meant."""
    clause_start, clause_end = message.setting.clause(start)
    variables = load_vocabulary().variables
    for name in message.names:
        if clause_start <= name.start < clause_end and not start <= name.start < end:
            numbers = [one for one in name.variables if variables[one].type == "number"]
            return numbers[:1]
    return []


def bare_choices(message: Message, asked: Sequence[str], told: Sequence[str]) -> Iterator[Reply]:
    """Choices and levels: each clause is tried against the phrases that answer an open question."""
    if _is_question(message, 0):
        return
    variables = load_vocabulary().variables
    answered = set(told)
    for start, end, clause in _clauses(message):
        if Scope.SUPPOSED in message.scopes(start):
            continue
        for asked_for in asked:
            if asked_for in answered:
                continue
            for variable in _with_level(variables[asked_for]):
                values = _values_meant(variable, clause)
                if values:
                    answered.add(asked_for)
                    yield Reply(variable.id, "known", start, end, values=tuple(values))
                    break


def _with_level(variable: Variable) -> tuple[Variable, ...]:
    """The variable itself and, for a number, its level in words."""
    variables = load_vocabulary().variables
    return (variable,) if variable.coarse is None else (variable, variables[variable.coarse])


def _clauses(message: Message) -> Iterator[tuple[int, int, str]]:
    position = 0
    while position < len(message.folded):
        start, end = message.setting.clause(position)
        while _BUT.match(message.folded, end):
            end = message.setting.clause(end)[1]
        body = message.folded[start:end]
        clause = _essence(body)
        if clause:
            first = start + body.find(clause)
            yield first, first + len(clause), re.sub(r"[，,\s]", "", clause)
        position = max(end, position + 1)


def _essence(clause: str) -> str:
    """A clause without the words that lead into it and those that end it: 那个，大概一半吧 is 一半."""
    body = clause.strip("，。！？；!?;\n ,、")
    lead = _LEAD.match(body)
    first = lead.end() if lead is not None and lead.end() < len(body) else 0
    return _TAIL.sub("", body[first:]) or body


def _values_meant(variable: Variable, clause: str) -> list[str]:
    """The values of a variable that a clause means as a reply; several only for a list."""
    phrases = [
        (fold(phrase), value)
        for table in (variable.answers, variable.values)
        for value, said in table.items()
        for phrase in (*said, *(() if variable.type == "number" else (value,)))
    ]
    exact = [value for phrase, value in phrases if clause in (phrase, _essence(phrase))]
    if exact:
        return exact[:1]
    if variable.type == "choices":
        return _several(variable, clause, phrases)
    bare = strip_fillers(clause)[0]
    loose = [value for phrase, value in phrases if bare and bare == strip_fillers(phrase)[0]]
    if loose:
        return loose[:1]
    if variable.type == "number":
        return _yes_or_no(phrases, clause)
    return _ordinal(variable, clause) or _yes_or_no(phrases, clause) or _longest_part(phrases, clause)


def _several(variable: Variable, clause: str, phrases: list[tuple[str, str]]) -> list[str]:
    if not variable.answers.get("无") and _NOTHING_MISSING.match(clause) and not _maps_no(phrases):
        return [NONE_OF_THEM]
    found = {value: clause.find(phrase) for phrase, value in phrases if len(phrase) > 1 and phrase in clause}
    kept = [
        value for value, place in sorted(found.items(), key=lambda pair: pair[1]) if not _NEGATOR.search(clause[:place])
    ]
    return kept or _ordinal(variable, clause) or _yes_or_no(phrases, clause)


def _maps_no(phrases: list[tuple[str, str]]) -> bool:
    return any(phrase == "没有" for phrase, _ in phrases)


def _ordinal(variable: Variable, clause: str) -> list[str]:
    match = _ORDINAL.match(clause)
    if match is None or variable.type == "number":
        return []
    number = match.group("number")
    place = _ORDINALS.index(number) if number in _ORDINALS else int(number) - 1
    values = list(variable.values)
    return [values[place]] if 0 <= place < len(values) else []


def _yes_or_no(phrases: list[tuple[str, str]], clause: str) -> list[str]:
    for pattern, word in ((_NO, "没有"), (_YES, "有")):
        if pattern.match(clause):
            return [value for phrase, value in phrases if phrase == word][:1]
    return []


def _longest_part(phrases: list[tuple[str, str]], clause: str) -> list[str]:
    """没有吧一直没顾上, 有但是没怎么管: the clause is hardly more than an answer at its beginning or its end."""
    parts = [
        (len(phrase), value)
        for phrase, value in phrases
        if len(phrase) > 1
        and 0 <= len(clause) - len(phrase) <= _LONGEST_REMAINDER
        and (clause.startswith(phrase) or (clause.endswith(phrase) and not _NEGATOR.search(clause[: -len(phrase)])))
    ]
    return [max(parts)[1]] if parts else []


def bare_figures(free: Sequence[Quantity], asked: Sequence[str], told: Sequence[str]) -> Iterator[Reply]:
    """Numbers without a name go to the open questions: by unit first, then in the order of the questions."""
    variables = load_vocabulary().variables
    open_numbers = [variables[one] for one in asked if one not in told and variables[one].type == "number"]
    waiting = list(free)
    for fit in (2, 1):
        for variable in list(open_numbers):
            found = _first_fitting(waiting, variable, fit)
            if found is None:
                continue
            quantity, converted = found
            waiting.remove(quantity)
            open_numbers.remove(variable)
            yield Reply(variable.id, "known", quantity.start, quantity.end, low=converted.low, high=converted.high)


def _first_fitting(waiting: Sequence[Quantity], variable: Variable, fit: int) -> tuple[Quantity, Converted] | None:
    for index, quantity in enumerate(waiting):
        converted = _part_of_base(variable, waiting[:index], quantity) or convert(quantity, variable)
        if converted is not None and converted.fit >= fit and not _is_base(waiting[index:], variable):
            return quantity, converted
    return None


_PARTS = ("count", "number", "money")


def _is_base(waiting: Sequence[Quantity], variable: Variable) -> bool:
    """Whether a count is only the whole of which the next one is a part: 一百个里头两个."""
    if variable.kind != "share" or len(waiting) < 2:
        return False
    whole, part = waiting[0], waiting[1]
    return whole.kind in _PARTS and part.kind in _PARTS and (whole.value or 0) > (part.high or math.inf)


def _part_of_base(variable: Variable, before: Sequence[Quantity], quantity: Quantity) -> Converted | None:
    """Asked how many of a hundred, or of ten, 两三个 is a share; the base is said or stands in the question."""
    if variable.kind != "share" or quantity.kind not in _PARTS or quantity.low is None or quantity.high is None:
        return None
    said = [one.value for one in before[-1:] if one.kind in _PARTS and one.value]
    base = said[0] if said else next((one.value for one in read_quantities(variable.question) if one.value), None)
    if (
        base is None
        or base < _SMALLEST_BASE
        or quantity.high > base
        or (quantity.kind == "number" and quantity.low < 1)
    ):
        return None
    return Converted(round(quantity.low / base, 6), round(quantity.high / base, 6), 1)


def bare_text(message: Message, asked: Sequence[str]) -> Hit | None:
    """The whole reply, for an open question that takes a text."""
    variables = load_vocabulary().variables
    wanted = next((one for one in asked if variables[one].type == "text"), None)
    if wanted is None or UNKNOWN.search(message.folded) or DECLINED.search(message.folded) or _is_question(message, 0):
        return None
    clause = next(_clauses(message), None)
    if clause is None or clause[1] - clause[0] > _LONGEST_TEXT or _NO.match(clause[2]):
        return None
    return Hit(clause[0], clause[1], wanted, message.text[clause[0] : clause[1]])
