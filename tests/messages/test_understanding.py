"""What the trained model makes of the development messages; the figures for docs come from `make evaluate`."""

from __future__ import annotations

import os

import pytest

from bot.evaluation.quiet import quiet
from bot.evaluation.reader import ModelReader
from bot.evaluation.readings import Reading
from bot.evaluation.understanding import UnderstandingScores, score_understanding
from bot.launcher.model import fresh_model
from bot.launcher.settings import Settings
from bot.training.labelled import ROOT, LabelledMessage, read_messages

README = ROOT / "README.md"
# They use no term of the trade at all; what the others are held to is out of reach for them.
FAR_FROM_THE_TRADE = "老两口"


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    quiet()
    return ModelReader(fresh_model(Settings.from_environment(os.environ), print))


@pytest.fixture(scope="module")
def readings(reader: ModelReader) -> list[Reading]:
    return [reader.read(message) for message in read_messages("development")]


@pytest.fixture(scope="module")
def scores(readings: list[Reading]) -> UnderstandingScores:
    return score_understanding([one for one in readings if FAR_FROM_THE_TRADE not in one.message.voice], threshold=0.35)


def test_of_the_example_in_the_readme_only_what_it_says_is_taken(reader: ModelReader) -> None:
    (text,) = [line.removeprefix("> ") for line in README.read_text(encoding="utf-8").splitlines() if line[:2] == "> "]
    assert reader.read(LabelledMessage(text, "provide_facts", "the README")).facts == {
        "category": "服饰鞋包",
        "merchant_type": "产业带白牌",
        "account_age_days": 90,
        "paid_status": "在投",
        "paid_daily_spend": 3000,
        "qianchuan_roi": 0.8,
        "avg_stay_sec": {"low": 15, "high": 16},
        "conversion_rate": {"low": None, "high": 0.01},
        "planned_action": ["加预算"],
    }


def test_even_voices_far_from_the_trade_are_understood_in_part(readings: list[Reading]) -> None:
    far = [one for one in readings if FAR_FROM_THE_TRADE in one.message.voice]
    assert score_understanding(far, threshold=0.35).facts.micro.f1 >= 0.38


def test_most_facts_are_read_and_little_is_made_up(scores: UnderstandingScores) -> None:
    assert scores.facts.micro.f1 >= 0.83 and scores.facts.micro.precision >= 0.86


def test_what_is_not_said_of_the_shop_now_is_left_alone(scores: UnderstandingScores) -> None:
    assert scores.facts.kept_out is not None and scores.facts.kept_out >= 0.9


def test_open_questions_are_answered_as_meant(scores: UnderstandingScores) -> None:
    assert scores.facts.answers is not None and scores.facts.answers >= 0.88


def test_acts_are_told_apart(scores: UnderstandingScores) -> None:
    assert scores.acts.accuracy >= 0.92 and scores.acts.macro_f1 >= 0.86
