"""One simulated merchant's way through a conversation, every step held against what must always be true."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from knowledge import load_knowledge
from knowledge.model import Variable
from tests.knowledge.interviews import answer
from tests.walks.conversation import Advisor, Conversation, Reply

KNOWLEDGE = load_knowledge()
MOST_ANSWERS = 60
MOVES = ("truthfully", "vaguely", "skip", "interrupt", "correct", "unasked")
# What a merchant throws in, in words that tell nothing about the shop.
INTERRUPTIONS = (
    "你好",
    "谢谢",
    "为什么问这个",
    "GPM是什么意思",
    "看看我都说了啥",
    "怎么得出来的",
    "下一步我该怎么做",
    "今天天气真好",
    "帮我写首诗",
    "你这个垃圾机器人",
    "有没有真人客服",
    "先停一下，我待会再来",
    "嗯嗯好的",
    "啊吧啊吧啊吧",
    "?",
    "直接看结论",
    "要是停留提到60秒呢",
    "再问几个",
)
# Plans and wishes are told one by one and add up, and no interview can say when a list is complete.
NEVER_TOLD = ("planned_action", "forbidden_request", "active_fields", "roles_missing", "data_tools")
_UNITS = {"duration": "秒", "hours": "小时", "minutes": "分钟", "days": "天"}


class BrokenPromiseError(AssertionError):
    """An invariant that does not hold, with the whole conversation so far."""


class Walk:
    """A merchant who knows the truth `merchant` about the shop and makes one move a turn."""

    def __init__(self, advisor: Advisor, merchant: Mapping[str, Any], dice: random.Random) -> None:
        self.conversation = Conversation(advisor)
        self.turns = 0
        self.told: dict[str, Any] = {}
        self.said: list[str] = []
        self._truth = {name: _sayable(name, value) for name, value in merchant.items()}
        self._dice = dice
        self._reply: Reply | None = None
        self._reopened: set[str] = set()
        self._moves: dict[str, Callable[[], None]] = {
            "truthfully": self._truthfully,
            "vaguely": self._vaguely,
            "skip": self._skip,
            "interrupt": self._interrupt,
            "correct": self._correct,
            "unasked": self._unasked,
        }

    def move(self, move: str) -> None:
        self._moves[move]()

    def finish(self) -> Reply:
        """Answers everything until the advisor concludes; raises BrokenPromiseError when it never does."""
        for _ in range(MOST_ANSWERS):
            if self._reply is not None and not self._reply.asks:
                return self._tap("act:ask_report", {})
            self._truthfully()
        raise self._broken(f"still asking after {MOST_ANSWERS} answers")

    # what the merchant does

    def _truthfully(self) -> None:
        variable = self._asked()
        if variable is None:
            self._tap("act:start_diagnosis", {})
            return
        for name, value in answer(self._truth, variable.id).items():
            # A figure without its name is understood only as the answer to its question.
            if name == variable.id or KNOWLEDGE.variables[name].type == "choice":
                self._answer(name, value)

    def _answer(self, name: str, value: Any) -> None:
        variable = KNOWLEDGE.variables[name]
        if value in ("unknown", []):
            self._tap(f"{name}=unknown", {name: "unknown"})
        elif variable.type == "number":
            self._say(_figure(variable, value), {name: value})
        else:
            chosen = value[0] if isinstance(value, list) else value
            self._tap(f"{name}={chosen}", {name: [chosen] if variable.type == "choices" else chosen})

    def _vaguely(self) -> None:
        variable = self._asked()
        if variable is None:
            self._interrupt()
        elif variable.id in self._truth and variable.kind in ("count", "money") and self._dice.random() < 0.6:
            low = self._dice.choice((20, 30, 50))
            interval = {"low": low, "high": low + 10}
            self._say(f"{low}到{low + 10}", {variable.id: interval})
        else:
            self._say("不清楚", dict.fromkeys(self.conversation.memory.open, "unknown"))

    def _skip(self) -> None:
        self._say("跳过", dict.fromkeys(self.conversation.memory.open, "unknown"))

    def _interrupt(self) -> None:
        self._say(self._dice.choice(INTERRUPTIONS), {})

    def _correct(self) -> None:
        figures = [name for name in self.told if KNOWLEDGE.variables[name].type == "number"]
        if not figures:
            self._interrupt()
            return
        variable = KNOWLEDGE.variables[self._dice.choice(figures)]
        self._tap(f"change:{variable.id}", {})
        if variable.id in self._truth:
            self._answer(variable.id, self._truth[variable.id])

    def _unasked(self) -> None:
        """Tells a choice nobody asked about."""
        names = [
            name
            for name in self._truth
            if name not in self.told and name not in NEVER_TOLD and KNOWLEDGE.variables[name].type == "choice"
        ]
        name = self._dice.choice(names)
        self._answer(name, self._truth[name])

    # one turn

    def _asked(self) -> Variable | None:
        asks = self._reply.asks if self._reply is not None else []
        return KNOWLEDGE.variables[asks[0]] if asks else None

    def _say(self, text: str, told: dict[str, Any]) -> Reply:
        return self._turn(text, lambda: self.conversation.say(text), told)

    def _tap(self, choice: str, told: dict[str, Any]) -> Reply:
        if choice.startswith("change:"):
            self._reopened.add(choice.removeprefix("change:"))
        return self._turn(f"[{choice}]", lambda: self.conversation.choose(choice), told)

    def _turn(self, words: str, send: Callable[[], Reply], told: dict[str, Any]) -> Reply:
        pointed_out = len(self.conversation.memory.pointed_out)
        reply = send()
        self.turns += 1
        self._reply = reply
        self.said += [f"> {words}   ({reply.act})", reply.text]
        memory = self.conversation.memory
        if len(memory.pointed_out) > pointed_out:
            self._reopened |= set(memory.open)
        if not reply.text.strip():
            raise self._broken("no answer")
        self._check_memory(told)
        known = {name for name, fact in memory.facts.items() if fact["status"] == "known"}
        again = (set(reply.asks) & known) - self._reopened
        if again:
            raise self._broken(f"asks for what is known: {again}")
        self._reopened &= set(memory.open)
        return reply

    def _check_memory(self, told: dict[str, Any]) -> None:
        """What is stored is what was told, with what follows from it (who spends on ads is 在投); less only where the
        advisor said that it takes something back.
        """
        stored = self.conversation.memory.document()
        expected = {**self.told, **told}
        gone = {name for name in expected if name not in stored}
        if gone and "不作数" not in self._text():
            raise self._broken(f"forgotten: {gone}")
        # What was not known at first may follow from something told later.
        followed = [name for name in stored if expected.get(name) == "unknown" and stored[name] != "unknown"]
        meant = {**self._truth, **expected, **{name: self._truth.get(name) for name in followed}}
        wrong = {name: stored[name] for name in stored if not _same(stored[name], meant.get(name))}
        if wrong:
            raise self._broken(f"stored {wrong}, told { {name: meant.get(name) for name in wrong} }")
        self.told = {name: meant[name] for name in stored}

    def _text(self) -> str:
        return self._reply.text if self._reply is not None else ""

    def _broken(self, what: str) -> BrokenPromiseError:
        return BrokenPromiseError("\n".join([what, *self.said[-24:]]))


def _same(stored: Any, told: Any) -> bool:
    if isinstance(stored, (int, float)) and isinstance(told, (int, float)):
        return abs(stored - told) < 1e-9 * max(1.0, abs(told))
    return bool(stored == told)


def _sayable(name: str, value: Any) -> Any:
    """A truth as it can be said: figures with few digits."""
    if KNOWLEDGE.variables[name].type != "number":
        return value
    return float(f"{value:.2g}") if isinstance(value, float) else value


def _figure(variable: Variable, value: float) -> str:
    if variable.kind == "share":
        return f"{round(value * 100, 6):g}%"
    return f"{value:.10g}{_UNITS.get(variable.kind, '')}"
