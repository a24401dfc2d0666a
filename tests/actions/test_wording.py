"""A question may come back, but not a third time in the same words."""

from __future__ import annotations

from collections import Counter

import pytest

from actions.interviewing import StartDiagnosis
from actions.remarks import Abuse, Chitchat, Fallback, Greet, OutOfScope, Thanks
from actions.turn import InterviewAction
from knowledge import load_knowledge
from tests.actions.merchant import Merchant


@pytest.mark.parametrize("action", [Greet(), Thanks(), Chitchat(), OutOfScope(), Abuse(), Fallback()])
def test_however_often_a_merchant_interrupts_no_question_comes_a_third_time(action: InterviewAction) -> None:
    merchant = Merchant()
    texts = [merchant.does(StartDiagnosis())[-1]["text"]]
    texts += [message["text"] for _ in range(8) for message in merchant.does(action)]
    questions = [one.question for one in load_knowledge().variables.values() if one.question]
    times = Counter(question for text in texts for question in questions if question in text)
    assert times and max(times.values()) <= 2
