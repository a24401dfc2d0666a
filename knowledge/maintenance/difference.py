"""What a change of the methodology changes: in the files, in words, and for merchants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.advice import next_steps, ranked
from knowledge.assessment import Assessment
from knowledge.errors import SituationError
from knowledge.explanation import Explainer
from knowledge.maintenance.entries import Content, entries
from knowledge.model import Knowledge
from knowledge.situation import read_situation
from knowledge.witness import witness

MOST_TOLD = 10
_EMPTY = "（空）"
_STAGES = {"none": "可以放大", "undecided": "还看不准"}

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What a merchant is told: the main diagnosis, its stage, the next steps."""

    main: str
    stage: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Affected:
    """A merchant for whom something changes, told in one line."""

    facts: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Effect:
    """What a change does to merchants. `unreadable` names those whose facts a version cannot hold, and why."""

    merchants: int
    affected: tuple[Affected, ...]
    unreadable: tuple[str, ...]


def differences(old: Knowledge, new: Knowledge) -> list[str]:
    """Every entry that was added, removed or changed, with what it said and what it says."""
    was, now = entries(old), entries(new)
    return [line for kind in was for line in _of_kind(kind, was[kind], now[kind])]


def effect(old: Knowledge, new: Knowledge, merchants: Iterable[Document]) -> Effect:
    """How main diagnosis, stage and next steps change for merchants (situations in the interface's shape)."""
    affected, unreadable, count = [], [], 0
    for number, merchant in enumerate(merchants, start=1):
        count = number
        try:
            found = _affected(old, new, merchant)
        except SituationError as error:
            unreadable.append(f"第 {number} 个商家：{error}")
            continue
        if found is not None:
            affected.append(found)
    return Effect(count, tuple(affected), tuple(unreadable))


def witnesses(*versions: Knowledge) -> Iterator[Document]:
    """One merchant for each rule of each version, each once."""
    seen = []
    for knowledge in versions:
        for rule in knowledge.rules.values():
            document = witness(knowledge, rule.when)
            if document is not None and document not in seen:
                seen.append(document)
                yield document


# what was changed


def _of_kind(kind: str, was: Mapping[str, Content], now: Mapping[str, Content]) -> Iterator[str]:
    for name in {**was, **now}:
        if name not in now:
            yield f"- 删掉{kind} {_named(name, was[name])}"
        elif name not in was:
            yield f"- 新增{kind} {_named(name, now[name])}"
        elif was[name] != now[name]:
            yield f"- 改了{kind} {_named(name, now[name])}"
            yield from _parts(was[name], now[name])


def _named(name: str, content: Content) -> str:
    title = content.get("标题") or content.get("名称")
    return f"{name}「{title}」" if title else name


def _parts(was: Content, now: Content) -> Iterator[str]:
    for part in {**was, **now}:
        before, after = was.get(part, ""), now.get(part, "")
        if before == after:
            continue
        if "\n" not in before + after:
            yield f"  - {part}：{before or _EMPTY} → {after or _EMPTY}"
        else:
            yield from _lines(part, before.split("\n"), after.split("\n"))


def _lines(part: str, before: list[str], after: list[str]) -> Iterator[str]:
    """Of several lines only those that differ; all of them when only their order does."""
    gone, new = [line for line in before if line not in after], [line for line in after if line not in before]
    yield from (f"  - {part}，去掉：{line}" for line in gone if line)
    yield from (f"  - {part}，加上：{line}" for line in new if line)
    if not gone and not new:
        yield f"  - {part}，换了先后：{' → '.join(after)}"


# what it does


def _affected(old: Knowledge, new: Knowledge, merchant: Document) -> Affected | None:
    before, after = (Assessment(version, read_situation(version, merchant)) for version in (old, new))
    was, will = _verdict(before), _verdict(after)
    return None if was == will else Affected(_facts(before, after), was, will)


def _verdict(assessment: Assessment) -> Verdict:
    main, plans = assessment.main, assessment.situation.selection("planned_action")
    steps = next_steps(ranked(assessment), main, plans, assessment.knowledge.actions)
    titles = tuple(assessment.knowledge.actions[one.step.action].title for one in steps)
    title = f"{main.title}（{main.id}）" if main is not None else "还下不了结论"
    return Verdict(title, assessment.stage, titles)


def _facts(before: Assessment, after: Assessment) -> str:
    """Category, then the facts that either main diagnosis rests on."""
    texts: dict[str, None] = {}
    category = before.situation.choice("category")
    if category is not None and category.value is not None:
        texts.setdefault(f"{category.value}商家")
    for assessment in (before, after):
        explainer = Explainer(assessment.evaluation)
        for reason in explainer.reasons(assessment.main.when if assessment.main is not None else ()):
            texts.setdefault(reason.text)
    return "；".join(texts) or "什么都还没说的商家"


def tell(lines: list[str], found: Effect) -> str:
    """Both parts as readable Chinese."""
    told = ["**知识库改了什么**", *(lines or ["没有改动"]), "", "**对商家的影响**"]
    told.append(f"看了 {found.merchants} 个商家，{len(found.affected)} 个的结论或下一步会变。{_counts(found)}")
    for one in found.affected[:MOST_TOLD]:
        told += [f"- {one.facts}", f"  {_change(one)}"]
    if len(found.affected) > MOST_TOLD:
        told.append(f"- 还有 {len(found.affected) - MOST_TOLD} 个")
    return "\n".join([*told, *(f"- 读不了：{problem}" for problem in found.unreadable[:MOST_TOLD])])


def _counts(found: Effect) -> str:
    if not found.affected:
        return ""
    stages = sum(one.before.stage != one.after.stage for one in found.affected)
    mains = sum(one.before.main != one.after.main for one in found.affected)
    return f"其中环节变的 {stages} 个，主诊断变的 {mains} 个，只变下一步的 {len(found.affected) - mains} 个。"


def _change(one: Affected) -> str:
    if one.before.main != one.after.main or one.before.stage != one.after.stage:
        return f"{_stage(one.before)}：{one.before.main} → {_stage(one.after)}：{one.after.main}"
    return f"主诊断不变（{one.after.main}），下一步：{'、'.join(one.before.steps)} → {'、'.join(one.after.steps)}"


def _stage(verdict: Verdict) -> str:
    return _STAGES.get(verdict.stage, verdict.stage)
