"""The whole methodology as one readable document, in Markdown or HTML."""

from knowledge.handbook.book import write_handbook

__all__ = ["write_handbook"]
