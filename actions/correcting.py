"""Acts that look back: reviewing what was told, changing it, taking it back."""

from __future__ import annotations

from actions import playback
from actions.concluding import News, go_on
from actions.interview import Fact
from actions.interviewing import acknowledged, take, undone
from actions.replies import Message, QuickReply, Texts
from actions.turn import InterviewAction, Turn
from knowledge import load_knowledge

# More buttons than these would fill the screen; any answer can be changed by saying so.
MOST_CHANGES = 8
_LAST_TOLD = 3


class CorrectAnswer(InterviewAction):
    """A new value for an answer, none any more, or, tapped in the review, its question once again."""

    act = "correct_answer"

    def answer(self, turn: Turn) -> None:
        if turn.change is not None:
            variable = load_knowledge().variables[turn.change]
            turn.interview.worded.pop(variable.id, None)
            turn.ask([variable], turn.texts.get("change", label=variable.short))
            return
        before = dict(turn.interview.facts)
        gone = _take_back(turn)
        news = take(turn)
        if gone or news.taken:
            _correct(turn, News(news.taken, before, list(news.taken)), gone)
        elif turn.retractions():
            turn.repeat_question(turn.texts.get("nothing_to_take_back"))
        else:
            _ask_which(turn)


class ReviewAnswers(InterviewAction):
    act = "review_answers"

    def answer(self, turn: Turn) -> None:
        take(turn)
        facts = turn.interview.facts
        if not facts:
            turn.repeat_question(turn.texts.get("review_empty"))
            return
        lines = [f"- {told}" for told in playback.in_words(facts)]
        name = turn.interview.name_in_hand
        lead = [turn.texts.get("shop_now", name=name)] if turn.interview.shops and name else []
        if unknown := playback.unknown_labels(facts):
            lines.append(turn.texts.get("review_unknown", labels="、".join(unknown)))
        turn.repeat_question("\n".join([*lead, turn.texts.get("review", facts="\n".join(lines))]))
        turn.messages[-1].quick_replies += _change_buttons(turn.texts, list(facts)[:MOST_CHANGES])


def _take_back(turn: Turn) -> list[str]:
    """Forgets what the message takes back; of a list only the entry that is named. Returns the names."""
    gone = []
    for one in turn.retractions():
        fact = turn.interview.facts.get(one["variable"])
        if fact is not None and (one["value"] is None or one["value"] in fact.get("value", [])):
            gone.append(one["value"] or load_knowledge().variables[one["variable"]].short)
            _forget(turn, one["variable"], fact, one["value"])
    return list(dict.fromkeys(gone))


def _forget(turn: Turn, variable: str, fact: Fact, value: str | None) -> None:
    left = [one for one in fact.get("value", []) if one != value] if value is not None else []
    if left:
        turn.interview.facts[variable] = {**fact, "value": left}
    else:
        turn.interview.forget([variable])


def _correct(turn: Turn, news: News, gone: list[str]) -> None:
    said = [acknowledged(turn, news, "corrected")] if news.taken else []
    said += [turn.texts.get("taken_back", labels="、".join(gone))] if gone else []
    said += undone(turn, news.taken)
    go_on(turn, "\n".join(said), news)


def _ask_which(turn: Turn) -> None:
    last = [one for one in turn.interview.told if one in turn.interview.facts][:_LAST_TOLD]
    turn.messages.append(Message(turn.texts.get("correct_what"), _change_buttons(turn.texts, last)))


def _change_buttons(texts: Texts, variables: list[str]) -> list[QuickReply]:
    known = load_knowledge().variables
    return [
        {"title": texts.get("button_change", label=known[one].short), "choice": f"change:{one}"}
        for one in variables
        if known[one].question
    ]
