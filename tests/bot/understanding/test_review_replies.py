"""What 上次的建议做了吗 is answered with."""

from __future__ import annotations

import pytest

from bot.understanding.review_replies import review_reply

REPLIES = {
    "affirm": ["做了", "都照做了", "在做了", "按你说的改了", "嗯做了", "降了"],
    "deny": ["没做", "还没呢", "没来得及", "忘了", "没时间弄", "还没开始做", "没"],
    "skip_question": ["没变", "没什么变化", "老样子", "跟上次差不多", "做了，没啥变化", "还是那样"],
}


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, texts in REPLIES.items() for text in texts])
def test_a_reply_is_done_not_done_or_nothing_changed(act: str, text: str) -> None:
    assert review_reply(text) == act


@pytest.mark.parametrize("text", ["你好", "今天天气怎么样", "承接是什么", "停留", "不清楚，还没看"])
def test_anything_else_is_none(text: str) -> None:
    assert review_reply(text) is None
