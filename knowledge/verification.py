"""Proof that the methodology holds together: every rule can fire, both readers agree, every link can be the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.model import STAGES, Knowledge, Rule
from knowledge.report import Assessment
from knowledge.situation import Situation, read_situation
from knowledge.witness import Document, witness


@dataclass(frozen=True)
class Verification:
    """`problems` is empty when all is well; `witnesses` maps each rule to a situation in which it fires."""

    problems: tuple[str, ...]
    witnesses: dict[str, Document]
    summary: str


def verify(knowledge: Knowledge) -> Verification:
    """Checks what loading cannot see."""
    problems: list[str] = []
    witnesses: dict[str, Document] = {}
    for rule in knowledge.rules.values():
        found = rule_witness(knowledge, rule)
        if found is None:
            problems.append(f"{rule.id}: no situation was found in which this rule fires")
        else:
            witnesses[rule.id] = found
    situations = {rule: read_situation(knowledge, document) for rule, document in witnesses.items()}
    problems += _disagreements(knowledge, situations)
    problems += _unreached(knowledge, situations)
    summary = (
        f"{len(knowledge.claims)} claims, {len(knowledge.variables)} variables, {len(knowledge.rules)} rules, "
        f"{len(knowledge.actions)} actions, {len(knowledge.thresholds)} thresholds; "
        f"{len(witnesses)} rules fire on their witness"
    )
    return Verification(tuple(problems), witnesses, summary)


def rule_witness(knowledge: Knowledge, rule: Rule) -> Document | None:
    """A situation in which the rule fires, with its exceptions not holding."""
    document = witness(knowledge, rule.when)
    if document is None:
        return None
    state = Evaluation(knowledge, read_situation(knowledge, document)).state(rule)
    return document if state.status is not None else None


def _disagreements(knowledge: Knowledge, situations: dict[str, Situation]) -> Iterator[str]:
    engine = InferenceEngine(knowledge)
    for rule, situation in situations.items():
        evaluation, inference = Evaluation(knowledge, situation), engine.infer(situation)
        if evaluation.fired() != dict(inference.diagnoses):
            yield f"{rule}: the two readers fire different rules on its witness"
        elif evaluation.findings() != dict(inference.findings):
            yield f"{rule}: the two readers find different levels on its witness"


def _unreached(knowledge: Knowledge, situations: dict[str, Situation]) -> Iterator[str]:
    reached = {Assessment(knowledge, situation).stage for situation in situations.values()}
    for stage in STAGES:
        if stage not in reached:
            yield f"no rule's witness leads to the stage {stage}"
