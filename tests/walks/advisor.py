"""The advisor in one process: the trained model, Rasa, the real actions and the channel's own rules, without HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import yaml
from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot import rasa_patches
from bot.channel import access, conversation_store, inbox, report_shelf
from bot.channel.access import AccessBook
from bot.channel.conversation_store import ConversationStore
from bot.channel.conversations import Conversations
from bot.channel.inbox import Inbox
from bot.channel.incoming import read_message
from bot.channel.report_shelf import ReportShelf
from bot.channel.storage import private_file
from bot.channel.transcript import Transcript
from knowledge import load_knowledge

ROOT = Path(__file__).parents[2]
TEXTS = yaml.safe_load((ROOT / "actions" / "texts.yml").read_text(encoding="utf-8"))

Result = TypeVar("Result")


class ActionsHere(EndpointConfig):
    """Rasa's action endpoint, answered by the actions in this process; everything passes through JSON as it would."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1/webhook")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, **options: Any) -> Any:
        call = json.loads(json.dumps(options["json"]))
        return json.loads(json.dumps(await self._executor.run(call)))


class AdvisorHere:
    """Opens conversations; the data lies in the folder that ADVISOR_VAR names."""

    def __init__(self) -> None:
        rasa_patches.apply()
        # In a thread of its own: a browser that other tests drive keeps a loop running in this one.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        model = get_latest_model(str(ROOT / "models"))
        store = FailSafeTrackerStore(ConversationStore())
        self._agent = Agent.load(model, tracker_store=store, action_endpoint=ActionsHere())
        self._conversations = self._open()

    def new_conversation(self) -> ConversationHere:
        return ConversationHere(self, self._conversations.open().conversation)

    def start_again(self) -> None:
        """Everything but the model forgets what it had in mind, as after a restart."""
        self._conversations.close()
        self._conversations = self._open()

    def close(self) -> None:
        self._conversations.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def say(self, conversation: str, body: dict[str, str]) -> dict[str, Any]:
        return self._wait(self._conversations.say(conversation, read_message(json.dumps(body).encode())))

    def situation(self, conversation: str) -> dict[str, Any]:
        return self._conversations.situation(conversation)

    def report(self, conversation: str) -> dict[str, Any]:
        return self._wait(self._conversations.report(conversation))

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _open(self) -> Conversations:
        return Conversations(
            load_knowledge(),
            AccessBook(private_file(access.FILE_NAME)),
            Transcript(private_file(conversation_store.FILE_NAME)),
            Inbox(private_file(inbox.FILE_NAME)),
            ReportShelf(private_file(report_shelf.FILE_NAME)),
            self._agent.handle_message,
            lambda: {act: TEXTS.get(f"button_{act}") for act in self._agent.domain.intents},
            _always,
            lambda: TEXTS,
        )


class ConversationHere:
    """One conversation, used like the one over HTTP in tests/conftest.py."""

    def __init__(self, advisor: AdvisorHere, name: str) -> None:
        self._advisor = advisor
        self._name = name

    def say(self, text: str) -> dict[str, Any]:
        return self._advisor.say(self._name, {"text": text})

    def choose(self, choice: str) -> dict[str, Any]:
        return self._advisor.say(self._name, {"choice": choice})

    def situation(self) -> dict[str, Any]:
        return self._advisor.situation(self._name)

    def report(self) -> dict[str, Any]:
        return self._advisor.report(self._name)


async def _always() -> bool:
    return True
