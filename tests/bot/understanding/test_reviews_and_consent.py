"""Short answers to the two questions that stand outside the interview: was it done, and is it all to be deleted."""

from __future__ import annotations

import pytest

from bot.understanding.consent import confirms_deletion, keeps_everything
from bot.understanding.reviews import says_done, says_not_done


@pytest.mark.parametrize("text", ["做了", "都做了", "已经改了", "做了，没什么变化", "数没变", "还是老样子"])
def test_done(text: str) -> None:
    assert says_done(text)
    assert not says_not_done(text)


@pytest.mark.parametrize("text", ["还没做", "没做呢", "没顾上", "还没来得及", "还没开始做", "没有"])
def test_not_done(text: str) -> None:
    assert says_not_done(text)
    assert not says_done(text)


@pytest.mark.parametrize("text", ["什么是承接", "为什么问这个", "你好"])
def test_neither(text: str) -> None:
    assert not says_done(text) and not says_not_done(text)


@pytest.mark.parametrize("text", ["确定", "是的", "删吧", "确认删除", "是的，全部删掉", "嗯，删了吧"])
def test_consent(text: str) -> None:
    assert confirms_deletion(text)


@pytest.mark.parametrize("text", ["先不删", "别删", "算了", "不要删了", "等一下，再想想"])
def test_no_consent(text: str) -> None:
    assert keeps_everything(text) and not confirms_deletion(text)


@pytest.mark.parametrize("text", ["删除我的数据", "停留15秒", "确定一下停留是15秒", "怎么删", ""])
def test_nothing_else_is_consent(text: str) -> None:
    assert not confirms_deletion(text)
