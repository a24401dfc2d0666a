"""What can be done with a conversation, whatever carries the request."""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channel import clock
from bot.channel.access import AccessBook, Grant
from bot.channel.choices import Chosen, read_choice
from bot.channel.double_sends import DoubleSends
from bot.channel.errors import ApiError, Problem
from bot.channel.incoming import Choice, Text
from bot.channel.messages import Message, from_collected, latest_progress
from bot.channel.queues import ConversationQueues
from bot.channel.situations import figures_of, situation_of, words_of
from bot.channel.transcript import Transcript
from knowledge import SituationError, assess
from knowledge.model import Knowledge

logger = logging.getLogger(__name__)

CHANNEL_NAME = "advisor"
# A turn takes milliseconds; a caller who waits longer than this has a dead action server on the other end.
LONGEST_TURN_SECONDS = 20.0

Deliver = Callable[[UserMessage], Awaitable[Any]]
Dialogue = Callable[[], Mapping[str, str | None]]


class Conversations:
    """Opens, carries on, shows and forgets conversations. Everything but `open` needs an admitted caller.

    `deliver` hands a message to Rasa; `dialogue` names the acts there are, each with the words on its button, if any.
    """

    def __init__(
        self, knowledge: Knowledge, access: AccessBook, transcript: Transcript, deliver: Deliver, dialogue: Dialogue
    ) -> None:
        self._knowledge = knowledge
        self._access = access
        self._transcript = transcript
        self._deliver = deliver
        self._dialogue = dialogue
        self._queues = ConversationQueues()
        self._double_sends = DoubleSends()
        # Experta is not thread-safe and an assessment takes tens of milliseconds: one thread, beside the event loop.
        self._thinker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="assess")

    def close(self) -> None:
        self._thinker.shutdown()
        self._access.close()
        self._transcript.close()

    def open(self) -> Grant:
        return self._access.open()

    def admit(self, conversation: str, token: str) -> None:
        """Raises ApiError unless the token opens the conversation."""
        self._access.check(conversation, token)

    async def say(self, conversation: str, incoming: Text | Choice) -> dict[str, Any]:
        """One turn. Raises ApiError when there is no reply; then the turn has left no trace and may be sent again.

        The same message sent twice before its answer is one turn.
        """
        turn = functools.partial(self._turn, conversation, incoming)
        return await self._double_sends.once(conversation, incoming, turn)

    async def _turn(self, conversation: str, incoming: Text | Choice) -> dict[str, Any]:
        async with self._queues.turn(conversation):
            self._access.check_exists(conversation)
            before = self._transcript.last_event(conversation)
            message = self._user_message(conversation, incoming)
            replies = await self._replies(message)
            if not replies or self._transcript.last_event(conversation) == before:
                self._transcript.forget(conversation, after=before)
                raise ApiError(Problem.NO_ANSWER)
            if any(reply.deletes for reply in replies):
                self._delete(conversation)
        return {"messages": [reply.to_json() for reply in replies], "progress": latest_progress(replies)}

    def situation(self, conversation: str) -> dict[str, Any]:
        return situation_of(self._transcript.interview(conversation))

    async def report(self, conversation: str) -> dict[str, Any]:
        """The report on what was said so far. Raises ApiError when the knowledge no longer knows a stored fact."""
        interview = self._transcript.interview(conversation)
        think = functools.partial(assess, self._knowledge, situation_of(interview), words_of(interview))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thinker, think)
        except SituationError:
            raise ApiError(Problem.STALE_FACTS) from None

    def history(self, conversation: str) -> list[dict[str, Any]]:
        return self._transcript.messages(conversation)

    async def forget(self, conversation: str) -> None:
        """Deletes everything said and the right to speak; messages still waiting their turn are refused."""
        async with self._queues.turn(conversation):
            self._delete(conversation)

    def _delete(self, conversation: str) -> None:
        self._transcript.forget(conversation)
        self._access.close_conversation(conversation)

    def _user_message(self, conversation: str, incoming: Text | Choice) -> UserMessage:
        text, choice = self._said(conversation, incoming)
        interview = self._transcript.interview(conversation)
        context = {
            "told": interview.get("told", []),
            "supposed": interview.get("supposed", []),
            "known": figures_of(interview),
            "at": clock.now(),
            "reviewing": interview.get("reviewing", False),
            "shops": list(interview.get("shops", {})),
        }
        if interview.get("deleting"):
            context["messages"] = self._transcript.count(conversation)
        return UserMessage(
            text=text,
            output_channel=CollectingOutputChannel(),
            sender_id=conversation,
            input_channel=CHANNEL_NAME,
            metadata={"asked": interview.get("open", []), "choice": choice, **context},
        )

    def _said(self, conversation: str, incoming: Text | Choice) -> tuple[str, dict[str, str] | None]:
        if isinstance(incoming, Text):
            return incoming.text, None
        chosen = self._chosen(conversation, incoming.choice)
        return chosen.title, chosen.meaning

    def _chosen(self, conversation: str, choice: str) -> Chosen:
        """The choice with the words that were on its button, because those are what the merchant said."""
        acts = self._dialogue()
        chosen = read_choice(choice, self._knowledge, acts)
        offered = self._transcript.offered_title(conversation, choice)
        return Chosen(chosen.meaning, offered or acts.get(chosen.title) or chosen.title)

    async def _replies(self, message: UserMessage) -> list[Message]:
        """What Rasa answers; nothing when it fails, because Rasa may also fail without saying so."""
        try:
            await asyncio.wait_for(self._deliver(message), LONGEST_TURN_SECONDS)
        except Exception as error:
            log_failure("A turn failed", error)
            return []
        return [from_collected(collected) for collected in message.output_channel.messages]


def log_failure(what: str, error: BaseException) -> None:
    """Logs the kind and the place of an error, never its message: that may quote the merchant."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames[-4:]))
    logger.error("%s: %s in %s", what, type(error).__name__, place or "an unknown place")
