"""Who uses what: for each claim, variable, finding, threshold and action the entries that rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from knowledge.conditions import Compare, Condition, leaves
from knowledge.handbook.anchors import anchor
from knowledge.handbook.document import Link, Text, joined
from knowledge.model import Combination, Comparison, Computed, Finding, Knowledge


class Usage:
    """Links to the users of every entry, each user once, in the order of the files."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._users: dict[tuple[str, str], dict[Link, None]] = defaultdict(dict)
        self._note_findings()
        self._note_rules()
        self._note_order()
        self._note_citations()

    def of(self, kind: str, entry: str) -> Text:
        """Links to the entries that use this one; empty when none does."""
        return joined(self._users[kind, entry])

    def _note(self, kind: str, entry: str, user: Link) -> None:
        self._users[kind, entry].setdefault(user)

    def _note_conditions(self, conditions: Iterable[Condition], user: Link) -> None:
        for condition in conditions:
            for leaf in leaves(condition):
                self._note_subject(leaf.subject, user)
                if isinstance(leaf, Compare) and isinstance(leaf.bound, str):
                    self._note_subject(leaf.bound, user)
                if isinstance(leaf, Compare) and leaf.line is not None:
                    self._note("threshold", leaf.line, user)

    def _note_subject(self, subject: str | None, user: Link) -> None:
        if subject is not None:
            self._note("variable" if subject in self._knowledge.variables else "finding", subject, user)

    def _note_findings(self) -> None:
        for finding in self._knowledge.findings.values():
            self._note_finding(finding, Link(finding.label, anchor("finding", finding.id)))

    def _note_finding(self, finding: Finding, user: Link) -> None:
        if isinstance(finding, Computed):
            for need in finding.formula.needs:
                self._note_subject(need, user)
            for threshold in self._knowledge.thresholds.values():
                if threshold.value is not None and threshold.label in finding.formula.text:
                    self._note("threshold", threshold.id, user)
        elif isinstance(finding, Combination):
            for conditions in finding.values.values():
                self._note_conditions(conditions, user)
        else:
            self._note_comparison(finding, user)

    def _note_comparison(self, finding: Comparison, user: Link) -> None:
        for subject in (finding.compare, finding.peers, finding.said, finding.estimate):
            self._note_subject(subject, user)
        self._note_conditions(finding.too_small, user)
        if finding.line is not None:
            self._note("threshold", finding.line, user)
            self._note_subject(self._knowledge.thresholds[finding.line].by, user)

    def _note_rules(self) -> None:
        for rule in self._knowledge.rules.values():
            user = Link(rule.id, anchor("rule", rule.id))
            self._note_conditions((*rule.when, *rule.unless), user)
            for step in rule.steps:
                self._note("action", step.action, user)
            for avoid in rule.avoid:
                self._note("avoided", avoid.action, user)

    def _note_order(self) -> None:
        for number, entry in enumerate(self._knowledge.order, start=1):
            user = Link(f"{entry.level} {entry.title}", anchor("order", str(number)))
            self._note_conditions((*entry.when, *entry.unless), user)
        for field in self._knowledge.fields.values():
            for state in field.readiness:
                self._note_conditions(state.when, Link(field.name, anchor("field", field.id)))

    def _note_citations(self) -> None:
        knowledge = self._knowledge
        cited: list[tuple[Link, tuple[str, ...]]] = []
        cited += [(Link(one.id, anchor("rule", one.id)), one.claims) for one in knowledge.rules.values()]
        cited += [(Link(one.title, anchor("action", one.id)), one.claims) for one in knowledge.actions.values()]
        cited += [(Link(one.name, anchor("field", one.id)), one.claims) for one in knowledge.fields.values()]
        cited += [(Link(one.title, anchor("card", one.id)), one.claims) for one in knowledge.cards.values()]
        cited += [
            (Link(one.label, anchor("finding", one.id)), one.claims)
            for one in knowledge.findings.values()
            if not isinstance(one, Computed)
        ]
        for user, claims in cited:
            for claim in claims:
                self._note("claim", claim, user)
