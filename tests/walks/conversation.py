"""The real understanding and the real actions in one process, with the memory that Rasa would keep between turns."""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.interview import SLOT, Interview
from actions.turn import InterviewAction
from bot.channel.choices import read_choice
from bot.channel.situations import figures_of
from bot.launcher.model import fresh_model
from bot.launcher.settings import Settings
from knowledge import load_knowledge

FALLBACK = {"nlu_fallback": "fallback"}
# Whatever is tapped here exists.
ANY_ACT = {"ask_report", "review_answers", "ask_how_concluded", "restart", "start_diagnosis"}


@dataclass(frozen=True)
class Reply:
    """The act the message was taken for, and what was answered."""

    act: str
    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def asks(self) -> list[str]:
        """The variables of the question, none when there is no question."""
        card = self.messages[-1]["card"] or {"type": None}
        return [one["variable"] for one in card["questions"]] if card["type"] == "question" else []

    @property
    def concludes(self) -> bool:
        return any((message["card"] or {}).get("type") == "report" for message in self.messages)

    @property
    def choices(self) -> list[str]:
        return [reply["choice"] for reply in self.messages[-1]["quick_replies"]]


class Advisor:
    """The trained model and the actions, loaded once."""

    def __init__(self) -> None:
        model = fresh_model(Settings.from_environment(os.environ), lambda _: None)
        self._processor: Any = Agent.load(str(model)).processor
        self._loop = asyncio.new_event_loop()
        self.actions = {action.act: action for action in _all_actions()}

    def parse(self, message: UserMessage) -> dict[str, Any]:
        parsed: dict[str, Any] = self._loop.run_until_complete(self._processor.parse_message(message))
        return parsed


class Conversation:
    """One merchant's conversation with the advisor."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._slot: dict[str, Any] = {}

    @property
    def memory(self) -> Interview:
        return Interview.from_slot(self._slot)

    def say(self, text: str) -> Reply:
        return self._send(text, None)

    def choose(self, choice: str) -> Reply:
        chosen = read_choice(choice, load_knowledge(), ANY_ACT)
        return self._send(chosen.title, chosen.meaning)

    def _send(self, text: str, choice: dict[str, str] | None) -> Reply:
        metadata = {
            "asked": self._slot.get("open", []),
            "told": self._slot.get("told", []),
            "supposed": self._slot.get("supposed", []),
            "known": figures_of(self._slot),
            "choice": choice,
        }
        parsed = self._advisor.parse(UserMessage(text=text, metadata=metadata))
        intent = parsed["intent"]["name"]
        act = FALLBACK.get(intent, intent)
        dispatcher = CollectingDispatcher()
        latest = {"text": text, "entities": parsed["entities"], "metadata": metadata}
        tracker = Tracker("m", {SLOT: self._slot or None}, latest, [], False, None, {}, None)
        for event in self._advisor.actions[act].run(dispatcher, tracker, {}):
            if event["event"] == "slot" and event["name"] == SLOT:
                self._slot = event["value"]
        return Reply(act, [message["custom"] for message in dispatcher.messages])


def _all_actions() -> Iterator[InterviewAction]:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    waiting = list(InterviewAction.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind()
