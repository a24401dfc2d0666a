"""The words merchants use, taken from the variables of the methodology and indexed for reading a message."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.understanding.folding import fold
from bot.understanding.patterns import PatternIndex, is_gapped
from bot.understanding.phrase import Hit, Meaning
from knowledge import load_knowledge
from knowledge.model import Comparison, Knowledge, Variable

# Words that shade a phrase without changing what it says: 转化真的太低了 is 转化低.
FILLERS = re.compile(
    r"专门的|(?<=没)有(?=人|什么|啥|怎么)|老是|总是|真的|比较|有点儿?|特别|非常|实在|确实|基本上|一直|的|了|都"
    r"|就|很|太|挺|还|也|真|啊|呢|吧|呀|哦|嘛|哈|着|得|是比较|一点儿?"
)


class PhraseIndex:
    """Finds all phrases of a set in a text, overlapping ones included, in time linear in the text."""

    def __init__(self, phrases: Mapping[str, tuple[Meaning, ...]]) -> None:
        self._plain = phrases
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._plain:
            lengths[phrase[0]].add(len(phrase))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[Hit]:
        for start, first in enumerate(text):
            for size in self._lengths.get(first, ()):
                if start + size > len(text):
                    continue
                for meaning in self._plain.get(text[start : start + size], ()):
                    yield Hit(start, start + size, meaning.variable, meaning.value)


@dataclass(frozen=True)
class Vocabulary:
    """Everything understanding knows of the variables.

    `phrases` finds values anywhere in a message, `bare_phrases` the same in a text stripped of fillers, `patterns` what
    is written with alternatives or gaps, `figures` the same around figures, `names` what a metric is called; `terms`
    are all names. `levels`, `trends` and `peers` lead from a number to the variables that hold its level in words, its
    direction and the peers' figure.
    """

    variables: Mapping[str, Variable]
    phrases: PhraseIndex
    bare_phrases: PhraseIndex
    patterns: PatternIndex
    figures: PatternIndex
    names: PhraseIndex
    terms: frozenset[str]
    levels: Mapping[str, str]
    trends: Mapping[str, str]
    peers: Mapping[str, str]


@functools.lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary of the project's own methodology, built once per process."""
    return build_vocabulary(load_knowledge())


def build_vocabulary(knowledge: Knowledge) -> Vocabulary:
    phrases: dict[str, list[Meaning]] = defaultdict(list)
    patterns: dict[str, list[Meaning]] = defaultdict(list)
    names: dict[str, list[Meaning]] = defaultdict(list)
    for variable in knowledge.variables.values():
        for value, said in variable.values.items():
            for phrase in said:
                place = patterns if is_gapped(phrase) else phrases
                place[fold(phrase)].append(Meaning(variable.id, value))
        for value, written in variable.patterns.items():
            for pattern in written:
                patterns[fold(pattern)].append(Meaning(variable.id, value))
        for name in (*variable.names, variable.label):
            names[fold(name)].append(Meaning(variable.id, ""))
    frozen = {phrase: tuple(meanings) for phrase, meanings in phrases.items()}
    comparisons = [finding for finding in knowledge.findings.values() if isinstance(finding, Comparison)]
    return Vocabulary(
        variables=knowledge.variables,
        phrases=PhraseIndex(frozen),
        bare_phrases=PhraseIndex(_bare(frozen, knowledge.variables)),
        patterns=PatternIndex({pattern: tuple(meanings) for pattern, meanings in patterns.items()}),
        figures=PatternIndex(
            {
                fold(one): (Meaning(variable.id, ""),)
                for variable in knowledge.variables.values()
                for one in variable.figures
            }
        ),
        names=PhraseIndex({name: tuple(meanings) for name, meanings in names.items()}),
        terms=frozenset(names),
        levels={one.id: one.coarse for one in knowledge.variables.values() if one.coarse is not None},
        trends=_trends(knowledge),
        peers={one.compare: one.peers for one in comparisons if one.peers is not None},
    )


def _trends(knowledge: Knowledge) -> dict[str, str]:
    """A number and its trend share a name."""
    trends = [one for one in knowledge.variables.values() if one.id.endswith("_trend")]
    return {
        number.id: trend.id
        for number in knowledge.variables.values()
        for trend in trends
        if number.type == "number" and set(number.names) & set(trend.names)
    }


def strip_fillers(text: str) -> tuple[str, list[int]]:
    """The text without fillers, and for each character left its offset in the text."""
    kept: list[int] = []
    position = 0
    for match in FILLERS.finditer(text):
        kept.extend(range(position, match.start()))
        position = match.end()
    kept.extend(range(position, len(text)))
    return "".join(text[offset] for offset in kept), kept


_SHORTEST_BARE = 3


def _bare(
    phrases: Mapping[str, tuple[Meaning, ...]], variables: Mapping[str, Variable]
) -> dict[str, tuple[Meaning, ...]]:
    """Phrases without their fillers. One that begins with a filler needs it (就卖给) and stays out.

    So does one that without them would be a mere reply: 每天都播 says how often, 每天播 only as an answer.
    """
    bare: dict[str, list[Meaning]] = defaultdict(list)
    for phrase, meanings in phrases.items():
        stripped, kept = strip_fillers(phrase)
        if not kept or kept[0] != 0 or len(stripped) < _SHORTEST_BARE:
            continue
        for meaning in meanings:
            replies = variables[meaning.variable].answers.get(meaning.value, ())
            if stripped not in replies and meaning not in bare[stripped]:
                bare[stripped].append(meaning)
    return {phrase: tuple(meanings) for phrase, meanings in bare.items() if meanings}
