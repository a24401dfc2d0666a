"""Carrying the interview on: point out, ask or conclude, and say what a message changed in the conclusion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from actions.conclusions import Conclusion, conclusion_of_an_earlier_talk, remember
from actions.interview import Fact
from actions.objecting import objections
from actions.replies import Message, QuickReply
from actions.settling import point_out
from actions.turn import Turn
from knowledge import load_knowledge, write_report
from knowledge.rendering import render_report
from knowledge.report import Report

# So many questions in, a provisional conclusion is worth more than one question more.
ENOUGH_QUESTIONS = 12
# The links of the snowball in the order of the methodology; behind them, nothing holds the shop back.
LINKS = ("汇流量", "促转化", "聚沉淀", "none")
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
        _stay(turn, "\n".join([lead, *objections(turn), turn.vary("unchanged")]))
        return
    lead = "\n".join([lead, *_change(turn, settled)])
    if not settled and interview.concluded not in (None, UNDECIDED, turn.assessment().constraint.main):
        interview.concluded = None
    enough = interview.concluded is None and len(set(interview.asked)) >= ENOUGH_QUESTIONS
    if settled or enough or not turn.ask_next("\n".join([lead, *objections(turn)])):
        turn.messages.append(Message("\n".join([lead, turn.texts.get("decided" if settled else "provisional")])))
        conclude(turn)


def conclude(turn: Turn) -> None:
    """Shows the report as it stands, remembers what it said, and offers to ask on while something could change it."""
    knowledge = load_knowledge()
    report = write_report(turn.assessment())
    turn.interview.concluded = report["main"] or UNDECIDED
    turn.interview.open = []
    final = turn.assessment().settled(turn.interview.exhausted())
    progress = {
        "text": turn.texts.get("progress_done" if final else "progress_provisional"),
        "remaining": 0 if final else None,
        "decided": report["decided"],
    }
    card = {"type": "report", "report": report}
    turn.messages += [Message(said) for said in _moved(turn, conclusion_of_an_earlier_talk(turn), report)]
    remember(turn, report)
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


def _moved(turn: Turn, earlier: Conclusion | None, report: Report) -> Iterator[str]:
    """Where the constraint went since an earlier talk: the snowball turning, or a link that broke anew."""
    if earlier is None or report["main"] is None or {earlier.rule.stage, report["stage"]} - set(LINKS):
        return
    before, after = LINKS.index(earlier.rule.stage), LINKS.index(report["stage"])
    if before != after:
        key = "moved_to_the_end" if LINKS[after] == "none" else "moved_on" if after > before else "moved_back"
        names = [load_knowledge().wording[f"stage_short_{LINKS[link]}"] for link in (before, after)]
        yield turn.texts.get(key, before=names[0], after=names[1])


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
