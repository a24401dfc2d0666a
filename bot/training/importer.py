"""Lets Rasa train on the labelled messages of `data/messages/` beside its own files in `data/`."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training.labelled import FOLDERS, LabelledMessage, read_messages

_TRAIN = "train"


class LabelledMessageImporter(RasaFileImporter):
    """Rasa's own importer, with one example of its act for each labelled message of the training part.

    Facts are read by rules and patterns, so the labels of facts stay out.
    """

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """The examples of `data/nlu/` and those of the labelled messages. Raises LabelError."""
        root = Path(self.config_file or "").parent
        messages = read_messages(_TRAIN, root) if (root / FOLDERS[_TRAIN]).is_dir() else []
        own = TrainingData(training_examples=[_example(message) for message in messages])
        return super().get_nlu_data(language).merge(own)


def _example(message: LabelledMessage) -> Message:
    return Message(data={TEXT: message.text, INTENT: message.act, METADATA: {"asked": list(message.asked)}})
