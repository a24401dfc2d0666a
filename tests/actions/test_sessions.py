"""A conversation costs the same however long it is: its stored session begins anew from time to time."""

from __future__ import annotations

import pytest

from actions.managing import Restart
from actions.remarks import Thanks
from actions.turn import TURNS_PER_SESSION, InterviewAction
from tests.actions.merchant import Merchant


@pytest.mark.parametrize("action", [Thanks(), Restart()])
def test_after_so_many_turns_the_stored_session_begins_anew(action: InterviewAction) -> None:
    merchant, begins = Merchant(), []
    for _ in range(2 * TURNS_PER_SESSION):
        merchant.does(action)
        begins.append(merchant.events[0]["event"] == "session_started")
    every = [False] * (TURNS_PER_SESSION - 1) + [True]
    assert begins == every * 2
