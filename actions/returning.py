"""Coming back: where we stood, what became of the advice, and the figures before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from actions.interview import Fact, Interview
from actions.playback import in_words
from actions.replies import Message, QuickReply
from knowledge import load_knowledge
from knowledge.errors import SituationError
from knowledge.model import Action, Rule
from knowledge.progress import Change, compare, metrics_of
from knowledge.situation import interface_value, read_situation

if TYPE_CHECKING:
    from actions.turn import Turn

# Judgement: after such a silence one has to be told where we stood.
PAUSE = timedelta(hours=4)
MOST_FACTS_RECALLED = 6
MOST_METRICS = 2
# Who says only this on coming back says nothing else yet; who says this is not held up by it.
_ONLY_BACK = ("greet", "pause_resume", "affirm")
_NOT_HELD_UP = ("delete_my_data", "restart", "goodbye", "abuse", "ask_human", "review_answers")
_TELLING = ("provide_facts", "correct_answer", "ask_report", "ask_next_steps")
_UNMOVED = ("没变", "没动", "没啥变", "没什么变", "老样子", "没起色", "没有变", "没效果", "还是那样")


def note_return(turn: Turn) -> bool:
    """Whether the merchant comes back with this message after a pause; then keeps the figures to compare with."""
    interview, at, before = turn.interview, turn.at, turn.interview.heard
    if at is None:
        return False
    interview.heard = at.isoformat()
    if before is None or at - datetime.fromisoformat(before) < PAUSE:
        return False
    interview.reviewing = False
    interview.worded = {}
    if interview.advice is not None and not _still_known(interview.advice):
        interview.advice = None
    if interview.advice is not None and (interview.advice["figures"] is None or interview.advice["reviewed"]):
        interview.advice |= {"figures": _figures(interview), "reviewed": False}
    return bool(interview.facts or interview.open or interview.concluded)


def answer_return(turn: Turn, act: str, answer: Callable[[Turn], None]) -> bool:
    """Answers the first message after a pause; False where it is answered like any other."""
    if act in _ONLY_BACK or (act == "start_diagnosis" and not turn.facts()):
        meet(turn)
        return True
    if act in _NOT_HELD_UP:
        return False
    turn.messages.append(Message(where_we_stood(turn)))
    if act == "deny" and review_is_due(turn):
        turn.interview.reviewing = True
    due = review_is_due(turn) and act not in (*_TELLING, "deny")
    answer(turn)
    if due and not turn.interview.reviewing:
        ask_what_became(turn)
    return True


def where_we_stood(turn: Turn) -> str:
    """One or two lines: the conclusion with its first step, or what was told so far."""
    advice = turn.interview.advice
    if advice is None:
        facts = in_words(turn.interview.facts)[-MOST_FACTS_RECALLED:]
        return turn.texts.get("back_to_question" if facts else "back_to_start", facts="、".join(facts))
    return turn.texts.get(
        "back_to_advice", days=_days_since(turn, advice), title=_rule(advice).title, step=_step(advice).title
    )


def meet(turn: Turn) -> None:
    """The whole answer to someone who comes back and says nothing else yet."""
    stood = turn.texts.get("welcome_back", stood=where_we_stood(turn))
    if review_is_due(turn):
        ask_what_became(turn, stood)
    elif turn.interview.open:
        turn.repeat_question(stood)
    elif turn.interview.advice is not None:
        text = turn.texts.get("back_before_review", stood=stood, days=_days_left(turn))
        turn.messages.append(Message(text, turn.texts.ways_on(True)))
    elif not turn.ask_next(stood):
        turn.repeat_question(stood)


def review_is_due(turn: Turn) -> bool:
    """Whether the first step has had its days and nobody has asked what became of it."""
    return turn.interview.advice is not None and _days_left(turn) <= 0


def ask_what_became(turn: Turn, lead: str = "") -> None:
    """Asks whether the step was done and whether the figures have changed; they may be told right away."""
    turn.interview.reviewing = True
    turn.interview.open = _metrics(turn)
    labels = [load_knowledge().variables[one].short for one in turn.interview.open]
    key = "review_due" if labels else "review_due_no_figures"
    text = turn.texts.get(key, metrics="、".join(labels))
    turn.messages.append(Message("\n".join(filter(None, [lead, text])), _review_buttons(turn)))


def done(turn: Turn) -> None:
    """The step was done: the figures tell what came of it, unless they are said not to have moved."""
    if is_unmoved(turn.words):
        advice = turn.interview.advice
        assert advice is not None
        stuck = turn.texts.get("review_stuck", step=_step(advice).title, if_stuck=_step(advice).if_stuck)
        watch_again(turn)
        turn.messages.append(Message(stuck, turn.texts.ways_on(True)))
        return
    labels = [load_knowledge().variables[one].short for one in turn.interview.open]
    key = "review_done" if labels else "review_done_no_figures"
    turn.say(key, metrics="、".join(labels))


def not_done(turn: Turn) -> None:
    """The step was not done: it is said again, and gets its days anew."""
    advice = turn.interview.advice
    assert advice is not None
    how = next((one.how for one in _rule(advice).steps if one.action == advice["step"]), "")
    text = turn.texts.get("review_not_done", step=_step(advice).title, how=how, days=advice["review_days"])
    watch_again(turn)
    turn.messages.append(Message(text, turn.texts.ways_on(True)))


def no_figures(turn: Turn) -> None:
    """No new figures yet: those of the last time stand until there are."""
    turn.interview.reviewing = False
    turn.interview.open = []
    turn.messages.append(Message(turn.texts.get("review_no_figures"), turn.texts.ways_on(True)))


def is_unmoved(words: str) -> bool:
    """Whether somebody says that the figures have not moved."""
    return any(one in words for one in _UNMOVED)


def before_and_after(turn: Turn, taken: Mapping[str, Fact]) -> list[Change]:
    """The change of each figure of the earlier conclusion that the merchant now tells anew."""
    advice = turn.interview.advice
    if advice is None or not advice["figures"]:
        return []
    before = read_situation(load_knowledge(), advice["figures"])
    return compare(before, turn.assessment().evaluation, taken)


def in_lines(turn: Turn, changes: Sequence[Change]) -> list[str]:
    """A line for each figure: then and now, better or worse, and what is left to its target."""
    return [_line(turn, change) for change in changes]


def is_compared(turn: Turn, variable: str) -> bool:
    """Whether the earlier conclusion had this figure."""
    advice = turn.interview.advice
    return advice is not None and variable in (advice["figures"] or {})


def loosened(turn: Turn) -> list[str]:
    """Says that what was concluded before holds no more, where that is so; what comes next is not known yet."""
    advice = turn.interview.advice
    if advice is None or advice["rule"] in turn.assessment().fired:
        return []
    return [turn.texts.get("link_loosened", title=_rule(advice).title)]


def still_there(turn: Turn, is_better: bool) -> str:
    """The same link as before: go on where the figures move the right way, else what to do when it is stuck."""
    advice = turn.interview.advice
    assert advice is not None
    step, key = _step(advice), "review_better" if is_better else "review_still_here"
    return turn.texts.get(
        key, title=_rule(advice).title, step=step.title, days=step.review_days, if_stuck=step.if_stuck
    )


def turned(turn: Turn) -> list[str]:
    """Which link is next, where the new figures of a merchant who came back lead to another diagnosis."""
    advice, main = turn.interview.advice, turn.assessment().main
    if advice is None or not advice["figures"] or main is None or main.id == advice["rule"]:
        return []
    was, wording = _rule(advice), load_knowledge().wording
    key = "snowball_turns" if main.stage != was.stage else "snowball_same_link"
    names = (wording[f"stage_short_{rule.stage}"] for rule in (was, main))
    return [turn.texts.get(key, before=next(names), after=next(names), title=main.title)]


def remember_advice(interview: Interview, rule: str | None, report: Mapping[str, Any], at: datetime | None) -> None:
    """Keeps what was concluded and when; the same advice given again keeps its first day until it was reviewed."""
    steps = report["next_steps"]
    if rule is None or not steps or at is None:
        interview.advice = None
        return
    step, kept = steps[0], interview.advice
    if kept is not None and (kept["rule"], kept["step"]) == (rule, step["action"]):
        return
    interview.reviewing = False
    interview.advice = {
        "rule": rule,
        "step": step["action"],
        "at": at.isoformat(),
        "review_days": step["review_days"],
        "figures": kept["figures"] if kept is not None else None,
        "reviewed": True,
    }


def watch_again(turn: Turn) -> None:
    """The step's days begin anew; the figures to compare with stay until the merchant comes back again."""
    assert turn.interview.advice is not None
    if turn.at is not None:
        turn.interview.advice |= {"at": turn.at.isoformat(), "reviewed": True}
    turn.interview.reviewing = False
    turn.interview.open = []


