"""Proof that the methodology holds together, beyond what loading can see.

Loading finds what is wrong in one place: the shape of an entry, a name that leads nowhere, a value that does not exist.
Here is what only shows when the whole is looked at. Each module holds the checks of one kind; every check yields one
line a mistake: file, line and entry, what is wrong, and what would be right.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import Knowledge
from knowledge.verification.agreement import disagreements
from knowledge.verification.conflicts import contradictory_advice
from knowledge.verification.gaps import unknown_merchants, without_answer
from knowledge.verification.reach import dead_ends, rule_witness, unreachable, unreached
from knowledge.verification.redundancy import redundancies
from knowledge.verification.safety import unsafe_advice
from knowledge.verification.sources import unsourced
from knowledge.verification.units import unit_mistakes
from knowledge.verification.usage import unused
from knowledge.witness import Document

__all__ = ["Verification", "rule_witness", "verify"]


@dataclass(frozen=True)
class Verification:
    """`problems` is empty when all is well; `warnings` are told in Chinese, as merchants whom no rule speaks to.

    `witnesses` maps each rule to a situation in which it fires.
    """

    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    witnesses: dict[str, Document]
    summary: str


def verify(knowledge: Knowledge) -> Verification:
    """Checks the methodology as a whole."""
    witnesses = {rule.id: found for rule in knowledge.rules.values() if (found := rule_witness(knowledge, rule))}
    problems = (
        *unreachable(knowledge, witnesses),
        *unreached(knowledge, witnesses),
        *dead_ends(knowledge),
        *unused(knowledge),
        *redundancies(knowledge),
        *contradictory_advice(knowledge),
        *unsafe_advice(knowledge),
        *unsourced(knowledge),
        *unit_mistakes(knowledge),
        *without_answer(knowledge, witnesses.values()),
        *disagreements(knowledge, witnesses),
    )
    summary = (
        f"{len(knowledge.claims)} claims, {len(knowledge.variables)} variables, {len(knowledge.rules)} rules, "
        f"{len(knowledge.actions)} actions, {len(knowledge.thresholds)} thresholds; "
        f"{len(witnesses)} rules fire on their witness"
    )
    return Verification(problems, tuple(unknown_merchants(knowledge)), witnesses, summary)
