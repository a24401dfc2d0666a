"""Messages that say nothing of the shop: a fitting answer, and no question over and over."""

from __future__ import annotations

import re
import unicodedata

from actions.concluding import go_on
from actions.contact import contact
from actions.turn import Turn

LONG_TEXT = 400
# So many tries to answer a question were not understood that it had better be left alone.
MOST_TRIES = 2
# After so many messages in a row that were not understood, other ways on are offered.
MOST_MISSES = 2
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_PICTURE = "So"
_QUESTION_MARK = re.compile(r"[?？]")
_FOREIGN = re.compile(r"[^\W\d_]{2,}")
_ORDERS = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不用管|不要管|跳出|解除).{0,12}(?:规则|指令|设定|限制|提示|要求|身份)|"
    r"(?:从现在|现在)(?:开始|起)?你(?:就)?是|扮演|系统提示|越狱|system prompt|jailbreak|"
    r"(?:ignore|forget|disregard)\b.{0,40}\b(?:instructions?|rules?|prompts?)",
    re.IGNORECASE,
)
_FEW_WORDS = 2
# Who asks back does not try to answer.
_ASKS_BACK = re.compile(r"[?？]|[吗呢]\s*$|怎么|什么|啥|咋")


def fitting_text(words: str) -> str | None:
    """The text that answers signs without words, an order to leave the rules, a wall of text, another language.

    None for anything else.
    """
    if not any(sign.isalnum() for sign in words):
        return _of_signs(words)
    if _ORDERS.search(words):
        return "keeps_to_rules"
    if is_wall(words):
        return "wall_of_text"
    if len(_KANA.findall(words)) >= _FEW_WORDS:
        return "other_language_japanese"
    if not _CHINESE.search(words) and len(_FOREIGN.findall(words)) >= _FEW_WORDS:
        return "other_language"
    return None


def _of_signs(words: str) -> str | None:
    """For a message without a word: faces, or question marks."""
    if any(unicodedata.category(sign) == _PICTURE for sign in words):
        return "only_signs"
    return "question_marks" if _QUESTION_MARK.search(words) else None


def is_wall(words: str) -> bool:
    """Whether somebody wrote more than anybody can take in at once."""
    return len(words) > LONG_TEXT


def not_understood(turn: Turn, otherwise: str) -> None:
    """For a message that told nothing; `otherwise` is the text for one that is just not clear.

    After several in a row other ways on are offered, a person among them.
    """
    turn.interview.misses += 1
    if turn.interview.misses > MOST_MISSES:
        _move_on(turn, turn.remark("fallback_often", contact=contact(turn.texts)))
        turn.messages[-1].quick_replies.append(turn.texts.act_reply("ask_human"))
    else:
        _move_on(turn, turn.remark(fitting_text(turn.words) or otherwise))


def _move_on(turn: Turn, said: str) -> None:
    """Says something and returns to the open question; one that was tried to answer in vain is put aside.

    Before the first question it asks that: nobody who does not know what to say is left alone.
    """
    if fitting_text(turn.words) is None and not _ASKS_BACK.search(turn.words):
        turn.interview.note_miss()
    if any(turn.interview.missed.get(variable, 0) >= MOST_TRIES for variable in turn.interview.open):
        turn.interview.put_aside()
        go_on(turn, f"{said}\n{turn.remark('put_aside')}")
    elif not turn.interview.open and turn.interview.concluded is None:
        go_on(turn, said)
    else:
        turn.repeat_question(said)
