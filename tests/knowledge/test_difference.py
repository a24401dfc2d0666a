"""Two versions of the methodology: what was changed, in words, and for which merchants it changes anything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from knowledge import load_knowledge
from knowledge.maintenance.difference import MOST_TOLD, differences, effect, tell, witnesses
from knowledge.model import Knowledge
from tests.knowledge.merchants import merchants

OLD = load_knowledge()
SHOP: dict[str, Any] = {
    "category": "服饰鞋包",
    "paid_status": "在投",
    "avg_stay_sec": 38,
    "conversion_rate": 0.02,
    "price_avg": 99,
    "experience_score": 4.7,
}


def with_rule(rule_id: str, **changes: Any) -> Knowledge:
    return replace(OLD, rules={**OLD.rules, rule_id: replace(OLD.rules[rule_id], **changes)})


def without(kind: str, name: str) -> Knowledge:
    return replace(OLD, **{kind: {key: one for key, one in getattr(OLD, kind).items() if key != name}})


def with_stay_line(low: float) -> Knowledge:
    threshold = OLD.thresholds["stay_line"]
    line = replace(threshold.choices["服饰鞋包"], low=low)
    changed = replace(threshold, choices={**threshold.choices, "服饰鞋包": line})
    return replace(OLD, thresholds={**OLD.thresholds, "stay_line": changed})


def test_nothing_is_different_between_a_version_and_itself() -> None:
    assert differences(OLD, OLD) == []
    assert effect(OLD, OLD, [SHOP]).affected == ()


def test_a_line_is_told_with_what_it_was_and_what_it_is() -> None:
    assert differences(OLD, with_stay_line(36)) == [
        "- 改了阈值 stay_line「停留默认线」",
        "  - 服饰鞋包：低 40，高 60（W8，未标，B） → 低 36，高 60（W8，未标，B）",
    ]


def test_a_changed_rule_is_told_part_by_part() -> None:
    rule = OLD.rules["HL12"]
    new = with_rule("HL12", severity=2, when=rule.when[:1], steps=rule.steps[::-1], avoid=rule.avoid[1:])
    told = differences(OLD, new)
    assert "  - 严重度：4 → 2" in told and "  - 成立条件，去掉：承接是「弱」" in told
    assert any(line.startswith("  - 怎么做，换了先后") for line in told)
    assert any(line.startswith("  - 先不要，去掉：加预算") for line in told)


@pytest.mark.parametrize(
    ("kind", "name", "word"),
    [
        ("claims", "S51", "论点"),
        ("variables", "asker", "变量"),
        ("thresholds", "stay_line", "阈值"),
        ("findings", "stay", "判断"),
        ("rules", "HL12", "规则"),
        ("actions", "HOLD_PAID", "动作"),
        ("fields", "F", "阵地"),
        ("wording", "level_low", "用语"),
    ],
)
def test_what_is_added_or_removed_is_named_for_every_kind_of_entry(kind: str, name: str, word: str) -> None:
    named = getattr(OLD, kind)
    more = replace(OLD, **{kind: {**named, "another": named[name]}})
    gone, new = differences(more, OLD), differences(OLD, more)
    assert len(gone) == len(new) == 1
    assert gone[0].startswith(f"- 删掉{word} another") and new[0].startswith(f"- 新增{word} another")


def test_another_order_of_the_constraint_is_told() -> None:
    told = differences(OLD, replace(OLD, order=OLD.order[::-1]))
    assert told[0] == "- 改了次序 约束次序" and "先后" in told[1]


def test_a_merchant_between_the_old_line_and_the_new_one_is_told_with_both_verdicts() -> None:
    found = effect(OLD, with_stay_line(36), [SHOP, {**SHOP, "avg_stay_sec": 20}])
    assert found.merchants == 2 and len(found.affected) == 1
    told = found.affected[0]
    assert told.facts.startswith("服饰鞋包商家") and "停留 38 秒" in told.facts
    assert told.before.stage == "促转化" and "HL12" in told.before.main and told.after.stage != "促转化"


def test_a_merchant_who_only_gets_other_steps_is_told_too() -> None:
    new = with_rule("HL12", steps=OLD.rules["HL12"].steps[1:])
    found = effect(OLD, new, [{**SHOP, "avg_stay_sec": 20}])
    assert [one.before.main == one.after.main for one in found.affected] == [True]
    assert "主诊断不变" in tell([], found) and "只变下一步的 1 个" in tell([], found)


def test_facts_that_a_version_cannot_hold_are_named_and_do_not_stop_the_rest() -> None:
    found = effect(OLD, without("variables", "main_product"), [{"main_product": "女鞋"}, SHOP])
    assert found.merchants == 2 and len(found.unreadable) == 1 and "第 1 个商家" in found.unreadable[0]


def test_at_most_ten_merchants_are_told_and_all_are_counted() -> None:
    shops = [{**SHOP, "price_avg": 60 + number} for number in range(MOST_TOLD + 3)]
    text = tell([], effect(OLD, with_stay_line(36), shops))
    assert text.count("\n  ") == MOST_TOLD and "13 个的结论" in text and "还有 3 个" in text


def test_every_rule_has_a_merchant_to_try_a_change_on() -> None:
    found = list(witnesses(OLD))
    assert len(found) > len(OLD.rules) / 2 and all(document for document in found)


def test_plausible_merchants_show_what_a_change_does() -> None:
    found = effect(OLD, without("rules", "HL12"), merchants(60, seed=3))
    assert found.merchants == 60 and found.affected and not found.unreadable
