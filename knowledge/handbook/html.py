"""A document as one HTML page: nothing is fetched, it prints well and reads well on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from knowledge.handbook.document import Block, Bullets, Diagram, Document, Item, Link, Paragraph, Section, Table, Text
from knowledge.handbook.texts import word

STYLE = Path(__file__).with_name("handbook.css")


def to_html(document: Document) -> str:
    """The whole page, with a table of contents of two levels beside the text."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)}</title>",
            f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p></header>",
            *_contents(document),
            "<main>",
            *(line for section in document.sections for line in _section(section, 2)),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _contents(document: Document) -> Iterator[str]:
    """Chapters with their sections folded away, so that the list fits a phone."""
    yield f'<nav aria-label="{word("contents")}"><p>{word("contents")}</p><ul>'
    for chapter in document.sections:
        title = _link(chapter.title, chapter.anchor)
        inner = "".join(f"<li>{_link(section.title, section.anchor)}</li>" for section in chapter.sections)
        yield (
            f"<li><details><summary>{title}</summary><ul>{inner}</ul></details></li>" if inner else f"<li>{title}</li>"
        )
    yield "</ul></nav>"


def _section(section: Section, level: int) -> Iterator[str]:
    heading = f"h{min(level, 6)}"
    yield f'<section id="{escape(section.anchor)}">'
    yield f"<{heading}>{escape(section.title)}</{heading}>"
    yield from (_block(block) for block in section.blocks)
    for inner in section.sections:
        yield from _section(inner, level + 1)
    yield "</section>"


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        label = f"<strong>{escape(block.label)}</strong>：" if block.label else ""
        return f"<p>{label}{_text(block.text)}</p>"
    if isinstance(block, Bullets):
        label = f'<p class="label"><strong>{escape(block.label)}</strong></p>' if block.label else ""
        return label + _list(block.items, "ol" if block.numbered else "ul")
    if isinstance(block, Table):
        return _table(block)
    assert isinstance(block, Diagram)
    title = escape(block.title)
    return f'<figure><figcaption>{title}</figcaption><div class="wide" tabindex="0">{block.svg}</div></figure>'


def _list(items: tuple[Item, ...], kind: str) -> str:
    return f"<{kind}>{''.join(map(_entry, items))}</{kind}>"


def _entry(item: Item) -> str:
    target = f' id="{escape(item.anchor)}"' if item.anchor else ""
    return f"<li{target}>{_text(item.text)}{_list(item.items, 'ul') if item.items else ''}</li>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _text(text: Text) -> str:
    return "".join(_link(part.words, part.anchor) if isinstance(part, Link) else _broken(part) for part in text)


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _link(words: str, anchor: str) -> str:
    return f'<a href="#{escape(anchor)}">{escape(words)}</a>'
