"""What can be done with a conversation, whatever carries the request."""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channel import clock, deletion
from bot.channel.access import AccessBook, Grant
from bot.channel.choices import Chosen, read_choice
from bot.channel.double_sends import DoubleSends
from bot.channel.errors import ApiError, Problem
from bot.channel.inbox import Inbox, Waiting
from bot.channel.incoming import Choice, Text
from bot.channel.messages import Message, from_collected, latest_progress
from bot.channel.queues import ConversationQueues
from bot.channel.report_shelf import KEPT_FOR, Link, ReportShelf
from bot.channel.situations import figures_of, names_in_hand, names_of_shops, situation_of, words_of
from bot.channel.snapshots import take_snapshot
from bot.channel.transcript import Transcript, as_said
from knowledge import SituationError, assess
from knowledge.model import Knowledge

logger = logging.getLogger(__name__)

CHANNEL_NAME = "advisor"
# A turn takes milliseconds; a caller who waits longer than this has a dead action server on the other end.
LONGEST_TURN_SECONDS = 20.0
CATCH_UP_EVERY_SECONDS = 1.0
_GIVEN_UP = "前面那句“{words}”我没能处理，也没有记下，换个说法再说一次吧。"

T = TypeVar("T")
Deliver = Callable[[UserMessage], Awaitable[Any]]
Dialogue = Callable[[], Mapping[str, str | None]]
Texts = Callable[[], Mapping[str, str]]


