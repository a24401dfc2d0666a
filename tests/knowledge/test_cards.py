"""Explanation cards: everything merchants ask has one, and a question finds the right one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import load_knowledge
from knowledge.cards import card_for, cards_of_variable
from knowledge.model import Card

KNOWLEDGE = load_knowledge()
CARDS = list(KNOWLEDGE.cards.values())
GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
SOURCES = {name for names in re.findall(r"^\| ([WJ][^|]*) \|", GLOSSARY, re.MULTILINE) for name in names.split(", ")}


def found(words: str) -> str | None:
    card = card_for(KNOWLEDGE, words)
    return None if card is None else card.id


# which card a question is about


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_found_by_its_title_and_each_of_its_names(card: Card) -> None:
    assert {found(words) for words in (card.title, *card.names)} == {card.id}


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("什么是兴趣电商", "interest_commerce"),
        ("GPM怎么算", "gpm"),
        ("同行GPM一般多少", "peer_gpm"),
        ("保本ROI怎么算", "breakeven_roi"),
        ("ROI是什么意思", "qianchuan_roi"),
        ("女装退货率一般多少", "return_rate"),
        ("专场和混场有什么区别", "mixed_or_exclusive"),
        ("五A人群是什么", "yuntu"),
        ("興趣電商跟貨架有什麼不同", "interest_commerce"),
        ("FACT 四个字母分别代表什么", "fact"),
        ("FACT里的A是什么", "field_a"),
        ("what is FACT", "fact"),
        ("ＧＰＭ 是啥", "gpm"),
        ("体验 分多少才及格", "experience_score"),
    ],
)
def test_the_longest_name_in_a_question_decides(words: str, card: str) -> None:
    assert found(words) == card


def test_of_equally_long_names_the_one_said_first_decides() -> None:
    assert found("转化和停留哪个更重要") == "conversion_rate"
    assert found("停留和转化哪个更重要") == "avg_stay_sec"


def test_a_latin_name_counts_only_as_a_whole_word() -> None:
    assert found("gpm") == "gpm"
    assert found("xgpm") is None and found("gpm2") is None


@pytest.mark.parametrize("words", ["", "   ", "这个词什么意思", "今天天气怎么样"])
def test_a_question_without_a_name_is_about_no_card(words: str) -> None:
    assert found(words) is None


# what there are cards for


def test_every_claim_is_cited_somewhere() -> None:
    cited = {claim for card in CARDS for claim in card.claims}
    for citing in (KNOWLEDGE.rules, KNOWLEDGE.actions, KNOWLEDGE.fields):
        cited |= {claim for entry in citing.values() for claim in entry.claims}
    assert set(KNOWLEDGE.claims) - cited == set()


def test_every_figure_a_merchant_is_asked_for_has_one_card_that_defines_it() -> None:
    figures = [one.id for one in KNOWLEDGE.variables.values() if one.type == "number" and one.question]
    assert {figure: len(list(cards_of_variable(KNOWLEDGE, figure))) for figure in figures} == dict.fromkeys(figures, 1)


def test_no_two_cards_share_a_name() -> None:
    names = Counter(name for card in CARDS for name in card.names)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_rests_on_claims_or_names_its_source(card: Card) -> None:
    assert card.claims or card.source
    assert card.source or not card.extension


@pytest.mark.parametrize("card", [card for card in CARDS if card.source], ids=lambda card: card.id)
def test_the_source_of_a_card_is_in_the_glossary(card: Card) -> None:
    assert set(card.source.split(", ")) <= SOURCES


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_is_two_to_five_short_sentences(card: Card) -> None:
    sentences = [one for one in card.text.replace("？", "。").split("。") if one.strip()]
    assert 1 < len(sentences) <= 6
    assert max(map(len, sentences)) <= 90


def test_the_first_of_two_cards_with_one_name_is_found() -> None:
    twin = replace(KNOWLEDGE.cards["gpm"], id="twin", title="gpm")
    both = replace(KNOWLEDGE, cards={"gpm": KNOWLEDGE.cards["gpm"], "twin": replace(twin, names=("gpm",))})
    card = card_for(both, "gpm是什么")
    assert card is not None and card.id == "gpm"