def _metrics(turn: Turn) -> list[str]:
    advice = turn.interview.advice
    assert advice is not None
    return metrics_of(turn.assessment().evaluation, advice["rule"])[:MOST_METRICS]


def _line(turn: Turn, change: Change) -> str:
    moved = turn.texts.get(f"change_{change.direction}", label=change.label, before=change.before, after=change.after)
    if change.target:
        return moved + turn.texts.get("change_target", target=change.target)
    return moved + (turn.texts.get("change_reached") if change.level else "")


def _review_buttons(turn: Turn) -> list[QuickReply]:
    return [
        turn.texts.act_reply("affirm", "button_review_done"),
        turn.texts.act_reply("affirm", "button_review_unmoved"),
        turn.texts.act_reply("deny", "button_review_not_done"),
    ]


def _figures(interview: Interview) -> dict[str, Any]:
    """The known figures and levels, without the merchant's words."""
    variables = load_knowledge().variables
    levels = {variable.coarse for variable in variables.values()}
    return {
        one: interface_value(fact)
        for one, fact in interview.facts.items()
        if fact["status"] == "known" and (variables[one].type == "number" or one in levels)
    }


def _still_known(advice: Mapping[str, Any]) -> bool:
    """Whether the knowledge, which may be newer than the memory, still has what was advised."""
    knowledge = load_knowledge()
    try:
        read_situation(knowledge, advice["figures"] or {})
    except SituationError:
        return False
    return advice["rule"] in knowledge.rules and advice["step"] in knowledge.actions


def _days_since(turn: Turn, advice: Mapping[str, Any]) -> str:
    assert turn.at is not None
    days = (turn.at.date() - datetime.fromisoformat(advice["at"]).astimezone(turn.at.tzinfo).date()).days
    return turn.texts.get("days_ago", days=days) if days else turn.texts.get("earlier_today")


def _days_left(turn: Turn) -> int:
    advice = turn.interview.advice
    if advice is None or turn.at is None:
        return 0
    given = datetime.fromisoformat(advice["at"]).astimezone(turn.at.tzinfo)
    return int(advice["review_days"]) - (turn.at.date() - given.date()).days


def _rule(advice: Mapping[str, Any]) -> Rule:
    return load_knowledge().rules[advice["rule"]]


def _step(advice: Mapping[str, Any]) -> Action:
    return load_knowledge().actions[advice["step"]]
