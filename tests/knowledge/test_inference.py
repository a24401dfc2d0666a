"""What Experta gets wrong by itself must stay right here."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import Any

import pytest

from knowledge import load_knowledge, read_situation
from knowledge.inference import InferenceEngine
from knowledge.quiet_experta import NOT, Fact, KnowledgeEngine, Rule
from tests.knowledge.merchants import merchants

KNOWLEDGE = load_knowledge()
ENGINE = InferenceEngine(KNOWLEDGE)
# Ads bring people in who do not stay (HL12); a violation is open (HL20).
LEAKY = {"paid_status": "在投", "stay_level": "低"}
RESTRICTED = {"violation_status": "有"}
MERCHANTS = list(merchants(40))


def infer(document: dict[str, Any], engine: InferenceEngine = ENGINE) -> dict[str, str]:
    return dict(engine.infer(read_situation(KNOWLEDGE, document)).diagnoses)


class Seen(Fact):  # type: ignore[misc]
    pass


class Blocked(Fact):  # type: ignore[misc]
    pass


def _twenty_rules(fired: list[int]) -> dict[str, Any]:
    """Twenty rules of equal salience on one fact; the first to fire blocks the even ones."""

    def rule(number: int) -> Any:
        def fire(engine: KnowledgeEngine) -> None:
            fired.append(number)
            for even in range(0, 20, 2):
                engine.declare(Blocked(number=even))

        fire.__name__ = f"rule{number:02}"
        return Rule(Seen(), NOT(Blocked(number=number)))(fire)

    return {f"rule{number:02}": rule(number) for number in range(20)}


def test_a_rule_that_became_blocked_does_not_fire() -> None:
    from knowledge.inference import _ExactStrategy

    fired: list[int] = []
    engine = type("Blocking", (KnowledgeEngine,), {**_twenty_rules(fired), "__strategy__": _ExactStrategy})()
    engine.reset()
    engine.declare(Seen())
    engine.run()
    assert fired == sorted(range(1, 20, 2), reverse=True)


def test_a_session_after_an_exception_knows_nothing_of_the_one_before() -> None:
    engine = InferenceEngine(KNOWLEDGE)
    clean = infer(LEAKY, engine)
    broken = read_situation(KNOWLEDGE, RESTRICTED)
    broken.values["avg_stay_sec"] = "not a value"  # type: ignore[index]
    with pytest.raises(AttributeError):
        engine.infer(broken)
    assert infer(LEAKY, engine) == clean


def test_many_threads_on_one_engine_get_their_own_answers() -> None:
    documents = MERCHANTS[:8]
    expected = [infer(document) for document in documents]
    wrong: list[int] = []

    def work(position: int) -> None:
        if infer(documents[position]) != expected[position]:
            wrong.append(position)

    threads = [threading.Thread(target=work, args=(number % 8,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_reused_engine_keeps_nothing_between_sessions() -> None:
    alone = infer(LEAKY, InferenceEngine(KNOWLEDGE))
    engine = InferenceEngine(KNOWLEDGE)
    for document in MERCHANTS:
        infer(document, engine)
    assert infer(LEAKY, engine) == alone


def test_the_trace_is_the_same_in_every_process() -> None:
    program = (
        "from knowledge import load_knowledge, read_situation\n"
        "from knowledge.inference import InferenceEngine\n"
        "k = load_knowledge()\n"
        f"s = read_situation(k, {LEAKY!r})\n"
        "print([entry.rule for entry in InferenceEngine(k).infer(s).trace])\n"
    )
    traces = {subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(traces) == 1
    assert b"HL12" in traces.pop()


def test_no_merchant_figure_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        infer(LEAKY)
    assert caplog.records == []


def test_the_trace_leads_from_finding_to_diagnosis() -> None:
    trace = ENGINE.infer(read_situation(KNOWLEDGE, LEAKY)).trace
    rules = [entry.rule for entry in trace]
    assert rules.index("receive 弱") < rules.index("HL12")
