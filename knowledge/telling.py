"""WHY, HOW and WHATIF, and the next questions, as readable Chinese in short lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.how import Check, FindingShown, How
from knowledge.model import Knowledge
from knowledge.whatif import Difference, Standing, WhatIf
from knowledge.why import Outcome, Why

MOST_ENTRIES = 5
_INDENT = "  "
_DIFFERENCES = ("diagnoses", "steps", "avoid", "missing")


def tell_why(knowledge: Knowledge, why: Why) -> str:
    """Why something is asked."""
    wording = knowledge.wording
    lines = [wording["why_question"].format(question=why.question or why.label), *_about(knowledge, vars(why))]
    if why.standing == "known":
        lines.append(wording["why_known"].format(value=why.value))
    elif why.standing != "open":
        lines.append(wording[f"why_{why.standing}"])
    if why.standing == "settled":
        return "\n".join(lines)
    if why.could_change:
        lines.append(wording["why_rules"])
        lines += [wording["why_rule"].format(rule=rule, title=title) for rule, title in why.could_change]
    lines.append(wording["why_answers"])
    for answer in why.answers:
        outcome = wording["why_same"] if answer.same else _outcome(knowledge, answer.outcome)
        lines.append(wording["why_answer"].format(answer=answer.text, outcome=outcome))
    return "\n".join(lines)


def tell_questions(knowledge: Knowledge, questions: Iterable[dict[str, Any]]) -> str:
    """The next questions, each with what it is for, who knows the answer and where it is found."""
    wording = knowledge.wording
    blocks = [
        "\n".join([wording["why_question"].format(question=one["question"]), *_about(knowledge, one)])
        for one in questions
    ]
    return "\n\n".join(blocks) or wording["report_nothing_missing"]


def _about(knowledge: Knowledge, question: dict[str, Any]) -> Iterator[str]:
    for key in ("reason", "knows", "find"):
        if question[key]:
            yield knowledge.wording[f"why_{key}"].format(**{key: question[key]})


def _outcome(knowledge: Knowledge, outcome: Outcome) -> str:
    if outcome.rule is None:
        return knowledge.wording["why_undecided"]
    stage = knowledge.wording[f"stage_short_{outcome.stage}"]
    return knowledge.wording["why_outcome"].format(stage=stage, title=outcome.title)


def tell_how(knowledge: Knowledge, how: How) -> str:
    """The chain from the merchant's facts to a rule and its claims."""
    wording = knowledge.wording
    lines = [wording[_verdict(how)].format(rule=how.rule, title=how.title)]
    if how.status is not None:
        lines.append(wording["how_leads" if how.leads else "how_not_leading"])
    lines += _section(wording["how_facts"], [f"- {fact.text}" for fact in how.facts] or [wording["how_no_facts"]])
    lines += _section(wording["how_findings"], [line for one in how.findings for line in _finding(knowledge, one)])
    lines += _section(wording["how_when"], [line for one in how.when for line in _check(knowledge, one, "")])
    lines += _section(wording["how_unless"], [line for one in how.unless for line in _check(knowledge, one, "")])
    lines += _section(wording["how_why"], [how.why] if how.status is not None else [])
    claims = [wording["how_claim"].format(id=claim, text=text) for claim, text in how.claims]
    lines += _section(wording["how_claims"], claims)
    if how.judgement:
        lines.append(wording["how_judgement"].format(text=how.judgement))
    return "\n".join(lines)


def _verdict(how: How) -> str:
    if how.status is not None:
        return "how_fires" if how.status == "confirmed" else "how_fires_likely"
    failed = any(one.truth == "false" for one in how.when) or any(one.truth == "true" for one in how.unless)
    return "how_silent" if failed else "how_open"


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _finding(knowledge: Knowledge, finding: FindingShown) -> Iterator[str]:
    wording = knowledge.wording
    yield wording["how_finding"].format(label=finding.label, value=finding.value)
    for text in finding.rests_on:
        yield wording["how_rests_on"].format(text=text)
    if finding.line is not None:
        peers = finding.line.basis == wording["line_basis_peers"]
        key = "how_line_peers" if peers else "how_line_judgement" if finding.line.judgement else "how_line"
        yield wording[key].format(**vars(finding.line))


def _check(knowledge: Knowledge, check: Check, indent: str) -> Iterator[str]:
    """A condition with its mark; its parts below it."""
    wording = knowledge.wording
    text = wording["how_check"].format(mark=wording[f"how_{check.truth}"], text=check.text)
    if check.missing and not check.parts:
        text += wording["how_missing"].format(missing="、".join(check.missing))
    yield f"{indent}- {text}"
    for part in check.parts:
        yield from _check(knowledge, part, indent + _INDENT)


def tell_whatif(knowledge: Knowledge, whatif: WhatIf) -> str:
    """What would be different, if anything was assumed, and the smallest change that lifts the constraint."""
    lines = list(_changes(knowledge, whatif)) if whatif.assumed else []
    return "\n".join([*lines, *([""] if lines else []), knowledge.wording["remedy_title"], whatif.remedy.text])


def _changes(knowledge: Knowledge, whatif: WhatIf) -> Iterator[str]:
    wording = knowledge.wording
    yield wording["whatif_assumed"].format(assumed="、".join(whatif.assumed))
    before, after = (_standing(knowledge, one) for one in (whatif.before, whatif.after))
    if before == after:
        yield wording["whatif_same"].format(main=before)
    else:
        yield wording["whatif_main"].format(before=before, after=after)
    if before == after and whatif.before.status != whatif.after.status:
        was, will = (wording[f"status_{one.status}"] for one in (whatif.before, whatif.after))
        yield wording["whatif_status"].format(before=was, after=will)
    for name in _DIFFERENCES:
        difference: Difference = getattr(whatif, name)
        for key, entries in (("gone", difference.gone), ("new", difference.new)):
            titles = [wording["whatif_entry"].format(title=one.title) for one in entries[:MOST_ENTRIES]]
            if len(entries) > MOST_ENTRIES:
                titles.append(wording["whatif_more"].format(count=len(entries) - MOST_ENTRIES))
            yield from _section(wording[f"whatif_{name}_{key}"], titles)


def _standing(knowledge: Knowledge, standing: Standing) -> str:
    title = standing.main.title if standing.main is not None else ""
    rule = standing.main.id if standing.main is not None else None
    return _outcome(knowledge, Outcome(rule, title, standing.stage))
