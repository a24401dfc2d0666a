"""Why a diagnosis holds: the merchant's facts in words, the lines they were held against, and where those come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge import phrasing
from knowledge.conditions import Compare, Condition, leaves
from knowledge.evaluation import Evaluation
from knowledge.lines import AppliedLine
from knowledge.model import Combination, Comparison, Computed, Threshold, Variable
from knowledge.values import Interval, Options, Truth

_LEVEL_KEYS = {"低": "low", "中": "mid", "高": "high"}
_RELATION_KEYS = {"<": "relation_low", "<=": "relation_at_most", ">=": "relation_high", ">": "relation_above"}


@dataclass(frozen=True)
class Reason:
    """One fact behind a conclusion, in words."""

    variable: str
    text: str


@dataclass(frozen=True)
class UsedLine:
    """A line that a figure was held against. `value` is in the variable's unit.

    `basis` is 默认线, or 同行 for the peers' figure that the merchant gave.
    """

    name: str
    value: float
    source: str
    judgement: bool
    date: str
    reliability: str
    basis: str


class Explainer:
    """Explains conclusions of one evaluation, and notes the lines it comes across."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._knowledge = evaluation.knowledge
        self._wording = evaluation.knowledge.wording
        self.used_lines: dict[str, UsedLine] = {}

    def reasons(self, conditions: Iterable[Condition]) -> list[Reason]:
        """The facts that make the conditions true, each variable once, in reading order."""
        found: dict[str, Reason] = {}
        for condition in conditions:
            for leaf in leaves(condition):
                if self._evaluation.truth(leaf) is Truth.TRUE:
                    if isinstance(leaf, Compare) and leaf.line is not None:
                        self._explain_named_figure(leaf, leaf.line, found)
                    self._explain(leaf.subject, found)
                    if isinstance(leaf, Compare) and isinstance(leaf.bound, str):
                        self._explain(leaf.bound, found)
        return list(found.values())

    def reasons_for(self, subject: str) -> list[Reason]:
        """The facts behind the present value of one variable or finding."""
        found: dict[str, Reason] = {}
        self._explain(subject, found)
        return list(found.values())

    def line_in_words(self, finding: Comparison, side: str) -> str:
        """Where a figure has to get to: the peers' figure, else the default line, else “同行平均”."""
        variable = self._knowledge.variables[finding.compare]
        peers = self._peers(finding)
        if peers is not None:
            text = phrasing.interval(self._wording, peers, variable.kind, variable.unit)
            return f"{self._wording['peers_average']} {text}"
        line = self._evaluation.line(finding)
        bound = None if line is None or line.single is None else getattr(line.single, side)
        if bound is None:
            return self._wording["peers_average"]
        return phrasing.figure(bound, variable.kind, variable.unit)

    def line_name(self, threshold: Threshold) -> str:
        """The name of a default line, with the choice it depends on: 停留默认线·服饰鞋包."""
        choice = self._evaluation.situation.choice(threshold.by) if threshold.by else None
        if choice is None or choice.value is None:
            return threshold.label
        return self._wording["line_name_for"].format(name=threshold.label, choice=choice.value)

    def _peers(self, finding: Comparison) -> Interval | None:
        return self._evaluation.situation.number(finding.peers) if finding.peers else None

    def _explain(self, subject: str, found: dict[str, Reason]) -> None:
        if subject in self._knowledge.variables:
            self._explain_variable(subject, found)
            return
        finding = self._knowledge.findings[subject]
        if isinstance(finding, Comparison):
            self._explain_comparison(finding, found)
        elif isinstance(finding, Computed):
            self._explain_computed(finding, found)
        else:
            self._explain_combination(finding, found)

    def _explain_variable(self, subject: str, found: dict[str, Reason]) -> None:
        variable = self._knowledge.variables[subject]
        value = self._evaluation.situation.values.get(subject)
        if value is None or subject in found:
            return
        key = "because_number" if isinstance(value, Interval) else "because_choice"
        text = phrasing.value_text(self._wording, variable, value)
        found[subject] = Reason(subject, self._wording[key].format(label=variable.short, value=text))

    def _explain_named_figure(self, leaf: Compare, line: str, found: dict[str, Reason]) -> None:
        """A figure held against one that has a name in thresholds.yml."""
        variable = self._knowledge.variables.get(leaf.subject)
        value = self._evaluation.value(leaf.subject)
        if variable is None or not isinstance(value, Interval) or not isinstance(leaf.bound, float):
            return
        threshold = self._knowledge.thresholds[line]
        self._note_default(threshold.label, leaf.bound, threshold)
        text = self._wording["because_line"].format(
            label=variable.short,
            value=phrasing.value_text(self._wording, variable, value),
            relation=self._wording[_RELATION_KEYS[leaf.operator]],
            line=phrasing.figure(leaf.bound, variable.kind, variable.unit),
            name=threshold.label,
        )
        found.setdefault(leaf.subject, Reason(leaf.subject, text))

    def _explain_computed(self, finding: Computed, found: dict[str, Reason]) -> None:
        value = self._evaluation.value(finding.id)
        for need in finding.formula.needs:
            self._explain(need, found)
        if isinstance(value, Interval):
            text = phrasing.interval(self._wording, value, "ratio", finding.unit)
            found[finding.id] = Reason(
                finding.id, self._wording["because_computed"].format(label=finding.label, value=text)
            )

    def _explain_combination(self, finding: Combination, found: dict[str, Reason]) -> None:
        value = self._evaluation.value(finding.id)
        held = value.value if isinstance(value, Options) else None
        for reason in self.reasons(finding.values[held]) if held is not None else []:
            found.setdefault(reason.variable, reason)

    # a figure against the peers, the merchant's word, or a default line

    def _explain_comparison(self, finding: Comparison, found: dict[str, Reason]) -> None:
        variable = self._knowledge.variables[finding.compare]
        figure, peers = self._evaluation.figure(finding), self._peers(finding)
        said = self._evaluation.situation.choice(finding.said) if finding.said else None
        level = self._evaluation.value(finding.id)
        key = _LEVEL_KEYS.get((level.value if isinstance(level, Options) else None) or "中", "mid")
        if figure is not None and peers is not None:
            text = self._against_peers(variable, self._figure_in_words(finding, figure, found), peers, key)
        elif said is not None and finding.said is not None:
            text = self._wording["because_said"].format(label=variable.short, level=self._wording[f"level_{key}"])
            found.setdefault(finding.said, Reason(finding.said, text))
            return
        elif figure is not None:
            text = self._against_line(finding, variable, self._figure_in_words(finding, figure, found), key)
        else:
            return
        found.setdefault(finding.compare, Reason(finding.compare, text))

    def _figure_in_words(self, finding: Comparison, figure: Interval, found: dict[str, Reason]) -> str:
        """The figure; an estimate says that it is one, after the facts it was worked out from."""
        variable = self._knowledge.variables[finding.compare]
        text = phrasing.interval(self._wording, figure, variable.kind, variable.unit)
        if finding.estimate is None or self._evaluation.situation.number(finding.compare) is not None:
            return text
        computed = self._knowledge.findings[finding.estimate]
        assert isinstance(computed, Computed)
        for need in computed.formula.needs:
            self._explain(need, found)
        return self._wording["estimated"].format(value=text)

    def _against_peers(self, variable: Variable, value: str, peers: Interval, key: str) -> str:
        name = self._wording["line_name_peers"].format(label=variable.short)
        source = self._wording["line_source_peers"]
        basis = self._wording["line_basis_peers"]
        self.used_lines[name] = UsedLine(name, _one_figure(peers, variable), source, False, "", "", basis)
        return self._wording["because_peers"].format(
            label=variable.short,
            value=value,
            peers=phrasing.interval(self._wording, peers, variable.kind, variable.unit),
            level=self._wording[f"level_{key}"],
        )

    def _against_line(self, finding: Comparison, variable: Variable, value: str, key: str) -> str:
        line = self._evaluation.line(finding)
        bound = None if line is None else (line.high if key == "high" else line.low or line.high)
        if line is None or bound is None:
            return self._wording["because_line_own"].format(label=variable.short, value=value)
        threshold = self._knowledge.thresholds[line.threshold]
        name = self.line_name(threshold)
        figure = bound.low if key == "low" else bound.high
        self._note_default(name, figure, threshold, line)
        return self._wording["because_line"].format(
            label=variable.short,
            value=value,
            relation=self._wording[f"relation_{key}"],
            line=phrasing.figure(figure, variable.kind, variable.unit),
            name=name,
        )

    def _note_default(self, name: str, figure: float, threshold: Threshold, line: AppliedLine | None = None) -> None:
        lines = (*threshold.choices.values(), *(one for _, one in threshold.bands))
        origin = line.single or next(iter(lines)) if line is not None else threshold
        self.used_lines[name] = UsedLine(
            name,
            figure,
            origin.source,
            origin.judgement,
            origin.date,
            origin.reliability,
            self._wording["line_basis_default"],
        )


def _one_figure(interval: Interval, variable: Variable) -> float:
    """One figure for an interval: its middle, or the end that was said where the other is only the variable's own."""
    if interval.high >= variable.high:
        return interval.low
    return interval.high if interval.low <= variable.low else (interval.low + interval.high) / 2
