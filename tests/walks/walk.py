"""One conversation of a simulated merchant, and what must hold after every message."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import yaml

from bot.understanding.folding import fold
from bot.understanding.not_known import says_not_known
from knowledge import load_knowledge
from knowledge.situation import levels_replaced_by
from tests.knowledge.interviews import answer as answer_of
from tests.walks.speech import Told, bare, statement, tells

# The same question in the same words: the first time, once more, and never again.
MOST_TIMES = 2
# A merchant who answers every question truthfully comes to a conclusion within so many messages.
MOST_MESSAGES_TO_THE_END = 45
NO_PLAN = "无"

TEXTS = yaml.safe_load((Path(__file__).parents[2] / "actions" / "texts.yml").read_text(encoding="utf-8"))
# In which words a question comes back.
AGAIN = [text for name, text in TEXTS.items() if name.startswith("question_again")]

Reply = dict[str, Any]


class Conversation(Protocol):
    """The advisor's end, over HTTP or in this process."""

    def say(self, text: str) -> Reply: ...
    def choose(self, choice: str) -> Reply: ...
    def situation(self) -> dict[str, Any]: ...
    def report(self) -> dict[str, Any]: ...


class Walk:
    """What the merchant knows (`truth`), has `told` so far, and was asked last (`open`)."""

    def __init__(self, begin: Callable[[], Conversation], truth: dict[str, Any], dice: random.Random) -> None:
        self._begin = begin
        self.conversation = begin()
        self.truth = truth
        self.dice = dice
        self.told: Told = {}
        self.open: list[str] = []
        self.acts: Counter[str] = Counter()
        self.log: list[str] = []
        self.told_wrong = False
        self.concluded = False
        self.broken = False
        self._said = ""
        self._wordings: Counter[str] = Counter()

    # what the merchant does

    def tell(self, variable: str, value: Any) -> None:
        """Tells a fact unasked, in a sentence that says it plainly."""
        text = statement(variable, value, self.dice.randrange(8))
        if text is not None and agrees(tells(text).get(variable), value):
            self._say("tell", text, tells(text))

    def tell_several(self, facts: dict[str, Any]) -> None:
        """A longer message that tells several facts."""
        sentences = [statement(variable, value) for variable, value in facts.items()]
        plain = [text for text in sentences if text is not None and tells(text)]
        text = "，".join(plain)
        if plain:
            self._say("tell several", text, tells(text))

    def answer(self) -> None:
        """Answers the open question truthfully, by words or by tapping, or says that the answer is not known."""
        if not self.open:
            self.tap("act:ask_report" if self.concluded else "act:start_diagnosis")
            return
        variable = self.open[0]
        said = answer_of(self.truth, variable)
        value = said.pop(variable)
        for other, fact in said.items():
            self.tell(other, fact)
        if variable in self.told or variable not in self.open:
            return
        if value == "unknown":
            self.tap(f"{variable}=unknown")
            return
        self._answer_with(variable, value)

    def answer_vaguely(self) -> None:
        """A figure as a range, or as an upper end; a choice as it is."""
        if not self.open:
            return
        variable = self.open[0]
        value = self.truth.get(variable)
        if isinstance(value, (int, float)) and value > 0 and variable not in self.told:
            vague = {"low": value * 0.8, "high": value * 1.2} if self.dice.random() < 0.5 else _below(value)
            text = statement(variable, vague)
            if text is not None and variable in tells(text):
                self._say("vague", text, tells(text))

    def answer_wrongly(self) -> None:
        """A figure that is not true, said in answer to the question about it."""
        figures = [one for one in self.open if isinstance(self.truth.get(one), (int, float)) and one not in self.told]
        if figures:
            wrong = self.truth[figures[0]] * 2 + 1 if load_knowledge().variables[figures[0]].high > 1 else 0.5
            text = statement(figures[0], wrong)
            if text is not None and agrees(tells(text).get(figures[0]), wrong):
                self.told_wrong = True
                self._say("wrong", text, tells(text))

    def correct(self, variable: str) -> None:
        """Says what it really is; what cannot be true beside it may be taken back, but not without a word."""
        text = statement(variable, self.truth[variable])
        if text is not None and agrees(tells(text).get(variable), self.truth[variable]):
            self._say("correct", f"不对，{text}", tells(text))

    def skip(self) -> None:
        """Does not want to answer."""
        if self.open:
            self._say("skip", "跳过", dict.fromkeys(self.open, "unknown"))

    def interrupt(self, act: str, text: str) -> None:
        """Says something in between that tells nothing."""
        self._say(act, text, {})

    def tap(self, choice: str) -> None:
        """Taps a quick reply."""
        variable, _, value = choice.partition("=")
        told: Told = {}
        if value:
            kind = load_knowledge().variables[variable].type
            told = {variable: [value] if kind == "choices" and value != "unknown" else value}
        self.log.append(f"→ [{choice}]")
        self._hear("tap", self.conversation.choose(choice), told)

    def restart(self) -> None:
        self.log.append("→ [act:restart]")
        reply = self.conversation.choose("act:restart")
        self._forget()
        self._hear("restart", reply, {})

    def come_to_an_end(self) -> None:
        """From wherever it stands, a merchant who answers truthfully comes to a conclusion."""
        for _ in range(MOST_MESSAGES_TO_THE_END):
            if self.concluded and not self.open:
                self.tap("act:ask_report")
                return
            self.answer()
        raise AssertionError(self._story("no conclusion"))

    def _forget(self) -> None:
        self.told, self.told_wrong, self.concluded, self.open = {}, False, False, []
        self._wordings.clear()

    # what must hold

    def _say(self, act: str, text: str, told: Told) -> None:
        self.log.append(f"→ {text}")
        self._said = text
        self._hear(act, self.conversation.say(text), told)

    def _answer_with(self, variable: str, value: Any) -> None:
        kind = load_knowledge().variables[variable].type
        figure = bare(variable, value)
        if kind in ("choice", "choices") and (isinstance(value, str) or len(value) == 1):
            self.tap(f"{variable}={value if isinstance(value, str) else value[0]}")
        elif figure is not None and agrees(tells(figure, self.open).get(variable), value):
            self._say("answer", figure, tells(figure, self.open))
        else:
            text = statement(variable, value)
            if text is not None and variable in tells(text, self.open):
                self._say("answer", text, tells(text, self.open))
            else:
                self.tap(f"{variable}=unknown")

    def _hear(self, act: str, reply: Reply, told: Told) -> None:
        self.acts[act] += 1
        text = "\n".join(message["text"] for message in reply["messages"])
        self.log.append("\n".join("    " + line for line in text.splitlines()[:6]))
        assert reply["messages"] and all(one["text"].strip() for one in reply["messages"]), self._story("silence")
        if any((message["card"] or {}).get("type") == "deleted" for message in reply["messages"]):
            # Whoever confirms that everything is to go begins with nothing, in another conversation.
            self.conversation = self._begin()
            self._forget()
            return
        self._check_situation(told, text)
        self._check_questions(reply["messages"])

    def _check_situation(self, told: Told, text: str) -> None:
        """Everything told is stored as told; what else is stored follows from the truth; what is gone was named."""
        stored = self.conversation.situation()
        for variable, value in told.items():
            is_plan = variable == "planned_action" and isinstance(self.told.get(variable), list)
            self.told[variable] = _with_earlier_plans(self.told[variable], value) if is_plan else value
        for level in levels_replaced_by(load_knowledge(), told) - told.keys():
            # A figure told later stands against the level said before.
            self.told.pop(level, None)
        for variable in [one for one in self.told if one not in stored]:
            short = load_knowledge().variables[variable].short
            assert self.told_wrong and short in text, self._story(f"{variable} is gone without a word", stored)
            del self.told[variable]
        for variable, value in stored.items():
            if variable in self.told:
                assert agrees(value, self.told[variable]), self._story(f"{variable} is stored as {value}", stored)
            else:
                self._check_added(variable, value, text)

    def _check_added(self, variable: str, value: Any, text: str) -> None:
        """What no rule reads was guessed: it agrees with the truth, or is said back, so that it can be corrected.

        Who says that something is not known may mean the open question as well.
        """
        if value == "unknown" and variable in self.open and says_not_known(fold(self._said)):
            self.told[variable] = value
            return
        if not agrees(value, self.truth.get(variable)):
            assert load_knowledge().variables[variable].short in text, self._story(f"{variable}={value} is invented")
            self.acts["guessed wrong"] += 1
            self.told_wrong = True
        self.told[variable] = value

    def _check_questions(self, messages: list[dict[str, Any]]) -> None:
        """Nothing known is asked but to settle a contradiction; no question comes three times in the same words."""
        cards = [message["card"] for message in messages if message["card"]]
        self.concluded |= any(card["type"] == "report" for card in cards)
        asked = [(question["variable"], question["text"]) for card in cards for question in card.get("questions", [])]
        self.open = [variable for variable, _ in asked]
        text = "\n".join(message["text"] for message in messages)
        for variable, wording in asked:
            assert self.told_wrong or variable not in self.told, self._story(f"{variable} is known and asked")
            again = [words.format(label=load_knowledge().variables[variable].short) for words in AGAIN]
            for put in (one for one in (wording, *again) if one in text):
                self._wordings[put] += 1
                assert self._wordings[put] <= MOST_TIMES, self._story(f"“{put}” for the third time")

    def _story(self, problem: str, stored: Any = None) -> str:
        self.broken = True
        facts = "" if stored is None else f"\nstored {stored}\ntold {self.told}"
        return "\n".join([problem, *self.log[-24:]]) + facts


def agrees(stored: Any, said: Any) -> bool:
    """Whether two values of a situation are the same, figures to six digits, lists in any order."""
    if isinstance(stored, bool) or isinstance(said, bool) or stored is None or said is None:
        return stored is said
    if isinstance(stored, (int, float)) and isinstance(said, (int, float)):
        return abs(stored - said) <= 1e-6 * max(1.0, abs(said))
    if isinstance(stored, list) and isinstance(said, list):
        return sorted(map(str, stored)) == sorted(map(str, said))
    if isinstance(stored, dict) and isinstance(said, dict):
        return all(agrees(stored.get(side), said.get(side)) for side in ("low", "high"))
    return bool(stored == said)


def _below(value: float) -> dict[str, Any]:
    return {"low": None, "high": value * 1.3}


def _with_earlier_plans(before: list[str], now: Any) -> Any:
    if not isinstance(now, list) or NO_PLAN in now:
        return now
    kept = [plan for plan in before if plan != NO_PLAN]
    return [*kept, *(plan for plan in now if plan not in kept)]
