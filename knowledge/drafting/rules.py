"""Cases of a rule: one that fires, and for every statement one just inside and one just outside."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.drafting.pivots import Pivot, rule_pivots
from knowledge.drafting.writing import MOST_FACTS, Case, facts, facts_told, labelled, notation
from knowledge.evaluation import Evaluation
from knowledge.model import Knowledge, Rule
from knowledge.situation import read_situation
from knowledge.witness import Document


def draft_rule(knowledge: Knowledge, rule: Rule) -> Iterator[Case]:
    """The cases of one rule. The first one fires and pins all that the rule says."""
    pivots = list(rule_pivots(knowledge, rule))
    written: list[Document] = []
    first = next((one.inside for one in pivots if one.inside is not None and not one.is_exception), None)
    if first is not None:
        written.append(first)
        yield _firing_case(knowledge, rule, first)
    for pivot in pivots:
        for document, fires in ((pivot.inside, not pivot.is_exception), (pivot.outside, pivot.is_exception)):
            if document is None or (fires and document in written):
                continue
            written.append(document)
            yield _hinging_case(knowledge, rule, pivot, document, first or document, fires)


def _firing_case(knowledge: Knowledge, rule: Rule, document: Document) -> Case:
    status = Evaluation(knowledge, read_situation(knowledge, document)).state(rule).status
    case: Case = {
        "name": facts_told(knowledge, document),
        "rule": rule.id,
        "situation": labelled(knowledge, document),
        "fires": [rule.id],
        "says": {"stage": rule.stage, "severity": rule.severity, "status": status},
        "advises": [step.action for step in rule.steps],
    }
    if rule.avoid:
        case["warns"] = [avoid.action for avoid in rule.avoid]
    return case


def _hinging_case(
    knowledge: Knowledge, rule: Rule, pivot: Pivot, document: Document, first: Document, fires: bool
) -> Case:
    beside = pivot.inside if not fires and not pivot.is_exception else first
    name = _changed(knowledge, document, beside or first, fires)
    where = f"{'除非 ' if pivot.is_exception else ''}{notation(knowledge, pivot.statement)}"
    case: Case = {"name": name} if fires else {"name": name, "near": f"{rule.id} / {where}"}
    case["situation"] = labelled(knowledge, document)
    return {**case, "fires" if fires else "not": [rule.id]}


def _changed(knowledge: Knowledge, document: Document, beside: Document, fires: bool) -> str:
    """What tells this situation from the one beside it, and what becomes of that."""
    told = facts(knowledge, document)
    new = [told[name] for name in document if document[name] != beside.get(name)]
    gone = [knowledge.variables[name].short for name in beside if name not in document]
    ending = "也算" if fires else "就不算了"
    if new and len(new) <= MOST_FACTS:
        return f"{'，'.join(new)}，{ending}"
    if gone and not new:
        return f"没说{'、'.join(gone)}，{'也算' if fires else '先不这么说'}"
    return f"{facts_told(knowledge, document)}，{ending}"
