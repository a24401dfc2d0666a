"""Runs one scripted conversation against the real server and holds its outcome against the script."""

from __future__ import annotations

import http
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.conftest import Advisor

MOST_ANSWERS = 60
STEP_KEYS = {
    "say", "choose", "expect", "without", "card", "answers", "asks", "offers", "progress", "knows",
    "later", "times", "at_once", "refused", "heard", "gone",
}  # fmt: skip
SECONDS = {"minutes": 60, "hours": 3_600, "days": 86_400}
SCRIPT_KEYS = {"name", "steps", "situation", "situation_is", "report", "expect_at_end"}

Reply = dict[str, Any]


def run(advisor: Advisor, script: dict[str, Any]) -> None:
    assert set(script) <= SCRIPT_KEYS
    conversation = advisor.new_conversation()
    reply: Reply = {"messages": []}
    for step in script["steps"]:
        assert set(step) <= STEP_KEYS
        if "later" in step:
            advisor.let_pass(_seconds(step["later"]))
        reply = _take(conversation, step, reply)
        _check_reply(step, reply)
        _check_known(conversation, step)
        if "gone" in step:
            _check_gone(conversation, step["gone"])
            return
    _check_end(conversation, script, reply)


def _seconds(duration: str) -> float:
    number, unit = duration.split()
    return float(number) * SECONDS[unit]


def _take(conversation: Any, step: dict[str, Any], last: Reply) -> Reply:
    if "at_once" in step:
        return _at_once(conversation, step["at_once"])
    if "refused" in step:
        return _refused(conversation, step)
    if "say" in step:
        return _say(conversation, _words(step["say"]), step.get("times", 1))
    if "choose" in step:
        return dict(conversation.choose(_choice(step["choose"], last)))
    return _answer_all(conversation, step["answers"], last)


def _words(said: Any) -> str:
    """What is typed; a wall of text is given by what it repeats and its length."""
    return said if isinstance(said, str) else (said["wall_of"] * said["length"])[: said["length"]]


def _say(conversation: Any, words: str, times: int) -> Reply:
    """The answer to the last time; said again and again, no two answers are alike."""
    replies = [dict(conversation.say(words)) for _ in range(times)]
    texts = [_text(reply) for reply in replies]
    assert len(set(texts)) == times, texts
    return replies[-1]


def _at_once(conversation: Any, messages: list[str]) -> Reply:
    """All of them in the same moment; each is answered. The answers one after another."""
    with ThreadPoolExecutor(len(messages)) as senders:
        replies = list(senders.map(conversation.say, messages))
    return {"messages": [message for reply in replies for message in reply["messages"]]}


def _refused(conversation: Any, step: dict[str, Any]) -> Reply:
    """What is said about a message that cannot be taken."""
    answer = conversation.send({"text": _words(step["say"])})
    assert answer.body["error"]["code"] == step["refused"], answer
    return {"messages": [{"text": answer.body["error"]["message"], "quick_replies": [], "card": None}]}


def _check_gone(conversation: Any, words: list[str]) -> None:
    """Nobody gets in any more, and nothing said, nor the conversation's name, is in any file."""
    advisor = conversation.advisor
    answer = advisor.call("GET", f"{conversation.path}/messages", token=conversation.token)
    assert answer.status == http.HTTPStatus.NOT_FOUND
    stored = advisor.stored()
    for trace in (conversation.id, *words):
        assert trace.encode() not in stored and ascii(trace)[1:-1].encode() not in stored, trace


def _choice(choice: str, last: Reply) -> str:
    if choice != "first-unknown":
        return choice
    replies = last["messages"][-1]["quick_replies"]
    return str(next(one["choice"] for one in replies if one["choice"].endswith("=unknown")))


def _answer_all(conversation: Any, answers: dict[str, str], last: Reply) -> Reply:
    for _ in range(MOST_ANSWERS):
        card = _card(last)
        if card is None or card["type"] != "question":
            return last
        words = [answers.get(question["variable"], "不清楚") for question in card["questions"]]
        last = conversation.say("，".join(dict.fromkeys(words)))
    raise AssertionError(f"still asking after {MOST_ANSWERS} answers: {last}")


def _card(reply: Reply) -> dict[str, Any] | None:
    cards = [message["card"] for message in reply["messages"] if message.get("card")]
    return cards[-1] if cards else None


def _text(reply: Reply) -> str:
    return "\n".join(message["text"] for message in reply["messages"])


def _check_reply(step: dict[str, Any], reply: Reply) -> None:
    text = _text(reply)
    assert text, "every message gets an answer"
    for words in step.get("expect", []):
        assert words in text, text
    for words in step.get("without", []):
        assert words not in text, text
    if "card" in step:
        card = _card(reply)
        assert (card["type"] if card else None) == step["card"], text
    if "asks" in step:
        card = _card(reply)
        assert card is not None and step["asks"] in [one["variable"] for one in card["questions"]], text
    offered = [one["title"] for message in reply["messages"] for one in message["quick_replies"]]
    assert set(step.get("offers", [])) <= set(offered), offered
    for words in step.get("progress", []):
        assert words in reply["progress"]["text"]


def _check_known(conversation: Any, step: dict[str, Any]) -> None:
    """After a step; a variable expected to be null is one that nothing is known of."""
    if "knows" in step:
        situation = conversation.situation()
        for variable, value in step["knows"].items():
            assert situation.get(variable) == value, f"{variable}: {situation}"
    if "heard" in step:
        heard = [message["text"] for message in conversation.history() if message["from"] == "merchant"]
        assert len(heard) == step["heard"], heard


def _check_end(conversation: Any, script: dict[str, Any], reply: Reply) -> None:
    situation = conversation.situation()
    for variable, value in script.get("situation", {}).items():
        assert situation.get(variable) == value, f"{variable}: {situation}"
    if "situation_is" in script:
        assert situation == script["situation_is"]
    for words in script.get("expect_at_end", []):
        assert words in _text(reply)
    expected = script.get("report")
    if expected is None:
        return
    report = conversation.report()
    for key in ("stage", "main", "decided"):
        if key in expected:
            fired = [one["id"] for one in report["diagnoses"]]
            assert report[key] == expected[key], f"{key} is {report[key]}; fired {fired}; situation {situation}"
    assert set(expected.get("steps", [])) <= {step["action"] for step in report["next_steps"]}
    assert set(expected.get("avoid", [])) <= {one["action"] for one in report["avoid"]}
