"""Where each entry of the methodology stands in the handbook, and links that lead there."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.handbook.document import Link, Text, joined
from knowledge.model import Knowledge


def anchor(kind: str, entry: str) -> str:
    """The anchor of an entry, like rule-HL12."""
    return f"{kind}-{entry}"


def link(kind: str, entry: str, words: str = "") -> Link:
    """A link to an entry, by its id unless other words are given."""
    return Link(words or entry, anchor(kind, entry))


def links(kind: str, entries: Iterable[str]) -> Text:
    """Links to several entries of one kind, by their ids."""
    return joined(link(kind, entry) for entry in entries)


def subject_anchor(knowledge: Knowledge, subject: str) -> str:
    """The anchor of a variable or finding."""
    return anchor("variable" if subject in knowledge.variables else "finding", subject)


def subject_link(knowledge: Knowledge, subject: str) -> Link:
    """A link to a variable or finding, by its label."""
    return Link(knowledge.label(subject), subject_anchor(knowledge, subject))


def action_link(knowledge: Knowledge, action: str) -> Link | str:
    """A link to an action; a planned action of the merchant has no place of its own and stays a word."""
    return link("action", action, knowledge.actions[action].title) if action in knowledge.actions else action
