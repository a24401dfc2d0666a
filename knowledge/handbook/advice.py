"""The chapters about what is advised: the order of the constraint, rules by link, actions and fields."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.handbook.anchors import action_link, anchor, links
from knowledge.handbook.document import Block, Bullets, Item, Paragraph, Section, Text, plain
from knowledge.handbook.statements import statements
from knowledge.handbook.texts import word
from knowledge.handbook.usage import Usage
from knowledge.model import STAGES, Action, Field, Knowledge, OrderEntry, Rule


def stage_name(stage: str) -> str:
    """A link's name for readers: none and undecided have words of their own."""
    return word(f"stage_{stage}") if stage in ("none", "undecided") else stage


def order_chapter(knowledge: Knowledge) -> Section:
    """The order of the constraint, from the gate to what is still unknown."""
    entries = tuple(
        Section(
            word("order_entry", level=entry.level, title=entry.title),
            anchor("order", str(number)),
            tuple(_order_entry(knowledge, entry)),
        )
        for number, entry in enumerate(knowledge.order, start=1)
    )
    asides = Bullets(
        tuple(Item(plain(f"{group}：", *_rules_of(knowledge, (group,)))) for group in sorted(knowledge.asides)),
        word("order_asides"),
    )
    return Section(word("order"), anchor("chapter", "order"), (Paragraph((word("order_text"),)), asides), entries)


def _order_entry(knowledge: Knowledge, entry: OrderEntry) -> Iterator[Block]:
    yield Bullets(tuple(Item(plain(f"{group}：", *_rules_of(knowledge, (group,)))) for group in entry.groups))
    if entry.severity > 1:
        yield Paragraph((word("order_severity", severity=entry.severity),))
    if entry.when:
        yield Bullets(statements(knowledge, entry.when), word("rule_when"))
    if entry.unless:
        yield Bullets(statements(knowledge, entry.unless), word("rule_unless"))


def _rules_of(knowledge: Knowledge, groups: tuple[str, ...]) -> Text:
    return links("rule", (rule.id for rule in knowledge.rules.values() if rule.group in groups))


def rules_chapter(knowledge: Knowledge) -> Section:
    """Every rule, under the link it points to."""
    stages = tuple(
        Section(
            word("rules_stage", stage=stage_name(stage)),
            anchor("rules", stage),
            sections=tuple(_rule(knowledge, rule) for rule in knowledge.rules.values() if rule.stage == stage),
        )
        for stage in STAGES
    )
    return Section(word("rules"), anchor("chapter", "rules"), sections=stages)


def _rule(knowledge: Knowledge, rule: Rule) -> Section:
    return Section(f"{rule.id} {rule.title}", anchor("rule", rule.id), tuple(_rule_blocks(knowledge, rule)))


def _rule_blocks(knowledge: Knowledge, rule: Rule) -> Iterator[Block]:
    severity = word(f"severity_{rule.severity}")
    yield Paragraph((word("rule_facts", severity=rule.severity, severity_word=severity, group=rule.group),))
    yield Bullets(statements(knowledge, rule.when), word("rule_when"))
    if rule.unless:
        yield Bullets(statements(knowledge, rule.unless), word("rule_unless"))
    yield Paragraph((rule.why,), word("rule_why"))
    steps = (Item(plain(action_link(knowledge, step.action), word("rule_step", how=step.how))) for step in rule.steps)
    yield Bullets(tuple(steps), word("rule_steps"), numbered=True)
    if rule.avoid:
        avoid = (
            Item(plain(action_link(knowledge, one.action), word("rule_avoid_reason", why=one.why)))
            for one in rule.avoid
        )
        yield Bullets(tuple(avoid), word("rule_avoid"))
    for label, values in (("rule_plans", rule.for_plan), ("rule_goals", rule.goals)):
        if values:
            yield Paragraph(("、".join(sorted(values)),), word(label))
    if rule.claims:
        yield Paragraph(links("claim", rule.claims), word("rule_claims"))
    if rule.judgement:
        yield Paragraph((rule.judgement,), word("rule_judgement"))


def actions_chapter(knowledge: Knowledge, usage: Usage) -> Section:
    """Every action with its steps and the rules that advise it or warn of it."""
    actions = tuple(
        Section(action.title, anchor("action", action.id), tuple(_action_blocks(action, usage)))
        for action in knowledge.actions.values()
    )
    return Section(word("actions"), anchor("chapter", "actions"), sections=actions)


def _action_blocks(action: Action, usage: Usage) -> Iterator[Block]:
    facts = word("action_facts", role=action.role, metric=action.metric, target=action.target, days=action.review_days)
    yield Paragraph(plain(facts, word("action_risky") if action.risky else ""))
    yield Paragraph((action.why,), word("action_why"))
    yield Bullets(tuple(Item((step,)) for step in action.steps), word("action_steps"), numbered=True)
    for label, text in (("action_unlocks", action.unlocks), ("action_if_stuck", action.if_stuck)):
        if text:
            yield Paragraph((text,), word(label))
    if action.claims:
        yield Paragraph(links("claim", action.claims), word("rule_claims"))
    for label, users in (
        ("action_used", usage.of("action", action.id)),
        ("action_avoided", usage.of("avoided", action.id)),
    ):
        if users:
            yield Paragraph(users, word(label))


def fields_chapter(knowledge: Knowledge) -> Section:
    """The four fields: what each is for, and what comes next at each point."""
    fields = tuple(
        Section(f"{field.id} {field.name}", anchor("field", field.id), tuple(_field_blocks(knowledge, field)))
        for field in knowledge.fields.values()
    )
    return Section(word("fields"), anchor("chapter", "fields"), sections=fields)


def _field_blocks(knowledge: Knowledge, field: Field) -> Iterator[Block]:
    yield Paragraph((field.role,), word("field_role"))
    states = tuple(
        Item(
            (f"{state.readiness}：{state.next}",),
            statements(knowledge, state.when) or (Item((word("field_otherwise"),)),),
        )
        for state in field.readiness
    )
    yield Bullets(states, word("field_states"))
    yield Paragraph(links("claim", field.claims), word("rule_claims"))
