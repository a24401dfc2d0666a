"""What every action has in common: read the memory, answer, write the memory back, in one call a turn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.card_in_hand import speak_of_the_card
from actions.despair import comfort
from actions.interview import SLOT, Fact, Interview
from actions.pressing import press
from actions.replies import Message, QuickReply, Texts, question_message, settling_message
from actions.returning import answer_return, note_return
from actions.steps import speak_of_advice
from knowledge import Assessment, load_knowledge
from knowledge.model import Variable
from knowledge.questions import Question, questions_for_turn

TURNS_PER_SESSION = 20
# How sure understanding is of a fact that a rule read.
_CERTAIN = 1.0
# Acts that count as misses when they tell nothing.
_MAY_BE_MISSED = ("fallback", "provide_facts")


class Turn:
    """One message of the merchant and the advisor's reply to it."""

    def __init__(self, tracker: Tracker) -> None:
        self.interview = Interview.from_slot(tracker.get_slot(SLOT))
        self.texts = Texts()
        self.messages: list[Message] = []
        self.noted: list[dict[str, Any]] = []
        self.was_deleting, self.was_restarting, self.was_dropping = False, False, ""
        self.card_before: str | None = None
        self._message = tracker.latest_message
        self._assessment: Assessment | None = None
        self._facts: list[Fact] | None = None

    @property
    def words(self) -> str:
        """The message as the merchant wrote it."""
        return self._message.get("text") or ""

    @property
    def at(self) -> datetime | None:
        """When the message came, as the channel tells it."""
        moment = (self._message.get("metadata") or {}).get("at")
        return datetime.fromisoformat(moment) if moment else None

    @property
    def change(self) -> str | None:
        """The variable whose answer the merchant wants to change, tapped in the review."""
        choice = (self._message.get("metadata") or {}).get("choice") or {}
        variable: str | None = choice.get("change")
        return variable

    @property
    def shop_spoken_of(self) -> dict[str, Any]:
        """What a message that turns to another shop calls it, and of which kind it is; empty when it says neither."""
        choice = (self._message.get("metadata") or {}).get("choice") or {}
        if "shop" in choice:
            return {"kind": "back" if choice["shop"] else "new", "name": choice["shop"]}
        return next((dict(entity["value"]) for entity in self._entities("shop")), {})

    @property
    def is_tapped(self) -> bool:
        """Whether the message is a tap on a quick reply."""
        return bool((self._message.get("metadata") or {}).get("choice"))

    @property
    def confirmed(self) -> bool:
        """Whether the merchant tapped the button that confirms."""
        choice = (self._message.get("metadata") or {}).get("choice") or {}
        return choice.get("confirmed") is not None

    def facts(self) -> list[Fact]:
        """What understanding took from the message, with the merchant's words.

        A guess that nothing in the message says plainly never stands against what was told before. Read once: when it
        was taken, it is told.
        """
        if self._facts is None:
            facts = zip(self._told("fact"), self._entities("fact"), strict=True)
            self._facts = [fact for fact, one in facts if not (_is_guess(one) and self._is_told(fact["variable"]))]
        return self._facts

    @property
    def tells(self) -> bool:
        """Whether the message says plainly something of the shop."""
        return any(one["value"]["status"] == "known" and not _is_guess(one) for one in self._entities("fact"))

    def restated(self) -> dict[str, Fact]:
        """What the message tells and itself contradicts further on."""
        return {fact["variable"]: fact for fact in self._told("restated")}

    def suppositions(self) -> list[Fact]:
        """What the message only supposes."""
        return [dict(entity["value"]) for entity in self._entities("supposition")]

    def retractions(self) -> list[dict[str, Any]]:
        """What the message takes back: a variable, and of a list the value, if one is named."""
        return [dict(entity["value"]) for entity in self._entities("retraction")]

    def _is_told(self, variable: str) -> bool:
        """Whether there is an answer that is not just being asked for again."""
        known = self.interview.facts.get(variable, {}).get("status") == "known"
        return known and variable not in self.interview.open

    def _told(self, kind: str) -> list[Fact]:
        text = self.words
        return [
            {"text": text[entity["start"] : entity["end"]], **entity["value"]}
            if entity.get("start") is not None
            else {"text": "", **entity["value"]}
            for entity in self._entities(kind)
        ]

    def _entities(self, kind: str) -> list[dict[str, Any]]:
        return [entity for entity in self._message.get("entities", []) if entity.get("entity") == kind]

    def assessment(self) -> Assessment:
        """The facts as they stand now, thought through once for each state of them."""
        situation = self.interview.situation()
        if self._assessment is None or self._assessment.situation != situation:
            self._assessment = Assessment(load_knowledge(), situation)
        return self._assessment

    def say(self, text: str, /, **values: Any) -> None:
        """Adds a text as a message of its own."""
        self.messages.append(Message(self.texts.get(text, **values)))

    def ask_next(self, lead: str = "", deeper: bool = False) -> bool:
        """Asks what still matters; returns False when nothing does. `lead` is said before it, in the same message.

        `deeper` goes on where the main diagnosis cannot change any more, with what other diagnoses wait for.
        """
        still_matters = self.assessment().questions(self.interview.exhausted())
        open_questions = self.worth_going_deeper() if deeper else still_matters
        chosen = self._coarser(open_questions) or questions_for_turn(open_questions)
        if not chosen:
            return False
        self.ask([question.variable for question in chosen], lead)
        return True

    def worth_going_deeper(self) -> list[Question]:
        """What could still be asked, whatever it may change."""
        exhausted = self.interview.exhausted()
        return self.assessment().questions(exhausted) or self.assessment().deeper_questions(exhausted)

    def ask(self, variables: Sequence[Variable], lead: str = "") -> None:
        """Opens these questions, whatever was open before."""
        self.interview.open = [variable.id for variable in variables]
        self.interview.asked += self.interview.open
        self._put_in_words(variables, lead)

    def repeat_question(self, lead: str) -> None:
        """Says `lead` and returns to the open question, or offers to begin when there is none."""
        waiting = [load_knowledge().variables[variable] for variable in self.interview.open]
        if waiting:
            self._put_in_words(waiting, lead)
        else:
            self.messages.append(Message(lead, self.texts.ways_on(self.interview.concluded is not None)))

    def remark(self, name: str, /, **values: Any) -> str:
        """A text of which there are variants, each time the next one."""
        times = self.interview.remarks.get(name, 0)
        self.interview.remarks[name] = times + 1
        return self.texts.get(name, times, **values)

    def _put_in_words(self, variables: Sequence[Variable], lead: str) -> None:
        """Asks in other words each time; after that the question stays open without being said again."""
        worded = self.interview.worded
        wordings = [worded.get(variable.id, 0) for variable in variables]
        worded |= {variable.id: times + 1 for variable, times in zip(variables, wordings, strict=True)}
        remaining = self._remaining(len(variables))
        self.messages.append(question_message(self.texts, variables, remaining, lead, wordings))

    def point_out(self, variables: Sequence[Variable], said: str, replies: list[QuickReply]) -> None:
        """Opens these questions in other words than their own; an answer to any of them will do."""
        self.interview.open = [variable.id for variable in variables]
        self.messages.append(settling_message(variables[:1], said, replies))

    def _coarser(self, questions: Sequence[Question]) -> list[Question]:
        """The level in words, right after the merchant did not know the figure, as long as it still matters."""
        unknown = [variable for variable in self.interview.told if self._is_unknown(variable)]
        wanted = [load_knowledge().variables[variable].coarse for variable in unknown]
        return [question for question in questions if question.variable.id in wanted][:1]

    def _is_unknown(self, variable: str) -> bool:
        return self.interview.facts.get(variable, {}).get("status") == "unknown"

    def _remaining(self, least: int) -> int | None:
        """How many questions may stand before the conclusion; None once it was given and nothing changes it."""
        exhausted = self.interview.exhausted()
        if self.interview.concluded is not None and self.assessment().settled(exhausted):
            return None
        return max(len(self.assessment().worth_asking(exhausted)), least)


