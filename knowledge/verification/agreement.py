"""Whether the two readers of the rules, Experta and the evaluator, agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.model import Knowledge
from knowledge.situation import read_situation
from knowledge.witness import Document


def disagreements(knowledge: Knowledge, witnesses: Mapping[str, Document]) -> Iterator[str]:
    """Rules on whose witness the readers come to different conclusions."""
    engine = InferenceEngine(knowledge)
    for rule_id, document in witnesses.items():
        situation, place = read_situation(knowledge, document), knowledge.rules[rule_id].place
        evaluation, inference = Evaluation(knowledge, situation), engine.infer(situation)
        if evaluation.fired() != dict(inference.diagnoses):
            yield f"{place}: the two readers fire different rules on its witness; inference and evaluation must agree"
        elif evaluation.findings() != dict(inference.findings):
            yield f"{place}: the two readers find different levels on its witness; inference and evaluation must agree"
