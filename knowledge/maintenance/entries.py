"""The entries of a methodology in words, field by field, so that two versions can be held against each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from knowledge.conditions import Condition
from knowledge.model import (
    Action,
    Card,
    Claim,
    Combination,
    Comparison,
    Contradiction,
    Field,
    Finding,
    Knowledge,
    Line,
    OrderEntry,
    Refusal,
    Rule,
    Threshold,
    Variable,
)
from knowledge.statements import statement

# What an entry says: the name of each part, and its content in words.
Content = Mapping[str, str]


def entries(knowledge: Knowledge) -> dict[str, dict[str, Content]]:
    """Everything the base holds: for each kind its entries by id."""
    return {
        "论点": _each(knowledge.claims, _claim),
        "变量": _each(knowledge.variables, lambda one: _variable(knowledge, one)),
        "阈值": _each(knowledge.thresholds, _threshold),
        "判断": _each(knowledge.findings, lambda one: _finding(knowledge, one)),
        "规则": _each(knowledge.rules, lambda one: _rule(knowledge, one)),
        "动作": _each(knowledge.actions, _action),
        "次序": {"约束次序": _order(knowledge)},
        "阵地": _each(knowledge.fields, lambda one: _field(knowledge, one)),
        "解释卡": _each(knowledge.cards, _card),
        "矛盾": _each(knowledge.contradictions, lambda one: _contradiction(knowledge, one)),
        "回绝": _each(knowledge.refusals, _refusal),
        "用语": _each(knowledge.wording, lambda text: {"文字": text}),
    }


def _each(named: Mapping[str, Any], content: Callable[[Any], Content]) -> dict[str, Content]:
    return {name: content(one) for name, one in named.items()}


def _claim(claim: Claim) -> Content:
    return {"章节": claim.section, "内容": claim.statement}


def _variable(knowledge: Knowledge, variable: Variable) -> Content:
    return {
        "名称": variable.label,
        "短名": variable.short,
        "类型": " ".join(filter(None, (variable.type, variable.kind))),
        "单位": variable.unit,
        "范围": "" if variable.type != "number" else f"{_figure(variable.low)} 到 {_figure(variable.high)}",
        "什么时候问": variable.ask,
        "难度": str(variable.effort),
        "问题": variable.question,
        "为什么问": variable.reason,
        "哪里看": variable.find,
        "谁知道": variable.knows,
        "只在这时问": _conditions(knowledge, variable.only_if),
        "可以改到": "、".join(variable.improvable),
        "往高了说就是": variable.raising_is or "",
        "可选的值": "、".join(variable.values),
        "商家的说法": "；".join(_phrases(variable)),
        "叫法": "、".join(variable.names),
    }


def _phrases(variable: Variable) -> Iterable[str]:
    for said in (variable.values, variable.answers):
        for value, phrases in said.items():
            if phrases:
                yield f"{value}：{'、'.join(phrases)}"


def _threshold(threshold: Threshold) -> Content:
    content = {"名称": threshold.label, "单位": threshold.unit, "按什么分": threshold.by or ""}
    if threshold.value is not None:
        origin = _origin(threshold.source, threshold.date, threshold.reliability, threshold.judgement)
        return {**content, "数值": f"{_figure(threshold.value)}（{origin}）"}
    lines = {
        **({"线": threshold.otherwise} if threshold.otherwise is not None else {}),
        **threshold.choices,
        **{"再往上" if math.isinf(up_to) else f"至多 {_figure(up_to)}": line for up_to, line in threshold.bands},
    }
    return {**content, **{name: _line(line) for name, line in lines.items()}}


def _line(line: Line) -> str:
    sides = [
        f"低 {_figure(line.low)}" if line.low is not None else "",
        f"高 {_figure(line.high)}" if line.high is not None else "",
    ]
    origin = _origin(line.source, line.date, line.reliability, line.judgement)
    return f"{'，'.join(filter(None, sides))}（{origin}）"


def _origin(source: str, date: str, reliability: str, judgement: bool) -> str:
    parts = (source, date, reliability, "属于判断" if judgement else "")
    return "，".join(filter(None, parts))


def _finding(knowledge: Knowledge, finding: Finding) -> Content:
    if isinstance(finding, Combination):
        values = {value: _conditions(knowledge, conditions) for value, conditions in finding.values.items()}
        return {"名称": finding.label, "论点": "、".join(finding.claims), **values}
    if isinstance(finding, Comparison):
        return {
            "名称": finding.label,
            "比的数": finding.compare,
            "同行": finding.peers or "",
            "口头的高低": finding.said or "",
            "默认线": finding.line or "",
            "推算": finding.estimate or "",
            "样本太小": _conditions(knowledge, finding.too_small),
        }
    return {"名称": finding.label, "算法": finding.formula.text, "单位": finding.unit}


def _rule(knowledge: Knowledge, rule: Rule) -> Content:
    return {
        "标题": rule.title,
        "环节": rule.stage,
        "组": rule.group,
        "严重度": str(rule.severity),
        "成立条件": _conditions(knowledge, rule.when),
        "除非": _conditions(knowledge, rule.unless),
        "为什么": rule.why,
        "论点": "、".join(rule.claims),
        "判断的部分": rule.judgement or "",
        "回应的打算": "、".join(sorted(rule.for_plan)),
        "回应的诉求": "、".join(sorted(rule.goals)),
        "怎么做": "\n".join(f"{step.action} {step.how}" for step in rule.steps),
        "先不要": "\n".join(f"{avoid.action} {avoid.why}" for avoid in rule.avoid),
    }


def _action(action: Action) -> Content:
    return {
        "标题": action.title,
        "谁做": action.role,
        "看什么": action.metric,
        "目标": action.target,
        "几天后复看": str(action.review_days),
        "为什么": action.why,
        "步骤": "\n".join(action.steps),
        "做到之后": action.unlocks,
        "没动静": action.if_stuck,
        "论点": "、".join(action.claims),
        "要前几环通了才能给": "是" if action.risky else "",
    }


def _order(knowledge: Knowledge) -> Content:
    content = {entry.title: _order_entry(knowledge, entry) for entry in knowledge.order}
    return {"先后": " → ".join(content), **content, "只作提醒的组": "、".join(sorted(knowledge.asides))}


def _order_entry(knowledge: Knowledge, entry: OrderEntry) -> str:
    parts = [
        f"{entry.level}，组 {'、'.join(entry.groups)}，严重度 {entry.severity} 以上",
        f"当{_conditions(knowledge, entry.when)}" if entry.when else "",
        f"除非{_conditions(knowledge, entry.unless)}" if entry.unless else "",
    ]
    return "；".join(filter(None, parts))


def _field(knowledge: Knowledge, field: Field) -> Content:
    states = {
        f"第 {place} 种情况": f"{state.readiness}：{state.next}（{_conditions(knowledge, state.when) or '其他情况'}）"
        for place, state in enumerate(field.readiness, start=1)
    }
    return {"名称": field.name, "作用": field.role, "论点": "、".join(field.claims), **states}


def _card(card: Card) -> Content:
    return {
        "标题": card.title,
        "叫法": "、".join(card.names),
        "内容": card.text,
        "更多": card.more,
        "论点": "、".join(card.claims),
        "方法论之外": "是" if card.extension else "",
        "出处": card.source,
        "讲的数": card.variable or "",
    }


def _contradiction(knowledge: Knowledge, one: Contradiction) -> Content:
    return {
        "同时说了": _conditions(knowledge, one.when),
        "加起来": "" if one.formula is None else f"{one.formula.text} 高于 {_figure(one.above)}",
        "说了两次": one.twice or "",
        "怎么问": one.ask,
        "重新回答": "、".join(one.settle),
        "按钮": "\n".join(f"{answer.title}：{answer.variable} {answer.value or '不清楚'}" for answer in one.answers),
    }


def _refusal(refusal: Refusal) -> Content:
    return {"为什么": refusal.why, "可以这样做": refusal.instead}


def _conditions(knowledge: Knowledge, conditions: Iterable[Condition]) -> str:
    return "\n".join(statement(knowledge, condition) for condition in conditions)


def _figure(value: float) -> str:
    return "不限" if math.isinf(value) else f"{value:g}"
