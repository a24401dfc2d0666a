"""Rasa is changed in few places, and only as long as it is the Rasa those changes were made for."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from bot import rasa_patches

REPLIES: list[dict[str, Any]] = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "interview", "value": {"facts": {}}}], "responses": [{"text": "好"}]},
    {"events": "no list", "responses": []},
    {"events": [], "responses": ["no object"]},
    {"events": [{"event": "slot"}], "responses": []},
]


@pytest.fixture(autouse=True)
def rasas_own() -> Iterator[None]:
    """Puts Rasa's own code back after a test."""
    check, resolve = RemoteAction._validate_action_result, Event.resolve_by_type
    yield
    RemoteAction._validate_action_result = check
    Event.resolve_by_type = staticmethod(resolve)


def verdict(reply: dict[str, Any]) -> bool:
    try:
        return bool(RemoteAction("action_greet", None)._validate_action_result(reply))
    except ValidationError:
        return False


def test_this_is_the_rasa_the_patches_were_made_for() -> None:
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize(
    ("patched", "digest"),
    [
        (RemoteAction._validate_action_result, "f8cdb4be68123961"),
        (Event.resolve_by_type, "b5cf570fa7f286c7"),
        (all_subclasses, "28c2e6df9c15daea"),
    ],
)
def test_what_is_patched_still_reads_as_it_did(patched: Callable[..., Any], digest: str) -> None:
    source = inspect.getsource(patched)
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == digest, "Rasa changed: is the patch still right?"


@pytest.mark.parametrize("reply", REPLIES)
def test_the_patched_check_of_replies_decides_as_rasas_own(reply: dict[str, Any]) -> None:
    before = verdict(reply)
    rasa_patches.apply()
    assert verdict(reply) == before


@pytest.mark.parametrize("type_name", [*(kind.type_name for kind in all_subclasses(Event)), "no_such_event"])
def test_every_type_of_event_is_found_as_before(type_name: str) -> None:
    before = Event.resolve_by_type(type_name, SlotSet)
    rasa_patches.apply()
    assert Event.resolve_by_type(type_name, SlotSet) is before


def test_an_unknown_type_of_event_is_still_an_error() -> None:
    rasa_patches.apply()
    with pytest.raises(ValueError, match="no_such_event"):
        Event.resolve_by_type("no_such_event")


def test_applying_twice_changes_nothing_more() -> None:
    rasa_patches.apply()
    rasa_patches.apply()
    assert verdict(REPLIES[0])
    assert Event.resolve_by_type("slot") is SlotSet
