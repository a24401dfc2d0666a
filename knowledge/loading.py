"""Reads the methodology files into `Knowledge`, and says every mistake it finds with its file and entry."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.conditions import Condition, ConditionReader, Subject
from knowledge.errors import KnowledgeError
from knowledge.formulas import read_formula
from knowledge.model import (
    STAGES,
    Action,
    Avoid,
    Claim,
    Combination,
    Comparison,
    Computed,
    Field,
    Finding,
    Knowledge,
    Line,
    OrderEntry,
    Readiness,
    Rule,
    Step,
    Threshold,
    Variable,
)

METHODOLOGY = Path(__file__).parent / "methodology"
_YamlLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """The project's own methodology, read once per process. Raises KnowledgeError when a file has a mistake."""
    return read_methodology(METHODOLOGY)


def read_methodology(folder: Path) -> Knowledge:
    """Reads a methodology folder. Raises KnowledgeError with every mistake found."""
    return _Reader(folder).read()


class _Entry:
    """One YAML mapping with the place it stands in, so that a complaint can say where."""

    def __init__(self, data: Mapping[str, Any], place: str, problems: list[str]) -> None:
        self.data = data
        self.place = place
        self._problems = problems
        self._used: set[str] = set()

    def complain(self, problem: str) -> None:
        self._problems.append(f"{self.place}: {problem}")

    def raw(self, key: str, default: Any = None) -> Any:
        self._used.add(key)
        return self.data.get(key, default)

    def text(self, key: str, required: bool = True) -> str:
        value = self.raw(key)
        if value is None or str(value).strip() == "":
            if required:
                self.complain(f"“{key}” is missing")
            return ""
        return str(value).strip()

    def optional(self, key: str) -> str | None:
        return self.text(key, required=False) or None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw(key, [])
        if not isinstance(value, list):
            self.complain(f"“{key}” must be a list")
            return ()
        return tuple(str(item) for item in value)

    def number(self, key: str) -> float | None:
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.complain(f"“{key}” must be a figure, not {value!r}")
            return None
        return float(value)

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = str(self.raw(key, default))
        if value not in allowed:
            self.complain(f"“{key}” must be one of {', '.join(allowed)}, not “{value}”")
            return allowed[0]
        return value

    def parts(self, key: str) -> Iterator[_Entry]:
        """The mappings of a list, each as an entry of its own."""
        value = self.raw(key, [])
        for position, data in enumerate(value if isinstance(value, list) else [value], start=1):
            if isinstance(data, dict):
                yield _Entry(data, f"{self.place} {key} {position}", self._problems)
            else:
                self.complain(f"“{key}” must be a list of entries, not {data!r}")

    def finish(self) -> None:
        """Complains of keys that nobody asked for: misspelt ones would be lost in silence."""
        for key in self.data:
            if key not in self._used:
                self.complain(f"“{key}” is not a known key")


