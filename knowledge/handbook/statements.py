"""Conditions as entries of a list: one statement a line with links to what it speaks of, its parts below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.conditions import All, AtLeast, Compare, Condition, Leaf
from knowledge.handbook.anchors import anchor, subject_anchor
from knowledge.handbook.document import Item, Link, Text, plain
from knowledge.handbook.texts import word
from knowledge.model import Knowledge
from knowledge.statements import short_label, statement

_WORDED_COUNTS = (1, 2, 3)


def statements(knowledge: Knowledge, conditions: Iterable[Condition]) -> tuple[Item, ...]:
    """The conditions as list entries."""
    return tuple(_item(knowledge, condition) for condition in conditions)


def _item(knowledge: Knowledge, condition: Condition) -> Item:
    if isinstance(condition, All):
        return Item((word("all"),), statements(knowledge, condition.parts))
    if isinstance(condition, AtLeast):
        key = f"any_{condition.needed}" if condition.needed in _WORDED_COUNTS else "any_many"
        return Item((word(key, needed=condition.needed),), statements(knowledge, condition.parts))
    return Item(_linked(statement(knowledge, condition), _named(knowledge, condition)))


def _named(knowledge: Knowledge, leaf: Leaf) -> Mapping[str, str]:
    """The names in a statement with the anchors they lead to, in reading order."""
    named = {short_label(knowledge, leaf.subject): subject_anchor(knowledge, leaf.subject)}
    if isinstance(leaf, Compare) and isinstance(leaf.bound, str):
        named[short_label(knowledge, leaf.bound)] = subject_anchor(knowledge, leaf.bound)
    if isinstance(leaf, Compare) and leaf.line is not None:
        named[knowledge.thresholds[leaf.line].label] = anchor("threshold", leaf.line)
    return named


def _linked(text: str, named: Mapping[str, str]) -> Text:
    """The text with the first mention of each name as a link."""
    parts: list[str | Link] = []
    rest = text
    for name, target in named.items():
        before, found, after = rest.partition(name)
        if found:
            parts += [before, Link(name, target)]
            rest = after
    return plain(*parts, rest)
