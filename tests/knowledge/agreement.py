"""Experta against the evaluator on generated situations: levels, diagnoses, and how each of them came about.

`python -m tests.knowledge.agreement 20000` tries so many and prints how many agreed.
"""

from __future__ import annotations

import sys
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from knowledge import load_knowledge, read_situation
from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.model import Combination, Comparison, Knowledge
from tests.knowledge.situations import situations


def assert_agreement(knowledge: Knowledge, engine: InferenceEngine, document: dict[str, Any]) -> None:
    """Fails where the two readers differ on a situation."""
    situation = read_situation(knowledge, document)
    evaluation, inference = Evaluation(knowledge, situation), engine.infer(situation)
    assert dict(inference.findings) == evaluation.findings()
    assert dict(inference.diagnoses) == evaluation.fired()
    conclusions = _conclusions(knowledge)
    drawn = sorted(entry.rule for entry in inference.trace if entry.rule in conclusions)
    assert drawn == sorted(evaluation.trace())


def _conclusions(knowledge: Knowledge) -> set[str]:
    """The names of the Experta rules that draw findings and diagnoses; the others only prepare them."""
    names = {f"{rule}{status}" for rule in knowledge.rules for status in ("", " confirmed", " likely")}
    for finding in knowledge.findings.values():
        if isinstance(finding, Comparison):
            names |= {f"{finding.id} {basis}" for basis in ("peers", "said", "line")}
        elif isinstance(finding, Combination):
            names |= {f"{finding.id} {value}" for value in finding.values}
        else:
            names.add(finding.id)
    return names


def main() -> None:
    knowledge = load_knowledge()
    engine = InferenceEngine(knowledge)
    tried = 0

    @seed(20261123)
    @settings(
        max_examples=int(sys.argv[1]),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(situations(knowledge))
    def agree(document: dict[str, Any]) -> None:
        nonlocal tried
        assert_agreement(knowledge, engine, document)
        tried += 1

    agree()
    print(f"{tried} situations: both readers agree on every level, every diagnosis and how it came about")


if __name__ == "__main__":
    main()
