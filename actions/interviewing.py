"""Acts that carry the interview on: telling, correcting, skipping, agreeing, asking for the conclusion."""

from __future__ import annotations

from actions import playback
from actions.interview import Fact
from actions.replies import Message, QuickReply
from actions.turn import InterviewAction, Turn
from knowledge import load_knowledge, write_report
from knowledge.rendering import render_report

# So many questions in, a provisional conclusion is worth more than one question more.
ENOUGH_QUESTIONS = 12


class ProvideFacts(InterviewAction):
    act = "provide_facts"

    def answer(self, turn: Turn) -> None:
        if not note_facts(turn):
            turn.repeat_question(turn.texts.get("nothing_taken"))


def note_facts(turn: Turn) -> bool:
    """Takes what the message tells, says it back and goes on; False when it tells nothing new."""
    taken = turn.interview.take(turn.facts())
    if taken:
        go_on(turn, _acknowledgement(turn, taken, "noted"))
    return bool(taken)


class CorrectAnswer(InterviewAction):
    act = "correct_answer"

    def answer(self, turn: Turn) -> None:
        taken = turn.interview.take(turn.facts())
        if not taken:
            turn.repeat_question(turn.texts.get("correct_what"))
            return
        turn.interview.concluded = None
        go_on(turn, _acknowledgement(turn, taken, "corrected"))


class StartDiagnosis(InterviewAction):
    act = "start_diagnosis"

    def answer(self, turn: Turn) -> None:
        taken = turn.interview.take(turn.facts())
        lead = _acknowledgement(turn, taken, "noted") if taken else turn.texts.get("start")
        if not turn.ask_next(lead):
            turn.messages.append(Message(lead))
            conclude(turn)


class SkipQuestion(InterviewAction):
    act = "skip_question"

    def answer(self, turn: Turn) -> None:
        if not turn.interview.open:
            turn.repeat_question(turn.texts.get("nothing_to_skip"))
            return
        turn.interview.give_up(list(turn.interview.open), "declined")
        go_on(turn, turn.texts.get("skipped"))


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

    def answer(self, turn: Turn) -> None:
        if turn.interview.open:
            turn.repeat_question(turn.texts.get("affirm_open"))
        elif turn.interview.concluded is not None:
            turn.say("affirm_concluded")
        else:
            go_on(turn, turn.texts.get("start"))


class Deny(InterviewAction):
    act = "deny"

    def answer(self, turn: Turn) -> None:
        turn.repeat_question(turn.texts.get("deny"))


def go_on(turn: Turn, lead: str) -> None:
    """Concludes when the main diagnosis is settled, otherwise asks the next question; never stays silent.

    After enough questions it says what it would conclude now, so that nobody has to answer thirty of them first.
    """
    assessment = turn.assessment()
    interview = turn.interview
    settled = assessment.settled(interview.exhausted())
    if settled and interview.concluded == assessment.constraint.main:
        turn.messages.append(Message(f"{lead}\n{turn.texts.get('unchanged')}", _ways_on(turn)))
        return
    enough = interview.concluded is None and len(set(interview.asked)) >= ENOUGH_QUESTIONS
    if settled or enough or not turn.ask_next(lead):
        turn.messages.append(Message(lead))
        conclude(turn)


def conclude(turn: Turn) -> None:
    """Shows the report as it stands, remembers what it said, and offers to ask on while something could change it."""
    knowledge = load_knowledge()
    report = write_report(turn.assessment())
    turn.interview.concluded = report["main"] or "undecided"
    turn.interview.open = []
    final = turn.assessment().settled(turn.interview.exhausted())
    progress = {
        "text": turn.texts.get("progress_done" if final else "progress_provisional"),
        "remaining": 0 if final else None,
        "decided": report["decided"],
    }
    card = {"type": "report", "report": report}
    turn.messages.append(Message(render_report(knowledge, report), _ways_on(turn), card, progress))


def _ways_on(turn: Turn) -> list[QuickReply]:
    """What to do after a conclusion: go deeper while there is anything left to ask."""
    left = turn.assessment().questions(turn.interview.exhausted())
    go_deeper = [turn.texts.act_reply("start_diagnosis", "button_go_deeper")] if left else []
    return [*go_deeper, *turn.texts.ways_on(True)]


def _acknowledgement(turn: Turn, taken: dict[str, Fact], response: str) -> str:
    words = playback.in_words(taken)
    if not words:
        return turn.texts.get("unknown_is_fine")
    return turn.texts.get(response, facts="、".join(words))