class _Reader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []
        self._digest = hashlib.sha256()
        self._subjects: dict[str, Subject] = {}

    def read(self) -> Knowledge:
        claims = self._collect("claims.yml", self._claim)
        variables = self._collect("variables/*.yml", self._variable)
        self._name_subjects(variables)
        thresholds = self._collect("thresholds.yml", self._threshold)
        findings = self._findings(thresholds)
        actions = self._collect("actions.yml", self._action)
        rules = self._collect("rules/*.yml", self._rule)
        order, asides = self._order()
        fields = self._collect("fields.yml", self._field)
        wording = {key: str(text) for key, text in self._document("wording.yml").items()}
        self._check_references(claims, variables, actions, rules, order, asides, findings, fields)
        if self._problems:
            raise KnowledgeError(self._problems)
        version = self._digest.hexdigest()[:12]
        return Knowledge(version, claims, variables, thresholds, findings, rules, actions, order, fields, wording)

    # files

    def _load(self, path: Path) -> Any:
        content = path.read_bytes()
        self._digest.update(path.name.encode() + b"\0" + content)
        try:
            return yaml.load(content, Loader=_YamlLoader)
        except yaml.YAMLError as error:
            self._problems.append(f"{path.name}: not valid YAML ({' '.join(str(error).split())})")
            return None

    def _document(self, name: str) -> dict[str, Any]:
        path = self._folder / name
        document = self._load(path) if path.is_file() else None
        if not isinstance(document, dict):
            self._problems.append(f"{name}: is missing or is not a mapping")
            return {}
        return document

    def _entries(self, pattern: str) -> Iterator[tuple[str, _Entry]]:
        paths = sorted(self._folder.glob(pattern))
        if not paths:
            self._problems.append(f"{pattern}: no such file")
        for path in paths:
            document = self._load(path)
            if not isinstance(document, list):
                self._problems.append(f"{path.name}: must be a list of entries")
                continue
            for position, data in enumerate(document, start=1):
                if isinstance(data, dict):
                    yield path.stem, _Entry(data, f"{path.name} {data.get('id', position)}", self._problems)
                else:
                    self._problems.append(f"{path.name} {position}: must be a mapping")

    def _collect(self, pattern: str, build: Callable[[str, _Entry], Any]) -> dict[str, Any]:
        collected: dict[str, Any] = {}
        for topic, entry in self._entries(pattern):
            built = build(topic, entry)
            entry.finish()
            if built.id in collected:
                entry.complain("this id is used twice")
            collected[built.id] = built
        return collected

    # entries

    def _claim(self, _: str, entry: _Entry) -> Claim:
        entry.raw("kind")
        entry.raw("note")
        return Claim(entry.text("id"), entry.text("section"), entry.text("statement"))

    def _variable(self, topic: str, entry: _Entry) -> Variable:
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
            opens=bool(entry.raw("opens", False)),
            offer=entry.texts("offer"),
            titles={str(value): str(title) for value, title in (entry.raw("titles") or {}).items()},
            names=entry.texts("names"),
            values=self._phrases(entry, "values"),
            answers=self._phrases(entry, "answers"),
        )
        if kind in ("choice", "choices") and not variable.values:
            entry.complain("a choice needs “values”")
        if kind in ("choice", "choices"):
            for key, named in (("answers", variable.answers), ("offer", variable.offer), ("titles", variable.titles)):
                for value in named:
                    if value not in variable.values:
                        entry.complain(f"“{key}” names “{value}”, which is not one of the values")
        return variable

    @staticmethod
    def _range(entry: _Entry) -> tuple[float, float]:
        bounds = entry.raw("range")
        if bounds is None:
            return -math.inf, math.inf
        if not isinstance(bounds, list) or len(bounds) != 2:
            entry.complain("“range” must be [lowest, highest]; null leaves a side open")
            return -math.inf, math.inf
        low, high = bounds
        return (-math.inf if low is None else float(low), math.inf if high is None else float(high))

    @staticmethod
    def _phrases(entry: _Entry, key: str) -> dict[str, tuple[str, ...]]:
        value = entry.raw(key) or {}
        if not isinstance(value, dict):
            entry.complain(f"“{key}” must map each value to its phrases")
            return {}
        return {str(name): tuple(str(phrase) for phrase in phrases or ()) for name, phrases in value.items()}

    def _threshold(self, _: str, entry: _Entry) -> Threshold:
        by = self._subject(entry, "by")
        lines = entry.raw("lines") or {}
        source, judgement = entry.text("source"), bool(entry.raw("judgement", False))
        for key in ("date", "reliability", "note"):
            entry.raw(key)

        def line(data: Mapping[str, Any]) -> Line:
            return Line(
                data.get("low"),
                data.get("high"),
                str(data.get("source", source)),
                bool(data.get("judgement", judgement)),
            )

        bands = tuple((float(data.get("up_to", math.inf)), line(data)) for data in lines if isinstance(data, dict))
        choices = {name: line(data) for name, data in lines.items()} if isinstance(lines, dict) else {}
        single = entry.raw("line")
        if by is not None:
            known = next(subject for subject in self._subjects.values() if subject.id == by)
            for name in choices:
                if name not in known.values:
                    entry.complain(f"“lines” names “{name}”, which the variable does not have")
        return Threshold(
            id=entry.text("id"),
            label=entry.text("label"),
            unit=entry.text("unit"),
            by=by,
            choices=choices,
            bands=bands if isinstance(lines, list) else (),
            otherwise=line(single) if isinstance(single, dict) else None,
        )

    def _findings(self, thresholds: Mapping[str, Threshold]) -> dict[str, Finding]:
        lines = {threshold.label: threshold.id for threshold in thresholds.values()}

        def build(_: str, entry: _Entry) -> Finding:
            finding = self._finding(entry, lines)
            if finding.label in self._subjects:
                entry.complain(f"“{finding.label}” already names something else")
            self._subjects[finding.label] = finding.subject
            return finding

        return self._collect("findings.yml", build)

    def _finding(self, entry: _Entry, lines: Mapping[str, str]) -> Finding:
        finding_id, label = entry.text("id"), entry.text("label")
        entry.raw("note")
        if entry.raw("formula") is not None:
            return self._computed(entry, finding_id, label)
        if entry.raw("values") is not None:
            values = {
                str(value): self._conditions(entry, conditions)
                for value, conditions in dict(entry.raw("values")).items()
            }
            return Combination(finding_id, label, entry.texts("claims"), values)
        line = entry.optional("line")
        if line is not None and line not in lines:
            entry.complain(f"there is no threshold called “{line}”")
        compare = self._subject(entry, "compare") or ""
        peers, said = self._subject(entry, "peers"), self._subject(entry, "said")
        return Comparison(finding_id, label, compare, peers, said, lines.get(line or ""))

    def _computed(self, entry: _Entry, finding_id: str, label: str) -> Finding:
        def id_of(name: str) -> str | None:
            subject = self._subjects.get(name)
            return subject.id if subject is not None and subject.kind == "number" else None

        try:
            formula = read_formula(entry.text("formula"), id_of)
        except ValueError as error:
            entry.complain(str(error))
            formula = read_formula("0", id_of)
        return Computed(finding_id, label, entry.text("unit", required=False), formula)

    def _rule(self, topic: str, entry: _Entry) -> Rule:
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
        )

    def _action(self, _: str, entry: _Entry) -> Action:
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
        )

    def _order(self) -> tuple[tuple[OrderEntry, ...], frozenset[str]]:
        document = self._document("order.yml")
        whole = _Entry(document, "order.yml", self._problems)
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
                )
            )
            part.finish()
        asides = frozenset(whole.texts("asides"))
        whole.finish()
        return tuple(entries), asides

    def _field(self, _: str, entry: _Entry) -> Field:
        states = tuple(
            Readiness(part.text("readiness"), part.text("next"), self._conditions(part, part.raw("when") or []))
            for part in entry.parts("readiness")
        )
        if not states or states[-1].when:
            entry.complain("the last readiness must have no “when”, so that there is always one")
        return Field(entry.text("id"), entry.text("name"), entry.text("role"), entry.texts("claims"), states)

    # names and references

    def _name_subjects(self, variables: Mapping[str, Variable]) -> None:
        for variable in variables.values():
            if variable.label in self._subjects:
                self._problems.append(f"variables {variable.id}: the label “{variable.label}” is used twice")
            self._subjects[variable.label] = variable.subject
            if variable.coarse is not None and variable.coarse not in variables:
                self._problems.append(f"variables {variable.id}: “coarse” names no variable: {variable.coarse}")

    def _subject(self, entry: _Entry, key: str) -> str | None:
        label = entry.optional(key)
        if label is None:
            return None
        if label not in self._subjects:
            entry.complain(f"“{key}”: there is no variable or finding called “{label}”")
            return None
        return self._subjects[label].id

    def _conditions(self, entry: _Entry, statements: Any) -> tuple[Condition, ...]:
        return ConditionReader(self._subjects.get, entry.complain).read_all(statements)

    def _check_references(
        self,
        claims: Mapping[str, Claim],
        variables: Mapping[str, Variable],
        actions: Mapping[str, Action],
        rules: Mapping[str, Rule],
        order: tuple[OrderEntry, ...],
        asides: frozenset[str],
        findings: Mapping[str, Finding],
        fields: Mapping[str, Field],
    ) -> None:
        planned = variables["planned_action"].values if "planned_action" in variables else {}
        placed = {group for entry in order for group in entry.groups} | asides
        for rule in rules.values():
            place = f"rules/{rule.topic}.yml {rule.id}"
            self._check_claims(place, rule.claims, claims)
            if not rule.claims and rule.judgement is None:
                self._problems.append(f"{place}: cites no claim; name one, or say in “judgement” why there is none")
            if not rule.steps:
                self._problems.append(f"{place}: has no steps")
            for step in rule.steps:
                if step.action not in actions:
                    self._problems.append(f"{place}: there is no action “{step.action}”")
            for avoid in rule.avoid:
                if avoid.action not in actions and avoid.action not in planned:
                    self._problems.append(f"{place}: “avoid” names neither an action nor a plan: “{avoid.action}”")
            for plan in rule.for_plan - set(planned):
                self._problems.append(f"{place}: “for_plan” names no plan: “{plan}”")
            if rule.group not in placed:
                self._problems.append(f"{place}: order.yml does not say where the group “{rule.group}” belongs")
        for field in fields.values():
            self._check_claims(f"fields.yml {field.id}", field.claims, claims)
        for finding in findings.values():
            if isinstance(finding, Combination):
                self._check_claims(f"findings.yml {finding.id}", finding.claims, claims)

    def _check_claims(self, place: str, cited: tuple[str, ...], claims: Mapping[str, Claim]) -> None:
        for claim in cited:
            if claim not in claims:
                self._problems.append(f"{place}: there is no claim “{claim}”")
