"""A document as Markdown, readable as it stands and on a code host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.handbook.document import Block, Bullets, Diagram, Document, Item, Link, Paragraph, Section, Table, Text

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def to_markdown(document: Document) -> str:
    """The whole document with a table of contents of its chapters and their sections."""
    parts = [f"# {_escaped(document.title)}", _escaped(document.subtitle), "\n".join(_contents(document))]
    for section in document.sections:
        parts += _section(section, 2)
    return "\n\n".join(parts) + "\n"


def _contents(document: Document) -> Iterator[str]:
    for chapter in document.sections:
        yield f"- {_link(chapter.title, chapter.anchor)}"
        yield from (f"  - {_link(section.title, section.anchor)}" for section in chapter.sections)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f'<a id="{section.anchor}"></a>\n{"#" * min(level, 6)} {_escaped(section.title)}'
    yield from (_block(block) for block in section.blocks)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        label = f"**{_escaped(block.label)}**：" if block.label else ""
        return label + _text(block.text).replace("\n", "  \n")
    if isinstance(block, Bullets):
        label = f"**{_escaped(block.label)}**\n\n" if block.label else ""
        return label + "\n".join(_items(block.items, block.numbered, ""))
    if isinstance(block, Table):
        return "\n".join(_rows(block))
    assert isinstance(block, Diagram)
    return f"**{_escaped(block.title)}**\n\n```mermaid\n{block.mermaid}\n```"


def _items(items: tuple[Item, ...], numbered: bool, indent: str) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        mark = f"{number}." if numbered else "-"
        target = f'<a id="{item.anchor}"></a>' if item.anchor else ""
        yield f"{indent}{mark} {target}{_text(item.text)}"
        yield from _items(item.items, False, indent + " " * (len(mark) + 1))


def _rows(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, table.columns))} |"
    yield "|" + "---|" * len(table.columns)
    for row in table.rows:
        yield f"| {' | '.join(_text(cell).replace(chr(10), ' ') for cell in row)} |"


def _text(text: Text) -> str:
    return "".join(_link(part.words, part.anchor) if isinstance(part, Link) else _escaped(part) for part in text)


def _link(words: str, anchor: str) -> str:
    return f"[{_escaped(words)}](#{anchor})"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
