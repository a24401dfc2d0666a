"""Ways of saying that are written with alternatives and gaps: (没|没有)投过, 达人…没人买.

`(a|b)` is one of several words, an empty one may be left out; where `…` stands, a few other characters of the same
clause may stand, but no denial. Everything else has its place in a regular expression.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.understanding.phrase import Hit, Meaning

_GAP = "…"
# Stands for a figure of the message, in patterns and in the text they are looked for in.
FIGURE = "#"
_GAP_PATTERN = rf"[^，。！？；,!?;\n没不{FIGURE}]{{0,6}}?"
_GROUP = re.compile(r"\((?P<words>[^()]*)\)(?P<optional>[?*])?")
_SPECIAL = re.compile(r"[\\\[\]{}.*+^$]")
_LONGEST_KEY = 6


def is_gapped(phrase: str) -> bool:
    """Whether a phrase leaves a gap: 达人…没人买."""
    return _GAP in phrase


@dataclass(frozen=True)
class _Pattern:
    expression: re.Pattern[str]
    meanings: tuple[Meaning, ...]
    keys: tuple[frozenset[str], ...]
    place: int


class PatternIndex:
    """Finds patterns in a text. Tries only those that have a word of each of their necessary sets (`keys`) in it."""

    def __init__(self, phrases: Mapping[str, tuple[Meaning, ...]]) -> None:
        self._by_key: dict[str, list[_Pattern]] = defaultdict(list)
        self._always: list[_Pattern] = []
        for place, (phrase, meanings) in enumerate(phrases.items()):
            pattern = _Pattern(_compiled(phrase), meanings, _keys(phrase), place)
            for key in min(pattern.keys, key=len, default=()):
                self._by_key[key].append(pattern)
            if not pattern.keys:
                self._always.append(pattern)
        words = {word for patterns in self._by_key.values() for one in patterns for keys in one.keys for word in keys}
        self._words: dict[str, set[str]] = defaultdict(set)
        for word in words:
            self._words[word[0]].add(word)

    def find(self, text: str) -> Iterator[Hit]:
        """All places of all patterns, in the order in which the patterns are written."""
        present = {
            word
            for start, first in enumerate(text)
            for word in self._words.get(first, ())
            if text.startswith(word, start)
        }
        tried = {pattern.place: pattern for word in present for pattern in self._by_key.get(word, ())}
        tried |= {pattern.place: pattern for pattern in self._always}
        for pattern in (tried[place] for place in sorted(tried)):
            if all(not present.isdisjoint(keys) for keys in pattern.keys):
                for match in pattern.expression.finditer(text):
                    for meaning in pattern.meanings:
                        yield Hit(match.start(), match.end(), meaning.variable, meaning.value)


def _compiled(phrase: str) -> re.Pattern[str]:
    if "(" not in phrase:
        return re.compile(_GAP_PATTERN.join(map(re.escape, phrase.split(_GAP))))
    return re.compile(phrase.replace("(", "(?:").replace(_GAP, _GAP_PATTERN))


def _keys(phrase: str) -> tuple[frozenset[str], ...]:
    """For each part that cannot be left out, the words of which one must be in a text."""
    parts = [match.group("words").split("|") for match in _GROUP.finditer(phrase) if not match.group("optional")]
    literals = [piece for piece in re.split(rf"{_GROUP.pattern}|{_GAP}", re.sub(_GROUP, _GAP, phrase)) if piece]
    parts += [[piece] for piece in literals]
    return tuple(frozenset(word[:_LONGEST_KEY] for word in words) for words in parts if all(map(_is_literal, words)))


def _is_literal(word: str) -> bool:
    return bool(word) and not _SPECIAL.search(word) and "?" not in word
