"""A message with its marks: what the spaCy pipeline found, in the shape the readers of facts work with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.understanding.folding import fold
from bot.understanding.pipeline import load_pipeline
from bot.understanding.quantity import Quantity
from bot.understanding.scopes import Scope, Setting
from bot.understanding.vocabulary import Hit

# Half of a character, which no encoding knows and spaCy refuses.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Name:
    """A metric named at start:end; several variables may go by one name (停留: the seconds, the level, the trend)."""

    start: int
    end: int
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """A message as marked. Offsets count in `folded`, which is as long as `text`."""

    text: str
    folded: str
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    choices: tuple[Hit, ...]
    setting: Setting

    def scopes(self, position: int) -> frozenset[Scope]:
        return self.setting.scopes(position)

    def names_between(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that begin in folded_text[start:end]."""
        first, last = (bisect_left(self.names, place, key=lambda name: name.start) for place in (start, end))
        return self.names[first:last]

    def same_clause(self, one: int, other: int) -> bool:
        return self.setting.clause_number(one) == self.setting.clause_number(other)


def read_message(text: str) -> Message:
    """Runs the pipeline over a message."""
    doc = load_pipeline()(_LONE_SURROGATE.sub("\ufffd", text))
    folded = fold(text)
    choices = tuple(Hit(span.start_char, span.end_char, span.label_, span.kb_id_) for span in doc.spans["choices"])
    return Message(text, folded, tuple(doc.user_data["quantities"]), _names(doc), choices, Setting(folded))


def _names(doc: Doc) -> tuple[Name, ...]:
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    for span in doc.spans["metrics"]:
        places[span.start_char, span.end_char].append(span.label_)
    return tuple(Name(start, end, tuple(variables)) for (start, end), variables in sorted(places.items()))
