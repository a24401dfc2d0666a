"""Cases drafted from the rules: one that fires, and for every statement one just inside and one just outside.

`python -m knowledge draft RULE` prints them as YAML for an expert to read over and put into the tests.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import yaml

from knowledge import phrasing
from knowledge.conditions import Compare, Has, HasSize, Is, Leaf, Operator
from knowledge.evaluation import Evaluation
from knowledge.lines import applied_line
from knowledge.model import LEVELS, Combination, Comparison, Computed, Knowledge, Rule, Threshold, Variable
from knowledge.pivots import Pivot, beside_line, rule_pivots, value_pivots
from knowledge.situation import read_situation
from knowledge.values import Interval, Options
from knowledge.witness import Document, line_selections

Case = dict[str, Any]

_RELATIONS: dict[Operator, str] = {"<": "低于", "<=": "至多", ">=": "至少", ">": "高于"}
_MOST_FACTS = 4
# Parts of the peers' figure on and beside the tenth that still counts as the same.
_PARTS_OF_PEERS = (0.9, 0.86, 1.1, 1.14)


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


def draft_value(knowledge: Knowledge, finding: Combination, value: str) -> Iterator[Case]:
    """The cases of one value of a combination: for every statement, just inside and just outside."""
    written: list[Document] = []
    for pivot in value_pivots(knowledge, finding, value):
        for document, near in ((pivot.inside, False), (pivot.outside, True)):
            if document is not None and (near or document not in written):
                written.append(document)
                case = _level_case(knowledge, finding, document)
                where = {"near": f"{finding.label} {value} / {notation(knowledge, pivot.statement)}"} if near else {}
                yield {"name": case["name"], **where, **case}


def draft_lines(knowledge: Knowledge, finding: Comparison) -> Iterator[Case]:
    """The cases of a comparison: each end of each line that may apply and of the peers, from both sides."""
    if finding.line is not None:
        threshold = knowledge.thresholds[finding.line]
        for selected in line_selections(threshold):
            line = applied_line(knowledge, threshold.id, read_situation(knowledge, selected))
            single = line.single if line is not None else None
            for edge in (single.low, single.high) if single is not None else ():
                yield from _edge_cases(knowledge, finding, selected, edge)
        yield from _band_cases(knowledge, finding, threshold)
    if finding.peers is not None:
        peers = 0.5 if knowledge.variables[finding.compare].high <= 1 else 100
        for part in _PARTS_OF_PEERS:
            yield _level_case(knowledge, finding, {finding.peers: peers, finding.compare: round(peers * part, 4)})


def _edge_cases(knowledge: Knowledge, finding: Comparison, selected: Document, edge: float | None) -> Iterator[Case]:
    if edge is None:
        return
    on, below, *_ = beside_line(knowledge.variables[finding.compare], edge)
    for figure in (on, below):
        yield _level_case(knowledge, finding, {**selected, finding.compare: figure})


def _band_cases(knowledge: Knowledge, finding: Comparison, threshold: Threshold) -> Iterator[Case]:
    """Where one band ends and the next begins, with a figure that is of another level in each."""
    if threshold.by is None:
        return
    for (ceiling, line), (_, following) in pairwise(threshold.bands):
        lows, highs = (line.low, following.low), (line.high, following.high)
        edges = [edge for edge in (lows if None not in lows else highs) if edge is not None]
        for selector in beside_line(knowledge.variables[threshold.by], ceiling):
            if edges and selector >= ceiling:
                yield _level_case(knowledge, finding, {finding.compare: min(edges), threshold.by: selector})


def draft_computed(knowledge: Knowledge, finding: Computed) -> Iterator[Case]:
    """One case of a computed value, each number another one, so that no two can change places unnoticed."""
    document: Document = {}
    for place, need in enumerate(finding.formula.needs):
        variable = knowledge.variables[need]
        document[need] = 0.2 * (place + 1) if variable.high <= 1 else 20 * (place + 2)
    value = Evaluation(knowledge, read_situation(knowledge, document)).value(finding.id)
    if isinstance(value, Interval):
        yield {
            "name": f"{facts_told(knowledge, document)}：{finding.label}是 {round(value.low, 4):g}",
            "situation": labelled(knowledge, document),
            "levels": {finding.label: round(value.low, 4)},
        }


def _level_case(knowledge: Knowledge, finding: Comparison | Combination, document: Document) -> Case:
    level = _level(knowledge, finding, document)
    return {
        "name": f"{facts_told(knowledge, document)}：{finding.label}{f'是{level}' if level else '还说不准'}",
        "situation": labelled(knowledge, document),
        "levels": {finding.label: level},
    }


def _level(knowledge: Knowledge, finding: Comparison | Combination, document: Document) -> str | None:
    reached = Evaluation(knowledge, read_situation(knowledge, document)).value(finding.id)
    return reached.value if isinstance(reached, Options) else None


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


def notation(knowledge: Knowledge, leaf: Leaf) -> str:
    """A statement as the methodology files write it, on one line."""
    label = knowledge.label(leaf.subject)
    if isinstance(leaf, Compare):
        return f"{label} {_RELATIONS[leaf.operator]} {_bound(knowledge, leaf)}"
    if isinstance(leaf, HasSize):
        return f"{label} {'不到' if leaf.negated else '至少'} {leaf.size} 项"
    if leaf.subject in knowledge.variables:
        order = tuple(knowledge.variables[leaf.subject].values)
    else:
        order = knowledge.findings[leaf.subject].subject.values
    values = "、".join(value for value in order if value in leaf.values)
    word = {(Is, False): "", (Is, True): "不是 ", (Has, False): "含 ", (Has, True): "不含 "}[type(leaf), leaf.negated]
    return f"{label} {word}{values}"


def _bound(knowledge: Knowledge, leaf: Compare) -> str:
    if isinstance(leaf.bound, str):
        return knowledge.label(leaf.bound)
    return knowledge.thresholds[leaf.line].label if leaf.line is not None else f"{leaf.bound:g}"


def labelled(knowledge: Knowledge, document: Document) -> Document:
    """A situation with labels in the place of ids."""
    return {knowledge.variables[name].label: value for name, value in document.items()}


# in words


def facts_told(knowledge: Knowledge, document: Document) -> str:
    """The first facts of a situation in the merchant's words."""
    facts = list(_facts(knowledge, document).values())
    return "，".join(facts[:_MOST_FACTS]) + ("……" if len(facts) > _MOST_FACTS else "")


