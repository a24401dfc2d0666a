"""What a machine can hold of docs/style.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest
import yaml

from actions.replies import TEXTS

AVOIDED = [
    "您", "亲，", "宝子", "家人们", "赋能", "抓手", "闭环", "链路", "颗粒度", "底层逻辑",
    "系统", "机器人", "模型", "算法", "字段", "参数",
    "非法", "无效", "错误", "失败", "保证", "一定能", "百分之百", "！！", "？？",
]  # fmt: skip
LONGEST_SENTENCE = 60
MOST_LINES = 4
LONGEST_BUTTON = 12
_ENDS = re.compile(r"[。！？\n]")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;!?]|[,;!?](?=[\u4e00-\u9fff])")


def _texts() -> Iterator[tuple[str, str]]:
    for name, text in yaml.safe_load(TEXTS.read_text(encoding="utf-8")).items():
        for variant in [text] if isinstance(text, str) else text:
            yield name, variant


def _blanks(text: str) -> set[str]:
    return {blank for _, blank, _, _ in Formatter().parse(text) if blank}


TEXT = pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in _texts()])
BUTTON = pytest.mark.parametrize(
    "text", [pytest.param(text, id=name) for name, text in _texts() if name.startswith("button_")]
)


@TEXT
def test_no_word_that_the_guide_avoids(text: str) -> None:
    assert [word for word in AVOIDED if word in text] == []


@TEXT
def test_short_sentences_and_few_lines(text: str) -> None:
    assert max(len(sentence) for sentence in _ENDS.split(text)) <= LONGEST_SENTENCE
    assert text.count("\n") < MOST_LINES


@BUTTON
def test_buttons_are_a_few_words(text: str) -> None:
    assert len(text) <= LONGEST_BUTTON


@TEXT
def test_chinese_punctuation_in_chinese(text: str) -> None:
    assert _HALF_WIDTH.search(text) is None


def test_variants_have_the_same_blanks_and_different_words() -> None:
    for name, variants in yaml.safe_load(TEXTS.read_text(encoding="utf-8")).items():
        if isinstance(variants, list):
            assert len({frozenset(_blanks(one)) for one in variants}) == 1, name
            assert len(set(variants)) == len(variants) > 1, name


def test_the_guide_names_every_word_that_is_held_against_it() -> None:
    guide = (TEXTS.parents[1] / "docs" / "style.md").read_text(encoding="utf-8")
    assert [word for word in AVOIDED if word.rstrip("，") not in guide] == []
