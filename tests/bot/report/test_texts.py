"""The sentences of the page, held against docs/style.md as those of the dialogue are."""

from __future__ import annotations

import re
from pathlib import Path

from bot.report.texts import texts
from tests.actions.test_style import AVOIDED, LONGEST_SENTENCE

SOURCES = [
    *Path("bot/report").rglob("*.py"),
    *Path("bot/report/templates").iterdir(),
    Path("bot/channel/report_page.py"),
]


def test_no_word_that_the_guide_avoids() -> None:
    assert [(name, word) for name, text in texts().items() for word in AVOIDED if word in text] == []


def test_sentences_are_short() -> None:
    assert [
        name for name, text in texts().items() if max(map(len, re.split("[。！？]", text))) > LONGEST_SENTENCE
    ] == []


def test_every_text_is_used() -> None:
    code = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    made = ("level_", "change_", "state_", "link_")
    assert [name for name in texts() if not name.startswith(made) and name not in code] == []


def test_no_chinese_sentence_hides_in_the_code() -> None:
    hidden = {
        source.name: found
        for source in SOURCES
        if (found := re.findall(r"[\u4e00-\u9fff]{6,}", source.read_text(encoding="utf-8")))
    }
    assert hidden == {"fact_map.py": ["在做先补承接"]}
