"""The three-valued reader of the rules: true, false or undecided, and what an undecided statement waits for.

It drives the next question, the list of what is missing and the verification, and is the oracle for `inference`,
which reads the same rules with Experta and shares no code with this module beyond the values themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.conditions import All, AtLeast, Compare, Condition, Has, Is, leaves
from knowledge.lines import AppliedLine, applied_line
from knowledge.model import LEVELS, Combination, Comparison, Computed, Finding, Knowledge, Rule, Status
from knowledge.situation import Situation
from knowledge.values import Interval, Options, Selection, Truth, Value, all_of, at_least

# Within a tenth of the peers' figure counts as the same (judgement).
PEER_TOLERANCE = 0.1


@dataclass(frozen=True)
class RuleState:
    """How a rule stands: fired with a status, or what it still waits for."""

    truth: Truth
    status: Status | None


class Evaluation:
    """All findings and rules for one situation; every result is computed once, when first asked for."""

    def __init__(self, knowledge: Knowledge, situation: Situation) -> None:
        self.knowledge = knowledge
        self.situation = situation
        self._findings: dict[str, Value | None] = {}
        self._states: dict[str, RuleState] = {}

    # values

    def value(self, subject: str) -> Value | None:
        """What is known of a variable or finding; None when nothing is."""
        if subject in self.knowledge.variables:
            return self.situation.values.get(subject)
        if subject not in self._findings:
            self._findings[subject] = self._find(self.knowledge.findings[subject])
        return self._findings[subject]

    def line(self, finding: Comparison) -> AppliedLine | None:
        """The default line that applies to a comparison, if it has one."""
        return applied_line(self.knowledge, finding.line, self.situation) if finding.line else None

    def _find(self, finding: Finding) -> Value | None:
        if isinstance(finding, Comparison):
            return self._compare(finding)
        if isinstance(finding, Computed):
            return finding.formula.value(self._number)
        return self._combine(finding)

    def _number(self, subject: str) -> Interval | None:
        value = self.value(subject)
        return value if isinstance(value, Interval) else None

    def basis(self, finding: Comparison) -> str | None:
        """What decides a comparison: the peers' figure, the level said, or the default line; None while none does."""
        figure = self.figure(finding)
        if figure is not None and finding.peers is not None and self.situation.number(finding.peers) is not None:
            return "peers"
        if finding.said is not None and self.situation.choice(finding.said) is not None:
            return "said"
        return "line" if figure is not None and self.line(finding) is not None else None

    def _compare(self, finding: Comparison) -> Options | None:
        basis, figure, line = self.basis(finding), self.figure(finding), self.line(finding)
        if basis == "said":
            return self.situation.choice(str(finding.said))
        if figure is None or basis is None:
            return None
        peers = self.situation.number(str(finding.peers))
        if basis == "peers" and peers is not None:
            return level(figure, peers.scaled(1 - PEER_TOLERANCE), peers.scaled(1 + PEER_TOLERANCE), beyond=True)
        return None if line is None else level(figure, line.low, line.high)

    def figure(self, finding: Comparison) -> Interval | None:
        """The number to hold against a line: the one given, else the estimate; None while the sample is too small."""
        if any(self.truth(condition) is Truth.TRUE for condition in finding.too_small):
            return None
        given = self.situation.number(finding.compare)
        if given is not None or finding.estimate is None:
            return given
        return self._number(finding.estimate) if self.truth_of_all(finding.estimate_if) is Truth.TRUE else None

    def _combine(self, finding: Combination) -> Options | None:
        for value, conditions in finding.values.items():
            if self.truth_of_all(conditions) is Truth.TRUE:
                return Options.exactly(value)
        return None

    # truth

    def truth_of_all(self, conditions: Iterable[Condition]) -> Truth:
        return all_of(self.truth(condition) for condition in conditions)

    def truth(self, condition: Condition) -> Truth:
        if isinstance(condition, All):
            return self.truth_of_all(condition.parts)
        if isinstance(condition, AtLeast):
            return at_least(condition.needed, (self.truth(part) for part in condition.parts))
        value = self.value(condition.subject)
        if value is None:
            return Truth.UNDECIDED
        if isinstance(condition, Compare):
            return self._compared(value, condition)
        if isinstance(condition, Is):
            assert isinstance(value, Options)
            truth = value.among(condition.values)
        elif isinstance(condition, Has):
            assert isinstance(value, Selection)
            truth = value.has_any(condition.values)
        else:
            assert isinstance(value, Selection)
            truth = Truth.of(len(value.values) >= condition.size, len(value.values) < condition.size)
        return truth.negated() if condition.negated else truth

    def _compared(self, value: Value, condition: Compare) -> Truth:
        assert isinstance(value, Interval)
        bound = self._number(condition.bound) if isinstance(condition.bound, str) else None
        if isinstance(condition.bound, float):
            bound = Interval.exactly(condition.bound)
        if bound is None:
            return Truth.UNDECIDED
        if condition.operator == "<":
            return value.below(bound)
        if condition.operator == ">=":
            return value.below(bound).negated()
        above = value.above(bound)
        return above if condition.operator == ">" else above.negated()

    def state(self, rule: Rule) -> RuleState:
        """Whether a rule fires. `truth` is that of `when`, FALSE as well when an `unless` holds."""
        if rule.id not in self._states:
            self._states[rule.id] = self._state(rule)
        return self._states[rule.id]

    def _state(self, rule: Rule) -> RuleState:
        exceptions = [self.truth(condition) for condition in rule.unless]
        if Truth.TRUE in exceptions:
            return RuleState(Truth.FALSE, None)
        truth = self.truth_of_all(rule.when)
        if truth is not Truth.TRUE:
            return RuleState(truth, None)
        return RuleState(truth, "likely" if Truth.UNDECIDED in exceptions else "confirmed")

    def fired(self) -> dict[str, Status]:
        """The rules that fire, in the order of the files."""
        states = ((rule.id, self.state(rule).status) for rule in self.knowledge.rules.values())
        return {rule_id: status for rule_id, status in states if status is not None}

    def trace(self) -> list[str]:
        """How every conclusion came about, by the names of the Experta rules that must draw the same ones."""
        names = []
        for finding in self.knowledge.findings.values():
            value = self.value(finding.id)
            if value is None:
                continue
            if isinstance(finding, Comparison):
                names.append(f"{finding.id} {self.basis(finding)}")
            elif isinstance(finding, Combination):
                assert isinstance(value, Options)
                names.append(f"{finding.id} {value.value}")
            else:
                names.append(finding.id)
        for rule_id, status in self.fired().items():
            names.append(f"{rule_id} {status}" if self.knowledge.rules[rule_id].unless else rule_id)
        return names

    # what an undecided statement waits for

    def waiting_for(self, conditions: Iterable[Condition]) -> frozenset[str]:
        """The variables whose values could decide statements that are undecided now."""
        return frozenset().union(*(self._waits(condition) for condition in conditions))

    def _waits(self, condition: Condition) -> frozenset[str]:
        if self.truth(condition) is not Truth.UNDECIDED:
            return frozenset()
        if isinstance(condition, (All, AtLeast)):
            return self.waiting_for(condition.parts)
        waits = self._open_variables(condition.subject)
        if isinstance(condition, Compare) and isinstance(condition.bound, str):
            waits |= self._open_variables(condition.bound)
        return frozenset(waits)

    def _open_variables(self, subject: str) -> set[str]:
        if subject in self.knowledge.variables:
            return {subject}
        finding = self.knowledge.findings[subject]
        if isinstance(finding, Comparison):
            return self._open_in_comparison(finding)
        if isinstance(finding, Computed):
            return {need for need in finding.formula.needs if self.value(need) is None}
        return set().union(*(self.waiting_for(conditions) for conditions in finding.values.values()))

    def _open_in_comparison(self, finding: Comparison) -> set[str]:
        """The figure and what its line depends on; the level in words once the merchant does not know the figure."""
        unknown = self.situation.unknown
        selector = self.knowledge.thresholds[finding.line].by if finding.line else None
        open_selector = {selector} - set(self.situation.values) - unknown if selector is not None else set()
        if self.figure(finding) is None:
            if finding.said is not None and (finding.compare in unknown or finding.compare in self.situation.values):
                return {finding.said} - unknown
            return {finding.compare} | open_selector
        if open_selector:
            return open_selector
        return {other for other in (finding.peers, finding.said) if other is not None and other not in unknown}

    # what a true statement rests on

    def support(self, conditions: Iterable[Condition]) -> Iterator[str]:
        """The subjects (variables and findings) of the statements that are true, in reading order, once each."""
        seen: dict[str, None] = {}
        for condition in conditions:
            for leaf in leaves(condition):
                if self.truth(leaf) is Truth.TRUE:
                    seen.setdefault(leaf.subject)
        return iter(seen)

    def combination_support(self, finding: Combination) -> Iterator[str]:
        """The subjects that gave a combination its present value."""
        value = self.value(finding.id)
        held = value.value if isinstance(value, Options) else None
        return self.support(finding.values[held]) if held is not None else iter(())

    def findings(self) -> Mapping[str, Value]:
        """Every finding of which something is known."""
        values = {finding: self.value(finding) for finding in self.knowledge.findings}
        return {finding: value for finding, value in values.items() if value is not None}


def level(figure: Interval, low: Interval | None, high: Interval | None, beyond: bool = False) -> Options:
    """The levels still possible for a figure: 低 below `low`, 高 from `high` on (`beyond`: only above it)."""
    is_low = Truth.FALSE if low is None else figure.below(low)
    reaches = figure.above(high) if high is not None and beyond else None
    is_high = reaches or (Truth.FALSE if high is None else figure.below(high).negated())
    possible = set(LEVELS)
    if is_low is Truth.TRUE:
        possible = {"低"}
    elif is_high is Truth.TRUE:
        possible = {"高"}
    else:
        if is_low is Truth.FALSE:
            possible.discard("低")
        if is_high is Truth.FALSE:
            possible.discard("高")
    return Options(frozenset(possible))
