"""In which words a question is put: nobody hears the same question three times in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.interview import MOST_PUTTINGS
from actions.replies import Texts
from knowledge.model import Variable

# So often in its own words, then in shorter ones until MOST_PUTTINGS; after that it only waits, with its buttons, while
# other things are talked about.
IN_ITS_OWN_WORDS = 2


def question_lines(texts: Texts, variables: Iterable[Variable], put: Sequence[str]) -> list[str]:
    """One line for each question that is still to be put. `put` holds a variable once for each time it was."""
    return [line for variable in variables if (line := _line(texts, variable, put.count(variable.id)))]


def _line(texts: Texts, variable: Variable, times: int) -> str:
    if times >= MOST_PUTTINGS:
        return ""
    if times >= IN_ITS_OWN_WORDS:
        return texts.get("ask_again", short=variable.short)
    example = f"（{variable.example}）" if variable.example else ""
    return f"**{variable.question}**{example}"
