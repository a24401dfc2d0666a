"""Runs one scripted conversation against the real server and holds its outcome against the script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.conftest import Advisor

MOST_ANSWERS = 60
STEP_KEYS = {"later", "say", "choose", "expect", "without", "card", "answers", "asks", "offers", "progress", "knows"}
SCRIPT_KEYS = {"name", "steps", "situation", "situation_is", "report", "expect_at_end"}

Reply = dict[str, Any]


def run(advisor: Advisor, script: dict[str, Any]) -> None:
    assert set(script) <= SCRIPT_KEYS
    conversation = advisor.new_conversation()
    reply: Reply = {"messages": []}
    gone = timedelta()
    for step in script["steps"]:
        assert set(step) <= STEP_KEYS
        gone += _duration(step.get("later", "0 days"))
        advisor.let_go_by(gone)
        reply = _take(conversation, step, reply)
        _check_reply(step, reply)
        _check_known(conversation, step)
    _check_end(conversation, script, reply)


def _take(conversation: Any, step: dict[str, Any], last: Reply) -> Reply:
    if "say" in step:
        return dict(conversation.say(step["say"]))
    if "choose" in step:
        return dict(conversation.choose(_choice(step["choose"], last)))
    return _answer_all(conversation, step["answers"], last)


def _duration(later: str) -> timedelta:
    """“8 days”, “5 hours”."""
    count, unit = later.split()
    return timedelta(**{unit: float(count)})


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
        assert words in text
    for words in step.get("without", []):
        assert words not in text
    if "card" in step:
        card = _card(reply)
        assert card is not None and card["type"] == step["card"], text

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
