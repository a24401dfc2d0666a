"""Cases in writing: statements and situations by the names that experts use, one line a key."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import yaml

from knowledge import phrasing
from knowledge.conditions import Compare, Has, HasSize, Is, Leaf, Operator
from knowledge.model import LEVELS, Knowledge, Variable
from knowledge.situation import read_situation
from knowledge.witness import Document

Case = dict[str, Any]

_RELATIONS: dict[Operator, str] = {"<": "低于", "<=": "至多", ">=": "至少", ">": "高于"}
MOST_FACTS = 4


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


def facts_told(knowledge: Knowledge, document: Document) -> str:
    """The first facts of a situation in the merchant's words."""
    told = list(facts(knowledge, document).values())
    return "，".join(told[:MOST_FACTS]) + ("……" if len(told) > MOST_FACTS else "")


def facts(knowledge: Knowledge, document: Document) -> dict[str, str]:
    """Each fact of a situation in the merchant's words, by variable."""
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
