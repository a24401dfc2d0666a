"""The merchant's figures beside what each is held against: the peers, the merchant's own word, or a default line."""

from __future__ import annotations

from typing import Any

from knowledge import phrasing
from knowledge.evaluation import PEER_TOLERANCE, Evaluation
from knowledge.explanation import Explainer
from knowledge.model import Comparison, Variable
from knowledge.progress import wanted
from knowledge.values import Interval, Options

_UNDECIDED = "undecided"


def metrics(evaluation: Evaluation) -> list[dict[str, Any]]:
    """One entry for each comparison whose figure the merchant gave, in the order of the knowledge."""
    compared = (one for one in evaluation.knowledge.findings.values() if isinstance(one, Comparison))
    return [_metric(evaluation, one) for one in compared if evaluation.situation.number(one.compare) is not None]


def _metric(evaluation: Evaluation, finding: Comparison) -> dict[str, Any]:
    variable = evaluation.knowledge.variables[finding.compare]
    value, level = evaluation.situation.number(finding.compare), evaluation.value(finding.id)
    assert value is not None
    basis = evaluation.basis(finding)
    line = _peers_line(evaluation, finding) if basis == "peers" else None
    if basis == "line":
        line = _default_line(evaluation, finding)
    return {
        "variable": variable.id,
        "short": variable.short,
        "kind": variable.kind,
        "unit": variable.unit,
        "value": _bounds(value, variable),
        "words": _words(evaluation, value, variable),
        "level": (level.value if isinstance(level, Options) else None) or _UNDECIDED,
        "better": wanted(variable),
        "basis": basis,
        "line": line,
        "peers": _peers_figure(evaluation, finding) if basis == "peers" else None,
    }


def _default_line(evaluation: Evaluation, finding: Comparison) -> dict[str, Any] | None:
    """The default line, when only one is possible for this merchant."""
    applied = evaluation.line(finding)
    if applied is None or applied.single is None:
        return None
    threshold = evaluation.knowledge.thresholds[applied.threshold]
    single = applied.single
    return {
        **_ends(evaluation, finding, single.low, single.high),
        "name": Explainer(evaluation).line_name(threshold),
        "source": single.source,
        "date": single.date,
        "reliability": single.reliability,
        "default": True,
        "judgement": single.judgement,
    }


def _peers_line(evaluation: Evaluation, finding: Comparison) -> dict[str, Any]:
    """Where 低 ends and 高 begins beside the peers' figure."""
    peers = _peers(evaluation, finding)
    wording, short = evaluation.knowledge.wording, evaluation.knowledge.variables[finding.compare].short
    return {
        **_ends(evaluation, finding, peers.low * (1 - PEER_TOLERANCE), peers.high * (1 + PEER_TOLERANCE)),
        "name": wording["line_name_peers"].format(label=short),
        "source": wording["line_source_peers"],
        "date": "",
        "reliability": "",
        "default": False,
        "judgement": False,
    }


def _ends(evaluation: Evaluation, finding: Comparison, low: float | None, high: float | None) -> dict[str, Any]:
    variable = evaluation.knowledge.variables[finding.compare]
    words = {
        f"{end}_words": "" if figure is None else phrasing.figure(figure, variable.kind, variable.unit)
        for end, figure in (("low", low), ("high", high))
    }
    return {"low": low, "high": high, **words}


def _peers_figure(evaluation: Evaluation, finding: Comparison) -> dict[str, Any]:
    peers, variable = _peers(evaluation, finding), evaluation.knowledge.variables[finding.compare]
    return {**_bounds(peers, variable), "words": _words(evaluation, peers, variable)}


def _peers(evaluation: Evaluation, finding: Comparison) -> Interval:
    peers = evaluation.situation.number(str(finding.peers))
    assert peers is not None
    return peers


def _bounds(value: Interval, variable: Variable) -> dict[str, float | None]:
    """Both ends of a figure; null where it is open, or only ends at the bounds of the variable."""
    return {
        "low": value.low if value.exact or value.low > variable.low else None,
        "high": value.high if value.exact or value.high < variable.high else None,
    }


def _words(evaluation: Evaluation, value: Interval, variable: Variable) -> str:
    return phrasing.interval(evaluation.knowledge.wording, value, variable.kind, variable.unit)
