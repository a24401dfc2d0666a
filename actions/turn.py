"""One message of the merchant and the reply to it: what was said, what is remembered, what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.interview import SLOT, Fact, Interview
from actions.replies import WORDINGS, Message, QuickReply, Texts, question_message, settling_message
from knowledge import Assessment, load_knowledge
from knowledge.model import Variable
from knowledge.questions import Question, questions_for_turn

# A yes that comes later than this after a question whether to delete means something else.
YES_WITHIN_SECONDS = 600.0
# A message that long without a fact is no slip of the finger.
LONG_WORDS = 300
# So often a question stands while the merchant talks of other things; so often while the merchant asks back about it.
MOST_NUDGES = 2
MOST_RETURNS = 2 * WORDINGS


class Turn:
    """One message of the merchant and the advisor's reply to it."""

    def __init__(self, tracker: Tracker) -> None:
        self.interview = Interview.from_slot(tracker.get_slot(SLOT))
        self.texts = Texts()
        self.messages: list[Message] = []
        self._message = tracker.latest_message
        self._assessment: Assessment | None = None
        # A yes right after the question, and nothing later, deletes.
        self.deleting = self.interview.deleting and self.pause < YES_WITHIN_SECONDS
        self.interview.deleting = False

    @property
    def now(self) -> float:
        """When the message was sent, in seconds since 1970; never before the one that came before."""
        return max(self._context.get("at") or 0.0, self.interview.seen)

    @property
    def pause(self) -> float:
        """The seconds since the merchant last wrote; 0 at the very beginning."""
        return self.now - self.interview.seen if self.interview.seen else 0.0

    @property
    def messages_stored(self) -> int:
        """How many messages the conversation holds so far; known only when they may be deleted."""
        return int(self._context.get("messages") or 0)

    @property
    def _context(self) -> dict[str, Any]:
        """What the channel knows about the message."""
        return self._message.get("metadata") or {}

    @property
    def words(self) -> str:
        """The message as the merchant wrote it."""
        return self._message.get("text") or ""

    @property
    def is_long(self) -> bool:
        """Whether the message is a wall of text."""
        return len(self.words) > LONG_WORDS

    @property
    def change(self) -> str | None:
        """The variable whose answer the merchant wants to change, tapped in the review."""
        variable: str | None = self._choice.get("change")
        return variable

    @property
    def _choice(self) -> dict[str, Any]:
        return self._context.get("choice") or {}

    def facts(self) -> list[Fact]:
        """What understanding took from the message, with the merchant's words."""
        return self._told("fact")

    def restated(self) -> dict[str, Fact]:
        """What the message tells and itself contradicts further on."""
        return {fact["variable"]: fact for fact in self._told("restated")}

    def suppositions(self) -> list[Fact]:
        """What the message only supposes."""
        return [dict(entity["value"]) for entity in self._entities("supposition")]

    def retractions(self) -> list[dict[str, Any]]:
        """What the message takes back: a variable, and of a list the value, if one is named."""
        return [dict(entity["value"]) for entity in self._entities("retraction")]

    @property
    def aside(self) -> str | None:
        """The kind of a message that is no talk about a shop, by the name of the text that answers it."""
        return next((str(entity["value"]) for entity in self._entities("aside")), None)

    @property
    def shop_spoken_of(self) -> dict[str, Any]:
        """What a message that turns to another shop calls it, and whether it is new; empty when it says neither."""
        if "shop" in self._choice:
            name = self._choice["shop"]
            return {"kind": "back" if name else "new", "name": name}
        return next((dict(entity["value"]) for entity in self._entities("shop")), {})

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

    def vary(self, text: str, /, **values: Any) -> str:
        """A text that has several wordings, in the one that comes after the last one said."""
        time = self.interview.said.get(text, 0)
        self.interview.said[text] = time + 1
        return self.texts.get(text, time, **values)

    def say(self, text: str, /, **values: Any) -> None:
        """Adds a text as a message of its own, with the ways on."""
        self.reply(self.vary(text, **values))

    def reply(self, said: str) -> None:
        """Adds a message with the ways on."""
        self.messages.append(Message(said, self.texts.ways_on(self.interview.concluded is not None)))

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
        self._put(variables, lead)

    def repeat_question(self, lead: str) -> None:
        """Says `lead` and returns to the open question, or offers to begin when there is none."""
        self._return(lead, MOST_RETURNS)

    def nudge(self, lead: str) -> None:
        """As `repeat_question`, for a merchant who talks of other things: a question ignored twice is put aside."""
        self._return(lead, MOST_NUDGES)

    def _return(self, lead: str, most: int) -> None:
        waiting = [load_knowledge().variables[variable] for variable in self.interview.open]
        if not waiting:
            self.reply(lead)
        elif self._times_put(waiting) < most:
            self._put(waiting, lead)
        else:
            self._move_on(lead)

    def _move_on(self, lead: str) -> None:
        """Puts the open question aside and asks the next one, or says what can be had without."""
        self.interview.put_aside(self.interview.open)
        aside = self.vary("put_aside")
        if not self.ask_next(f"{lead}\n{aside}"):
            ways = [self.texts.act_reply("ask_report"), self.texts.act_reply("ask_human")]
            self.messages.append(Message(f"{lead}\n{self.texts.get('nothing_left_to_ask')}", ways))

    def _put(self, variables: Sequence[Variable], lead: str) -> None:
        """Puts a question, each time it is put again in other words."""
        time = self._times_put(variables)
        for variable in variables:
            self.interview.shown[variable.id] = time + 1
        self.messages.append(question_message(self.texts, variables, self._remaining(len(variables)), lead, time))

    def _times_put(self, variables: Sequence[Variable]) -> int:
        return max(self.interview.shown.get(variable.id, 0) for variable in variables)

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
