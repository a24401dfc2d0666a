"""Errors that say what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class KnowledgeError(Exception):
    """The methodology files contradict their own format.

    `problems` holds one sentence for each mistake, each beginning with the file and the entry it stands in.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class SituationError(ValueError):
    """A situation names something that does not exist or holds a value that cannot be; the message names it."""
