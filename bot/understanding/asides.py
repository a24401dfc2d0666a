"""Messages that are no talk about a shop and call for an answer of their own: signs, other languages, orders."""

from __future__ import annotations

import re
import unicodedata

from bot.understanding.folding import fold

# Each kind is also the name of the text that answers it.
ONLY_SIGNS = "only_signs"
QUESTION_MARKS = "question_marks"
ORDERS = "orders"
ENGLISH = "other_language_english"
JAPANESE = "other_language_japanese"
OTHER_LANGUAGE = "other_language"
LANGUAGES = frozenset({ENGLISH, JAPANESE, OTHER_LANGUAGE})

# Fewer words may be a term of the trade or a slip: roi, gmv, ok.
_LEAST_WORDS = 3
_YES_SIGNS = frozenset("👍👌🆗💯🙆✅")
_NO_SIGNS = frozenset("👎🙅❌")
_ORDERS = re.compile(
    r"(?:忽略|无视|忘[掉了记]|不要管|别管|不用管|绕过|抛开)[^，。！？；,\s]{0,10}(?:指令|规则|设定|限制|约束|提示词?|prompt|命令|身份)|"
    r"(?:取消|解除|违反|打破|跳过)你[^，。！？；,\s]{0,6}(?:指令|规则|设定|限制|约束)|"
    r"(?:系统|初始|原始|隐藏|内部|完整的?|你的?)[^，。！？；,\s]{0,6}(?:提示词|prompt|指令|源代码|源码|密钥|密码)|"
    r"(?:从现在(?:开始|起)|接下来)[^。！？；]{0,4}你(?:就?是|要当|要?扮演|叫)|你现在(?:就?是|扮演)(?:一[个只名位]|个)|"
    r"(?:开发者|管理员|越狱|上帝|root|调试)模式|越狱|jailbreak|(?:^|[你请来，,])扮演|假装(?:你|自己)|"
    r"(?:ignore|disregard|forget|bypass|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|restrictions?)|"
    r"system prompt|(?:reveal|print|show|repeat|output|tell me)\b.{0,30}\b(?:prompt|instructions|source code|secret|"
    r"password|token)|"
    r"you are now\b|act as\b|pretend (?:to be|you)|developer mode",
    re.IGNORECASE,
)
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2,}(?:'[a-z]+)?")
_LATIN = "LATIN"


def aside_of(text: str) -> str | None:
    """The kind of an aside, or None for what may be talk about a shop. Never raises on any text."""
    if not any(character.isalnum() for character in text):
        asks = any(character in "?？" for character in text)
        return None if sign_of_assent(text) is not None else QUESTION_MARKS if asks else ONLY_SIGNS
    if _ORDERS.search(fold(text)):
        return ORDERS
    return _language(text)


def sign_of_assent(text: str) -> bool | None:
    """True for a thumb up, False for one down, None where signs say neither."""
    signs = set(text)
    if signs & _YES_SIGNS and not any(character.isalnum() for character in text):
        return True
    return False if signs & _NO_SIGNS and not any(character.isalnum() for character in text) else None


def _language(text: str) -> str | None:
    if len(_KANA.findall(text)) > 1:
        return JAPANESE
    if _CHINESE.search(text):
        return None
    if len(_WORDS.findall(text)) >= _LEAST_WORDS:
        return ENGLISH
    foreign = [one for one in text if one.isalpha() and not unicodedata.name(one, _LATIN).startswith(("LATIN", "FULL"))]
    return OTHER_LANGUAGE if len(foreign) >= _LEAST_WORDS else None
