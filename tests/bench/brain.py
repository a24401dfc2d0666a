"""How fast the brain is: `make bench`. Medians in milliseconds, each with a ratio to CLIPS in the same run.

The merchants are simulated (`tests/knowledge/merchants.py`), cut to 40 answers each.
"""

from __future__ import annotations

import platform
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from knowledge import Assessment, Situation, assess, load_knowledge, read_situation
from knowledge.compilation import compiled
from knowledge.evaluation import Evaluation
from knowledge.inference import InferenceEngine
from knowledge.loading import METHODOLOGY, read_methodology
from knowledge.model import Knowledge, Variable
from tests.bench.clips_rules import ClipsRules, facts
from tests.knowledge.merchants import merchants

ANSWERS = 40
MERCHANTS = 60
SESSIONS = 20_000


def main() -> None:
    knowledge = load_knowledge()
    situations = [read_situation(knowledge, document) for document in _documents(knowledge)]
    clips_rules = ClipsRules(knowledge)
    _compare(knowledge, clips_rules, situations)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, medians in ms")
    print(f"{len(knowledge.rules)} rules, {ANSWERS} answers, {MERCHANTS} merchants")
    _bench_loading()
    engine = InferenceEngine(knowledge)
    engine.infer(situations[0])
    one_clips = _line("one inference, clipspy", lambda one: clips_rules.run(facts(one)), situations)
    _line("one inference, Experta", engine.infer, situations, one_clips)
    _line("all rules, evaluator", lambda one: Evaluation(knowledge, one).fired(), situations, one_clips)
    _line("assess, the whole report", lambda one: assess(knowledge, one), situations)
    asked = [_cut(one) for one in situations]
    tried = asked[:6]
    search = _line("next question, clipspy once per answer", lambda one: _search(knowledge, clips_rules, one), tried)
    _line("next question, all unanswered", lambda one: Assessment(knowledge, one).questions(), asked, search)
    _line("next question, 40 answers known", lambda one: Assessment(knowledge, one).questions(), situations)
    _bench_memory(knowledge, engine, situations)


def _documents(knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    dice = random.Random(7)
    for merchant in merchants(MERCHANTS, seed=7):
        known = [name for name in merchant if knowledge.variables[name].drawable]
        yield {name: merchant[name] for name in dice.sample(known, min(ANSWERS, len(known)))}


def _cut(situation: Situation) -> Situation:
    """The first quarter of the answers: the middle of an interview."""
    return Situation(dict(list(situation.values.items())[: ANSWERS // 4]))


def _compare(knowledge: Knowledge, clips_rules: ClipsRules, situations: list[Situation]) -> None:
    """Both must conclude the same before they are timed."""
    for situation in situations:
        clips_rules.run(facts(situation))
        expected = Evaluation(knowledge, situation).fired()
        if clips_rules.diagnoses() != expected:
            different = {*clips_rules.diagnoses().items()} ^ {*expected.items()}
            raise SystemExit(f"CLIPS and the evaluator disagree: {sorted(different)}")


def _search(knowledge: Knowledge, clips_rules: ClipsRules, situation: Situation) -> None:
    """The search for the next question as one would do it with an engine: every answer of every question, tried."""
    known = facts(situation)
    for variable in knowledge.variables.values():
        if variable.drawable and variable.question and variable.id not in situation.values:
            for answer in _answers(variable):
                clips_rules.run([*known, *facts(Situation({variable.id: answer}))])


def _answers(variable: Variable) -> Iterator[Any]:
    """Every choice, or three figures: few, usual, many."""
    knowledge = load_knowledge()
    said: list[Any] = list(variable.values) if variable.type == "choice" else [[one] for one in variable.values]
    if variable.type == "number":
        said = list(variable.likely_figures or (variable.low, variable.low + 1))
    for answer in said:
        yield read_situation(knowledge, {variable.id: answer}).values[variable.id]


def _bench_loading() -> None:
    loading = _median(lambda _: read_methodology(METHODOLOGY), range(5))
    compiling = _median(lambda _: InferenceEngine(load_knowledge()).infer(Situation({})), range(3))
    sampling = _median(lambda _: compiled.__wrapped__(load_knowledge()), range(3))
    print(f"{'load the methodology':45} {loading:8.2f}")
    print(f"{'compile for Experta, with a first inference':45} {compiling:8.2f}")
    print(f"{'draw and compile the sample of merchants':45} {sampling:8.2f}")


def _bench_memory(knowledge: Knowledge, engine: InferenceEngine, situations: list[Situation]) -> None:
    def sessions(count: int) -> float:
        for number in range(count):
            situation = situations[number % len(situations)]
            engine.infer(situation)
            if number % 10 == 0:
                Assessment(knowledge, situation).questions()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before = sessions(SESSIONS // 10)
    after = sessions(SESSIONS - SESSIONS // 10)
    print(f"memory after {SESSIONS // 10} sessions {before:.1f} MiB, after {SESSIONS} {after:.1f} MiB")


def _line(name: str, run: Callable[[Any], Any], cases: list[Any], yardstick: float | None = None) -> float:
    median = _median(run, cases)
    ratio = f"   {median / yardstick:6.2f} of clipspy" if yardstick is not None else ""
    print(f"{name:45} {median:8.2f}{ratio}", flush=True)
    return median


def _median(run: Callable[[Any], Any], cases: Any) -> float:
    times = []
    for case in cases:
        start = time.perf_counter()
        run(case)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
