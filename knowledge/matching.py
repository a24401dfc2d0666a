"""A matcher for Experta that looks facts up instead of testing every pattern with every fact.

Experta's own matcher sends each fact past each pattern, copies a token at every test, and after each fact asks every
rule for its activations: all of it costs as much as the rules and the facts multiplied. Here a fact goes only to the
patterns that ask for its type and name, and only the rules that it reached are asked. Joins, NOT and the conflict set
are Experta's own (`tests/knowledge/test_matching.py` compares the two matchers).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.quiet_experta import (
    ConflictSetNode,
    Fact,
    FactCapture,
    FeatureCheck,
    FeatureTesterNode,
    KnowledgeEngine,
    L,
    P,
    ReteMatcher,
    Token,
)

# The field by which facts of one type are told apart.
NAME = "id"

_Context = Mapping[str, Any]
_Test = Callable[[Fact], Any]
_Receiver = Callable[[Any], None]


class IndexedMatcher(ReteMatcher):  # type: ignore[misc]
    """Experta's network, entered through an index. Facts of every type have their name in the field `NAME`."""

    def __init__(self, engine: KnowledgeEngine) -> None:
        super().__init__(engine)
        self._nodes = list(_all_nodes(self.root_node))
        self._touched: dict[int, Any] = {}
        self._watch_conflict_sets()
        self._named: dict[tuple[type[Fact], object], tuple[_Pattern, ...]] = {}
        self._unnamed: dict[type[Fact], tuple[_Pattern, ...]] = {}
        for of_type in self.root_node.children:
            self._index(of_type.node)

    def changes(
        self, adding: Iterable[Fact] | None = None, deleting: Iterable[Fact] | None = None
    ) -> tuple[list[Any], list[Any]]:
        """The activations that come and go with these facts."""
        for fact in deleting or ():
            self._send(fact, Token.TagType.INVALID)
        for fact in adding or ():
            self._send(fact, Token.TagType.VALID)
        added: list[Any] = []
        removed: list[Any] = []
        for node in self._touched.values():
            came, went = node.get_activations()
            added.extend(came)
            removed.extend(went)
        self._touched.clear()
        return added, removed

    def reset(self) -> None:
        """Forgets all facts. What a broken-off session left behind is dropped with them."""
        for node in self._nodes:
            node._reset()
        for node in self._touched.values():
            node.get_activations()
        self._touched.clear()

    def _send(self, fact: Fact, tag: object) -> None:
        kind = type(fact)
        for pattern in self._unnamed.get(kind, ()):
            pattern.receive(fact, tag, {})
        for pattern in self._named.get((kind, fact.get(NAME)), ()):
            pattern.receive(fact, tag, {})

    def _index(self, type_node: Any) -> None:
        """Files each pattern of a type under the name it asks for, whatever the order Experta tests its fields in."""
        by_name: dict[Any, list[_Path]] = defaultdict(list)
        unnamed: list[_Path] = []
        for path in _paths(type_node):
            names = [check for check in path.checks if _asks_for_name(check)]
            rest = tuple(check for check in path.checks if check not in names)
            if names:
                by_name[names[0].how.value].append(_Path(rest, path.joins))
            else:
                unnamed.append(_Path(rest, path.joins))
        kind = type_node.matcher.fact_type
        self._named.update({(kind, name): _patterns(paths) for name, paths in by_name.items()})
        self._unnamed[kind] = _patterns(unnamed)

    def _watch_conflict_sets(self) -> None:
        """Lets every conflict set say when it changes."""
        for node in self._nodes:
            for position, child in enumerate(node.children):
                if isinstance(child.node, ConflictSetNode):
                    node.children[position] = child._replace(callback=self._touching(child))

    def _touching(self, child: Any) -> _Receiver:
        node, activate = child.node, child.callback

        def touch(token: Any) -> None:
            self._touched[id(node)] = node
            activate(token)

        return touch


@dataclass(frozen=True)
class _Pattern:
    """One test of a fact, the joins that wait for what passes it, and the tests that come after it."""

    test: _Test
    receivers: tuple[_Receiver, ...]
    further: tuple[_Pattern, ...]

    def receive(self, fact: Fact, tag: object, context: _Context) -> None:
        found = self.test(fact)
        if not found:
            return
        if found is not True:
            if any(context.get(name, value) != value for name, value in found.items()):
                return
            context = {**context, **found}
        if self.receivers:
            token = Token(tag, fact, context)
            for receive in self.receivers:
                receive(token)
        for pattern in self.further:
            pattern.receive(fact, tag, context)


@dataclass(frozen=True)
class _Path:
    """The checks of a fact on the way to some joins."""

    checks: tuple[Any, ...]
    joins: tuple[_Receiver, ...]


def _paths(node: Any, checks: tuple[Any, ...] = ()) -> Iterator[_Path]:
    joins = tuple(child.callback for child in node.children if not isinstance(child.node, FeatureTesterNode))
    if joins:
        yield _Path(checks, joins)
    for child in node.children:
        if isinstance(child.node, FeatureTesterNode):
            yield from _paths(child.node, (*checks, child.node.matcher))


def _patterns(paths: Iterable[_Path]) -> tuple[_Pattern, ...]:
    """Paths that begin with the same check share its test."""
    by_check: dict[int, list[_Path]] = defaultdict(list)
    ends: list[_Receiver] = []
    for path in paths:
        if path.checks:
            by_check[id(path.checks[0])].append(path)
        else:
            ends.extend(path.joins)
    shared = [
        _Pattern(
            _test(group[0].checks[0]),
            tuple(join for path in group if len(path.checks) == 1 for join in path.joins),
            _patterns(_Path(path.checks[1:], path.joins) for path in group if len(path.checks) > 1),
        )
        for group in by_check.values()
    ]
    return (*shared, _Pattern(_anything, tuple(ends), ())) if ends else tuple(shared)


def _asks_for_name(check: Any) -> bool:
    return isinstance(check, FeatureCheck) and check.what == NAME and isinstance(check.how, L)


def _test(check: Any) -> _Test:
    """An Experta check as a plain function; predicates, by far the most, without Experta's bookkeeping."""
    if isinstance(check, FactCapture):
        name = check.bind
        return lambda fact: {name: fact}
    if isinstance(check, FeatureCheck) and isinstance(check.how, P) and check.how.__bind__ is None:
        field, predicate = check.what, check.how.match
        return lambda fact: field in fact and bool(predicate(fact[field]))
    test: _Test = check
    return test


def _anything(_: Fact) -> bool:
    return True


def _all_nodes(root: Any) -> Iterator[Any]:
    """Every node of the network once."""
    seen: dict[int, Any] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen[id(node)] = node
            waiting.extend(child.node for child in node.children)
    yield from seen.values()
