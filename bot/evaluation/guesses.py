"""What a guess of the trained reader is worth: how often it is right, by its probability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.agreement import entries
from bot.training.labelled import LabelledMessage, read_messages
from bot.training.lessons import choice_examples, read_wordings
from bot.understanding.facts import Fact, extract_facts
from bot.understanding.message import read_message
from bot.understanding.trained.choices import TrainedChoices
from bot.understanding.trained.linear import LinearModel
from knowledge import load_knowledge

# Lower than what the reader is content with, to see what it leaves out.
_LEAST_SURE = 0.35


@dataclass(frozen=True)
class Guessed:
    """A value that no rule read, the probability it was given, and whether a person reads it too."""

    probability: float
    is_right: bool


def guesses_on_development() -> list[Guessed]:
    """The guesses in the development messages of a reader taught all training messages. Raises LabelError."""
    reader = _taught(read_messages("train"))
    return [guess for message in read_messages("development") for guess in _guesses(reader, message)]


def guesses_on_left_out_voices() -> list[Guessed]:
    """The guesses in each training voice of a reader taught the others. Raises LabelError."""
    messages = read_messages("train")
    found: list[Guessed] = []
    for voice in sorted({message.voice for message in messages if message.words}):
        reader = _taught([message for message in messages if message.voice != voice])
        for message in messages:
            if message.voice == voice:
                found += _guesses(reader, message)
    return found


def _taught(messages: Sequence[LabelledMessage]) -> TrainedChoices:
    examples = choice_examples(messages, read_wordings(), load_knowledge().variables)
    return TrainedChoices(LinearModel.fit(list(examples)), least_sure=_LEAST_SURE)


def _guesses(reader: TrainedChoices, message: LabelledMessage) -> Iterator[Guessed]:
    facts = [fact for fact in extract_facts(message.text, message.asked, reader) if fact.guessed]
    stated = reader.stated(read_message(message.text)) if facts else []
    probabilities = {(one.hit.variable, one.hit.value): one.probability for one in stated}
    for fact in facts:
        if fact.variable not in message.may:
            for value in _values(fact):
                yield Guessed(probabilities[fact.variable, value], _is_meant(message, fact.variable, value))


def _values(fact: Fact) -> list[str]:
    return [str(value) for value in (fact.value if isinstance(fact.value, tuple) else (fact.value,))]


def _is_meant(message: LabelledMessage, variable: str, value: str) -> bool:
    meant = message.facts.get(variable)
    return meant is not None and value in entries(load_knowledge().variables[variable], meant)
