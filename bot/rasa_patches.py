"""The places where Rasa 3.6.21 is changed at run time, each with its reason. A test notices when Rasa changes."""

from __future__ import annotations

from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

_resolve_by_walking = Event.resolve_by_type


def apply() -> None:
    """Applies every patch; applying them twice changes nothing."""
    _check_replies_with_a_compiled_schema()
    _know_the_types_of_events()


def _check_replies_with_a_compiled_schema() -> None:
    """Rasa builds the schema of an action server's reply anew for each reply, which is most of the cost of a turn."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        error = best_match(validator.iter_errors(result))
        if error is not None:
            raise error
        return True

    RemoteAction._validate_action_result = validate


def _know_the_types_of_events() -> None:
    """Rasa walks through all classes of events for each event it loads, dozens of times a turn."""
    types: dict[str, type[Event]] = {}
    for event_type in all_subclasses(Event):
        types.setdefault(event_type.type_name, event_type)

    def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        return types.get(type_name) or _resolve_by_walking(type_name, default)

    Event.resolve_by_type = staticmethod(resolve)
