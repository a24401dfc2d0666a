"""The spaCy pipeline that marks a message: words from our segmenter, then quantities, metrics and choices.

Each component writes one group of `doc.spans`: "quantities"; "metrics", labelled with the variable that the word
names; "choices", labelled with the variable, the value as the knowledge-base id. `doc.user_data["quantities"]` holds
the quantities in full.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any, cast

import spacy
from spacy.lang.zh import Segmenter as ChineseSegmenter
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.understanding.folding import fold
from bot.understanding.quantities import read_quantities
from bot.understanding.segmentation import load_segmenter
from bot.understanding.vocabulary import Hit, load_vocabulary, strip_fillers

# Said of an answer, not of the shop: roi更新一下 1.2.
_CORRECTION = re.compile(r"更新(?:一?下|数据)")

_DENIALS = frozenset("不没")
_DENIABLE = frozenset("有会能做要想")


@functools.lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The pipeline, made once per process."""
    pipeline = spacy.blank("zh")
    # Asked for jieba by its config, spaCy would load the process-wide tokenizer first, only to have it replaced.
    tokenizer: Any = pipeline.tokenizer
    tokenizer.segmenter = ChineseSegmenter.jieba
    tokenizer.jieba_seg = load_segmenter()
    for component in ("quantity_marker", "metric_marker", "choice_marker"):
        pipeline.add_pipe(component)
    return pipeline


@Language.component("quantity_marker")
def mark_quantities(doc: Doc) -> Doc:
    quantities = read_quantities(doc.text)
    doc.user_data["quantities"] = quantities
    doc.spans["quantities"] = _aligned(doc, [Hit(one.start, one.end, one.kind) for one in quantities])
    return doc


@Language.component("metric_marker")
def mark_metrics(doc: Doc) -> Doc:
    folded = fold(doc.text)
    corrections = [match.span() for match in _CORRECTION.finditer(folded)]
    hits = [
        hit
        for hit in load_vocabulary().names.find(folded)
        if not any(start <= hit.start and hit.end <= end for start, end in corrections)
    ]
    doc.spans["metrics"] = _aligned(doc, _longest_names(hits))
    return doc


@Language.component("choice_marker")
def mark_choices(doc: Doc) -> Doc:
    vocabulary, folded = load_vocabulary(), fold(doc.text)
    hits = dict.fromkeys(vocabulary.phrases.find(folded))
    bare, offsets = strip_fillers(folded)
    for hit in vocabulary.bare_phrases.find(bare):
        hits[Hit(offsets[hit.start], offsets[hit.end - 1] + 1, hit.variable, hit.value)] = None
    written_loosely = [_expanded(doc, hit) for hit in vocabulary.patterns.find(folded) if not _is_denied(folded, hit)]
    doc.spans["choices"] = [*written_loosely, *_aligned(doc, hits)]
    return doc


def _aligned(doc: Doc, hits: Iterable[Hit]) -> list[Span]:
    """The hits that begin and end at the edge of a word: 在播 is not found in 现在播."""
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    return [
        Span(doc, starts[hit.start], ends[hit.end], label=hit.variable, kb_id=hit.value)
        for hit in hits
        if hit.start in starts and hit.end in ends
    ]


def _is_denied(folded: str, hit: Hit) -> bool:
    """没有达人 is not 有达人, although 没有 is one word that a pattern would grow to."""
    return folded[hit.start] in _DENIABLE and folded[hit.start - 1 : hit.start] in _DENIALS


def _expanded(doc: Doc, hit: Hit) -> Span:
    """A pattern may begin or end inside a word, which is then part of it."""
    span = doc.char_span(hit.start, hit.end, label=hit.variable, kb_id=hit.value, alignment_mode="expand")
    return cast(Span, span)


def _longest_names(hits: list[Hit]) -> list[Hit]:
    """A name inside a longer one is not meant by itself: the 场观 of 达人场观, the 停留 of 同行停留."""
    kept: list[Hit] = []
    longest = (0, 0)
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if hit.end > longest[1]:
            longest = (hit.start, hit.end)
        if (hit.start, hit.end) == longest:
            kept.append(hit)
    return kept
