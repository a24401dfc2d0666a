"""The cases notice small mistakes: a statement dropped or turned round, a line moved by a tenth, another action."""

from __future__ import annotations

import pytest

from tests.knowledge.mutation import explained, mutants

NOTICED_AT_LEAST = 0.95


@pytest.fixture(scope="module")
def survivors() -> tuple[int, set[str]]:
    """How many mistakes were put in, and the names of those that no case noticed."""
    everything = list(mutants())
    return len(everything), {mutant.name for mutant in everything if mutant.survives()}


def test_mistakes_bear_different_names() -> None:
    names = [mutant.name for mutant in mutants()]
    assert len(names) == len(set(names))


def test_nearly_all_mistakes_are_noticed(survivors: tuple[int, set[str]]) -> None:
    count, left = survivors
    assert 1 - len(left) / count >= NOTICED_AT_LEAST


def test_every_mistake_that_goes_unnoticed_is_explained(survivors: tuple[int, set[str]]) -> None:
    assert survivors[1] - set(explained()) == set()


def test_nothing_is_explained_that_is_noticed(survivors: tuple[int, set[str]]) -> None:
    assert set(explained()) - survivors[1] == set()
