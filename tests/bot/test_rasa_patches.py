"""Rasa is changed in few places, and only as long as it is the Rasa those changes were made for."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot import rasa_patches

REPLIES: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "interview", "value": {"facts": {}}}], "responses": [{"text": "好"}]},
    {"events": "no list", "responses": []},
    {"events": [], "responses": ["no object"]},
    {"events": [{"event": "slot"}], "responses": []},
]


@pytest.fixture(autouse=True)
def original() -> Iterator[Any]:
    """Rasa's own check, put back afterwards."""
    check = RemoteAction._validate_action_result
    yield check
    RemoteAction._validate_action_result = check


def verdict(action: RemoteAction, reply: dict[str, Any]) -> bool:
    try:
        return bool(action._validate_action_result(reply))
    except ValidationError:
        return False


def test_this_is_the_rasa_the_patches_were_made_for(original: Any) -> None:
    assert rasa.__version__ == "3.6.21"
    digest = hashlib.sha256(inspect.getsource(original).encode()).hexdigest()
    assert digest == "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42", "Rasa changed: see whether the patch is still right"


@pytest.mark.parametrize("reply", REPLIES)
def test_the_patched_check_of_replies_decides_as_rasas_own(reply: dict[str, Any]) -> None:
    action = RemoteAction("action_greet", None)
    before = verdict(action, reply)
    rasa_patches.apply()
    assert verdict(action, reply) == before


def test_applying_twice_changes_nothing_more() -> None:
    rasa_patches.apply()
    rasa_patches.apply()
    assert verdict(RemoteAction("action_greet", None), REPLIES[0])
