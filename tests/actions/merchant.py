"""A merchant for action tests: tells facts in order, and keeps the memory between actions as Rasa would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.interview import SLOT
from actions.turn import InterviewAction

DOMAIN: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))


class Merchant:
    """Runs actions one after another on one memory. Facts are given as variable id to value."""

    def __init__(self) -> None:
        self.slot: dict[str, Any] | None = None
        self.events: list[dict[str, Any]] = []

    def does(self, action: InterviewAction, words: str = "", /, **facts: Any) -> list[dict[str, Any]]:
        """The messages the action answers with, after a message with these words and facts."""
        told = [{"entity": "fact", "value": _fact(variable, value)} for variable, value in facts.items()]
        return self._send(action, {"text": words, "entities": told})

    def says(self, action: InterviewAction, words: str, /, **facts: Any) -> list[dict[str, Any]]:
        """As `does`, where the whole message is what tells the facts."""
        told = [
            {"entity": "fact", "value": _fact(variable, value), "start": 0, "end": len(words)}
            for variable, value in facts.items()
        ]
        return self._send(action, {"text": words, "entities": told})

    def turns_to(self, action: InterviewAction, kind: str, name: str, **facts: Any) -> list[dict[str, Any]]:
        """As `does`, for a message that turns to another shop and may tell something of it."""
        told = [{"entity": "fact", "value": _fact(variable, value)} for variable, value in facts.items()]
        shop = {"entity": "shop", "value": {"kind": kind, "name": name}}
        return self._send(action, {"text": "", "entities": [shop, *told]})

    def taps(self, action: InterviewAction, act: str) -> list[dict[str, Any]]:
        """As `does`, for a tap on the button of an act."""
        return self._send(action, {"text": act, "entities": [], "metadata": {"choice": {"act": act}}})

    def taps_shop(self, action: InterviewAction, name: str) -> list[dict[str, Any]]:
        """As `does`, for a tap on the button of a shop; without a name, of a new one."""
        return self._send(action, {"text": "", "entities": [], "metadata": {"choice": {"shop": name}}})

    def guesses(self, action: InterviewAction, **facts: Any) -> list[dict[str, Any]]:
        """As `does`, for facts that no rule reads in the message."""
        guessed = [
            {"entity": "fact", "value": _fact(variable, value), "confidence": 0.5} for variable, value in facts.items()
        ]
        return self._send(action, {"text": "", "entities": guessed})

    def supposes(self, action: InterviewAction, **supposed: Any) -> list[dict[str, Any]]:
        """As `does`, for a message that only supposes these facts."""
        entities = [
            {"entity": "supposition", "value": {"text": variable, **_fact(variable, value)}}
            for variable, value in supposed.items()
        ]
        return self._send(action, {"text": "", "entities": entities})

    def takes_back(self, action: InterviewAction, variable: str, value: str | None = None) -> list[dict[str, Any]]:
        """As `does`, for a message that takes an answer back, or one entry of it."""
        retraction = {"entity": "retraction", "value": {"variable": variable, "value": value}}
        return self._send(action, {"text": "", "entities": [retraction]})

    def changes(self, action: InterviewAction, variable: str) -> list[dict[str, Any]]:
        """As `does`, for a tap on the button that changes an answer."""
        return self._send(action, {"text": "", "entities": [], "metadata": {"choice": {"change": variable}}})

    def _send(self, action: InterviewAction, message: dict[str, Any]) -> list[dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        tracker = Tracker("m", {SLOT: self.slot}, message, [], False, None, {}, None)
        self.events = action.run(dispatcher, tracker, DOMAIN)
        for event in self.events:
            if event["event"] == "slot" and event["name"] == SLOT:
                self.slot = event["value"]
        return [message["custom"] for message in dispatcher.messages]

    @property
    def facts(self) -> dict[str, Any]:
        assert self.slot is not None
        return dict(self.slot["facts"])

    @property
    def open(self) -> list[str]:
        assert self.slot is not None
        return list(self.slot["open"])


def _fact(variable: str, value: Any) -> dict[str, Any]:
    if value in ("unknown", "declined"):
        return {"variable": variable, "status": value}
    if isinstance(value, tuple):
        return {"variable": variable, "low": value[0], "high": value[1], "status": "known"}
    return {"variable": variable, "value": value, "status": "known"}
