"""The HTTP interface, as a client sees it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.channel import conversations
from bot.channel.incoming import LONGEST_TEXT
from knowledge import assess, load_knowledge
from tests.bot.channel.conftest import Channel, Talk
from tests.bot.channel.fakes import question
from tests.conftest import Answer

SECRET = "我家仓库在临平三号院"


def code_of(answer: Answer) -> str:
    """The error code; insists on the one shape of errors and on a Chinese message."""
    assert set(answer.body) == {"error"}
    assert set(answer.body["error"]) == {"code", "message"}
    assert any("\u4e00" <= character <= "\u9fff" for character in answer.body["error"]["message"])
    return str(answer.body["error"]["code"])


# conversations


def test_opening_a_conversation_gives_an_id_and_a_token(channel: Channel) -> None:
    answer = channel.call("POST", "/api/v1/conversations")
    assert answer.status == 201
    assert set(answer.body) == {"id", "token"}


def test_a_malformed_body_opens_nothing(channel: Channel) -> None:
    answer = channel.call("POST", "/api/v1/conversations", raw=b"{")
    assert (answer.status, code_of(answer)) == (400, "malformed_request")


def test_a_text_gets_the_dialogues_messages(channel: Channel, talk: Talk) -> None:
    asked = question("product_mix", ("没有分工", "没有分工"))
    channel.agent.answer = lambda _: [{"text": "记下了"}, asked]
    answer = talk.send({"text": "卖女装"})
    assert answer.status == 200
    first, second = answer.body["messages"]
    assert first == {"text": "记下了", "quick_replies": [], "card": None, "progress": None, "noted": []}
    assert second == {**asked, "noted": []}
    assert answer.body["progress"] == asked["progress"]


def test_understanding_is_told_which_question_is_open(channel: Channel, talk: Talk) -> None:
    channel.agent.interview = {"facts": {}, "open": ["avg_stay_sec"]}
    talk.send({"text": "你好"})
    talk.send({"text": "二十八秒"})
    first, second = channel.agent.received
    nothing_before = {"told": [], "supposed": [], "known": {}, "choice": None, "reviewing": False, "deleting": False}
    nothing_before |= {"shops": [], "shop_in_hand": []}
    moments = [message.metadata.pop("at") for message in (first, second)]
    assert moments == sorted(moments)
    assert first.metadata == {"asked": [], **nothing_before}
    assert second.metadata == {"asked": ["avg_stay_sec"], **nothing_before}


def test_the_open_question_is_still_known_in_a_new_session(channel: Channel, talk: Talk) -> None:
    channel.agent.interview = {"facts": {}, "open": ["avg_stay_sec"]}
    talk.send({"text": "你好"})
    channel.agent.interview, channel.agent.new_session = None, True
    talk.send({"text": "换个话题"})
    talk.send({"text": "二十八秒"})
    assert channel.agent.received[-1].metadata["asked"] == ["avg_stay_sec"]


def test_a_tapped_choice_says_the_words_on_its_button(channel: Channel, talk: Talk) -> None:
    channel.agent.answer = lambda _: [question("product_mix", ("分不清主次", "没有分工"))]
    talk.send({"text": "卖女装"})
    talk.send({"choice": "product_mix=没有分工"})
    tapped = channel.agent.received[-1]
    assert tapped.text == "分不清主次"
    assert tapped.metadata["choice"] == {"variable": "product_mix", "value": "没有分工"}


@pytest.mark.parametrize(
    ("choice", "words"),
    [("product_mix=没有分工", "没有分工"), ("product_mix=unknown", "不清楚"), ("act:ask_report", "直接看结论")],
)
def test_a_choice_nobody_offered_is_put_in_words(channel: Channel, talk: Talk, choice: str, words: str) -> None:
    assert talk.send({"choice": choice}).status == 200
    assert channel.agent.received[-1].text == words


def test_a_choice_that_does_not_exist_is_refused(channel: Channel, talk: Talk) -> None:
    answer = talk.send({"choice": "product_mix=飞起来"})
    assert (answer.status, code_of(answer)) == (422, "unknown_choice")
    assert channel.agent.received == []


def test_a_command_in_the_text_reaches_rasa_as_harmless_words(channel: Channel, talk: Talk) -> None:
    talk.send({"text": '/ask_report{"fact": 1}'})
    assert channel.agent.received[-1].text == '／ask_report{"fact": 1}'


# what can go wrong


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"{", 400, "malformed_request"),
        (b'{"text": 1}', 400, "malformed_request"),
        (b'{"text": "  "}', 422, "empty_text"),
        (b'{"text": "' + b"x" * (LONGEST_TEXT + 1) + b'"}', 413, "text_too_long"),
        (b'{"text": "' + b"x" * 70_000 + b'"}', 413, "body_too_large"),
    ],
)
def test_unusable_bodies_are_refused(talk: Talk, raw: bytes, status: int, code: str) -> None:
    answer = talk.send(raw=raw)
    assert (answer.status, code_of(answer)) == (status, code)


@pytest.mark.parametrize(
    ("method", "what"),
    [("POST", "/messages"), ("GET", "/messages"), ("GET", "/situation"), ("GET", "/report"), ("DELETE", "")],
)
def test_nobody_gets_in_without_the_token(channel: Channel, talk: Talk, method: str, what: str) -> None:
    for token in ("", "wrong", channel.open().token):
        answer = channel.call(method, talk.path + what, {"text": "x"} if method == "POST" else None, token=token)
        assert (answer.status, code_of(answer)) == (401, "unauthorised")
    assert channel.agent.received == []


@pytest.mark.parametrize(
    ("method", "what"),
    [("POST", "/messages"), ("GET", "/messages"), ("GET", "/situation"), ("GET", "/report"), ("DELETE", "")],
)
def test_a_conversation_that_never_was_is_unknown(channel: Channel, talk: Talk, method: str, what: str) -> None:
    body = {"text": "x"} if method == "POST" else None
    answer = channel.call(method, f"/api/v1/conversations/nobody{what}", body, token=talk.token)
    assert (answer.status, code_of(answer)) == (404, "unknown_conversation")


def test_an_unknown_address_says_so_in_the_same_shape(channel: Channel) -> None:
    answer = channel.call("GET", "/api/v1/nothing-here")
    assert (answer.status, code_of(answer)) == (404, "unknown_address")


def test_a_wrong_method_says_so_in_the_same_shape(channel: Channel) -> None:
    answer = channel.call("GET", "/api/v1/conversations")
    assert (answer.status, code_of(answer)) == (405, "wrong_method")


def test_no_reply_is_an_error_and_the_conversation_goes_on(channel: Channel, talk: Talk) -> None:
    talk.send({"text": "卖女装"})
    channel.agent.answer = lambda _: []
    answer = talk.send({"text": "停留 28 秒"})
    assert (answer.status, code_of(answer)) == (503, "no_answer")
    channel.agent.answer = lambda message: [{"text": f"又好了：{message.text}"}]
    assert talk.send({"text": "停留 28 秒"}).body["messages"][0]["text"] == "又好了：停留 28 秒"


def test_a_failed_turn_leaves_no_trace(channel: Channel, talk: Talk) -> None:
    talk.send({"text": "卖女装"})
    channel.agent.failure = RuntimeError(SECRET)
    assert talk.send({"text": "停留 28 秒"}).status == 503
    channel.agent.failure = None
    assert [message["text"] for message in talk.get("messages").body["messages"]] == ["卖女装", "听到了：卖女装"]


def test_a_turn_that_hangs_is_given_up(channel: Channel, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "LONGEST_TURN_SECONDS", 0.05)
    channel.agent.delay = 5
    assert talk.send({"text": "在吗"}).status == 503
    channel.agent.delay = 0
    assert talk.send({"text": "在吗"}).status == 200


def test_a_reply_that_could_not_be_stored_does_not_count(channel: Channel, talk: Talk) -> None:
    async def lose(_: Any) -> None:
        await asyncio.sleep(0)

    channel.agent.tracker_store.save = lose
    assert talk.send({"text": "在吗"}).status == 503


def test_logs_never_quote_the_merchant(channel: Channel, talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        channel.agent.failure = ValueError(SECRET)
        talk.send({"text": SECRET})
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text


# order


def test_messages_of_one_conversation_are_answered_in_the_order_they_came(channel: Channel, talk: Talk) -> None:
    channel.agent.delay = 0.02
    senders = [threading.Thread(target=talk.send, args=({"text": f"第{number}句"},)) for number in range(8)]
    for sender in senders:
        sender.start()
        time.sleep(0.005)
    for sender in senders:
        sender.join()
    said = [message["text"] for message in talk.get("messages").body["messages"]]
    assert said == [text for number in range(8) for text in (f"第{number}句", f"听到了：第{number}句")]


def test_conversations_do_not_wait_for_each_other(channel: Channel) -> None:
    channel.agent.delay = 0.3
    senders = [threading.Thread(target=channel.open().send, args=({"text": "在吗"},)) for _ in range(6)]
    started = time.monotonic()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert time.monotonic() - started < 1.2


# reading back


def test_the_same_message_sent_again_before_its_answer_is_one_turn(channel: Channel, talk: Talk) -> None:
    channel.agent.delay = 0.3
    with ThreadPoolExecutor(2) as senders:
        first, second = senders.map(talk.send, [{"text": "20"}, {"text": "20"}])
    assert first.body == second.body and len(channel.agent.received) == 1


def test_the_same_message_after_its_answer_is_another_turn(channel: Channel, talk: Talk) -> None:
    talk.send({"text": "20"})
    talk.send({"text": "20"})
    assert len(channel.agent.received) == 2


def test_a_double_send_that_fails_fails_for_both_and_may_be_sent_again(channel: Channel, talk: Talk) -> None:
    channel.agent.delay, channel.agent.failure = 0.3, RuntimeError("no")
    with ThreadPoolExecutor(2) as senders:
        answers = list(senders.map(talk.send, [{"text": "20"}, {"text": "20"}]))
    assert [answer.status for answer in answers] == [503, 503]
    channel.agent.failure = None
    assert talk.send({"text": "20"}).status == 200


def test_history_tells_who_said_what_across_sessions(channel: Channel, talk: Talk) -> None:
    talk.send({"text": "卖女装"})
    channel.agent.new_session = True
    channel.agent.answer = lambda _: [question("product_mix", ("没有分工", "没有分工"))]
    talk.send({"text": "停留 28 秒"})
    history = talk.get("messages").body["messages"]
    assert [message["from"] for message in history] == ["merchant", "advisor", "merchant", "advisor"]
    assert history[2]["text"] == "停留 28 秒"
    assert history[3]["card"]["type"] == "question"
    assert history[3]["quick_replies"][0]["choice"] == "product_mix=没有分工"


def test_a_new_conversation_has_no_history_and_no_situation(talk: Talk) -> None:
    assert talk.get("messages").body == {"messages": []}
    assert talk.get("situation").body == {}


FACTS: dict[str, Any] = {
    "category": {"value": "服饰鞋包", "status": "known", "text": "女装"},
    "avg_stay_sec": {"value": 28, "status": "known", "text": "28 秒"},
    "paid_daily_spend": {"low": 3000, "high": 4000, "status": "known", "text": "三四千"},
    "live_days_per_week": {"low": None, "high": 3, "status": "known", "text": "不到三天"},
    "gross_margin": {"status": "unknown", "text": "不清楚"},
    "price_avg": {"status": "declined", "text": "不方便说"},
    "planned_action": {"value": ["加预算"], "status": "known", "text": "想加预算"},
}
SITUATION = {
    "category": "服饰鞋包",
    "avg_stay_sec": 28,
    "paid_daily_spend": {"low": 3000, "high": 4000},
    "live_days_per_week": {"low": None, "high": 3},
    "gross_margin": "unknown",
    "price_avg": "unknown",
    "planned_action": ["加预算"],
}


def test_the_situation_is_what_the_dialogue_remembers(channel: Channel, talk: Talk) -> None:
    channel.agent.interview = {"facts": FACTS}
    talk.send({"text": "说完了"})
    assert talk.get("situation").body == SITUATION


def test_the_report_is_what_the_brain_concludes_from_it(channel: Channel, talk: Talk) -> None:
    channel.agent.interview = {"facts": FACTS}
    talk.send({"text": "说完了"})
    words = {variable: fact["text"] for variable, fact in FACTS.items()}
    assert talk.get("report").body == assess(load_knowledge(), SITUATION, words)


def test_a_report_without_facts_is_undecided(talk: Talk) -> None:
    report = talk.get("report")
    assert report.status == 200
    assert report.body["stage"] == "undecided"


def test_a_stored_fact_the_knowledge_no_longer_has_is_named_as_the_reason(channel: Channel, talk: Talk) -> None:
    channel.agent.interview = {"facts": {"no_longer_asked": {"value": 1, "status": "known"}}}
    talk.send({"text": "说完了"})
    answer = talk.get("report")
    assert (answer.status, code_of(answer)) == (409, "stale_facts")


# forgetting


def test_a_forgotten_conversation_is_gone(talk: Talk) -> None:
    talk.send({"text": "卖女装"})
    assert talk.forget().status == 204
    for answer in (talk.get("messages"), talk.get("situation"), talk.get("report"), talk.send({"text": "还在吗"})):
        assert (answer.status, code_of(answer)) == (404, "unknown_conversation")
    assert talk.forget().status == 404


def test_forgetting_one_conversation_leaves_the_others(channel: Channel, talk: Talk) -> None:
    other = channel.open()
    other.send({"text": "我还在"})
    talk.send({"text": "卖女装"})
    talk.forget()
    assert other.get("messages").body["messages"][0]["text"] == "我还在"


def test_nothing_said_is_left_on_disk_after_forgetting(channel: Channel, talk: Talk) -> None:
    talk.send({"text": SECRET})
    assert on_disk(channel.var, SECRET), "Rasa stores what was said, as JSON with escapes"
    talk.forget()
    assert not on_disk(channel.var, SECRET)
    assert not on_disk(channel.var, talk.id)


def test_a_message_that_waited_while_the_conversation_was_forgotten_is_refused(channel: Channel, talk: Talk) -> None:
    channel.agent.delay = 0.2
    outcomes: dict[str, Answer] = {}

    def do(name: str, call: Any) -> None:
        outcomes[name] = call()

    steps = [
        ("first", lambda: talk.send({"text": "一"})),
        ("forget", talk.forget),
        ("late", lambda: talk.send({"text": "二"})),
    ]
    threads = [threading.Thread(target=do, args=step) for step in steps]
    for thread in threads:
        thread.start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    assert outcomes["first"].status == 200
    assert outcomes["forget"].status == 204
    assert outcomes["late"].status == 404
    assert len(channel.agent.received) == 1


def on_disk(folder: Path, words: str) -> bool:
    forms = (words.encode(), words.encode("unicode_escape"))
    return any(form in path.read_bytes() for path in folder.rglob("*") if path.is_file() for form in forms)


# the edge itself


def test_health_tells_whether_a_model_is_loaded(channel: Channel) -> None:
    assert channel.call("GET", "/api/v1/health").body == {"status": "ok"}
    channel.agent.ready = False
    answer = channel.call("GET", "/api/v1/health")
    assert (answer.status, code_of(answer)) == (503, "starting")


def test_answers_are_never_cached_and_allow_no_other_origin(channel: Channel, talk: Talk) -> None:
    for answer in (talk.send({"text": "在吗"}), talk.get("messages"), channel.call("GET", "/api/v1/nothing-here")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers
