"""Carrying the interview on: point out, ask or conclude, and say what a message changed in the conclusion."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from actions.interview import Fact
from actions.objecting import objections, wishes_forbidden
from actions.replies import Message, QuickReply
from actions.returning import in_lines, loosened, remember_advice, still_there, turned, watch_again
from actions.settling import point_out
from actions.turn import Turn
from knowledge import load_knowledge, write_report
from knowledge.progress import Change
from knowledge.rendering import render_report

# So many questions in, a provisional conclusion is worth more than one question more.
ENOUGH_QUESTIONS = 12
UNDECIDED = "undecided"


@dataclass(frozen=True)
class News:
    """What a message brought: the facts it told, all facts as they were before it, and which of them it was to change.

    An answer to the open question, or a correction, is meant to change what was told before.
    """

    taken: Mapping[str, Fact] = field(default_factory=dict)
    before: Mapping[str, Fact] = field(default_factory=dict)
    wanted: Collection[str] = ()


def go_on(turn: Turn, lead: str, news: News | None = None) -> None:
    """Concludes when the main diagnosis is settled, otherwise asks the next question; never stays silent.

    After enough questions it says what it would conclude now, so that nobody has to answer thirty of them first.
    """
    news = news or News()
    earlier = {variable: fact for variable, fact in news.before.items() if variable not in news.wanted}
    earlier |= turn.restated()
    if news.taken and point_out(turn, news.taken, earlier, lead):
        return
    interview = turn.interview
    settled = turn.assessment().settled(interview.exhausted())
    if settled and interview.concluded == turn.assessment().constraint.main:
        unchanged = [] if wishes_forbidden(turn) else [turn.remark("unchanged")]
        _stay(turn, "\n".join([lead, *objections(turn), *unchanged]))
        return
    lead = "\n".join([lead, *_change(turn, settled)])
    if not settled and interview.concluded not in (None, UNDECIDED, turn.assessment().constraint.main):
        interview.concluded = None
    enough = interview.concluded is None and len(set(interview.asked)) >= ENOUGH_QUESTIONS
    if settled or enough or not turn.ask_next("\n".join([lead, *objections(turn)])):
        verdict = turn.texts.get("decided" if settled else "provisional")
        turn.messages.append(Message("\n".join([lead, *turned(turn), verdict])))
        conclude(turn)


def review(turn: Turn, changes: Sequence[Change], beside: Sequence[str]) -> None:
    """Goes on from the new figures of a merchant who came back: the constraint is lifted, moves or stays.

    `beside` is what else there is to say of the message.
    """
    interview, main = turn.interview, turn.assessment().main
    said = [*in_lines(turn, changes), *beside]
    interview.reviewing = False
    if main is None or not turn.assessment().settled(interview.exhausted()):
        said += loosened(turn)
        interview.concluded = None if loosened(turn) else interview.concluded
        go_on(turn, "\n".join(said))
    elif interview.advice is not None and interview.advice["rule"] == main.id:
        said.append(still_there(turn, any(one.direction == "better" for one in changes)))
        watch_again(turn)
        turn.messages.append(Message("\n".join(said), ways_on(turn)))
    else:
        turn.messages.append(Message("\n".join([*said, *turned(turn)])))
        conclude(turn)


def conclude(turn: Turn) -> None:
    """Shows the report as it stands, remembers what it said, and offers to ask on while something could change it."""
    knowledge = load_knowledge()
    report = write_report(turn.assessment())
    turn.interview.concluded = report["main"] or UNDECIDED
    turn.interview.open = []
    remember_advice(turn.interview, report["main"], report, turn.at)
    final = turn.assessment().settled(turn.interview.exhausted())
    progress = {
        "text": turn.texts.get("progress_done" if final else "progress_provisional"),
        "remaining": 0 if final else None,
        "decided": report["decided"],
    }
    card = {"type": "report", "report": report}
    turn.messages.append(Message(render_report(knowledge, report), ways_on(turn), card, progress))


def ways_on(turn: Turn) -> list[QuickReply]:
    """What to do after a conclusion: go deeper while there is anything left to ask."""
    left = turn.worth_going_deeper()
    go_deeper = [turn.texts.act_reply("start_diagnosis", "button_go_deeper")] if left else []
    return [*go_deeper, *turn.texts.ways_on(True)]


def _stay(turn: Turn, said: str) -> None:
    """The conclusion stays as it is; who wanted to go deeper is asked the next question."""
    if turn.interview.deeper > 0:
        turn.interview.deeper -= 1
        if turn.ask_next(said, deeper=True):
            return
    turn.messages.append(Message(said, ways_on(turn)))


def _change(turn: Turn, settled: bool) -> list[str]:
    """What becomes of a conclusion that was given before; nothing of one that no rule stands for (any more)."""
    rules, was = load_knowledge().rules, turn.interview.concluded
    main = turn.assessment().main
    if was is None or was not in rules:
        return []
    if settled and main is not None:
        return [turn.texts.get("conclusion_moved", before=rules[was].title, after=main.title)]
    key = "conclusion_open" if main is not None and main.id == was else "conclusion_withdrawn"
    return [turn.texts.get(key, before=rules[was].title)]
