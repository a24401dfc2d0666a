"""Words of the trade are whole, quantities keep their edges, and nobody else's tokenizer is touched."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.quantities import read_quantities
from bot.understanding.segmentation import load_segmenter


def words(text: str) -> list[str]:
    return list(load_segmenter().cut(text))


@given(st.text(max_size=100))
def test_the_words_joined_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@given(st.text(alphabet="一二三十百千万秒块%0123456789.停留转化播了 ，", max_size=40))
def test_no_word_reaches_across_the_edge_of_a_quantity(text: str) -> None:
    edges, position = {0}, 0
    for word in words(text):
        position += len(word)
        edges.add(position)
    for quantity in read_quantities(text):
        assert {quantity.start, quantity.end} <= edges


@pytest.mark.parametrize("word", ["场观", "千川", "转粉", "完播", "小黄车"])
def test_a_word_of_the_trade_is_one_word(word: str) -> None:
    assert word in words(f"我们的{word}不行")


def test_a_word_of_the_language_is_not_cut_for_ours() -> None:
    assert words("现在播") == ["现在", "播"]


def test_the_tokenizer_shared_by_the_process_learns_nothing() -> None:
    load_segmenter()
    assert jieba.dt is not load_segmenter()._jieba
    assert not jieba.dt.FREQ.get("场观")


def test_asking_for_another_way_to_cut_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="cut_all=False"):
        list(load_segmenter().cut("停留", cut_all=True))
