"""Reads the methodology files into `Knowledge`, and says every mistake it finds with its file and entry."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.conditions import Condition, ConditionReader, Subject
from knowledge.errors import KnowledgeError
from knowledge.formulas import Formula, read_formula
from knowledge.model import (
    STAGES,
    Action,
    Avoid,
    Card,
    Claim,
    Combination,
    Comparison,
    Computed,
    Contradiction,
    Field,
    Finding,
    Knowledge,
    Line,
    OrderEntry,
    Readiness,
    Refusal,
    Rule,
    Settlement,
    Step,
    Threshold,
    Variable,
)
from knowledge.references import check_references
from knowledge.source import Entry, SourceFolder

_LINE_KEYS = {"up_to", "low", "high", "source", "date", "reliability", "judgement"}
# What settles a contradiction by taking a figure back.
_NOT_KNOWN = "不清楚"
METHODOLOGY = Path(__file__).parent / "methodology"


@functools.lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """The project's own methodology, read once per process. Raises KnowledgeError when a file has a mistake."""
    return read_methodology(METHODOLOGY)


def read_methodology(folder: Path) -> Knowledge:
    """Reads a methodology folder. Raises KnowledgeError with every mistake found."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._problems: list[str] = []
        self._source = SourceFolder(folder, self._problems)
        self._subjects: dict[str, Subject] = {}
        self._figures: dict[str, tuple[str, float]] = {}
        self._conditional: dict[str, Entry] = {}

    def read(self) -> Knowledge:
        base = self._source.document("base.yml")
        claims = self._collect("claims.yml", self._claim)
        variables = self._collect("variables/*.yml", self._variable)
        self._name_subjects(variables)
        thresholds = self._collect("thresholds.yml", self._threshold)
        self._name_figures(thresholds)
        findings = self._findings(thresholds)
        variables = self._with_conditions(variables)
        actions = self._collect("actions.yml", self._action)
        rules = self._collect("rules/*.yml", self._rule)
        order, asides = self._order()
        fields = self._collect("fields.yml", self._field)
        cards = self._collect("cards.yml", self._card)
        contradictions = self._collect("contradictions.yml", self._contradiction)
        refusals = self._collect("refusals.yml", self._refusal)
        wording = {key: str(text) for key, text in self._source.document("wording.yml").data.items()}
        knowledge = Knowledge(
            self._version(base),
            claims,
            variables,
            thresholds,
            findings,
            rules,
            actions,
            order,
            asides,
            fields,
            cards,
            contradictions,
            refusals,
            wording,
        )
        self._problems += check_references(knowledge)
        if self._problems:
            raise KnowledgeError(self._problems)
        return knowledge

    def _version(self, base: Entry) -> str:
        digest = hashlib.sha256()
        for name, content in self._source.content:
            digest.update(name.encode() + b"\0" + content)
        version = base.text("version")
        base.finish()
        return f"{version}+{digest.hexdigest()[:12]}"

    def _collect(self, pattern: str, build: Callable[[str, Entry], Any]) -> dict[str, Any]:
        collected: dict[str, Any] = {}
        for topic, entry in self._source.entries(pattern):
            built = build(topic, entry)
            entry.finish()
            if built.id in collected:
                entry.complain("this id is used twice")
            collected[built.id] = built
        return collected

    # entries

    def _claim(self, _: str, entry: Entry) -> Claim:
        entry.raw("kind")
        entry.raw("note")
        return Claim(entry.text("id"), entry.text("section"), entry.text("statement"), entry.place)

    def _variable(self, topic: str, entry: Entry) -> Variable:
        low, high = self._range(entry)
        kind: Any = entry.one_of("type", ("number", "choice", "choices", "text", "records"))
        asking: Any = entry.one_of("ask", ("always", "follow-up", "optional"))
        variable = Variable(
            id=entry.text("id"),
            label=entry.text("label"),
            type=kind,
            topic=topic,
            short=entry.text("short", required=False) or entry.text("label"),
            kind=entry.text("kind", required=kind == "number"),
            unit=entry.text("unit", required=False),
            low=low,
            high=high,
            ask=asking,
            effort=int(entry.number("effort") or 2),
            question=entry.text("question", required=asking == "always"),
            reason=entry.text("reason", required=asking == "always"),
            find=entry.text("find", required=False),
            example=entry.text("example", required=False),
            coarse=entry.optional("coarse"),
            opens=entry.flag("opens"),
            offer=entry.texts("offer"),
            titles={str(value): str(title) for value, title in entry.mapping("titles").items()},
            names=entry.texts("names"),
            values=self._phrases(entry, "values"),
            patterns=self._phrases(entry, "patterns"),
            figures=entry.texts("figures"),
            answers=self._phrases(entry, "answers"),
            knows=entry.text("knows", required=False),
            likely=self._likely_shares(entry) if kind in ("choice", "choices") else {},
            likely_figures=self._likely_figures(entry) if kind == "number" else None,
            improvable=self._improvable(entry, kind),
            instead_of=entry.optional("instead_of"),
            raising_is=entry.optional("raising_is"),
            informs=entry.text("informs", required=False),
            place=entry.place,
        )
        if entry.raw("only_if") is not None or entry.raw("follows") is not None:
            self._conditional[variable.id] = entry
        if kind in ("choice", "choices") and not variable.values:
            entry.complain("a choice needs “values”")
        if kind in ("choice", "choices"):
            for key, named in (
                ("patterns", variable.patterns),
                ("answers", variable.answers),
                ("offer", variable.offer),
                ("titles", variable.titles),
                ("likely", variable.likely),
            ):
                for value in named:
                    if value not in variable.values:
                        entry.complain(f"“{key}” names “{value}”, which is not one of the values")
        return variable

    def _with_conditions(self, variables: Mapping[str, Variable]) -> dict[str, Variable]:
        """The variables with the conditions of their questions, which may speak of findings."""
        found = dict(variables)
        for name, entry in self._conditional.items():
            follows = entry.mapping("follows")
            for value in follows:
                if value not in found[name].values:
                    entry.complain(f"“follows” names “{value}”, which is not one of the values", follows)
            found[name] = replace(
                found[name],
                only_if=self._conditions(entry, entry.raw("only_if") or []),
                follows={str(value): self._conditions(entry, conditions) for value, conditions in follows.items()},
            )
        return found

    @staticmethod
    def _range(entry: Entry) -> tuple[float, float]:
        bounds = entry.raw("range")
        if bounds is None:
            return -math.inf, math.inf
        if not isinstance(bounds, list) or len(bounds) != 2:
            entry.complain("“range” must be [lowest, highest]; null leaves a side open")
            return -math.inf, math.inf
        low, high = bounds
        return (-math.inf if low is None else float(low), math.inf if high is None else float(high))

    @staticmethod
    def _phrases(entry: Entry, key: str) -> dict[str, tuple[str, ...]]:
        named = entry.mapping(key)
        return {str(name): tuple(str(phrase) for phrase in phrases or ()) for name, phrases in named.items()}

    @staticmethod
    def _improvable(entry: Entry, kind: str) -> tuple[str, ...]:
        """Where a merchant can take the variable; empty when it is not his to change."""
        wanted = entry.raw("improvable", [])
        aims = tuple(str(aim) for aim in (wanted if isinstance(wanted, list) else [wanted]))
        possible = {"number": ("up", "down"), "choices": ("fewer",)}.get(kind, tuple(entry.mapping("values")))
        for aim in aims:
            if aim not in possible:
                entry.complain(f"“improvable” must be one of {', '.join(map(str, possible))}, not “{aim}”")
        return aims

    @staticmethod
    def _likely_shares(entry: Entry) -> dict[str, float]:
        shares = entry.mapping("likely")
        for value, share in shares.items():
            if isinstance(share, bool) or not isinstance(share, (int, float)) or share < 0:
                entry.complain(f"“likely” of “{value}” must be a share of merchants, not {share!r}", shares)
                return {}
        return {str(value): float(share) for value, share in shares.items()}

    @staticmethod
    def _likely_figures(entry: Entry) -> tuple[float, float, float] | None:
        figures = entry.raw("likely")
        if figures is None:
            return None
        if not isinstance(figures, list) or len(figures) != 3 or sorted(figures) != figures:
            entry.complain("“likely” must be three rising figures: what 10%, 50% and 90% of merchants stay below")
            return None
        low, middle, high = map(float, figures)
        return low, middle, high

    def _threshold(self, _: str, entry: Entry) -> Threshold:
        by = self._subject(entry, "by")
        threshold = Threshold(
            id=entry.text("id"),
            label=entry.text("label"),
            unit=entry.text("unit"),
            by=by,
            choices={},
            bands=(),
            otherwise=None,
            value=entry.number("value"),
            source=entry.text("source"),
            date=entry.text("date", required=False),
            reliability=entry.text("reliability", required=False),
            judgement=entry.flag("judgement"),
            place=entry.place,
        )
        entry.raw("note")
        return self._with_lines(entry, threshold)

    def _with_lines(self, entry: Entry, threshold: Threshold) -> Threshold:
        lines, single = entry.raw("lines") or {}, entry.raw("line")
        if sum(part not in (None, {}) for part in (threshold.value, lines, single)) != 1:
            entry.complain(
                "a threshold has “value” (one figure), “line” (low and high) or “lines” (by another variable)"
            )
        if isinstance(lines, list):
            bands = [(float(data.get("up_to", math.inf)), self._line(entry, threshold, data)) for data in lines]
            return replace(threshold, bands=tuple(bands))
        choices = {str(name): self._line(entry, threshold, data) for name, data in lines.items()}
        known = next((one.values for one in self._subjects.values() if one.id == threshold.by), ())
        for name in choices:
            if name not in known:
                entry.complain(f"“lines” names “{name}”, which the variable does not have", lines)
        otherwise = self._line(entry, threshold, single) if single is not None else None
        return replace(threshold, choices=choices, otherwise=otherwise)

    @staticmethod
    def _line(entry: Entry, threshold: Threshold, data: Any) -> Line:
        if not isinstance(data, dict) or set(data) - _LINE_KEYS:
            entry.complain(f"a line may have {', '.join(sorted(_LINE_KEYS))}; this is {data!r}")
            data = {}
        low, high = data.get("low"), data.get("high")
        if low is None and high is None:
            entry.complain("a line needs “low” or “high”", data)
        if low is not None and high is not None and low > high:
            entry.complain(f"“low” {low:g} is above “high” {high:g}", data)
        return Line(
            low,
            high,
            str(data.get("source", threshold.source)),
            bool(data.get("judgement", threshold.judgement)),
            str(data.get("date", threshold.date)),
            str(data.get("reliability", threshold.reliability)),
        )

    def _findings(self, thresholds: Mapping[str, Threshold]) -> dict[str, Finding]:
        lines = {threshold.label: threshold.id for threshold in thresholds.values()}

        def build(_: str, entry: Entry) -> Finding:
            finding = self._finding(entry, lines)
            if finding.label in self._subjects:
                entry.complain(f"“{finding.label}” already names something else")
            self._subjects[finding.label] = finding.subject
            return finding

        return self._collect("findings.yml", build)

    def _finding(self, entry: Entry, lines: Mapping[str, str]) -> Finding:
        finding_id, label = entry.text("id"), entry.text("label")
        entry.raw("note")
        if entry.raw("formula") is not None:
            return self._computed(entry, finding_id, label)
        if entry.raw("values") is not None:
            values = {
                str(value): self._conditions(entry, conditions)
                for value, conditions in dict(entry.raw("values")).items()
            }
            return Combination(finding_id, label, entry.texts("claims"), values, entry.flag("stays"), entry.place)
        line = entry.optional("line")
        if line is not None and line not in lines:
            entry.complain(f"there is no threshold called “{line}”")
        compare = self._subject(entry, "compare") or ""
        peers, said = self._subject(entry, "peers"), self._subject(entry, "said")
        return Comparison(
            id=finding_id,
            label=label,
            compare=compare,
            peers=peers,
            said=said,
            line=lines.get(line or ""),
            estimate=self._subject(entry, "estimate"),
            estimate_if=self._conditions(entry, entry.raw("estimate_if") or []),
            too_small=self._conditions(entry, entry.raw("too_small") or []),
            claims=entry.texts("claims"),
            place=entry.place,
        )

    def _computed(self, entry: Entry, finding_id: str, label: str) -> Finding:
        return Computed(finding_id, label, entry.text("unit", required=False), self._formula(entry), entry.place)

    def _formula(self, entry: Entry) -> Formula:
        def id_of(name: str) -> str | None:
            subject = self._subjects.get(name)
            return subject.id if subject is not None and subject.kind == "number" else None

        try:
            return read_formula(entry.text("formula"), id_of, self._figures.get)
        except ValueError as error:
            entry.complain(str(error))
            return read_formula("0", id_of, self._figures.get)

    def _rule(self, topic: str, entry: Entry) -> Rule:
        severity = entry.number("severity") or 0
        if severity not in (1, 2, 3, 4):
            entry.complain("“severity” must be 1, 2, 3 or 4")
        when = self._conditions(entry, entry.raw("when"))
        if not when:
            entry.complain("“when” is empty: the rule would fire for everybody")
        return Rule(
            id=entry.text("id"),
            title=entry.text("title"),
            topic=topic,
            stage=entry.one_of("stage", STAGES),
            group=entry.text("group"),
            severity=int(severity),
            when=when,
            unless=self._conditions(entry, entry.raw("unless") or []),
            why=entry.text("why"),
            claims=entry.texts("claims"),
            judgement=entry.optional("judgement") if entry.raw("judgement") not in (None, False) else None,
            steps=tuple(Step(part.text("action"), part.text("how")) for part in entry.parts("steps")),
            avoid=tuple(Avoid(part.text("action"), part.text("why")) for part in entry.parts("avoid")),
            for_plan=frozenset(entry.texts("for_plan")),
            goals=frozenset(entry.texts("goals")),
            place=entry.place,
        )

    def _action(self, _: str, entry: Entry) -> Action:
        days = entry.number("review_days") or 0
        if not 1 <= days <= 60:
            entry.complain("“review_days” must be between 1 and 60")
        return Action(
            id=entry.text("id"),
            title=entry.text("title"),
            role=entry.text("role"),
            metric=entry.text("metric"),
            target=entry.text("target"),
            review_days=int(days),
            why=entry.text("why"),
            steps=entry.texts("steps"),
            unlocks=entry.text("unlocks", required=False),
            if_stuck=entry.text("if_stuck", required=False),
            claims=entry.texts("claims"),
            risky=entry.flag("risky"),
            carries_out=frozenset(entry.texts("carries_out")),
            place=entry.place,
        )

    def _order(self) -> tuple[tuple[OrderEntry, ...], frozenset[str]]:
        whole = self._source.document("order.yml")
        entries = []
        for part in whole.parts("order"):
            part.raw("note")
            entries.append(
                OrderEntry(
                    level=part.text("level"),
                    title=part.text("title"),
                    groups=part.texts("groups"),
                    when=self._conditions(part, part.raw("when") or []),
                    unless=self._conditions(part, part.raw("unless") or []),
                    severity=int(part.number("severity") or 1),
                    place=part.place,
                )
            )
            part.finish()
        asides = frozenset(whole.texts("asides"))
        whole.finish()
        return tuple(entries), asides

    def _field(self, _: str, entry: Entry) -> Field:
        states = tuple(
            Readiness(part.text("readiness"), part.text("next"), self._conditions(part, part.raw("when") or []))
            for part in entry.parts("readiness")
        )
        if not states or states[-1].when:
            entry.complain("the last readiness must have no “when”, so that there is always one")
        return Field(entry.text("id"), entry.text("name"), entry.text("role"), entry.texts("claims"), states)

    def _card(self, _: str, entry: Entry) -> Card:
        return Card(
            id=entry.text("id"),
            title=entry.text("title"),
            names=entry.texts("names"),
            text=entry.text("text"),
            more=entry.text("more", required=False),
            claims=entry.texts("claims"),
            extension=entry.flag("extension"),
            source=entry.text("source", required=False),
            variable=entry.optional("variable"),
            place=entry.place,
        )

    def _contradiction(self, _: str, entry: Entry) -> Contradiction:
        written = entry.optional("formula")
        return Contradiction(
            id=entry.text("id"),
            when=self._conditions(entry, entry.raw("when") or []),
            formula=self._formula(entry) if written is not None else None,
            above=entry.number("above") or 0.0,
            twice=self._subject(entry, "twice"),
            ask=entry.text("ask"),
            settle=self._named_variables(entry, entry.texts("settle")),
            answers=tuple(self._settlement(part) for part in entry.parts("answers")),
            place=entry.place,
        )

    def _settlement(self, part: Entry) -> Settlement:
        variables = self._named_variables(part, [part.text("set")])
        to = part.text("to")
        value = None if to == _NOT_KNOWN else to
        settlement = Settlement(part.text("title"), variables[0] if variables else "", value)
        part.finish()
        return settlement

    def _named_variables(self, entry: Entry, labels: Iterable[str]) -> tuple[str, ...]:
        for label in labels:
            if label not in self._subjects:
                entry.complain(f"there is no variable called “{label}”")
        return tuple(self._subjects[label].id for label in labels if label in self._subjects)

    def _refusal(self, _: str, entry: Entry) -> Refusal:
        return Refusal(entry.text("id"), entry.text("why"), entry.text("instead"), entry.place)

    # names

    def _name_subjects(self, variables: Mapping[str, Variable]) -> None:
        for variable in variables.values():
            if variable.label in self._subjects:
                self._problems.append(f"{variable.place}: the label “{variable.label}” is used twice")
            self._subjects[variable.label] = variable.subject

    def _name_figures(self, thresholds: Mapping[str, Threshold]) -> None:
        for threshold in thresholds.values():
            if threshold.label in self._subjects:
                self._problems.append(f"{threshold.place}: the label “{threshold.label}” already names something else")
            if threshold.value is not None:
                self._figures[threshold.label] = (threshold.id, threshold.value)

    def _subject(self, entry: Entry, key: str) -> str | None:
        label = entry.optional(key)
        if label is None:
            return None
        if label not in self._subjects:
            entry.complain(f"“{key}”: there is no variable or finding called “{label}”")
            return None
        return self._subjects[label].id

    def _conditions(self, entry: Entry, statements: Any) -> tuple[Condition, ...]:
        return ConditionReader(self._subjects.get, self._figures.get, entry.complain).read_all(statements)