def _is_guess(entity: dict[str, Any]) -> bool:
    return float(entity.get("confidence", _CERTAIN)) < _CERTAIN


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
        if self.act not in _MAY_BE_MISSED:
            turn.interview.misses = 0
        turn.interview.supposed = []
        _end_what_lasts_one_message(turn)
        if not comfort(turn) and not (note_return(turn) and answer_return(turn, self.act, self._answer)):
            self._answer(turn)
        turn.messages[0].noted = turn.noted
        for message in turn.messages:
            dispatcher.utter_message(json_message=message.to_json())
        return _memory(turn.interview)

    def _answer(self, turn: Turn) -> None:
        """What a message means only beside what was just said comes before what it means by itself."""
        if turn.is_tapped or not any(speaks(turn) for speaks in (speak_of_the_card, press, speak_of_advice)):
            self.answer(turn)


def _end_what_lasts_one_message(turn: Turn) -> None:
    interview = turn.interview
    turn.was_deleting, interview.deleting = interview.deleting, False
    turn.was_restarting, interview.restarting = interview.restarting, False
    turn.was_dropping, interview.dropping = interview.dropping, ""
    turn.card_before, interview.card = interview.card or None, ""


def _memory(interview: Interview) -> list[EventType]:
    """Keeps the memory; from time to time in a new session, because each turn costs what its session holds so far."""
    interview.turns += 1
    if interview.turns < TURNS_PER_SESSION:
        return [SlotSet(SLOT, interview.to_slot())]
    interview.turns = 0
    return [SessionStarted(), SlotSet(SLOT, interview.to_slot())]
