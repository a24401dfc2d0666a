"""A fake of Rasa's agent: it answers what a test scripted, and stores events through Rasa's own tracker store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.channel.conversation_store import ConversationStore

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [greet, ask_report, restart, start_diagnosis]
    slots:
      interview: {type: any, mappings: [{type: custom}]}
    """
)

Payload = dict[str, Any]


def question(variable: str, *titles_and_values: tuple[str, str]) -> Payload:
    """A question as the dialogue would ask it."""
    return {
        "text": f"问 {variable}",
        "quick_replies": [{"title": title, "choice": f"{variable}={value}"} for title, value in titles_and_values],
        "card": {"type": "question", "questions": [{"variable": variable}]},
        "progress": {"text": "再问一个", "remaining": 1, "decided": False},
    }


class FakeAgent:
    """Answers every message with `answer`.

    When a test says so it fails with `failure`, hangs for `delay` seconds, or is without its actions while `away`.
    """

    def __init__(self) -> None:
        self.domain = DOMAIN
        self.tracker_store = FailSafeTrackerStore(ConversationStore(DOMAIN))
        self.received: list[UserMessage] = []
        self.answer: Callable[[UserMessage], list[Payload]] = lambda message: [{"text": f"听到了：{message.text}"}]
        self.interview: dict[str, Any] | None = None
        self.failure: Exception | None = None
        self.delay = 0.0
        self.ready = True
        self.away = False
        self.action_endpoint = EndpointConfig(url="http://127.0.0.1:1/webhook")
        self.new_session = False

    def is_ready(self) -> bool:
        return self.ready

    async def actions_answer(self, _: str) -> bool:
        """In place of a look at the action server."""
        return not self.away

    async def handle_message(self, message: UserMessage) -> None:
        self.received.append(message)
        await asyncio.sleep(self.delay)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        events: list[Event] = [SessionStarted()] if self.new_session else []
        events.append(UserUttered(message.text, message_id=message.message_id, metadata=message.metadata))
        if self.failure is None and not self.away:
            events += await self._speak(message)
        tracker.update_with_events([*events, ActionExecuted("action_listen")], DOMAIN)
        await self.tracker_store.save(tracker)
        if self.failure is not None:
            raise self.failure

    async def _speak(self, message: UserMessage) -> list[Event]:
        events: list[Event] = []
        for payload in self.answer(message):
            await message.output_channel.send_response(message.sender_id, {"custom": payload})
            events.append(BotUttered(None, {"custom": payload}))
        if self.interview is not None:
            events.append(SlotSet("interview", self.interview))
        return events
