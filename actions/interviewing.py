"""Acts that carry the interview on: telling, skipping, agreeing, asking for the conclusion."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from actions.acts import InterviewAction
from actions.concluding import News, conclude, go_on
from actions.deleting import delete_everything, keep_everything
from actions.interview import Fact
from actions.misunderstanding import not_understood
from actions.objecting import refusals, without_forbidden
from actions.playback import played_back
from actions.replies import Message
from actions.reviewing import compared, review, say_done, say_no_figures, say_not_done, say_unchanged
from actions.settling import undo_dependents
from actions.turn import Turn
from knowledge import load_knowledge

# Who wants to go deeper after the conclusion is asked so many questions before it is offered again.
DEEPER_QUESTIONS = 3


class ProvideFacts(InterviewAction):
    act = "provide_facts"
    understood = False

    def answer(self, turn: Turn) -> None:
        if note_facts(turn):
            turn.interview.misses = 0
        elif turn.interview.reviewing and turn.facts():
            say_no_figures(turn)
        else:
            not_understood(turn, "nothing_taken")


def note_facts(turn: Turn) -> bool:
    """Takes what the message tells, says it back and goes on; False when it tells nothing new."""
    news = take(turn)
    if news.taken and not reviewed(turn, news):
        said = acknowledged(turn, news, "noted_again" if _says_nothing_new(news) else "noted")
        changed = set(news.wanted) & news.taken.keys() & news.before.keys()
        go_on(turn, "\n".join([said, *undone(turn, news.taken)]) if changed else said, news)
    return bool(news.taken)


def _says_nothing_new(news: News) -> bool:
    """Whether all that is told was told before, with the same values."""
    return all(_value(fact) == _value(news.before.get(variable, {})) for variable, fact in news.taken.items())


def _value(fact: Fact) -> Fact:
    return {key: value for key, value in fact.items() if key != "text"}


def reviewed(turn: Turn, news: News) -> bool:
    """Holds new figures against those of an earlier talk and goes on from there; False when there is none of them."""
    figures = compared(turn, news)
    if not figures:
        return False
    rest = {variable: fact for variable, fact in news.taken.items() if variable not in figures}
    besides = [acknowledged(turn, replace(news, taken=rest), "noted")] if rest else []
    review(turn, "\n".join([*figures.values(), *besides]))
    return True


def undone(turn: Turn, changed: Collection[str]) -> list[str]:
    """Takes back what cannot be true beside answers that were changed, and says so."""
    variables = load_knowledge().variables
    gone = [variables[one].short for one in undo_dependents(turn, changed)]
    return [turn.texts.get("undone", labels="、".join(gone))] if gone else []


def take(turn: Turn) -> News:
    """Stores what the message tells."""
    before, asked = dict(turn.interview.facts), list(turn.interview.open)
    return News(turn.interview.take(turn.facts()), before, asked)


def acknowledged(turn: Turn, news: News, key: str) -> str:
    """What was taken, said back with the text `key`, and the refusal of what breaks the rules."""
    lawful = without_forbidden(news.taken)
    said = [played_back(turn.texts, lawful, news.before, key)] if lawful else []
    return "\n".join([*said, *refusals(turn, news.taken)]) or turn.texts.get("refused_before")


class StartDiagnosis(InterviewAction):
    """Begins, or after a conclusion goes deeper."""

    act = "start_diagnosis"

    def answer(self, turn: Turn) -> None:
        again = turn.interview.concluded is not None
        turn.interview.deeper = DEEPER_QUESTIONS - 1 if again else 0
        news = take(turn)
        opening = turn.vary("fallback_long") if turn.is_long else turn.texts.get(_opening(turn, again))
        lead = acknowledged(turn, news, "noted") if news.taken else opening
        if not turn.ask_next(lead, deeper=again):
            turn.messages.append(Message(turn.texts.get("nothing_deeper") if again else lead))
            conclude(turn)


def _opening(turn: Turn, again: bool) -> str:
    if not again:
        return "start"
    return "deeper" if turn.assessment().questions(turn.interview.exhausted()) else "deeper_beside"


class SkipQuestion(InterviewAction):
    act = "skip_question"

    def answer(self, turn: Turn) -> None:
        if turn.interview.reviewing:
            say_unchanged(turn)
            return
        if not turn.interview.open:
            turn.repeat_question(turn.vary("nothing_to_skip"))
            return
        turn.interview.give_up(list(turn.interview.open), "declined")
        go_on(turn, turn.vary("skipped"))


class AskReport(InterviewAction):
    act = "ask_report"

    def answer(self, turn: Turn) -> None:
        turn.interview.take(turn.facts())
        conclude(turn)


class AskNextSteps(AskReport):
    """What to do next is what the report says, so the same report answers it."""

    act = "ask_next_steps"


class Affirm(InterviewAction):
    act = "affirm"
    welcome = "instead of the answer"

    def answer(self, turn: Turn) -> None:
        if turn.deleting:
            delete_everything(turn)
        elif turn.interview.reviewing:
            say_done(turn)
        elif turn.interview.open:
            turn.nudge(turn.vary("affirm_open"))
        elif turn.interview.concluded is not None:
            turn.say("affirm_concluded")
        else:
            go_on(turn, turn.texts.get("start"))


class Deny(InterviewAction):
    act = "deny"

    def answer(self, turn: Turn) -> None:
        if turn.deleting:
            keep_everything(turn)
        elif turn.interview.reviewing:
            say_not_done(turn)
        else:
            turn.nudge(turn.vary("deny"))
