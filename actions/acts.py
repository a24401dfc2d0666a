"""What every act has in common: read the memory, answer, write the memory back, in one call a turn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.interview import SLOT, Interview
from actions.returning import Welcome, welcome_back
from actions.turn import Turn

TURNS_PER_SESSION = 20


class InterviewAction(Action, ABC):
    """An action of the interview. Subclasses say which act they answer and how.

    `welcome` says how a merchant is met whose first message after a long pause is this act; an act that may not have
    been `understood` counts the misunderstandings in a row itself.
    """

    act: str
    understood: bool = True
    welcome: Welcome = "before the answer"

    def name(self) -> str:
        return f"action_{self.act}"

    @abstractmethod
    def answer(self, turn: Turn) -> None:
        """Adds at least one message to the turn and changes the memory where the act asks for it."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: dict[str, Any]) -> list[EventType]:
        turn = Turn(tracker)
        if self.understood:
            turn.interview.misses = 0
        turn.interview.supposed = []
        if not welcome_back(turn, self.welcome):
            self.answer(turn)
        turn.interview.seen = turn.now
        for message in turn.messages:
            dispatcher.utter_message(json_message=message.to_json())
        return _memory(turn.interview)


def _memory(interview: Interview) -> list[EventType]:
    """Keeps the memory; from time to time in a new session, because each turn costs what its session holds so far."""
    interview.turns += 1
    if interview.turns < TURNS_PER_SESSION:
        return [SlotSet(SLOT, interview.to_slot())]
    interview.turns = 0
    return [SessionStarted(), SlotSet(SLOT, interview.to_slot())]
