"""Turns labelled messages, wordings and the vocabulary into what the trained readers learn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.training.labelled import NOT_KNOWN, ROOT, LabelledMessage, read_messages
from bot.understanding.message import read_message
from bot.understanding.reply import essence
from bot.understanding.trained.choices import TrainedChoices, label_of, reply_features, segment_features
from bot.understanding.trained.linear import Example, LinearModel
from bot.understanding.trained.segments import marked_text, segments
from knowledge import load_knowledge
from knowledge.model import Variable

WORDINGS = Path("data/wordings")
_CHOICES = ("choice", "choices")
# How much of the words that state a fact a stretch must hold to state it as well.
_ENOUGH = 0.75


@dataclass(frozen=True)
class Wordings:
    """Ways of saying one value of one variable: `said` anywhere in a message, `replies` to its question.

    `not_said` looks like a value of the variable and is none.
    """

    variable: str
    value: str
    said: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()


def learn_choices(root: Path = ROOT) -> TrainedChoices:
    """The reader of choices, taught everything there is to teach. Raises LabelError."""
    variables = load_knowledge().variables
    examples = choice_examples(read_messages("train", root), read_wordings(root / WORDINGS), variables)
    return TrainedChoices(LinearModel.fit(list(examples)))


def read_wordings(folder: Path = ROOT / WORDINGS) -> list[Wordings]:
    """All wordings of choices, in the order of their files."""
    return [one for path in sorted(folder.glob("*.yml")) for one in _wordings_of(path)]


def choice_examples(
    messages: Iterable[LabelledMessage], wordings: Iterable[Wordings], variables: Mapping[str, Variable]
) -> Iterator[Example]:
    """What the reader of choices learns from."""
    labels = {
        variable.id: frozenset(label_of(variable.id, value) for value in variable.values)
        for variable in variables.values()
        if variable.type in _CHOICES
    }
    for variable in labels:
        yield from _of_vocabulary(variables[variable])
    for one in wordings:
        if one.variable in labels:
            yield from _of_wordings(one)
    for message in messages:
        # Short messages are labelled with their act alone.
        if message.facts or message.act != "provide_facts":
            yield from _of_message(message, labels)


def _wordings_of(path: Path) -> Iterator[Wordings]:
    document: dict[str, dict[Any, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for variable, entry in document.items():
        for value, said in entry.items():
            if value == "not":
                yield Wordings(variable, "", not_said=tuple(map(str, said)))
            elif isinstance(said, dict):
                texts = {key: tuple(map(str, said.get(key) or ())) for key in ("said", "replies")}
                yield Wordings(variable, str(value), **texts)


def _of_vocabulary(variable: Variable) -> Iterator[Example]:
    for value, phrases in variable.values.items():
        label = frozenset({label_of(variable.id, value)})
        for phrase in phrases:
            yield from (Example(features, label) for features in _whole(phrase.replace("…", "")))
    for value, phrases in variable.answers.items():
        label = frozenset({label_of(variable.id, value)})
        yield from (Example(reply_features(marked_text(phrase)), label) for phrase in phrases)


def _of_wordings(one: Wordings) -> Iterator[Example]:
    label = frozenset({label_of(one.variable, one.value)})
    for text in one.said:
        yield from (Example(features, label) for features in _whole(text))
    for text in one.replies:
        yield Example(reply_features(marked_text(essence(text))), label)
    for text in one.not_said:
        yield from (Example(features, frozenset()) for features in _whole(text))


def _whole(text: str) -> Iterator[frozenset[str]]:
    """A wording as one stretch, scopes included."""
    message = read_message(text)
    if message.folded.strip():
        yield segment_features(message, 0, len(message.folded), marked_text(text))


def _of_message(labelled: LabelledMessage, labels: Mapping[str, frozenset[str]]) -> Iterator[Example]:
    message = read_message(labelled.text)
    stated = dict(_stated(labelled, labels))
    undecided = {label for variable in (*labelled.may, *labelled.asked) for label in labels.get(variable, ())}
    for one in segments(message.folded, message.quantities):
        told: set[str] = set()
        unsure = set(undecided)
        for variable, (start, end, values) in stated.items():
            shared = min(one.end, end) - max(one.start, start)
            if shared >= _ENOUGH * (end - start):
                told |= {label_of(variable, value) for value in values}
            elif shared > 0:
                unsure |= labels[variable]
        features = segment_features(message, one.start, one.end, one.text)
        yield Example(features, frozenset(told), frozenset(unsure - told))
    yield from _replies(labelled, labels)


def _stated(
    labelled: LabelledMessage, labels: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, tuple[int, int, list[str]]]]:
    for variable, words in labelled.words.items():
        value = labelled.facts.get(variable)
        if variable in labels and value not in (None, *NOT_KNOWN):
            start = labelled.text.find(words)
            yield variable, (start, start + len(words), value if isinstance(value, list) else [value])


def _replies(labelled: LabelledMessage, labels: Mapping[str, frozenset[str]]) -> Iterator[Example]:
    for variable in labelled.asked:
        value = labelled.facts.get(variable)
        if variable in labels and variable not in labelled.may:
            values = [] if value in (None, *NOT_KNOWN) else value if isinstance(value, list) else [value]
            told = frozenset(label_of(variable, one) for one in values)
            yield Example(reply_features(marked_text(essence(labelled.text))), told)
