"""What every action has in common: read the memory, answer, write the memory back, in one call a turn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.interview import SLOT, Fact, Interview
from actions.replies import Message, Texts, question_message
from knowledge import Assessment, load_knowledge
from knowledge.questions import questions_for_turn

TURNS_PER_SESSION = 20


class Turn:
    """One message of the merchant and the advisor's reply to it."""

    def __init__(self, tracker: Tracker) -> None:
        self.interview = Interview.from_slot(tracker.get_slot(SLOT))
        self.texts = Texts()
        self.messages: list[Message] = []
        self._message = tracker.latest_message
        self._assessment: Assessment | None = None

    @property
    def words(self) -> str:
        """The message as the merchant wrote it."""
        return self._message.get("text") or ""

    def facts(self) -> list[Fact]:
        """What understanding took from the message, with the merchant's words."""
        text = self.words
        entities = [entity for entity in self._message.get("entities", []) if entity.get("entity") == "fact"]
        return [
            {"text": text[entity["start"] : entity["end"]], **entity["value"]}
            if entity.get("start") is not None
            else {"text": "", **entity["value"]}
            for entity in entities
        ]

    def assessment(self) -> Assessment:
        """The facts as they stand now, thought through once for each state of them."""
        situation = self.interview.situation()
        if self._assessment is None or self._assessment.situation != situation:
            self._assessment = Assessment(load_knowledge(), situation)
        return self._assessment

    def say(self, text: str, /, **values: Any) -> None:
        """Adds a text as a message of its own."""
        self.messages.append(Message(self.texts.get(text, **values)))

    def ask_next(self, lead: str = "") -> bool:
        """Asks what still matters; returns False when nothing does. `lead` is said before it, in the same message."""
        assessment = self.assessment()
        open_questions = assessment.questions(self.interview.exhausted())
        chosen = questions_for_turn(open_questions)
        if not chosen:
            return False
        self.interview.open = [question.variable.id for question in chosen]
        self.interview.asked += self.interview.open
        remaining = max(len(assessment.worth_asking(self.interview.exhausted())), len(chosen))
        self.messages.append(question_message(self.texts, chosen, remaining, lead))
        return True

    def repeat_question(self, lead: str) -> None:
        """Says `lead` and returns to the open question, or offers to begin when there is none."""
        assessment = self.assessment()
        waiting = [one for one in assessment.questions() if one.variable.id in self.interview.open]
        if waiting:
            remaining = max(len(assessment.worth_asking(self.interview.exhausted())), len(waiting))
            self.messages.append(question_message(self.texts, waiting, remaining, lead))
        else:
            self.messages.append(Message(lead, self.texts.ways_on(self.interview.concluded is not None)))


class InterviewAction(Action, ABC):
    """An action of the interview. Subclasses say which act they answer and how."""

    act: str

    def name(self) -> str:
        return f"action_{self.act}"

    @abstractmethod
    def answer(self, turn: Turn) -> None:
        """Adds at least one message to the turn and changes the memory where the act asks for it."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: dict[str, Any]) -> list[EventType]:
        turn = Turn(tracker)
        if self.act != "fallback":
            turn.interview.misses = 0
        self.answer(turn)
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
