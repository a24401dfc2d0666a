"""The neutral message model: what a reply looks like before any channel renders it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge import load_knowledge
from knowledge.model import LEVELS, Variable

TEXTS = Path(__file__).with_name("texts.yml")

QuickReply = dict[str, str]

# A larger number of open questions would only discourage; answers soon close most of them.
FEW_QUESTIONS = 6


@dataclass
class Message:
    """One message to the merchant. `text` is complete by itself; the rest is for channels that can draw it.

    `noted` is what the text plays back, one fact each, for channels where it can be corrected in place.
    """

    text: str
    quick_replies: list[QuickReply] = field(default_factory=list)
    card: dict[str, Any] | None = None
    progress: dict[str, Any] | None = None
    noted: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


class Texts:
    """The dialogue's own sentences, kept in texts.yml."""

    def __init__(self) -> None:
        self._texts = _load_texts()

    def get(self, name: str, times: int = 0, /, **values: Any) -> str:
        """A text with its blanks filled in; where it has variants, the one for the `times`-th repetition."""
        text = self._texts[name]
        variant = text if isinstance(text, str) else text[times % len(text)]
        return variant.format(**values).strip()

    def ways_on(self, concluded: bool) -> list[QuickReply]:
        """What may come next when no question is open."""
        acts = ["ask_how_concluded", "review_answers", "restart"] if concluded else ["start_diagnosis"]
        return [self.act_reply(act) for act in acts]

    def act_reply(self, act: str, title: str | None = None) -> QuickReply:
        """A button for an act, with its own words or those of the response `title`."""
        return {"title": self.get(title or f"button_{act}"), "choice": f"act:{act}"}


def question_message(
    texts: Texts, variables: Sequence[Variable], remaining: int | None, lead: str, wordings: Sequence[int]
) -> Message:
    """One or two questions with their quick replies; `lead` is said first, `wordings` how often each was asked before.

    `remaining` questions at most stand before the conclusion, None when it is already certain.
    """
    lines = [lead] if lead else []
    lines += [_question_line(texts, variable, times) for variable, times in zip(variables, wordings, strict=True)]
    replies = _single_replies(texts, variables[0]) if len(variables) == 1 else _figure_replies(texts, variables)
    return Message(
        "\n".join(lines), [*replies, texts.act_reply("ask_report")], _card(variables), _progress(texts, remaining)
    )


def _progress(texts: Texts, remaining: int | None) -> dict[str, Any]:
    if remaining is None:
        return {"text": texts.get("progress_deeper"), "remaining": 0, "decided": True}
    key = "progress" if remaining <= FEW_QUESTIONS else "progress_many"
    return {"text": texts.get(key, remaining=remaining), "remaining": remaining, "decided": False}


def settling_message(variables: Sequence[Variable], said: str, replies: list[QuickReply]) -> Message:
    """A question in other words than its own, with buttons of its own."""
    return Message(said, replies, _card(variables))


def _card(variables: Sequence[Variable]) -> dict[str, Any]:
    return {
        "type": "question",
        "questions": [
            {
                "variable": variable.id,
                "text": variable.question,
                "reason": variable.reason,
                "find": variable.find,
                "example": variable.example,
                "multiple": variable.type == "choices",
                "label": variable.short,
                "figure": {"kind": variable.kind, "unit": variable.unit} if variable.type == "number" else None,
            }
            for variable in variables
        ],
    }


def _question_line(texts: Texts, variable: Variable, times: int) -> str:
    """The question, and when it was asked before, the quick way to answer it."""
    example = f"（{variable.example}）" if variable.example else ""
    if times == 0:
        return f"**{variable.question}**{example}"
    if times > 1:
        return texts.get("question_waits", times, label=variable.short)
    kind = "figure" if variable.type == "number" else "choice" if variable.offered else "open"
    return texts.get(f"question_again_{kind}", label=variable.short) + example


def _single_replies(texts: Texts, variable: Variable) -> list[QuickReply]:
    """The choices, or for a figure the level in words, and always 不清楚."""
    coarse = load_knowledge().variables[variable.coarse] if variable.coarse else None
    if variable.type in ("choice", "choices"):
        replies = [_choice(_title(texts, variable, value), variable, value) for value in variable.offered]
    elif coarse is not None:
        replies = [_choice(texts.get(f"level_{value}"), coarse, value) for value in coarse.values]
    else:
        replies = []
    return [*replies, _choice(texts.get("button_unknown"), variable, "unknown")]


def _title(texts: Texts, variable: Variable, value: str) -> str:
    """A value on a button; a level says what it is beside."""
    return texts.get(f"level_{value}") if tuple(variable.values) == LEVELS else variable.title(value)


def _figure_replies(texts: Texts, variables: Sequence[Variable]) -> list[QuickReply]:
    return [
        _choice(texts.get("button_unknown_of", label=variable.short), variable, "unknown") for variable in variables
    ]


def _choice(title: str, variable: Variable, value: str) -> QuickReply:
    return {"title": title, "choice": f"{variable.id}={value}"}


@functools.lru_cache(maxsize=1)
def _load_texts() -> dict[str, str | list[str]]:
    texts: dict[str, str | list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return texts
