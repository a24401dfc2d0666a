"""Acts that ask for reasons: why this question, how it was concluded, what if, and what the methodology says."""

from __future__ import annotations

from actions.cards import card_in_words, card_replies
from actions.replies import Message
from actions.turn import InterviewAction, Turn
from knowledge import load_knowledge, write_report
from knowledge.cards import card_for
from knowledge.report import Report

# What most merchants have to understand before the rest makes sense.
FIRST_CARDS = ("snowball", "receive", "fact", "free_and_paid")


class AskWhyThisQuestion(InterviewAction):
    act = "ask_why_this_question"

    def answer(self, turn: Turn) -> None:
        variables = [load_knowledge().variables[variable] for variable in turn.interview.open]
        if not variables:
            turn.repeat_question(turn.texts.get("no_open_question"))
            return
        lines = []
        for variable in variables:
            lines.append(turn.texts.get("why_question", reason=variable.reason))
            if variable.find:
                lines.append(turn.texts.get("how_to_find", find=variable.find))
        turn.repeat_question("\n".join(lines))


class AskHowConcluded(InterviewAction):
    act = "ask_how_concluded"

    def answer(self, turn: Turn) -> None:
        report = write_report(turn.assessment())
        if report["main"] is None:
            turn.repeat_question(turn.texts.get("not_concluded"))
        elif turn.interview.open:
            turn.repeat_question(_how(turn, report))
        else:
            turn.messages.append(Message(_how(turn, report), turn.texts.ways_on(True)))


class AskWhatIf(InterviewAction):
    """Facts told beside the supposition are kept; the supposition itself never reaches the memory."""

    act = "ask_what_if"

    def answer(self, turn: Turn) -> None:
        turn.interview.take(turn.facts())
        report = write_report(turn.assessment())
        targets = [f"- {step['metric']}：{step['target']}" for step in report["next_steps"]]
        key = "what_if_targets" if report["main"] is not None and targets else "what_if"
        turn.repeat_question(turn.texts.get(key, targets="\n".join(targets)))


class AskMethodology(InterviewAction):
    """The card the question is about; a look at the whole, and the first cards to tap, when it is about none."""

    act = "ask_methodology"

    def answer(self, turn: Turn) -> None:
        card = card_for(load_knowledge(), turn.words)
        if card is not None:
            turn.repeat_question(card_in_words(turn.texts, card, turn.assessment().evaluation))
        else:
            turn.repeat_question(_overview())
            turn.messages[-1].quick_replies += card_replies(load_knowledge(), FIRST_CARDS)


def _overview() -> str:
    knowledge = load_knowledge()
    fields = "\n".join(f"- {field.id} {field.name}：{field.role}" for field in knowledge.fields.values())
    return knowledge.wording["methodology_overview"].format(fields=fields)


def _how(turn: Turn, report: Report) -> str:
    """Facts → line and its source → rule → claim."""
    main = report["diagnoses"][0]
    facts = "\n".join(f"- {reason['text']}" for reason in main["because"])
    lines = [turn.texts.get("how_facts"), facts]
    for line in (one for one in report["thresholds"] if one["name"] in facts):
        kind = "how_line_judgement" if line["judgement"] else "how_line"
        lines.append(turn.texts.get(kind, name=line["name"], source=line["source"]))
    lines.append(turn.texts.get("how_rule", rule=main["id"], title=main["title"], why=main["why"]))
    lines += [f"- {claim}：{report['claim_texts'][claim]}" for claim in main["claims"]]
    return "\n".join(lines)