def _changed(knowledge: Knowledge, document: Document, beside: Document, fires: bool) -> str:
    """What tells this situation from the one beside it, and what becomes of that."""
    facts = _facts(knowledge, document)
    new = [facts[name] for name in document if document[name] != beside.get(name)]
    gone = [knowledge.variables[name].short for name in beside if name not in document]
    ending = "也算" if fires else "就不算了"
    if new and len(new) <= _MOST_FACTS:
        return f"{'，'.join(new)}，{ending}"
    if gone and not new:
        return f"没说{'、'.join(gone)}，{'也算' if fires else '先不这么说'}"
    return f"{facts_told(knowledge, document)}，{ending}"


def _facts(knowledge: Knowledge, document: Document) -> dict[str, str]:
    values = read_situation(knowledge, document).values
    return {
        name: _fact(variable, phrasing.value_text(knowledge.wording, variable, values[name]))
        for name in document
        if (variable := knowledge.variables[name]) and name in values
    }


def _fact(variable: Variable, words: str) -> str:
    if not words:
        return f"{variable.short}：没有"
    if variable.type == "number":
        return f"{variable.short} {words.split('/')[0]}"
    return f"{variable.short}{words}" if words in LEVELS else f"{variable.short}：{words}"


def as_yaml(cases: Iterable[Case]) -> str:
    """Cases as they are written by hand: one line a key."""
    return "\n".join(
        "- " + "\n  ".join(f"{key}: {_flow(value)}" for key, value in case.items()) + "\n" for case in cases
    )


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=math.inf)
    return text.removesuffix("...\n").strip()
