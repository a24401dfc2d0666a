"""What plausible merchants with these facts turn out to have as their main diagnosis.

Every merchant of the sample (`population`) is given the facts that are known and fills in the rest; what this merchant
does not know stays open for all of them. The rules are then read for the whole sample at once: a statement is a pair of
sets, the merchants for whom it is true and those for whom it is false. `evaluation` reads the same rules for one
merchant and is the oracle for this module.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.compilation import NOBODY, Compiled, Reader, Sets, all_of_sets, compiled
from knowledge.conditions import Compare, Is, Leaf
from knowledge.evaluation import PEER_TOLERANCE, Evaluation
from knowledge.model import Combination, Comparison, Line, Rule
from knowledge.population import EVERYONE, SIZE, Choices, Figures
from knowledge.values import Interval, Options, Truth

# The merchants for whom a finding has each of its values.
Values = dict[str, int]

_KNOWN: Mapping[Truth, Sets] = {Truth.TRUE: (EVERYONE, 0), Truth.FALSE: (0, EVERYONE), Truth.UNDECIDED: NOBODY}
_MOST_REMEMBERED = 5000


@dataclass(frozen=True)
class Belief:
    """`mains` maps each main diagnosis (None: no rule leads) to the merchants of the sample who have it."""

    mains: Mapping[str | None, int]
    worlds: Worlds

    def share(self, main: str | None) -> float:
        """The share of merchants with this main diagnosis."""
        return self.mains.get(main, 0).bit_count() / SIZE


def believe(evaluation: Evaluation) -> Belief:
    """The belief for a situation that is being evaluated."""
    worlds = Worlds.together(compiled(evaluation.knowledge), evaluation)
    return Belief(worlds.mains(), worlds)


class Worlds:
    """The sample's merchants with the facts of one situation.

    `following` says which answers follow from others and for whom, `applies` to whom a question applies; `hidden`
    variables are nobody's to answer. `together` finds the first two out.
    """

    def __init__(
        self,
        base: Compiled,
        evaluation: Evaluation,
        following: Mapping[str, Values] | None = None,
        applies: Mapping[str, int] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._base = base
        self._knowledge = base.knowledge
        self._evaluation = evaluation
        self._situation = evaluation.situation
        self._hidden = hidden
        self._findings: dict[str, Values] = {}
        self._relations: dict[Leaf, Sets] = {}
        self._following = following or {}
        self._applies = applies or {}
        self.statements = list(base.sets)
        for leaf, place in base.places.items():
            self.statements[place] = self._statement(leaf, base.sets[place])

    @staticmethod
    def together(base: Compiled, evaluation: Evaluation) -> Worlds:
        """The merchants as they hold together: no figures of what a shop does not have, no answer against another."""
        known = evaluation.situation.values.keys()
        following, conditional = base.follows.keys() - known, base.only_if.keys() - known
        without = Worlds(base, evaluation, hidden=frozenset(following | conditional))
        follows = {
            variable: {value: _for_all(conditions, without) for value, conditions in base.follows[variable].items()}
            for variable in following
        }
        without = Worlds(base, evaluation, follows, hidden=frozenset(conditional))
        applies = {variable: _for_all(base.only_if[variable], without) for variable in conditional}
        return Worlds(base, evaluation, follows, applies)

    def _statement(self, leaf: Leaf, filled_in: Sets) -> Sets:
        if leaf.subject in self._situation.values:
            return _KNOWN[self._evaluation.truth(leaf)]
        answering = self._answering(leaf.subject)
        true, false = filled_in[0] & answering, filled_in[1] & answering
        for value, merchants in self._following.get(leaf.subject, {}).items():
            assert isinstance(leaf, Is)
            holds = (value in leaf.values) is not leaf.negated
            true, false = (true | merchants, false & ~merchants) if holds else (true & ~merchants, false | merchants)
        return true, false

    def _answering(self, variable: str) -> int:
        """The merchants who would answer this question: nobody, if it is not theirs to answer."""
        unknown = self._situation.unknown
        asked_instead_of = self._base.instead_of.get(variable)
        if variable in unknown or variable in self._hidden or variable in self._base.not_asked:
            return 0
        if asked_instead_of is not None and asked_instead_of not in unknown:
            return 0
        return self._applies.get(variable, EVERYONE)

    # findings

    def finding(self, subject: str) -> Values:
        """The merchants by the value of a choice-like finding."""
        if subject not in self._findings:
            finding = self._knowledge.findings[subject]
            assert isinstance(finding, (Comparison, Combination))
            known = self._evaluation.value(subject)
            if isinstance(known, Options) and known.value is not None and self._stays(finding):
                values = {known.value: EVERYONE}
            elif isinstance(finding, Combination):
                values = self._combined(finding)
            else:
                values = self._levels(finding)
            self._findings[subject] = values
        return self._findings[subject]

    def _combined(self, finding: Combination) -> Values:
        values: Values = {}
        left = EVERYONE
        for value, readers in self._base.values[finding.id].items():
            holding = _for_all(readers, self) & left
            if holding:
                values[value] = holding
                left &= ~holding
        return values

    def _stays(self, finding: Comparison | Combination) -> bool:
        """Whether no answer still to come overturns a value that is known."""
        if isinstance(finding, Combination):
            return finding.stays
        return self._evaluation.figure(finding) is not None or finding.peers not in self._situation.values

    def _levels(self, finding: Comparison) -> Values:
        enough = EVERYONE & ~self._too_small(finding)
        values: Values = {}
        for merchants, low, high, beyond in self._lines(finding):
            is_low, not_low = self._figure(finding, "<", low) if low is not None else (0, EVERYONE)
            reaching = ">" if beyond else ">="
            is_high, not_high = self._figure(finding, reaching, high) if high is not None else (0, EVERYONE)
            for level, holding in (("低", is_low), ("中", not_low & not_high), ("高", is_high)):
                values[level] = values.get(level, 0) | (holding & merchants & enough)
        return values

    def _too_small(self, finding: Comparison) -> int:
        small = 0
        for read in self._base.too_small[finding.id]:
            small |= read(self)[0]
        return small

    def _figure(self, finding: Comparison, operator: str, bound: float) -> Sets:
        """The figure of a comparison held against one bound; a level in words stands for a figure not known."""
        known = self._evaluation.figure(finding)
        if known is not None:
            return _KNOWN[_held(known, operator, bound)]
        answering = self._answering(finding.compare)
        if not answering and self._told_otherwise(finding):
            answering = self._applies.get(finding.compare, EVERYONE)
        column = self._base.columns[finding.compare]
        assert isinstance(column, Figures)
        below = column.up_to(bound) if operator == ">" else column.below(bound)
        true = below if operator == "<" else EVERYONE & ~below
        return true & answering, EVERYONE & ~true & answering

    def _told_otherwise(self, finding: Comparison) -> bool:
        """Whether a figure that is not known may still be told as a level, or worked out from others."""
        out = self._situation.unknown | self._hidden
        if finding.compare not in out:
            return False
        needs = self._base.estimates[finding.id]
        worked_out = bool(needs) and all(need in self._situation.values or self._answering(need) for need in needs)
        return worked_out or (finding.said is not None and finding.said not in out)

    def _lines(self, finding: Comparison) -> Iterator[tuple[int, float | None, float | None, bool]]:
        """The lines that apply, each with the merchants it applies to, and whether 高 begins only beyond it."""
        peers = self._situation.number(finding.peers) if finding.peers else None
        if peers is not None:
            yield EVERYONE, peers.low * (1 - PEER_TOLERANCE), peers.high * (1 + PEER_TOLERANCE), True
        elif finding.line is not None:
            for merchants, line in self._default_lines(finding.line):
                yield merchants, line.low, line.high, False

    def _default_lines(self, threshold_id: str) -> Iterator[tuple[int, Line]]:
        threshold = self._knowledge.thresholds[threshold_id]
        if threshold.by is None:
            if threshold.otherwise is not None:
                yield EVERYONE, threshold.otherwise
            return
        known, column = self._situation.values.get(threshold.by), self._base.columns[threshold.by]
        answering = EVERYONE if known is not None else self._answering(threshold.by)
        if isinstance(column, Choices):
            for value in self._knowledge.variables[threshold.by].values:
                line = threshold.choices.get(value, threshold.otherwise)
                saying = column.saying(value) if known is None else EVERYONE * (known == Options.exactly(value))
                if line is not None:
                    yield saying & answering, line
        elif isinstance(column, Figures):
            below = 0
            for ceiling, line in threshold.bands:
                up_to = column.up_to(ceiling) if known is None else _KNOWN[_held(known, "<=", ceiling)][0]
                yield up_to & ~below & answering, line
                below |= up_to

    # computed values

    def relation(self, leaf: Compare) -> Sets:
        """A comparison that a computed value takes part in."""
        if leaf not in self._relations:
            needs = self._base.needs(leaf)
            open_needs = [need for need in needs if need not in self._situation.values]
            if not open_needs:
                self._relations[leaf] = _KNOWN[self._evaluation.truth(leaf)]
            else:
                answering = functools.reduce(int.__and__, map(self._answering, open_needs))
                true, false = self._related(leaf, needs) if answering else NOBODY
                self._relations[leaf] = true & answering, false & answering
        return self._relations[leaf]

    def _related(self, leaf: Compare, needs: tuple[str, ...]) -> Sets:
        known = tuple(_middle(self._situation.number(need)) for need in needs)
        remembered = self._base.relations
        if (leaf, known) not in remembered:
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            remembered[leaf, known] = self._base.related(leaf, dict(zip(needs, known, strict=True)))
        return remembered[leaf, known]

    # the main diagnosis

    def mains(self) -> dict[str | None, int]:
        """The merchants by their main diagnosis: `constraint`, walked for all of them."""
        found: dict[str | None, int] = {}
        left = EVERYONE
        for place in range(len(self._knowledge.order)):
            lit = left & self._counting(place)
            if not lit:
                continue
            for main, merchants in self._best(place, lit):
                found[main] = found.get(main, 0) | merchants
                left &= ~merchants
            if not left:
                return found
        found[None] = left
        return found

    def _counting(self, place: int) -> int:
        counting = _for_all(self._base.entry_when[place], self)
        for read in self._base.entry_unless[place]:
            counting &= ~read(self)[0]
        return counting

    def _best(self, place: int, lit: int) -> Iterator[tuple[str, int]]:
        """The leading rule for each merchant: confirmed ones before likely ones, in the order of precedence."""
        firing: dict[str, Sets] = {}
        for rule in self._base.lighting[place]:
            fired, confirmed = self._firing(rule)
            if fired & lit:
                firing[rule.id] = fired, confirmed
        for goal, merchants in self._goals(firing):
            yield from self._leading(place, goal, firing, lit & merchants)

    def _leading(self, place: int, goal: str | None, firing: Mapping[str, Sets], lit: int) -> Iterator[tuple[str, int]]:
        plans = self._situation.selection("planned_action")
        ranked = [rule.id for rule in self._base.precedence(place, plans, goal) if rule.id in firing]
        for status in (1, 0):
            for rule_id in ranked:
                led = lit & firing[rule_id][status]
                if led:
                    yield rule_id, led
                    lit &= ~led

    def _goals(self, firing: Iterable[str]) -> Iterator[tuple[str | None, int]]:
        """The merchants by the goal that decides between rules of one severity (G11)."""
        known = self._situation.choice("main_goal")
        if known is not None:
            yield known.value, EVERYONE
            return
        column, answering, left = self._base.columns["main_goal"], self._answering("main_goal"), EVERYONE
        assert isinstance(column, Choices)
        for goal in sorted({goal for rule in firing for goal in self._knowledge.rules[rule].goals}):
            saying = column.saying(goal) & answering
            yield goal, saying
            left &= ~saying
        yield None, left

    def _firing(self, rule: Rule) -> Sets:
        """The merchants for whom a rule fires, and those for whom it is confirmed."""
        fired = _for_all(self._base.when[rule.id], self)
        confirmed = fired
        if fired:
            for read in self._base.unless[rule.id]:
                holds, cleared = read(self)
                fired &= ~holds
                confirmed &= cleared
        return fired, confirmed

    # answers

    def open_to(self, variable: str) -> float:
        """The share of merchants who have an answer to this question that does not follow from what is known."""
        merchants = EVERYONE if variable in self._base.not_asked else self._answering(variable)
        for following in self._following.get(variable, {}).values():
            merchants &= ~following
        return merchants.bit_count() / SIZE

    def answers(self, variable: str) -> list[int]:
        """The merchants by what they would answer, as far as the rules can tell the answers apart."""
        cells = [EVERYONE]
        for merchants in self._telling(variable):
            cells = [part for cell in cells for part in (cell & merchants, cell & ~merchants) if part]
        return cells

    def _telling(self, variable: str) -> Iterable[int]:
        for place in self._base.of_variable.get(variable, ()):
            yield self.statements[place][0]
        for finding in self._base.comparisons_of.get(variable, ()):
            yield from self.finding(finding).values()
        for leaf in self._base.relations_of.get(variable, ()):
            yield self.relation(leaf)[0]
        column = self._base.columns[variable]
        if isinstance(column, Choices) and variable in self._base.selecting:
            yield from map(column.saying, self._knowledge.variables[variable].values)
        elif isinstance(column, Figures):
            yield from (column.up_to(ceiling) for ceiling in self._base.selecting.get(variable, ()))


def _for_all(readers: Iterable[Reader], worlds: Worlds) -> int:
    """The merchants for whom all statements are true."""
    return all_of_sets(read(worlds) for read in readers)[0]


def _held(figure: object, operator: str, bound: float) -> Truth:
    assert isinstance(figure, Interval)
    line = Interval.exactly(bound)
    if operator == "<":
        return figure.below(line)
    if operator == ">=":
        return figure.below(line).negated()
    return figure.above(line) if operator == ">" else figure.above(line).negated()


def _middle(known: Interval | None) -> float | None:
    return None if known is None else (known.low + known.high) / 2
