"""Acts that ask for reasons: why this question, how it was concluded, and what the methodology says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from actions.cards import card_in_words, card_replies
from actions.playback import in_words
from actions.replies import Message
from actions.turn import InterviewAction, Turn
from knowledge import explain_question, load_knowledge, write_report
from knowledge.asked_how import Asked, AskedFinding, asked_how, known_so_far
from knowledge.cards import card_for
from knowledge.clearance import until
from knowledge.model import Rule, Variable
from knowledge.report import Report

MOST_ANSWERS = 4
MOST_MISSING = 3

# What most merchants have to understand before the rest makes sense.
FIRST_CARDS = ("snowball", "receive", "fact", "free_and_paid")


class AskWhyThisQuestion(InterviewAction):
    act = "ask_why_this_question"

    def answer(self, turn: Turn) -> None:
        variables = [load_knowledge().variables[variable] for variable in turn.interview.open]
        if not variables:
            turn.repeat_question(turn.texts.get("no_open_question"))
            return
        turn.repeat_question("\n".join(line for variable in variables for line in _why(turn, variable)))


class AskHowConcluded(InterviewAction):
    """The chain behind what is asked about: the main diagnosis, another one, a finding, a plan that got its no."""

    act = "ask_how_concluded"

    def answer(self, turn: Turn) -> None:
        asked = asked_how(turn.assessment(), turn.words)
        report = write_report(turn.assessment())
        said = "\n".join(_how(turn, report, asked))
        if turn.interview.open:
            turn.repeat_question(said)
        else:
            turn.messages.append(Message(said, turn.texts.ways_on(turn.interview.concluded is not None)))


class AskMethodology(InterviewAction):
    """The card the question is about; a look at the whole, and the first cards to tap, when it is about none."""

    act = "ask_methodology"

    def answer(self, turn: Turn) -> None:
        card = card_for(load_knowledge(), turn.words)
        if card is not None:
            turn.interview.card = card.id
            turn.repeat_question(card_in_words(turn.texts, card, turn.assessment().evaluation))
        else:
            turn.repeat_question(_overview())
            turn.messages[-1].quick_replies += card_replies(load_knowledge(), FIRST_CARDS)


def _overview() -> str:
    knowledge = load_knowledge()
    fields = "\n".join(f"- {field.id} {field.name}：{field.role}" for field in knowledge.fields.values())
    return knowledge.wording["methodology_overview"].format(fields=fields)


def _why(turn: Turn, variable: Variable) -> Iterator[str]:
    """What a question is for, where the answer is found, and what each answer would do to the conclusion."""
    yield turn.texts.get("why_question", reason=variable.reason)
    if variable.find:
        yield turn.texts.get("how_to_find", find=variable.find)
    if not variable.drawable:
        return
    why = explain_question(load_knowledge(), variable.id, turn.assessment().situation)
    telling = [answer for answer in why.answers if not answer.same and answer.outcome.rule is not None]
    if not telling:
        yield turn.texts.get("why_together")
    for answer in telling[:MOST_ANSWERS]:
        yield turn.texts.get("why_answer", answer=answer.text, title=answer.outcome.title)


def _how(turn: Turn, report: Report, asked: Asked) -> Iterator[str]:
    if asked.warned is not None:
        avoid, condition = asked.warned.avoid, until(turn.assessment(), asked.warned)
        yield turn.texts.get("how_plan", plan=avoid.action, why=avoid.why, until=condition)
    if asked.finding is not None:
        yield from _finding(turn, asked.finding, alone=asked.rule is None)
    if asked.rule is not None:
        yield from _diagnosis(turn, report, asked.rule)
    if asked.rule is None and asked.finding is None:
        yield from _so_far(turn)
    elif turn.interview.concluded is None and asked.finding is None:
        yield from _missing(turn)


def _finding(turn: Turn, finding: AskedFinding, alone: bool) -> Iterator[str]:
    """A finding; `alone`, where no diagnosis goes on from it, with its own facts, lines and claims."""
    if finding.value is None:
        yield turn.texts.get("how_finding_open", label=finding.label, missing="、".join(finding.missing))
        return
    yield turn.texts.get("how_finding", label=finding.label, value=finding.value)
    if alone:
        yield turn.texts.get("how_facts")
        yield from (f"- {text}" for text in finding.reasons)
        yield from (_line_in_words(turn, vars(line)) for line in finding.lines)
        yield from _claims(turn, finding.claims)


def _diagnosis(turn: Turn, report: Report, rule: Rule) -> Iterator[str]:
    """Facts → line and its source → rule → claim."""
    diagnosis = next(one for one in report["diagnoses"] if one["id"] == rule.id)
    if report["main"] not in (None, rule.id):
        yield turn.texts.get("how_aside", main=report["diagnoses"][0]["title"])
    facts = "\n".join(f"- {reason['text']}" for reason in diagnosis["because"])
    yield turn.texts.get("how_facts")
    yield facts
    yield from (_line_in_words(turn, line) for line in report["thresholds"] if line["name"] in facts)
    yield turn.texts.get("how_rule", rule=rule.id, title=rule.title, why=rule.why)
    yield from _claims(turn, rule.claims)


def _claims(turn: Turn, claims: Sequence[str]) -> Iterator[str]:
    if claims:
        yield turn.texts.get("how_claims")
    yield from (f"- {claim}：{load_knowledge().claims[claim].statement}" for claim in claims)


def _line_in_words(turn: Turn, line: dict[str, Any]) -> str:
    key = "how_line_judgement" if line["judgement"] else "how_line"
    return turn.texts.get(key, name=line["name"], source=line["source"])


def _so_far(turn: Turn) -> Iterator[str]:
    """Before a conclusion: what is known and what it is worth so far, and what is still missing."""
    yield turn.texts.get("not_concluded")
    told = in_words(turn.interview.facts)
    if told:
        yield turn.texts.get("so_far_told", facts="、".join(told))
    compared = known_so_far(turn.assessment())
    if compared:
        yield turn.texts.get("so_far_compared")
        yield from (f"- {text}" for text in compared)
    yield from _missing(turn)


def _missing(turn: Turn) -> Iterator[str]:
    questions = turn.assessment().worth_asking()[:MOST_MISSING]
    if questions:
        labels = dict.fromkeys(one.variable.short for one in questions)
        yield turn.texts.get("so_far_missing", labels="、".join(labels))
