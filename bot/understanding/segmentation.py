"""Cuts Chinese into words with a jieba tokenizer of our own: no other user of jieba in the process is touched."""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

import jieba

from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.vocabulary import load_vocabulary

_LONGEST_WORD = 4
_WORD_FREQUENCY = 2_000
# A name with one of these is a piece of a sentence (播了, 人里买), not a word.
_IN_SENTENCES = frozenset("了有的是个里在一才他她给谁归过能这做没不人缺就还买停")


class Segmenter:
    """A private jieba tokenizer with the vocabulary of the trade; no word reaches across the edge of a quantity."""

    def __init__(self, terms: Iterable[str]) -> None:
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        for word in self._unknown_words(terms):
            self._jieba.add_word(word, freq=_WORD_FREQUENCY)
        # Rasa's tokenizer and the spaCy pipeline cut the same message.
        self._words = functools.lru_cache(maxsize=8)(self._cut)

    def _unknown_words(self, terms: Iterable[str]) -> list[str]:
        """Terms of which jieba knows no part (场观, 转粉); a term made of known words would hide where those begin."""
        unknown: list[str] = []
        for term in sorted(terms, key=len):
            if not 1 < len(term) <= _LONGEST_WORD or _IN_SENTENCES & set(term) or any(word in term for word in unknown):
                continue
            if all(len(word) == 1 for word in self._jieba.cut(term, HMM=False)):
                unknown.append(term)
        return unknown

    def cut(self, text: str, cut_all: bool = False) -> Iterator[str]:
        """The words of a text in order; joined they are the text. `cut_all` is jieba's and must stay False."""
        if cut_all:
            raise ValueError("this segmenter has one way to cut a text; call it with cut_all=False")
        yield from self._words(text)

    def _cut(self, text: str) -> tuple[str, ...]:
        edges = self._word_edges(fold(text))
        for quantity in read_quantities(text):
            edges |= {quantity.start, quantity.end}
        ordered = sorted(edges | {0, len(text)})
        return tuple(text[start:end] for start, end in pairwise(ordered))

    def _word_edges(self, folded: str) -> set[int]:
        # Without jieba's guessing of unknown words: a wrong guess would hide our own words inside another.
        return set(accumulate(len(word) for word in self._jieba.cut(folded, HMM=False)))


@functools.lru_cache(maxsize=1)
def load_segmenter() -> Segmenter:
    """The segmenter with the project's own vocabulary, made once per process."""
    return Segmenter(load_vocabulary().terms)
