"""The stock Rasa pipeline as a measure: jieba, DIET for acts and facts, synonyms; trained on the same messages.

It learns each fact as an entity named after its variable, whose value is the JSON of the labelled value, as an
EntitySynonymMapper would be taught it. Where two facts share words only one can be annotated, and bare answers reach it
without their question: a limit of the stock pipeline, not of this comparison.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu

from bot.evaluation.readings import Reading, reading_of
from bot.training.labelled import LabelledMessage, read_messages
from knowledge import load_knowledge

NLU = Path("data/nlu")
CACHE = Path("models/stock")
# Training accuracy: acts 0.985, facts 0.835 by then; each epoch takes about a minute on two cores.
_EPOCHS = 8
_SEED = 20261124
_CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": "zh",
    "pipeline": [
        {"name": "JiebaTokenizer"},
        {"name": "RegexFeaturizer", "use_word_boundaries": False},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {
            "name": "DIETClassifier",
            "epochs": _EPOCHS,
            "random_seed": _SEED,
            "constrain_similarities": True,
            "BILOU_flag": False,
        },
        {"name": "EntitySynonymMapper"},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.0},
    ],
    "policies": [],
}


class StockReader:
    """The trained stock model; trains it first when the data has changed (about ten minutes)."""

    def __init__(self) -> None:
        self._agent = Agent.load(str(_trained()))

    def read(self, message: LabelledMessage) -> Reading:
        told = UserMessage(_without_blanks(message.text))
        parsed: dict[str, Any] = asyncio.run(self._agent.processor.parse_message(told))
        return reading_of(message, parsed, _facts(parsed["entities"]))


def _without_blanks(text: str) -> str:
    """JiebaTokenizer makes tokens of blanks, which break the features of DIET: pauses become commas."""
    return "，".join(text.split()) or text


def _facts(entities: list[dict[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    variables = load_knowledge().variables
    for entity in entities:
        name, value = entity["entity"], _value(str(entity["value"]))
        if variables[name].type == "choices":
            value = [*facts.get(name, []), *(value if isinstance(value, list) else [value])]
        facts[name] = value
    return facts


def _value(text: str) -> Any:
    """A value as it was taught; words the synonyms do not know stay words."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float, str, list, dict)) else text


def _trained() -> Path:
    """The model for the data as it stands, in models/stock/."""
    examples = list(_examples())
    content = json.dumps([_CONFIG, examples], ensure_ascii=False, sort_keys=True)
    model = CACHE / f"stock-{hashlib.sha256(content.encode()).hexdigest()[:16]}.tar.gz"
    if not model.is_file():
        _train(examples, model)
    return model


def _train(examples: list[dict[str, Any]], model: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entities = sorted({entity["entity"] for example in examples for entity in example["entities"]})
        domain = {"version": "3.1", "intents": sorted({one["intent"] for one in examples}), "entities": entities}
        (folder / "domain.yml").write_text(yaml.safe_dump(domain, allow_unicode=True), encoding="utf-8")
        (folder / "config.yml").write_text(yaml.safe_dump(_CONFIG, allow_unicode=True), encoding="utf-8")
        data = {"rasa_nlu_data": {"common_examples": examples}}
        (folder / "nlu.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        with contextlib.redirect_stdout(sys.stderr):
            trained = train_nlu(
                str(folder / "config.yml"), str(folder / "nlu.json"), str(folder), domain=str(folder / "domain.yml")
            )
        model.parent.mkdir(parents=True, exist_ok=True)
        Path(str(trained)).replace(model)


def _examples() -> Iterator[dict[str, Any]]:
    """Every training message once, with its act and its facts."""
    for path in sorted(NLU.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                yield {"text": _without_blanks(line.removeprefix("- ")), "intent": block["intent"], "entities": []}
    for message in read_messages("train"):
        text = _without_blanks(message.text)
        yield {"text": text, "intent": message.act, "entities": list(_entities(message, text))}


def _entities(message: LabelledMessage, text: str) -> Iterator[dict[str, Any]]:
    """The facts as entities at the words that state them, the longest words first; none overlap."""
    taken: set[int] = set()
    for variable, words in sorted(message.words.items(), key=lambda item: -len(item[1])):
        spoken = _without_blanks(words)
        start = text.find(spoken)
        place = range(start, start + len(spoken))
        if start < 0 or variable not in message.facts or not taken.isdisjoint(place):
            continue
        taken.update(place)
        value = json.dumps(message.facts[variable], ensure_ascii=False)
        yield {"entity": variable, "value": value, "start": place.start, "end": place.stop}
