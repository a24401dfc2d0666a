"""What the trained reader is taught, and what it makes of it."""

from __future__ import annotations

import pytest

from bot.training.labelled import LabelledMessage
from bot.training.lessons import Wordings, choice_examples, read_wordings
from bot.understanding.facts import extract_facts
from bot.understanding.trained.choices import TrainedChoices
from bot.understanding.trained.linear import Example, LinearModel
from knowledge import load_knowledge

VARIABLES = {name: load_knowledge().variables[name] for name in ("script_status", "stay_level")}
PHRASES = ("肚里有啥倒啥", "舌头打滚乱来", "张口就胡咧咧", "东拉西扯瞎侃")


@pytest.fixture(scope="module")
def trained() -> TrainedChoices:
    said = tuple(f"{lead}{phrase}" for phrase in PHRASES for lead in ("上播", "主播", "每场都", "讲起来"))
    replies = tuple(f"{lead}{word}" for word in ("倒啥", "胡咧咧", "瞎侃呗", "乱来的") for lead in ("", "都是", "全靠"))
    wordings = [Wordings("script_status", "无", said=said, replies=replies)]
    return TrainedChoices(LinearModel.fit(list(choice_examples([], wordings, VARIABLES))))


def examples(message: LabelledMessage) -> list[Example]:
    return [
        one
        for one in choice_examples([message], [], {"stay_level": VARIABLES["stay_level"]})
        if one.open_labels or one.labels
    ]


def test_what_no_pattern_reads_the_trained_reader_may(trained: TrainedChoices) -> None:
    text = "人不少，播的时候肚里有啥倒啥"
    assert "script_status" not in {fact.variable for fact in extract_facts(text)}
    (fact,) = [one for one in extract_facts(text, (), trained) if one.variable == "script_status"]
    assert fact.value == "无" and fact.guessed


def test_a_guess_never_replaces_what_a_rule_reads(trained: TrainedChoices) -> None:
    facts = {fact.variable: fact for fact in extract_facts("话术每周改，肚里有啥倒啥", (), trained)}
    assert facts["script_status"].value == "有且迭代" and not facts["script_status"].guessed


def test_what_is_supposed_or_said_of_others_is_not_guessed_either(trained: TrainedChoices) -> None:
    for text in ("要是肚里有啥倒啥会怎样", "隔壁店肚里有啥倒啥", "主播要是肚里有啥倒啥", "主播肚里有啥倒啥行不行"):
        assert "script_status" not in {fact.variable for fact in extract_facts(text, (), trained)}


def test_a_plan_that_is_denied_is_not_guessed() -> None:
    said = tuple(f"{lead}整点大动静" for lead in ("我要", "我想", "准备", "打算", "我说要"))
    wordings = [Wordings("planned_action", "拉新扩量", said=said)]
    plans = {"planned_action": load_knowledge().variables["planned_action"]}
    trained = TrainedChoices(LinearModel.fit(list(choice_examples([], wordings, plans))), least_sure=0.2)
    assert [one.value for one in extract_facts("我要整点大动静", (), trained)] == [("拉新扩量",)]
    assert extract_facts("我没说过要整点大动静", (), trained) == []


def test_a_reply_is_read_in_the_light_of_its_question(trained: TrainedChoices) -> None:
    told = {fact.variable: fact.value for fact in extract_facts("瞎侃呗", ["script_status"], trained)}
    assert told == {"script_status": "无"}
    assert extract_facts("瞎侃呗", (), trained) == []


def test_a_stretch_with_most_of_the_words_of_a_fact_states_it_and_one_with_few_leaves_it_open() -> None:
    message = LabelledMessage(
        "客人进门不坐，转身就没影", "provide_facts", "anyone",
        facts={"stay_level": "低"}, words={"stay_level": "客人进门不坐，转身就没影"},
    )  # fmt: skip
    found = examples(message)[-3:]
    assert [bool(one.labels) for one in found].count(True) == 1
    assert all(one.labels or one.open_labels for one in found)


def test_every_wording_of_a_choice_names_a_value_that_exists() -> None:
    variables = load_knowledge().variables
    strange = [
        (one.variable, one.value)
        for one in read_wordings()
        if variables[one.variable].type in ("choice", "choices")
        and one.value
        and one.value not in variables[one.variable].values
    ]
    assert strange == []
