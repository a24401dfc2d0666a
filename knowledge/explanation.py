"""Why a diagnosis holds: the merchant's facts in words, the lines they were held against, and where those come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge import phrasing
from knowledge.conditions import Compare, Condition, leaves
from knowledge.evaluation import Evaluation
from knowledge.lines import AppliedLine
from knowledge.model import Combination, Comparison, Computed, Threshold
from knowledge.values import Interval, Options, Truth

_LEVEL_KEYS = {"低": "low", "中": "mid", "高": "high"}


@dataclass(frozen=True)
class Reason:
    """One fact behind a conclusion, in words."""

    variable: str
    text: str


@dataclass(frozen=True)
class UsedLine:
    """A default line that decided a finding. `value` is the figure in the variable's unit."""

    name: str
    value: float
    source: str
    judgement: bool


class Explainer:
    """Explains conclusions of one evaluation."""

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
                    self._explain(leaf.subject, found)
                    if isinstance(leaf, Compare) and isinstance(leaf.bound, str):
                        self._explain(leaf.bound, found)
        return list(found.values())

    def line_in_words(self, finding: Comparison, side: str) -> str:
        """Where a figure has to get to: the peers' figure, else the default line, else “同行平均”."""
        variable = self._knowledge.variables[finding.compare]
        peers = self._evaluation.situation.number(finding.peers) if finding.peers else None
        if peers is not None:
            text = phrasing.interval(self._wording, peers, variable.kind, variable.unit)
            return f"{self._wording['peers_average']} {text}"
        line = self._evaluation.line(finding)
        bound = None if line is None or line.single is None else getattr(line.single, side)
        if bound is None:
            return self._wording["peers_average"]
        return phrasing.figure(bound, variable.kind, variable.unit)

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

    def _explain_comparison(self, finding: Comparison, found: dict[str, Reason]) -> None:
        variable = self._knowledge.variables[finding.compare]
        level = self._evaluation.value(finding.id)
        situation = self._evaluation.situation
        figure = situation.number(finding.compare)
        peers = situation.number(finding.peers) if finding.peers else None
        said = situation.choice(finding.said) if finding.said else None
        value = None if figure is None else phrasing.value_text(self._wording, variable, figure)
        key = _LEVEL_KEYS.get((level.value if isinstance(level, Options) else None) or "中", "mid")
        level_text = self._wording[f"level_{key}"]
        if figure is not None and peers is not None:
            peers_text = phrasing.interval(self._wording, peers, variable.kind, variable.unit)
            text = self._wording["because_peers"].format(
                label=variable.short, value=value, peers=peers_text, level=level_text
            )
        elif said is not None and finding.said is not None:
            text = self._wording["because_said"].format(label=variable.short, level=level_text)
            found.setdefault(finding.said, Reason(finding.said, text))
            return
        else:
            text = self._against_line(finding, variable.short, value or "", key)
        found.setdefault(finding.compare, Reason(finding.compare, text))

    def _against_line(self, finding: Comparison, label: str, value: str, key: str) -> str:
        line = self._evaluation.line(finding)
        bound = None if line is None else (line.high if key == "high" else line.low or line.high)
        if line is None or bound is None:
            return self._wording["because_line_own"].format(label=label, value=value)
        variable = self._knowledge.variables[finding.compare]
        threshold = self._knowledge.thresholds[line.threshold]
        name = self._line_name(threshold)
        figure = bound.low if key == "low" else bound.high
        self._note_line(name, figure, line, threshold)
        return self._wording["because_line"].format(
            label=label,
            value=value,
            relation=self._wording[f"relation_{key}"],
            line=phrasing.figure(figure, variable.kind, variable.unit),
            name=name,
        )

    def _note_line(self, name: str, figure: float, line: AppliedLine, threshold: Threshold) -> None:
        some = line.single or next(iter((*threshold.choices.values(), *(one for _, one in threshold.bands))))
        self.used_lines[name] = UsedLine(name, figure, some.source, some.judgement)

    def _line_name(self, threshold: Threshold) -> str:
        choice = self._evaluation.situation.choice(threshold.by) if threshold.by else None
        if choice is None or choice.value is None:
            return threshold.label
        return self._wording["line_name_for"].format(name=threshold.label, choice=choice.value)
