"""How the simulated merchants put into words what they know, and what a sentence tells when it stands alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from bot.understanding.facts import extract_facts
from knowledge import load_knowledge, phrasing
from knowledge.model import Variable
from knowledge.situation import interface_value

Told = dict[str, Any]

# What merchants say in between, by act; none of it tells a fact.
INTERRUPTIONS: dict[str, Sequence[str]] = {
    "greet": ["你好", "在吗"],
    "thanks": ["谢谢", "多谢了"],
    "goodbye": ["拜拜", "先这样，再见"],
    "affirm": ["好的", "嗯"],
    "deny": ["不是", "不对"],
    "ask_why_this_question": ["为什么问这个", "问这个有什么用"],
    "ask_how_concluded": ["怎么得出来的", "你凭什么这么说"],
    "ask_what_if": ["要是停留提到40秒呢", "我把预算加到一万会怎样"],
    "ask_methodology": ["什么是承接", "雪球是什么意思"],
    "review_answers": ["看看我都说了啥", "你记了哪些"],
    "pause_resume": ["我先忙一会儿", "我回来了"],
    "ask_human": ["我要找人工", "有没有真人"],
    "delete_my_data": ["删除我的数据"],
    "chitchat": ["你吃饭了吗", "哈哈哈"],
    "out_of_scope": ["帮我写个短视频脚本", "明天股市会涨吗"],
    "abuse": ["你是不是傻", "垃圾玩意儿"],
    "fallback": ["嘎嘎嘎", "啊这", "。。。", "asdfgh", "👍"],
}


def statement(variable: str, value: Any, spare: int = 0) -> str | None:
    """A sentence that tells a fact unasked; `spare` picks among several. None where there is no plain way to say it."""
    known = load_knowledge().variables[variable]
    if known.type == "number":
        return _figure(known, value)
    values = value if isinstance(value, list) else [value]
    if len(values) != 1:
        return None
    phrases = [phrase for phrase in known.values[values[0]] if "…" not in phrase]
    return phrases[spare % len(phrases)] if phrases else None


def bare(variable: str, value: Any) -> str | None:
    """A figure as the whole answer to the question about it."""
    known = load_knowledge().variables[variable]
    if known.type != "number" or isinstance(value, dict):
        return None
    return phrasing.figure(value, known.kind, known.unit)


def tells(text: str, asked: Collection[str] = ()) -> Told:
    """What the rules of understanding read in a text: the truth that was told, in the shape of a situation."""
    return {fact.variable: interface_value(fact.to_json()) for fact in extract_facts(text, list(asked))}


def _figure(variable: Variable, value: Any) -> str:
    """“停留 28 秒”, “停留不到 30 秒”, “停留 20–30 秒”."""
    if not isinstance(value, dict):
        return f"{variable.short} {phrasing.figure(value, variable.kind, variable.unit)}"
    low, high = value["low"], value["high"]
    if low is None:
        return f"{variable.short}不到 {phrasing.figure(high, variable.kind, variable.unit)}"
    below = phrasing.figure(low, variable.kind, "" if variable.kind != "share" else variable.unit)
    return f"{variable.short} {below}到{phrasing.figure(high, variable.kind, variable.unit)}"
