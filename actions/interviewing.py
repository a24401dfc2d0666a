"""Acts that carry the interview on: telling, skipping, agreeing, asking for the conclusion."""

from __future__ import annotations

from collections.abc import Collection

from actions.concluding import News, conclude, go_on, review
from actions.deleting import delete, drop, keep
from actions.moving_on import is_wall, not_understood
from actions.objecting import refusals, without_forbidden
from actions.playback import noted, played_back
from actions.replies import Message
from actions.restarting import restart
from actions.returning import before_and_after, done, is_compared, no_figures, not_done
from actions.settling import undo_dependents
from actions.turn import InterviewAction, Turn
from knowledge import load_knowledge
from knowledge.situation import interface_value

# Who wants to go deeper after the conclusion is asked so many questions before it is offered again.
DEEPER_QUESTIONS = 3


class ProvideFacts(InterviewAction):
    act = "provide_facts"

    def answer(self, turn: Turn) -> None:
        if note_facts(turn):
            return
        if turn.interview.reviewing:
            no_figures(turn)
        else:
            not_understood(turn, "nothing_taken")


def note_facts(turn: Turn) -> bool:
    """Takes what the message tells, says it back and goes on; False when it tells nothing new."""
    news = take(turn)
    changes = before_and_after(turn, news.taken)
    if changes:
        review(turn, changes, _told_beside(turn, news))
    elif news.taken:
        turn.interview.misses = 0
        said = acknowledged(turn, news, "known_already" if _is_known(news) else "noted")
        changed = set(news.wanted) & news.taken.keys() & news.before.keys()
        go_on(turn, "\n".join([said, *undone(turn, news.taken)]) if changed else said, news)
    return bool(news.taken)


def _is_known(news: News) -> bool:
    """Whether a message only says what was said before, and answers nothing that was asked."""
    values = {one: interface_value(fact) for one, fact in news.taken.items()}
    before = {one: interface_value(fact) for one, fact in news.before.items() if one in values}
    return values == before and not values.keys() & set(news.wanted)


def _told_beside(turn: Turn, news: News) -> list[str]:
    """What the message told beside the figures that are compared, and what these make pointless."""
    others = {one: fact for one, fact in news.taken.items() if not is_compared(turn, one)}
    said = [acknowledged(turn, News(others, news.before), "noted")] if others else []
    return [*said, *undone(turn, news.taken)]


def undone(turn: Turn, changed: Collection[str]) -> list[str]:
    """Takes back what cannot be true beside answers that were changed, and says so."""
    variables = load_knowledge().variables
    gone = [variables[one].short for one in undo_dependents(turn, changed)]
    return [turn.texts.get("undone", labels="、".join(gone))] if gone else []


def take(turn: Turn) -> News:
    """Stores what the message tells."""
    before, asked = dict(turn.interview.facts), list(turn.interview.open)
    return News(turn.interview.take(turn.facts()), before, asked)


def told_beside(turn: Turn, said: str) -> str:
    """Stores what a message tells beside its act; `said`, after what was told, said back."""
    news = take(turn)
    return "\n".join([acknowledged(turn, news, "noted"), said]) if news.taken else said


def acknowledged(turn: Turn, news: News, key: str) -> str:
    """What was taken, said back with the text `key`, and the refusal of what breaks the rules."""
    lawful = without_forbidden(turn, news.taken)
    turn.noted = noted(lawful)
    said = [played_back(turn.texts, lawful, news.before, key) or turn.remark("unknown_is_fine")] if lawful else []
    return "\n".join([*said, *refusals(turn)])


class StartDiagnosis(InterviewAction):
    """Begins, or after a conclusion goes deeper."""

    act = "start_diagnosis"

    def answer(self, turn: Turn) -> None:
        again = turn.interview.concluded is not None
        turn.interview.deeper = DEEPER_QUESTIONS - 1 if again else 0
        news = take(turn)
        opening = turn.remark("wall_of_text") if is_wall(turn.words) else turn.texts.get(_opening(turn, again))
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
        asked = bool(turn.interview.open)
        said = told_beside(turn, turn.remark("skipped" if asked else "nothing_to_skip"))
        if not asked:
            turn.repeat_question(said)
            return
        turn.interview.give_up(list(turn.interview.open), "declined")
        go_on(turn, said)


class AskReport(InterviewAction):
    act = "ask_report"

    def answer(self, turn: Turn) -> None:
        news = take(turn)
        if news.taken:
            turn.messages.append(Message(acknowledged(turn, news, "noted")))
        conclude(turn)


class AskNextSteps(AskReport):
    """What to do next is what the report says, so the same report answers it."""

    act = "ask_next_steps"


class Affirm(InterviewAction):
    act = "affirm"

    def answer(self, turn: Turn) -> None:
        if turn.was_deleting:
            delete(turn)
        elif turn.was_dropping:
            drop(turn, turn.was_dropping)
        elif turn.was_restarting:
            restart(turn)
        elif turn.interview.reviewing:
            done(turn)
        elif turn.interview.open:
            turn.repeat_question(turn.remark("affirm_open"))
        elif turn.interview.concluded is not None:
            turn.say("affirm_concluded")
        else:
            go_on(turn, turn.texts.get("start"))


class Deny(InterviewAction):
    act = "deny"

    def answer(self, turn: Turn) -> None:
        if turn.was_deleting or turn.was_dropping:
            keep(turn)
        elif turn.interview.reviewing:
            not_done(turn)
        else:
            turn.repeat_question(turn.remark("deny"))
