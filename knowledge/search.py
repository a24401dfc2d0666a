"""An exhaustive search through the abstract states (`states`) for one in which expressions hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from knowledge.states import (
    FALSE,
    TRUE,
    UNDECIDED,
    Certainty,
    Count,
    Domain,
    Expression,
    Negation,
    Node,
    OfCombination,
    OfList,
    Result,
    Statement,
    StateSpace,
    Truths,
)

_MOST_SPLITS = 20_000
_ANY = TRUE | FALSE | UNDECIDED
_SINGLE = (TRUE, FALSE, UNDECIDED)
# Which truth a statement is given first: to find out soonest, or to find a state that says no more than it must.
SOONEST, SPARSEST, EXACTEST = (TRUE, FALSE, UNDECIDED), (UNDECIDED, FALSE, TRUE), (FALSE, TRUE, UNDECIDED)

# For each atom that matters, by number, what it may still be; for expressions and combinations, what they must come to.
# Where a search ends, any choice among what the atoms may be makes its goals true.
State = dict[int | Node | Result, int]


class SearchLimitError(Exception):
    """More states were looked at than allowed; nothing is proven either way."""


class _ImpossibleError(Exception):
    """No value is left for an atom, or no way for an expression to have an allowed truth."""


def find_state(space: StateSpace, goals: Iterable[Expression], start: State | None = None) -> State | None:
    """A state within `start` in which all goals are true; None if there is none. Raises SearchLimitError."""
    return next(find_states(space, goals, start), None)


def find_states(
    space: StateSpace, goals: Iterable[Expression], start: State | None = None, order: Sequence[Truths] = SOONEST
) -> Iterator[State]:
    """All such states; together they cover every way in which the goals can be true. Raises SearchLimitError."""
    return _Search(space, [space.node(goal) for goal in goals], order).run(dict(start or {}))


def narrow(space: StateSpace, goals: Iterable[Expression], start: State | None = None) -> State | None:
    """What the goals force at first sight, to start many searches from; None if they are impossible."""
    return _Search(space, [space.node(goal) for goal in goals], SOONEST).narrowed(dict(start or {}))


class _Search:
    """Narrows the atoms by what the goals force, then splits on one statement and goes on, until nothing is open."""

    def __init__(self, space: StateSpace, goals: list[Node], order: Sequence[Truths]) -> None:
        self._space = space
        self._goals = goals
        self._order = order
        self._state: State = {}
        self._memo: dict[Node, Truths] = {}
        self._memo_by_atoms: dict[Node, Truths] = {}
        self._splits = 0

    def run(self, state: State) -> Iterator[State]:
        self._splits += 1
        if self._splits > _MOST_SPLITS:
            raise SearchLimitError
        narrowed = self.narrowed(state)
        if narrowed is None:
            return
        unsettled = self._tightest()
        if unsettled is None:
            yield narrowed
            return
        if not unsettled:
            return
        # What is read first is left open to the last, so that an alternative is taken by what stands first in it.
        split = next(reversed(unsettled))
        possible = self._by_atoms(split)
        for truth in self._order_for(split):
            inside = self._inside(narrowed, split, truth) if possible & truth else None
            if inside is not None:
                yield from self.run(inside)

    def _order_for(self, split: Statement) -> Sequence[Truths]:
        """What must be known anyway is better known exactly."""
        can_be_open = self._domain(split.atom) >> (len(self._space.values(split.atom)) - 1) & 1
        return self._order if can_be_open or self._order is SOONEST else EXACTEST

    def narrowed(self, state: State) -> State | None:
        self._enter(state)
        before: State | None = None
        try:
            while before != self._state:
                before = dict(self._state)
                for goal in self._goals:
                    self._restrict(goal, TRUE)
        except _ImpossibleError:
            return None
        return self._state

    def _inside(self, state: State, split: Node, truth: Truths) -> State | None:
        self._enter(dict(state))
        try:
            self._restrict(split, truth)
        except _ImpossibleError:
            return None
        return self._state

    def _enter(self, state: State) -> None:
        self._state = state
        self._memo, self._memo_by_atoms = {}, {}

    # what can still be

    def _truths(self, node: Node) -> Truths:
        """The truths still possible: by what its atoms may be, and by what was settled. Impossible where none is."""
        known = self._memo.get(node)
        if known is None:
            known = self._worked_out(node, self._truths) & self._state.get(node, _ANY)
            if not known:
                raise _ImpossibleError
            self._memo[node] = known
        return known

    def _by_atoms(self, node: Node) -> Truths:
        """The truths that are still possible by what its atoms may be."""
        known = self._memo_by_atoms.get(node)
        if known is None:
            known = self._memo_by_atoms[node] = self._worked_out(node, self._by_atoms)
        return known

    def _worked_out(self, node: Node, truths_of: Callable[[Node], Truths]) -> Truths:
        if isinstance(node, Statement):
            domain = self._domain(node.atom)
            return sum(truth for truth, values in node.by_truth if values & domain)
        if isinstance(node, Count):
            return _count([truths_of(part) for part in node.parts], node.needed)
        if isinstance(node, Negation):
            return _swapped(truths_of(node.part))
        if isinstance(node, Certainty):
            inner = truths_of(node.part)
            return (TRUE if inner & TRUE else 0) | (FALSE if inner & (FALSE | UNDECIDED) else 0)
        if isinstance(node, OfList):
            known = truths_of(node.known)
            return (truths_of(node.part) if known & TRUE else 0) | (known & UNDECIDED)
        settled = self._state.get(node.result, -1) if truths_of == self._truths else -1
        results = _results(node.result, truths_of) & settled
        return sum(truth for truth, those in node.by_truth if those & results)

    def _domain(self, atom: int) -> Domain:
        known = self._state.get(atom)
        return self._space.everything(atom) if known is None else known

    # what must be

    def _restrict(self, node: Node, allowed: Truths) -> None:
        """Takes away values of atoms that would give the node a truth outside `allowed`."""
        truths = self._truths(node)
        if not truths & allowed:
            raise _ImpossibleError
        self._state[node] = self._memo[node] = truths & allowed
        if not self._by_atoms(node) & ~allowed:
            return
        if isinstance(node, Statement):
            kept = sum(values for truth, values in node.by_truth if truth & allowed) & self._domain(node.atom)
            self._state[node.atom] = kept
            self._memo, self._memo_by_atoms = {}, {}
        elif isinstance(node, Negation):
            self._restrict(node.part, _swapped(allowed))
        elif isinstance(node, Certainty):
            self._restrict(node.part, (allowed & TRUE) | (FALSE | UNDECIDED if allowed & FALSE else 0))
        elif isinstance(node, Count):
            self._restrict_parts(node, allowed)
        elif isinstance(node, OfList):
            self._restrict_list(node, allowed)
        else:
            self._restrict_combination(node, allowed)

    def _restrict_parts(self, node: Count, allowed: Truths) -> None:
        truths = [self._truths(part) for part in node.parts]
        if not allowed & (FALSE | UNDECIDED) and sum(bool(one & TRUE) for one in truths) == node.needed:
            self._restrict_those(node, [bool(one & TRUE) for one in truths], TRUE)
        elif not allowed & FALSE and sum(bool(one & (TRUE | UNDECIDED)) for one in truths) == node.needed:
            self._restrict_those(node, [bool(one & (TRUE | UNDECIDED)) for one in truths], TRUE | UNDECIDED)
        if allowed == FALSE and sum(not one & FALSE for one in truths) == node.needed - 1:
            self._restrict_those(node, [bool(one & FALSE) for one in truths], FALSE)
        elif not allowed & TRUE and sum(one == TRUE for one in truths) == node.needed - 1:
            self._restrict_those(node, [one != TRUE for one in truths], FALSE | UNDECIDED)

    def _restrict_those(self, node: Count, concerned: Sequence[bool], allowed: Truths) -> None:
        for part, is_concerned in zip(node.parts, concerned, strict=True):
            if is_concerned:
                self._restrict(part, allowed)

    def _restrict_list(self, node: OfList, allowed: Truths) -> None:
        if not allowed & UNDECIDED:
            self._restrict(node.known, TRUE)
        if not allowed & self._truths(node.part):
            self._restrict(node.known, UNDECIDED)
        if self._truths(node.known) == TRUE:
            self._restrict(node.part, allowed)

    def _restrict_combination(self, node: OfCombination, allowed: Truths) -> None:
        """The result is the first value that holds: unwanted ones before a wanted one must not, the only one must."""
        result = node.result
        wanted = sum(those for truth, those in node.by_truth if truth & allowed)
        wanted &= _results(result, self._truths) & self._state.get(result, -1)
        if not wanted:
            raise _ImpossibleError
        if self._state.get(result) != wanted:
            self._state[result] = wanted
            self._memo = {}
        for place, holds in enumerate(result.holds):
            if wanted >> place & 1:
                if wanted == 1 << place:
                    self._restrict(holds, TRUE)
                return
            self._restrict(holds, FALSE)

    # where to split

    def _tightest(self) -> dict[Statement, None] | None:
        """The open statements of the expression that fewest can still settle (none can: it is impossible).

        None when all expressions are settled.
        """
        tightest: dict[Statement, None] | None = None
        for node, required in self._state.items():
            if isinstance(node, (int, Result)):
                continue
            if self._by_atoms(node) & ~required:
                found = self._open_below(node, math.inf if tightest is None else len(tightest))
                if found is not None:
                    tightest = found
        return tightest

    def _open_below(self, node: Node, limit: float) -> dict[Statement, None] | None:
        """The statements about one atom that are open and lie in a node that is; None where they are not fewer."""
        found: dict[Statement, None] = {}
        seen: set[Node] = set()
        waiting = [node]
        while waiting:
            inner = waiting.pop()
            if inner in seen or self._by_atoms(inner) in _SINGLE:
                continue
            seen.add(inner)
            if isinstance(inner, Statement):
                found[inner] = None
                if len(found) >= limit:
                    return None
            else:
                waiting += reversed(_parts(inner))
        return found


def _parts(node: Count | Negation | Certainty | OfList | OfCombination) -> Sequence[Node]:
    """What a node is worked out from, in reading order."""
    if isinstance(node, Count):
        return node.parts
    if isinstance(node, OfList):
        return (node.known, node.part)
    return node.result.holds if isinstance(node, OfCombination) else (node.part,)


def _results(result: Result, truths_of: Callable[[Node], Truths]) -> Domain:
    """What a combination may still come to."""
    possible = 0
    for place, holds in enumerate(result.holds):
        held = truths_of(holds)
        possible |= 1 << place if held & TRUE else 0
        if held == TRUE:
            return possible
    return possible | 1 << len(result.holds)


def _swapped(truths: Truths) -> Truths:
    return (truths & UNDECIDED) | (FALSE if truths & TRUE else 0) | (TRUE if truths & FALSE else 0)


def _count(truths: Sequence[Truths], needed: int) -> Truths:
    """Whether at least `needed` of the parts hold, for every choice among their truths."""
    may_hold = sure = may_fail_not = never_fails = 0
    any_open = False
    for one in truths:
        may_hold += one & TRUE
        sure += one == TRUE
        may_fail_not += bool(one & (TRUE | UNDECIDED))
        never_fails += not one & FALSE
        any_open = any_open or bool(one & UNDECIDED)
    open_way = any_open and may_fail_not >= needed and sure < needed
    return (TRUE if may_hold >= needed else 0) | (FALSE if never_fails < needed else 0) | (UNDECIDED if open_way else 0)
