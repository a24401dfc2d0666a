"""Where a message names creators: 老周, 林姐好物, 一个叫豆豆的, 达人A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.message import Message
from bot.understanding.scopes import Scope

_SURNAME = (
    r"[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛"
    r"邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庄鹿麦满]"
)
_TITLE = r"(?:姐姐?|哥哥?|妹妹?|姑|嫂|婶|姨|叔叔?|爷爷?|奶奶|老师|学姐|阿姨|大夫|医生|教练|先生|女士|妈妈?|儿|宝|总)"
_FORM = (
    rf"(?:[老小大]{_SURNAME}|阿(?:[\u4e00-\u9fff]|[a-z]{{1,8}})|[{_SURNAME[1:-1]}\u4e00-\u9fff]{_TITLE}|"
    rf"胖嫂|老[海驴猫]|妞妞|豆豆)"
)
_ENDS = (
    r"(?=那?[边里]|[头腰尾]部|[在里]|[，,：:—“”\"「」\s]|[一]?位|的|那|她|他|场|人|屋|门|"
    r"流量|粉|观看|画像|uv|是|讲|一|嘛|要|却|来|也|$)"
)
_LEAD = (
    r"(?:(?:还有|另外?|再|先|其中|里头|最后|如今|只有|的|第[一二三四五]|头)*(?:说|"
    r"是|有|只有)?(?:[一那]?[个位])?(?:叫做?|名叫|是)?(?:请|镇上|村里|姐妹|达人)?[“\"「]?)"
)
_STRONG = r"(?:^|(?<=[。；;\n：:“「”！!①②③④⑤⑥])\s?)"
_WEAK = r"(?:^|(?<=[。；;\n：:“「！!①②③④⑤⑥，,、\s])|(?<=没用)|(?<=莫得用)|(?<=那个)|(?<=和)|(?<=他)|(?<=是))"
_AT_HIS_PLACE = r"(?:的)?(?:场子|直播间|屋子|那边|这边|那场|那里|那儿)?里?"
_AUDIENCE_NEXT = r"(?:场观|流量|人气|观看量?|场面|人)[^，。；]{0,4}(?:大|高|好|旺|多|少|小|低|差|热闹|爆|一般)"
_NAME = re.compile(
    rf"{_WEAK}{_LEAD}(?P<formed>[\u4e00-\u9fff]{{0,3}}?{_FORM}(?:(?![头腰尾])[\u4e00-\u9fff]{{2}}(?=[，,：:\s]))?){_ENDS}"
    rf"|(?<=[个位])(?:名?叫做?)(?P<called>[\u4e00-\u9fffa-z]{{1,5}}?)(?=的|[，,：:\s]|场|人|那边)"
    rf"|{_WEAK}{_LEAD}(?P<coded>(?:达人|主播)?[a-d甲乙丙丁](?=达人|的?(?:场|直播间|"
    rf"粉)|那[边场]|这[边场]|[：:])|(?<![\u4e00-\u9fff])[a-z]{{3,10}}(?=的|人|"
    rf"场|那[边场]|[：:—]))"
    rf"|{_STRONG}{_LEAD}(?P<leading>(?<![头腰尾])(?![头腰尾]部)[\u4e00-\u9fffa-z]{{2,6}}?){_ENDS}"
    rf"|{_WEAK}{_LEAD}(?P<plain>[^，。！？；,!?;、：:\s的是有在—\d]{{2,5}}?)(?={_AT_HIS_PLACE}{_AUDIENCE_NEXT})"
)
_NO_NAME = re.compile(
    r"我|咱|俺|店|自播|自己|直播|达人|达仁|博主|他们|她|同行|那边|这边|那儿|一开始|"
    r"现在|抖音|以前|但|就是|可是|不过|主播|大姐$|运营|客服|投手|老板|粉丝|来看|"
    r"进来|来听|看她|看他|听的|买|"
    r"场子?$|人[多少]|停留|转化|流量|观看|成交|平均|每|合作|重点|名单|头部|腰部|"
    r"尾部|坑位|佣金|逐|一位|一个|帮忙|朋友|带货|带书|东西|年纪|有|给|替|没|不|"
    r"roi|gmv|gpm|ctr|cvr|uv|sku|千川"
)
# 老周 alone would be somebody else's shop; here he is the one who sells.
_NOT_NOW = frozenset({Scope.SUPPOSED, Scope.PAST, Scope.ELSEWHERE})


def creator_names(message: Message) -> Iterator[tuple[str, int]]:
    """Each creator once, at his first place."""
    seen: set[str] = set()
    for match in _NAME.finditer(message.folded):
        group = match.lastgroup or "known"
        start, end = match.span(group)
        name = message.text[start:end].rstrip("—")
        if name in seen or _NO_NAME.search(match.group(group)) or message.scopes(start) & _NOT_NOW:
            continue
        seen.add(name)
        yield name, start
