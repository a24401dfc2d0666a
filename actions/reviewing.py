"""The review of an earlier conclusion: was its first step taken, what do the figures say now, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from actions.concluding import LINKS, News, conclude, go_on
from actions.conclusions import Conclusion, conclusion_of_an_earlier_talk, last_conclusion, renew
from actions.replies import Message, QuickReply, settling_message
from actions.turn import Turn
from knowledge import load_knowledge, write_report
from knowledge.progress import Progress, progress


def open_review(turn: Turn, conclusion: Conclusion) -> None:
    """From here on bare figures are those that the conclusion watches."""
    turn.interview.open = [one for one in conclusion.watch if one in load_knowledge().variables]
    turn.interview.reviewing = True


def ask_for_figures(turn: Turn, conclusion: Conclusion) -> None:
    """Whether the first step was taken, and what its figures are now."""
    open_review(turn, conclusion)
    watched = [load_knowledge().variables[one] for one in turn.interview.open]
    key = "review_figures" if watched else "review_step"
    said = turn.texts.get(
        key,
        days=conclusion.days_ago(turn.now),
        title=conclusion.rule.title,
        step=conclusion.step,
        labels="、".join(one.short for one in watched),
    )
    replies = [*_answers(turn), turn.texts.act_reply("ask_report")]
    turn.messages.append(settling_message(watched, said, replies))
    turn.interview.shown.update(dict.fromkeys(turn.interview.open, 1))


def compared(turn: Turn, news: News) -> dict[str, str]:
    """What the message told of the figures of an earlier conclusion: a line on before and after for each variable."""
    earlier = conclusion_of_an_earlier_talk(turn)
    if earlier is None:
        return {}
    figures = {**earlier.figures}
    told = [one for one in news.taken if one in figures or one in earlier.watch]
    return {one.variable: _line(turn, one) for one in progress(turn.assessment(), figures, told)}


def review(turn: Turn, lead: str) -> None:
    """Asks for the figure that is still missing, or says what has become of the conclusion."""
    earlier = conclusion_of_an_earlier_talk(turn)
    assert earlier is not None
    missing = [load_knowledge().variables[one] for one in turn.interview.open if one in earlier.watch]
    if turn.interview.reviewing and missing:
        turn.ask(missing, lead)
        turn.messages[-1].quick_replies.insert(0, _unchanged(turn))
        return
    _finish(turn, earlier, lead)


def say_done(turn: Turn) -> None:
    """The step was taken: now the figures."""
    turn.repeat_question(turn.vary("review_done"))


def say_not_done(turn: Turn) -> None:
    """The step was not taken: it is said once more, and gets its days again."""
    last = last_conclusion(turn.interview)
    _close(turn)
    if last is None:
        turn.say("deny")
        return
    renew(turn, last)
    turn.reply(turn.texts.get("review_not_done", step=last.step, how=last.how, days=last.days))


def say_unchanged(turn: Turn) -> None:
    """The figures are what they were."""
    last = last_conclusion(turn.interview)
    assert last is not None
    _finish(turn, last, turn.texts.get("review_unchanged"))


def say_no_figures(turn: Turn) -> None:
    """The merchant has not looked: the earlier figures stay, and the review waits."""
    watched = [load_knowledge().variables[one] for one in turn.interview.open]
    _close(turn)
    finds = [turn.texts.get("how_to_find", find=one.find) for one in watched if one.find]
    turn.reply("\n".join([turn.texts.get("review_no_figures"), *finds[:1]]))


def _finish(turn: Turn, earlier: Conclusion, lead: str) -> None:
    _close(turn)
    main = turn.assessment().main
    if main is not None and main.id == earlier.main:
        turn.messages.append(Message(f"{lead}\n{_still_held_back(turn, earlier)}"))
        conclude(turn)
        return
    turn.interview.concluded, turn.interview.asked = None, []
    go_on(turn, "\n".join([lead, *_lifted(turn, earlier)]))


def _still_held_back(turn: Turn, earlier: Conclusion) -> str:
    figures = progress(turn.assessment(), earlier.figures, list(earlier.figures))
    if any(one.trend == "better" for one in figures):
        return turn.texts.get("review_on_the_way", title=earlier.rule.title)
    step = write_report(turn.assessment())["next_steps"][0]
    return turn.texts.get("review_stuck", title=earlier.rule.title, if_stuck=step["if_stuck"])


def _lifted(turn: Turn, earlier: Conclusion) -> Iterator[str]:
    stage = turn.assessment().stage
    links = load_knowledge().wording
    if stage == earlier.rule.stage:
        yield turn.texts.get("review_same_link", before=earlier.rule.title)
    else:
        yield turn.texts.get("review_link_free", link=links[f"stage_short_{earlier.rule.stage}"])
    if stage in LINKS[:-1] and stage != earlier.rule.stage:
        yield turn.texts.get("review_next_link", link=links[f"stage_short_{stage}"])


def _line(turn: Turn, one: Progress) -> str:
    label = load_knowledge().variables[one.variable].short
    said = turn.texts.get(f"figure_{one.trend}", label=label, before=one.before, after=one.after)
    if one.reached is None or not one.target:
        return said
    return said + turn.texts.get("target_reached" if one.reached else "target_missed", target=one.target)


def _answers(turn: Turn) -> list[QuickReply]:
    return [
        turn.texts.act_reply("affirm", "button_done"),
        turn.texts.act_reply("deny", "button_not_done"),
        _unchanged(turn),
    ]


def _unchanged(turn: Turn) -> QuickReply:
    return turn.texts.act_reply("skip_question", "button_unchanged")


def _close(turn: Turn) -> None:
    turn.interview.reviewing, turn.interview.open = False, []
