"""What the trained model promises about reading acts, on messages it has not seen."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from bot.evaluation.acts import score
from bot.evaluation.held_out import NOT_UNDERSTOOD, read_part
from bot.evaluation.quiet import quiet
from bot.evaluation.reader import ModelReader
from bot.evaluation.readings import Reading
from bot.launcher.model import fresh_model
from bot.launcher.settings import Settings
from bot.training.labelled import LabelledMessage

IRREVERSIBLE = {"delete_my_data", "restart"}


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    quiet()
    return ModelReader(fresh_model(Settings.from_environment(os.environ), print))


@pytest.fixture(scope="module")
def readings(reader: ModelReader) -> list[Reading]:
    return [reader.read(message) for message in read_part("development")]


@pytest.fixture(scope="module")
def act_of(reader: ModelReader) -> Callable[[str], str]:
    return lambda text: reader.read(LabelledMessage(text, "", "anyone")).act


def test_nineteen_messages_of_twenty_are_read_rightly(readings: list[Reading]) -> None:
    assert score(readings).accuracy >= 0.95


def test_no_act_is_left_behind(readings: list[Reading]) -> None:
    assert {act.act: act.recall for act in score(readings).acts if act.recall < 0.8} == {}


def test_nothing_is_thrown_away_by_misreading(readings: list[Reading]) -> None:
    wrong = [reading for reading in readings if reading.act in IRREVERSIBLE and not reading.is_right]
    assert [(reading.message.text, reading.act) for reading in wrong] == []


def test_most_noise_is_met_with_the_fallback(readings: list[Reading]) -> None:
    caught = score(readings).noise_caught
    assert caught is not None
    assert caught >= 2 / 3


def test_a_message_is_read_the_same_way_twice(reader: ModelReader) -> None:
    message = LabelledMessage("我家直播间停留才二十秒咋整", "provide_facts", "anyone")
    assert reader.read(message) == reader.read(message)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        # three questions that begin alike
        ("为什么非要问我的毛利", "ask_why_this_question"),
        ("为什么说我的承接不行", "ask_how_concluded"),
        ("为什么我家退货率这么高", "provide_facts"),
        # a figure supposed, corrected, asked about, told
        ("要是停留能到四十秒呢", "ask_what_if"),
        ("停留说错了，是四十秒", "correct_answer"),
        ("停留四十秒算正常吗", "ask_methodology"),
        ("停留大概四十秒", "provide_facts"),
        # leaving a question, and not knowing its answer
        ("这个跳过吧", "skip_question"),
        ("这个我不清楚", "provide_facts"),
        # a while, for good, from the start, forgotten
        ("我先去忙，待会接着聊", "pause_resume"),
        ("不聊了，再见", "goodbye"),
        ("从头再问我一遍", "restart"),
        ("把我说过的都删掉", "delete_my_data"),
        ("看看我都说过什么", "review_answers"),
        # what is wrong, and what to do
        ("我到底哪里出了问题", "ask_report"),
        ("那我接下来该怎么做", "ask_next_steps"),
        ("接下来我要做什么", "ask_next_steps"),
        # a plain no, and nothing there
        ("不是这样的", "deny"),
        ("没有做过", "provide_facts"),
        # another platform asked about, and mentioned
        ("拼多多怎么起店", "out_of_scope"),
        ("你是机器人吗", "chitchat"),
    ],
)
def test_near_misses_are_told_apart(act_of: Callable[[str], str], text: str, act: str) -> None:
    assert act_of(text) == act


@pytest.mark.parametrize("noise", ["qwertyuiop", "……", "嘟嘟嘟"])
def test_what_nobody_understands_is_not_guessed_at(act_of: Callable[[str], str], noise: str) -> None:
    assert act_of(noise) == NOT_UNDERSTOOD
