"""Which stretches of a clause ask and tell nothing: 一天播几个小时合适, 粉丝要有一万才能开播吗, 你是真人吗."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOW_MUCH = r"(?:多少|多久|多长|多高|多大|几|啥样|什么样|怎么样?|咋样?)"
_GOOD = r"(?:合适|合理|正常|最好|最佳|比较好|为好|为宜|[才就]?够|[才就]?行|才[能会可]|妥|划算|靠谱)"
_IS_IT = (
    r"(?:行不行|行不|行吗|可不可以|可以吗|可以不|成不成|成吗|好不好|好吗|合不合适|合适吗|合适不|够不够|够吗|"
    r"有没有用|有用吗)"
)
_MUST = r"(?:必须|非得|非要|一定[要得]|需要|得要|是不是[要得]|要不要|用不用|(?<![不只想就主需重])要)"
_END = r"[呀啊呢吧的了]*[?？]?\s*$"
# Of the advisor, not of the shop.
_OF_THE_ADVISOR = re.compile(
    r"^[^我咱俺]{0,3}(?:你|您)们?(?:这儿?|那|公司|团队)?(?:也|都|就)?(?:是|有|会|能|算|属于)[^我咱俺]*(?:吗|么|嘛|不是|没有?|还是.*|几.*|多少.*|[?？])"
    rf"{_END}"
)
_ASKING = (
    _OF_THE_ADVISOR,
    # Why something ought to be, and whether it has to.
    re.compile(r"(?:为什么|为啥|为何|凭什么|凭啥|干嘛|干吗)(?:就|都|还)?(?:一定|非)?(?:要|得|必须|需要).*"),
    re.compile(rf"{_MUST}.*才(?:能|可以|行|算|会|好).*(?:吗|么|呢|[?？]){_END}"),
)
# With these the shop is told of, and asked about in one breath: 我一天播六个小时合适吗.
_ASKING_UNLESS_OWN = (
    re.compile(rf".*{_HOW_MUCH}[^，]{{0,4}}?(?:[才就]?算|叫|属于|是|{_GOOD}).*"),
    re.compile(
        rf".*(?<!也)(?<!就)(?:一共|总共|到底|究竟|[该得要]){_HOW_MUCH}.*(?<![多])(?:呢|[?？]|[店号场个人天]){_END}"
    ),
    re.compile(rf".*{_MUST}.*(?:吗|么){_END}"),
    re.compile(rf".*{_IS_IT}{_END}"),
    re.compile(rf"^(?!.*没).*(?:能|会|可以|有必要).*(?:吗|么){_END}"),
)
_OWN = re.compile(
    r"我(?!想问|问|该|要不要|能|可以)|俺|咱|本店|自家|现在|目前|最近|已经|才(?![能算行可会好够])|只有|只(?=[有卖播做投])|就(?=[有卖播做投\d])|一直|老是|总是"
)
_LONGEST_QUESTION = 60
_WHETHER = re.compile(r"(?:吗|么(?!的))[?？\s]*$")


def questions_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the clause text[start:end] of a folded text asks what is good, needed or so, without telling how it is."""
    clause = text[start:end].rstrip("，。！；,!;…~ \n")
    if len(clause) > _LONGEST_QUESTION:
        return
    for pattern in _ASKING:
        if match := pattern.search(clause):
            yield start + match.start(), end
    if _OWN.search(clause):
        return
    for pattern in _ASKING_UNLESS_OWN:
        if match := pattern.search(clause):
            yield start + match.start(), end


def asks_the_advisor(text: str, start: int, end: int) -> bool:
    """Whether the clause text[start:end] asks who the advisor is or what it can."""
    return _OF_THE_ADVISOR.match(text[start:end].rstrip("，。！；,!;…~ \n")) is not None


def asks_whether(text: str, position: int) -> bool:
    """Whether nothing but 吗 follows: the 转化高 of 转化高吗 is asked and not told."""
    return _WHETHER.match(text, position) is not None
