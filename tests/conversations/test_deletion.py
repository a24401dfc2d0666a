"""「删除我的数据」 deletes: in the databases and in every other file, and for the one who holds the token."""

from __future__ import annotations

import http

import pytest

from tests.conftest import Advisor, Conversation

# Said in no other test: all of them share one advisor and its data folder.
SECRET = "钱塘七号仓"
CONFIRMING = ["确定", "是的，删吧", "全部删掉"]


def kept_anywhere(advisor: Advisor, words: str) -> list[str]:
    """The files of the advisor's data folder that hold these words, as they are or as JSON writes them."""
    forms = [words.encode(), words.encode("unicode_escape")]
    files = [path for path in advisor.var.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def told_a_secret(advisor: Advisor) -> Conversation:
    conversation = advisor.new_conversation()
    conversation.say(f"卖女装的，仓库在{SECRET}，千川一天三千，停留15秒")
    conversation.say(f"{SECRET}的体验分4.8")
    assert kept_anywhere(advisor, SECRET), "the search must find what is stored"
    return conversation


def is_gone(advisor: Advisor, conversation: Conversation) -> bool:
    answer = conversation.send({"text": "还在吗"})
    return answer.status == http.HTTPStatus.NOT_FOUND and not kept_anywhere(advisor, SECRET)


def test_a_tap_on_the_confirmation_deletes_everything_and_says_how_much(advisor: Advisor) -> None:
    conversation = told_a_secret(advisor)
    answers = len(conversation.situation())
    asked = conversation.say("删除我的数据")["messages"][-1]
    assert [reply["title"] for reply in asked["quick_replies"]] == ["确定删除", "先不删"]
    spoken = len(conversation.history())
    (receipt,) = conversation.choose("confirm:delete_my_data")["messages"]
    assert receipt["card"] == {"type": "deleted", "messages": spoken + 2, "answers": answers}
    assert f"{spoken + 2} 条消息" in receipt["text"] and f"{answers} 项回答" in receipt["text"]
    assert is_gone(advisor, conversation)


@pytest.mark.parametrize("words", CONFIRMING)
def test_words_of_consent_delete_as_well(advisor: Advisor, words: str) -> None:
    conversation = told_a_secret(advisor)
    conversation.say("把我的数据全删掉")
    assert conversation.say(words)["messages"][0]["card"]["type"] == "deleted"
    assert is_gone(advisor, conversation)


def test_asking_twice_is_no_consent(advisor: Advisor) -> None:
    conversation = told_a_secret(advisor)
    for _ in range(2):
        asked = conversation.say("删除我的数据")["messages"][-1]
        assert "确定删除" in [reply["title"] for reply in asked["quick_replies"]]
    conversation.forget()


def test_others_keep_what_they_said(advisor: Advisor) -> None:
    other = advisor.new_conversation()
    other.say("卖零食的，千川一天五百")
    conversation = told_a_secret(advisor)
    conversation.say("删除我的数据")
    conversation.say("确定")
    assert other.situation()["category"] == "食品生鲜"


def test_the_answers_of_every_shop_are_counted_and_go(advisor: Advisor) -> None:
    conversation = told_a_secret(advisor)
    first = len(conversation.situation())
    conversation.say(f"我还有个卖童装的号，停留20秒，仓库也在{SECRET}")
    second = len(conversation.situation())
    conversation.say("删除我的数据")
    (receipt,) = conversation.say("确定")["messages"]
    assert second and receipt["card"]["answers"] == first + second
    assert is_gone(advisor, conversation)
