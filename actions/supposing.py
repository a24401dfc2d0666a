"""What if: the supposed facts beside the real ones, what would be different, and nothing stored."""

from __future__ import annotations

from typing import Any

from actions.interview import Fact, fits
from actions.interviewing import acknowledged, take
from actions.turn import InterviewAction, Turn
from knowledge import load_knowledge, write_report
from knowledge.situation import interface_value
from knowledge.supposing import answer_supposition


class AskWhatIf(InterviewAction):
    """Facts told beside the supposition are kept; the supposition itself never becomes one.

    Only which variables it spoke of is remembered until the next message, so that 那45呢 can follow.
    """

    act = "ask_what_if"

    def answer(self, turn: Turn) -> None:
        news = take(turn)
        said = [acknowledged(turn, news, "noted")] if news.taken else []
        supposed = [one for one in turn.suppositions() if fits(one["variable"], one)]
        if supposed:
            said.append(_answer(turn, supposed))
            turn.interview.supposed = _named(supposed)
        else:
            said.append(_what_to_reach(turn))
        turn.repeat_question("\n".join(said))


def _answer(turn: Turn, supposed: list[Fact]) -> str:
    assumptions: dict[str, Any] = {one["variable"]: interface_value(one) for one in supposed}
    return answer_supposition(load_knowledge(), turn.interview.document(), assumptions, _named(supposed))


def _named(supposed: list[Fact]) -> list[str]:
    """The variables the merchant named; what was read from the same words as another only follows from it."""
    variables, by_words = load_knowledge().variables, dict[str, str]()
    for one in sorted(supposed, key=lambda one: variables[one["variable"]].type not in ("number", "choices")):
        by_words.setdefault(one["text"], one["variable"])
    return list(by_words.values())


def _what_to_reach(turn: Turn) -> str:
    """For a supposition that was not understood: the targets of the present steps."""
    report = write_report(turn.assessment())
    targets = [f"- {step['metric']}：{step['target']}" for step in report["next_steps"]]
    key = "what_if_targets" if report["main"] is not None and targets else "what_if"
    return turn.texts.get(key, targets="\n".join(targets))
