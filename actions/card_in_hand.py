"""Questions right after a definition that mean the same thing still: 正常多少, 在哪看."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.cards import find_in_words, normal_in_words
from knowledge import load_knowledge

if TYPE_CHECKING:
    from actions.turn import Turn

_NORMAL = re.compile(
    r"^(?:那|那么|它|这个|一般|[，,\s])*(?:正常|多少|一般|标准|达标|合格|及格|平均)(?:是|算|的|值|要|才|水平|[，,\s])*(?:多少|好|正常|达标|合格|行|及格|几|高|低|啊|呢|吗|[?？])*$"
)
_WHERE = re.compile(
    r"^(?:那|那么|它|这个|我|该|要|上?|[，,\s])*(?:在|从|去|到)?(?:哪|哪里|哪儿|什么地方|怎么|咋)(?:能|可以|里|去)*(?:看|查|找)(?:到|得到|出来|这个|啊|呢|[?？])*$"
)


def speak_of_the_card(turn: Turn) -> bool:
    """Answers what is asked of the card that was shown with the last message; False for anything else."""
    if turn.card_before is None:
        return False
    card, words = load_knowledge().cards[turn.card_before], turn.words.strip()
    if card.variable is None:
        return False
    if _NORMAL.match(words):
        said = normal_in_words(turn.texts, card, turn.assessment().evaluation)
    elif _WHERE.match(words):
        said = find_in_words(turn.texts, card, load_knowledge())
    else:
        return False
    if not said:
        return False
    turn.interview.card = card.id
    turn.repeat_question(said)
    return True