class Conversations:
    """Opens, carries on, shows and forgets conversations. Everything but opening needs an admitted caller.

    `deliver` hands a message to Rasa; `dialogue` names the acts there are, each with the words on its button, if any;
    `actions_answer` tells whether Rasa and its action server are there; `texts` are the dialogue's own sentences.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        access: AccessBook,
        transcript: Transcript,
        inbox: Inbox,
        reports: ReportShelf,
        deliver: Deliver,
        dialogue: Dialogue,
        actions_answer: Callable[[], Awaitable[bool]],
        texts: Texts,
    ) -> None:
        self._knowledge = knowledge
        self._access = access
        self._transcript = transcript
        self._inbox = inbox
        self._reports = reports
        self._deliver = deliver
        self._dialogue = dialogue
        self._actions_answer = actions_answer
        self._texts = texts
        self._queues = ConversationQueues()
        self._double_sends = DoubleSends()
        self._in_vain: set[str] = set()
        # Experta is not thread-safe and an assessment takes tens of milliseconds: one thread, beside the event loop.
        self._thinker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="assess")

    def close(self) -> None:
        self._thinker.shutdown()
        self._access.close()
        self._transcript.close()
        self._inbox.close()
        self._reports.close()

    def open(self) -> Grant:
        return self._access.open()

    def open_for(self, merchant: bytes) -> Grant:
        return self._access.open_for(merchant)

    def admit(self, conversation: str, token: str) -> None:
        """Raises ApiError unless the token opens the conversation."""
        self._access.check(conversation, token)

    async def say(self, conversation: str, incoming: Text | Choice) -> dict[str, Any]:
        """One turn, after those that were waiting for one.

        The same message sent again gets the answer it got before; sent twice before its answer it is one turn.
        Raises ApiError when there is no reply: AWAY when the message is kept until there can be one, else NO_ANSWER.
        """
        said = incoming.text if isinstance(incoming, Text) else incoming.choice
        turn = functools.partial(self._answer, conversation, incoming)
        return await self._double_sends.once(conversation, (type(incoming), said), turn)

    async def _answer(self, conversation: str, incoming: Text | Choice) -> dict[str, Any]:
        message_id = self._keep(conversation, incoming)
        async with self._queues.turn(conversation):
            self._check_exists(conversation)
            replies = self._answered_before(conversation, message_id) or await self._catch_up(conversation, message_id)
            if deletion.is_asked_for(replies):
                replies = [self._delete(conversation)]
        return {"messages": [reply.to_json() for reply in replies], "progress": latest_progress(replies)}

    async def keep_catching_up(self) -> None:
        """Until cancelled, answers what had to wait as soon as that is possible, without anybody sending it again.

        The answers stand in the history, and leave with the next message or with the same one sent again.
        """
        while True:
            try:
                await self._answer_what_waits()
            except Exception as error:
                log_failure("Catching up failed", error)
            await asyncio.sleep(CATCH_UP_EVERY_SECONDS)

    def situation(self, conversation: str) -> dict[str, Any]:
        return situation_of(self._transcript.interview(conversation))

    async def report(self, conversation: str) -> dict[str, Any]:
        """The report on what was said so far. Raises ApiError when the knowledge no longer knows a stored fact."""
        interview = self._transcript.interview(conversation)
        return await self._think(
            functools.partial(assess, self._knowledge, situation_of(interview), words_of(interview))
        )

    async def keep_report(self, conversation: str) -> tuple[Link, str]:
        """Keeps the report on the shop in hand as it is now; returns the link to it, and until when it opens."""
        interview, now = self._transcript.interview(conversation), clock.now()
        document = await self._think(functools.partial(take_snapshot, self._knowledge, interview, now, now + KEPT_FOR))
        # It may have been deleted while the report was thought out.
        self._access.check_exists(conversation)
        return self._reports.put(conversation, document, now), document.expires

    def revoke_report(self, conversation: str, report: str) -> None:
        """Raises ApiError when the conversation has no such report."""
        if not self._reports.revoke(conversation, report):
            raise ApiError(Problem.UNKNOWN_REPORT)

    async def _think(self, thought: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thinker, thought)
        except SituationError:
            raise ApiError(Problem.STALE_FACTS) from None

    def history(self, conversation: str) -> list[dict[str, Any]]:
        """Everything said, oldest first, with what is still waiting for its answer at the end."""
        waiting = [one for one in self._inbox.waiting(conversation) if not self._stored_answer(conversation, one.id)]
        return [
            *self._transcript.messages(conversation),
            *({**as_said(one.words, one.at), "id": one.id} for one in waiting),
        ]

    async def forget(self, conversation: str) -> None:
        """Deletes everything said and the right to speak; messages still waiting their turn are refused."""
        async with self._queues.turn(conversation):
            self._delete(conversation)

    def _delete(self, conversation: str) -> Message:
        """Deletes what was said and the token; returns what to say of it. Raises ApiError when anything is left."""
        messages, interview = self._transcript.count(conversation), self._transcript.interview(conversation)
        self._inbox.forget(conversation)
        self._transcript.forget(conversation)
        if self._transcript.last_event(conversation):
            raise ApiError(Problem.INTERNAL)
        self._reports.forget(conversation)
        self._access.close_conversation(conversation)
        return deletion.receipt(self._texts(), messages, interview)

    def _check_exists(self, conversation: str) -> None:
        """Raises ApiError when the conversation was deleted while a message stood in the queue; that one goes too."""
        try:
            self._access.check_exists(conversation)
        except ApiError:
            self._inbox.forget(conversation)
            raise

    def _keep(self, conversation: str, incoming: Text | Choice) -> str:
        """Writes a message down, unless it was answered before; returns its id.

        Before it is its turn, because a kill may come while it still stands in the queue.
        """
        words, _ = self._said(conversation, incoming)
        if incoming.id is not None and self._stored_answer(conversation, incoming.id):
            return incoming.id
        return self._inbox.put(conversation, incoming, words).id

    def _stored_answer(self, conversation: str, message_id: str) -> list[Message]:
        turn = self._transcript.turn_of(conversation, message_id)
        return [] if turn is None else turn.replies

    def _answered_before(self, conversation: str, message_id: str) -> list[Message]:
        """The answer that was found before; it leaves for the client now."""
        replies = self._stored_answer(conversation, message_id)
        if replies:
            self._inbox.done(conversation, message_id)
        return replies

    async def _catch_up(self, conversation: str, message_id: str) -> list[Message]:
        """Answers what is waiting, in order, up to one message; nothing leaves before everything has its answer.

        What fails while the actions are there is given up, and said to be.
        """
        replies: list[Message] = []
        waiting = _up_to(self._inbox.waiting(conversation), message_id)
        if len(waiting) > 1 and not await self._actions_answer():
            # What waited before tells of an outage; nobody has to sit out a turn to hear that it lasts.
            raise ApiError(Problem.AWAY)
        for one in waiting:
            answer = await self._take_turn(conversation, one)
            if not answer and not await self._actions_answer():
                raise ApiError(Problem.AWAY)
            if answer or one.id != message_id or replies:
                replies += answer or [Message(_GIVEN_UP.format(words=one.words))]
        for one in waiting:
            self._inbox.done(conversation, one.id)
        if not replies:
            raise ApiError(Problem.NO_ANSWER)
        return replies

    async def _answer_what_waits(self) -> None:
        conversations = self._inbox.conversations()
        if not conversations or not await self._actions_answer():
            return
        for conversation in conversations:
            async with self._queues.turn(conversation):
                for one in self._inbox.waiting(conversation):
                    if one.id not in self._in_vain and not await self._take_turn(conversation, one):
                        self._in_vain.add(one.id)
                        break

    async def _take_turn(self, conversation: str, waiting: Waiting) -> list[Message]:
        """The answer to one message; when there is none, the turn leaves no trace but the message in the inbox."""
        interrupted = self._transcript.turn_of(conversation, waiting.id)
        if interrupted is not None and interrupted.replies:
            return interrupted.replies
        if interrupted is not None:
            self._transcript.forget(conversation, after=interrupted.event - 1)
        before = self._transcript.last_event(conversation)
        replies = await self._replies(self._user_message(conversation, waiting.incoming))
        if not replies or self._transcript.last_event(conversation) == before:
            self._transcript.forget(conversation, after=before)
            return []
        return replies

    def _user_message(self, conversation: str, incoming: Text | Choice) -> UserMessage:
        text, choice = self._said(conversation, incoming)
        interview = self._transcript.interview(conversation)
        context = {
            "told": interview.get("told", []),
            "supposed": interview.get("supposed", []),
            "known": figures_of(interview),
            "reviewing": interview.get("reviewing", False),
            "deleting": any(interview.get(asked) for asked in ("deleting", "dropping", "restarting")),
            "shops": names_of_shops(interview),
            "shop_in_hand": names_in_hand(interview),
            "at": clock.now().isoformat(timespec="seconds"),
        }
        return UserMessage(
            text=text,
            output_channel=CollectingOutputChannel(),
            sender_id=conversation,
            input_channel=CHANNEL_NAME,
            message_id=incoming.id,
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


def _up_to(waiting: Sequence[Waiting], message_id: str) -> list[Waiting]:
    """What came before a message, and the message itself; nothing when it no longer waits."""
    ids = [one.id for one in waiting]
    return list(waiting[: ids.index(message_id) + 1]) if message_id in ids else []


def log_failure(what: str, error: BaseException) -> None:
    """Logs the kind and the place of an error, never its message: that may quote the merchant."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames[-4:]))
    logger.error("%s: %s in %s", what, type(error).__name__, place or "an unknown place")
