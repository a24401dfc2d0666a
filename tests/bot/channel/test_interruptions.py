"""Turns that were cut short: nothing said is lost, nothing is answered twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from bot.channel.inbox import FILE_NAME, Inbox
from bot.channel.incoming import Text
from bot.channel.storage import private_file
from bot.channel.transcript import Transcript
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.test_api import code_of, on_disk

SECRET = "我家仓库在临平三号院"


@pytest.fixture
def inbox(channel: Channel) -> Inbox:
    assert channel.var.exists()
    return Inbox(private_file(FILE_NAME))


def history(talk: Talk) -> list[str]:
    return [message["text"] for message in talk.get("messages").body["messages"]]


def test_while_the_actions_are_away_the_message_is_kept_and_the_merchant_told_so(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    answer = talk.send({"text": "停留 28 秒"})
    assert (answer.status, code_of(answer)) == (503, "away")
    assert history(talk) == ["停留 28 秒"]


def test_what_was_said_meanwhile_is_answered_first_and_in_order(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    talk.send({"text": "停留 28 秒"})
    talk.send({"text": "转化 1%"})
    channel.agent.away = False
    talk.send({"text": "客单 89"})
    said = ["停留 28 秒", "转化 1%", "客单 89"]
    assert history(talk) == [text for one in said for text in (one, f"听到了：{one}")]


@pytest.mark.parametrize("again", [{"text": "停留 28 秒"}, {"text": "停留 28 秒", "id": "m2"}])
def test_a_kept_message_sent_again_is_answered_once(channel: Channel, talk: Talk, again: dict[str, str]) -> None:
    channel.agent.away = True
    talk.send({"text": "停留 28 秒", "id": "m1"})
    channel.agent.away = False
    assert [one["text"] for one in talk.send(again).body["messages"]] == ["听到了：停留 28 秒"]
    assert history(talk) == ["停留 28 秒", "听到了：停留 28 秒"]


def test_an_answered_message_sent_again_gets_the_same_answer(channel: Channel, talk: Talk) -> None:
    first = talk.send({"text": "停留 28 秒", "id": "m1"})
    assert talk.send({"text": "停留 28 秒", "id": "m1"}).body == first.body
    assert len(channel.agent.received) == 1
    assert history(talk) == ["停留 28 秒", "听到了：停留 28 秒"]


def test_the_same_words_in_a_new_message_are_said_again(channel: Channel, talk: Talk) -> None:
    talk.send({"text": "没有", "id": "m1"})
    talk.send({"text": "没有", "id": "m2"})
    assert len(channel.agent.received) == 2


def test_a_message_received_before_a_crash_is_answered_before_the_next(talk: Talk, inbox: Inbox) -> None:
    inbox.put(talk.id, Text("停留 28 秒"), "停留 28 秒")
    talk.send({"text": "转化 1%"})
    assert history(talk) == ["停留 28 秒", "听到了：停留 28 秒", "转化 1%", "听到了：转化 1%"]


def test_a_message_answered_before_a_crash_is_not_answered_again(channel: Channel, talk: Talk, inbox: Inbox) -> None:
    talk.send({"text": "停留 28 秒", "id": "m1"})
    inbox.put(talk.id, Text("停留 28 秒", "m1"), "停留 28 秒")
    talk.send({"text": "转化 1%"})
    assert [message.text for message in channel.agent.received] == ["停留 28 秒", "转化 1%"]


def test_a_turn_that_a_crash_left_half_stored_is_taken_anew(
    channel: Channel, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.send({"text": "卖女装"})
    channel.agent.away = True
    with monkeypatch.context() as crash:
        crash.setattr(Transcript, "forget", lambda *_, **__: None)
        talk.send({"text": "停留 28 秒"})
    channel.agent.away = False
    talk.send({"text": "转化 1%"})
    assert history(talk)[2:] == ["停留 28 秒", "听到了：停留 28 秒", "转化 1%", "听到了：转化 1%"]


def test_a_message_that_no_action_can_take_holds_nothing_up(channel: Channel, talk: Talk, inbox: Inbox) -> None:
    inbox.put(talk.id, Text("坏的"), "坏的")
    channel.agent.answer = lambda message: [] if message.text == "坏的" else [{"text": "好"}]
    given_up, answer = talk.send({"text": "停留 28 秒"}).body["messages"]
    assert "坏的" in given_up["text"]
    assert answer["text"] == "好"
    assert history(talk) == ["停留 28 秒", "好"]


def test_a_waiting_message_can_be_sent_again_by_its_id(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    talk.send({"choice": "act:ask_report"})
    (waiting,) = talk.get("messages").body["messages"]
    channel.agent.away = False
    assert talk.send({"text": waiting["text"], "id": waiting["id"]}).status == 200
    assert channel.agent.received[-1].metadata["choice"] == {"act": "ask_report"}
    assert "id" not in talk.get("messages").body["messages"][0]


def test_what_is_waiting_is_forgotten_with_the_rest(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    talk.send({"text": SECRET})
    assert on_disk(channel.var, SECRET)
    talk.forget()
    assert not on_disk(channel.var, SECRET)


def test_what_waits_is_answered_by_itself_once_the_actions_are_back(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    talk.send({"text": "停留 28 秒"})
    talk.send({"text": "转化 1%"})
    channel.agent.away = False
    in_order = ["停留 28 秒", "听到了：停留 28 秒", "转化 1%", "听到了：转化 1%"]
    wait_until(lambda: history(talk) == in_order)
    answers = talk.send({"text": "客单 89"}).body["messages"]
    assert [one["text"] for one in answers] == ["听到了：停留 28 秒", "听到了：转化 1%", "听到了：客单 89"]
    assert [one["text"] for one in talk.send({"text": "在吗"}).body["messages"]] == ["听到了：在吗"]


def test_an_answer_found_meanwhile_comes_with_the_message_sent_again(channel: Channel, talk: Talk) -> None:
    channel.agent.away = True
    talk.send({"text": "停留 28 秒", "id": "m1"})
    channel.agent.away = False
    wait_until(lambda: len(history(talk)) == 2)
    assert [one["text"] for one in talk.send({"text": "停留 28 秒", "id": "m1"}).body["messages"]] == [
        "听到了：停留 28 秒"
    ]
    assert [one["text"] for one in talk.send({"text": "在吗"}).body["messages"]] == ["听到了：在吗"]


def test_a_message_is_kept_while_it_still_stands_in_the_queue(channel: Channel, talk: Talk, inbox: Inbox) -> None:
    channel.agent.delay = 0.5
    senders = [threading.Thread(target=talk.send, args=({"text": words},)) for words in ("停留 28 秒", "转化 1%")]
    for sender in senders:
        sender.start()
        time.sleep(0.1)
    assert [one.words for one in inbox.waiting(talk.id)] == ["停留 28 秒", "转化 1%"]
    for sender in senders:
        sender.join()
    assert inbox.waiting(talk.id) == []
    assert history(talk) == ["停留 28 秒", "听到了：停留 28 秒", "转化 1%", "听到了：转化 1%"]


def test_an_answer_is_not_lost_because_the_next_one_has_to_wait(channel: Channel, talk: Talk, inbox: Inbox) -> None:
    inbox.put(talk.id, Text("停留 28 秒"), "停留 28 秒")
    channel.agent.answer = lambda message: [{"text": "好"}] if message.text == "停留 28 秒" else leave(channel)
    assert talk.send({"text": "转化 1%"}).status == 503
    channel.agent.away = False
    channel.agent.answer = lambda message: [{"text": f"听到了：{message.text}"}]
    assert [one["text"] for one in talk.send({"text": "转化 1%"}).body["messages"]] == ["好", "听到了：转化 1%"]


def leave(channel: Channel) -> list[dict[str, object]]:
    """The actions go away in the middle of an answer."""
    channel.agent.away = True
    return []


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline, "it did not happen by itself"
        time.sleep(0.02)


@pytest.mark.parametrize("message_id", ["", "x" * 65, 1, {}])
def test_an_id_that_is_none_is_refused(talk: Talk, message_id: object) -> None:
    answer = talk.send({"text": "在吗", "id": message_id})
    assert (answer.status, code_of(answer)) == (400, "malformed_request")
