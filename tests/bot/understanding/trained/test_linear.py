"""One logistic regression for each label: learns, doubts, and survives being saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.trained.linear import Example, LinearModel

SAYS_LOW = [Example(frozenset({word, "很"}), frozenset({"低"})) for word in ("差", "惨", "差", "惨", "差")]
SAYS_HIGH = [Example(frozenset({word, "很"}), frozenset({"高"})) for word in ("好", "棒", "好", "棒", "好")]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.fit([*SAYS_LOW, *SAYS_HIGH])


def test_the_label_of_known_features_is_the_likeliest(model: LinearModel) -> None:
    probabilities = dict(zip(model.labels, model.read({"差"}), strict=True))
    assert probabilities["低"] > 0.7 > 0.3 > probabilities["高"]


def test_unknown_features_say_nothing(model: LinearModel) -> None:
    assert max(model.read({"从没见过"})) < 0.7 and max(model.read(set())) < 0.7


def test_a_label_with_too_few_examples_is_never_given() -> None:
    rare = Example(frozenset({"怪", "很"}), frozenset({"怪"}))
    model = LinearModel.fit([*SAYS_LOW, *SAYS_HIGH, rare, rare])
    assert dict(zip(model.labels, model.read({"怪"}), strict=True))["怪"] < 0.01


def test_an_example_that_leaves_a_label_open_does_not_speak_against_it() -> None:
    open_label = [Example(frozenset({"差"}), frozenset(), frozenset({"低"}))] * 20
    silent = [Example(frozenset({"差"}), frozenset())] * 20
    doubted = LinearModel.fit([*SAYS_LOW, *SAYS_HIGH, *silent]).read({"差"})
    kept = LinearModel.fit([*SAYS_LOW, *SAYS_HIGH, *open_label]).read({"差"})
    assert kept[0] > doubted[0]


def test_a_saved_model_reads_as_before(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path, "levels")
    loaded = LinearModel.load(tmp_path, "levels")
    assert loaded.labels == model.labels
    assert loaded.read({"差", "很"}) == pytest.approx(model.read({"差", "很"}), abs=1e-6)
