"""What a document is made of, before it becomes Markdown or HTML.

Texts are Chinese. A `Link` points at the anchor of a section or an entry; anchors are unique in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Words that lead to a section."""

    words: str
    anchor: str


Text = tuple["str | Link", ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text; `label` is set in front of it in bold."""

    text: Text
    label: str = ""


@dataclass(frozen=True)
class Item:
    """One entry of a list, with the entries below it; `anchor` where links lead to it."""

    text: Text
    items: tuple[Item, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; `label` is its heading in bold, `numbered` counts the entries."""

    items: tuple[Item, ...]
    label: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells under column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Diagram:
    """One drawing in two forms: `svg` for HTML, `mermaid` for Markdown. `title` says what it shows."""

    title: str
    svg: str
    mermaid: str


Block = Paragraph | Bullets | Table | Diagram


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the sections inside it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all inside it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Document:
    """A titled document; `subtitle` says which state of the knowledge it shows."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def plain(*parts: str | Link) -> Text:
    """A text of these parts, without empty ones."""
    return tuple(part for part in parts if part)


def joined(parts: Iterable[str | Link], between: str = "、") -> Text:
    """The parts with a separator between them."""
    text: list[str | Link] = []
    for part in parts:
        text += [between, part] if text else [part]
    return tuple(text)
