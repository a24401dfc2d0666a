"""Lets Rasa train on the labelled messages of `data/messages/` beside its own files in `data/`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training.labelled import ROOT, LabelledMessage, read_messages

_TRAIN = "train"


class LabelledMessageImporter(RasaFileImporter):
    """Rasa's own importer, with one example of its act for each labelled message of the training part.

    The labels of facts stay out: FactExtractor learns those itself. A bare 是 may be one act by itself and another as
    an answer; what stands as an example of another act already is left out: to Rasa that is a contradiction.
    """

    # Not the folder of the config file: a comparison trains with a config of its own on the same messages.
    root: ClassVar[Path] = ROOT

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """The examples of `data/nlu/` and those of the labelled messages. Raises LabelError."""
        examples = super().get_nlu_data(language)
        acts = {example.get(TEXT): example.get(INTENT) for example in examples.training_examples}
        messages = read_messages(_TRAIN, self.root)
        agreeing = [message for message in messages if acts.setdefault(message.text, message.act) == message.act]
        return examples.merge(TrainingData(training_examples=list(map(_example, agreeing))))


def _example(message: LabelledMessage) -> Message:
    return Message(data={TEXT: message.text, INTENT: message.act, METADATA: {"asked": list(message.asked)}})
