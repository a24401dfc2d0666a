"""Verification catches every kind of mistake that an expert can make in the files, and names the entry.

Each mistake is made in the files of the methodology themselves, as read from YAML, and read back from a folder.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge import KnowledgeError, load_knowledge, read_methodology
from knowledge.evaluation import Evaluation
from knowledge.loading import METHODOLOGY
from knowledge.model import Knowledge
from knowledge.verification import rule_witness
from knowledge.verification.agreement import disagreements
from knowledge.verification.conflicts import contradictory_advice
from knowledge.verification.gaps import unknown_merchants, without_answer
from knowledge.verification.reach import dead_ends, unreachable, unreached
from knowledge.verification.redundancy import redundancies
from knowledge.verification.safety import unsafe_advice
from knowledge.verification.sources import unsourced
from knowledge.verification.units import unit_mistakes
from knowledge.verification.usage import unused

Edit = Callable[[Any], None]
Check = Callable[[Knowledge], Iterable[str]]


@dataclass(frozen=True)
class Defect:
    """A mistake in one file: what is done to it, what finds it (None: loading), and what the message must hold."""

    kind: str
    file: str
    edit: Edit
    check: Check | None
    named: tuple[str, ...]


# edits


def entry(data: Any, name: str) -> Any:
    return next(one for one in data if one["id"] == name)


def put(name: str, **changes: Any) -> Edit:
    """Keys of an entry set to other values."""
    return lambda data: entry(data, name).update(changes)


def drop(name: str, key: str) -> Edit:
    return lambda data: entry(data, name).pop(key)


def twin(name: str, new: str, **changes: Any) -> Edit:
    """An entry written again under another id."""
    return lambda data: data.append({**copy.deepcopy(entry(data, name)), "id": new, **changes})


def also(name: str, key: str, *more: Any) -> Edit:
    """A list of an entry made longer."""
    return lambda data: entry(data, name).setdefault(key, []).extend(more)


def one_step(action: str) -> list[dict[str, str]]:
    return [{"action": action, "how": "照做。"}]


def can_fire(*rules: str) -> Check:
    """`unreachable`, with the witnesses of a few rules looked for and the others taken for granted."""

    def check(knowledge: Knowledge) -> Iterable[str]:
        found = {rule: rule_witness(knowledge, knowledge.rules[rule]) for rule in rules}
        granted = {rule: {} for rule in knowledge.rules if rule not in rules}
        return unreachable(knowledge, {**granted, **{rule: one for rule, one in found.items() if one is not None}})

    return check


def answered(knowledge: Knowledge) -> Iterable[str]:
    return without_answer(knowledge, [])


# the mistakes

SCHEMA = [
    Defect("a key that is not known", "rules/convert.yml", put("HL12", wenn=[]), None, ("HL12", "“wenn”")),
    Defect("a rule without a title", "rules/convert.yml", drop("HL12", "title"), None, ("HL12", "“title” is missing")),
    Defect("a rule without steps", "rules/convert.yml", put("HL12", steps=[]), None, ("HL12", "no steps")),
    Defect("a rule for everybody", "rules/convert.yml", put("HL12", when=[]), None, ("HL12", "“when” is empty")),
    Defect(
        "an action without a look back", "actions.yml", put("HOLD_PAID", review_days=0), None, ("HOLD_PAID", "1 and 60")
    ),
    Defect("a threshold with a figure and a line", "thresholds.yml", put("entry_line", value=1), None, ("entry_line",)),
    Defect(
        "a line upside down", "thresholds.yml", put("entry_line", line={"low": 0.5, "high": 0.1}), None, ("entry_line",)
    ),
    Defect("a line without figures", "thresholds.yml", put("entry_line", line={}), None, ("entry_line",)),
    Defect("a field that may be nothing", "fields.yml", put("F", readiness=[]), None, ("F", "readiness")),
    Defect("an id used twice", "actions.yml", twin("HOLD_PAID", "HOLD_PAID"), None, ("HOLD_PAID", "used twice")),
]

UNKNOWN = [
    Defect(
        "no such variable", "rules/convert.yml", also("HL12", "when", {"停流水平": "低"}), None, ("HL12", "停流水平")
    ),
    Defect("no such action", "rules/convert.yml", put("HL12", steps=one_step("FLY")), None, ("HL12", "“FLY”")),
    Defect("no such claim", "rules/convert.yml", also("HL12", "claims", "S999"), None, ("HL12", "S999")),
    Defect("no such plan", "rules/convert.yml", put("HL12", for_plan=["飞"]), None, ("HL12", "飞")),
    Defect("no such thing to avoid", "rules/convert.yml", put("HL12", avoid=one_step("飞")), None, ("HL12",)),
    Defect("no such group", "rules/convert.yml", put("HL12", group="别处"), None, ("HL12", "别处")),
    Defect("no such threshold", "findings.yml", put("stay", line="别的线"), None, ("stay", "别的线")),
    Defect(
        "no such number in a formula",
        "findings.yml",
        put("breakeven_roi", formula="1 / 毛利"),
        None,
        ("breakeven_roi",),
    ),
    Defect("no such claim of an action", "actions.yml", put("HOLD_PAID", claims=["S999"]), None, ("HOLD_PAID", "S999")),
    Defect("no such plan carried out", "actions.yml", put("HOLD_PAID", carries_out=["飞"]), None, ("HOLD_PAID", "飞")),
    Defect("no such claim of a card", "cards.yml", lambda data: data[0].update(claims=["S999"]), None, ("S999",)),
    Defect(
        "findings that need each other",
        "findings.yml",
        lambda data: entry(data, "receive")["values"]["弱"].append({"明显断点": "有"}),
        None,
        ("receive", "明显断点"),
    ),
]

ILLEGAL = [
    Defect("no such value", "rules/convert.yml", also("HL12", "when", {"停留水平": "很低"}), None, ("HL12", "很低")),
    Defect(
        "a word for a figure", "rules/convert.yml", also("HL12", "when", {"平均停留时长": "低"}), None, ("HL12", "低于")
    ),
    Defect("no such stage", "rules/convert.yml", put("HL12", stage="引流量"), None, ("HL12", "“stage”")),
    Defect("no such severity", "rules/convert.yml", put("HL12", severity=5), None, ("HL12", "“severity”")),
    Defect(
        "no such category in a line",
        "thresholds.yml",
        lambda data: entry(data, "stay_line")["lines"].update({"飞机": {"low": 1}}),
        None,
        ("stay_line", "飞机"),
    ),
    Defect("no such way of asking", "variables/receive.yml", put("avg_stay_sec", ask="often"), None, ("avg_stay_sec",)),
    Defect("a text for a list", "rules/convert.yml", put("HL12", claims="S51"), None, ("HL12", "“claims”")),
]

REACH = [
    Defect(
        "a rule that excludes itself",
        "rules/convert.yml",
        also("CZ04", "when", {"停留水平": "高"}),
        can_fire("CZ04"),
        ("CZ04", "can never fire"),
    ),
    Defect(
        "an exception that always holds",
        "rules/convert.yml",
        also("CZ04", "unless", {"停留水平": "低"}),
        can_fire("CZ04"),
        ("CZ04", "can never fire"),
    ),
    Defect(
        "a number below what it can be",
        "rules/gather.yml",
        put("HL10", when=[{"每场预热视频数": "低于 0"}]),
        can_fire("HL10"),
        ("HL10", "can never fire"),
    ),
    Defect(
        "an impossible level",
        "rules/convert.yml",
        put("CZ18", when=[{"退货水平": "高"}, {"退货率": "至多 0"}]),
        can_fire("CZ18"),
        ("CZ18", "can never fire"),
    ),
    Defect(
        "a consequence denied",
        "rules/convert.yml",
        put("CZ21", when=[{"转化水平": "低"}, {"承接": "强"}]),
        can_fire("CZ21"),
        ("CZ21", "can never fire"),
    ),
    Defect(
        "an action no rule advises", "actions.yml", twin("HOLD_PAID", "SPARE"), can_fire(), ("SPARE", "no rule advises")
    ),
]

DEAD_ENDS = [
    Defect("an aside without rules", "order.yml", lambda data: data["asides"].append("空组"), dead_ends, ("空组",)),
    Defect(
        "an entry of a group without rules",
        "order.yml",
        lambda data: data["order"][0]["groups"].append("空组"),
        dead_ends,
        ("合规与服务", "空组"),
    ),
    Defect(
        "an entry too strict for its rules",
        "rules/start.yml",
        put("P01", severity=1, group="合规服务"),
        dead_ends,
        ("P01", "can never lead"),
    ),
    Defect(
        "an entry behind its own double",
        "order.yml",
        lambda data: data["order"].append({**data["order"][0], "title": "又一遍"}),
        dead_ends,
        ("又一遍", "never decides"),
    ),
    Defect(
        "an entry that never counts",
        "order.yml",
        lambda data: data["order"][1].update(when=[{"停留水平": "低"}, {"停留水平": "高"}]),
        dead_ends,
        ("人群资产在别人手里", "never decides"),
    ),
]

USAGE = [
    Defect(
        "a variable nobody reads",
        "variables/shop.yml",
        twin("account_age_days", "spare", label="备用"),
        unused,
        ("spare", "nothing reads"),
    ),
    Defect(
        "a question that can change nothing",
        "variables/shop.yml",
        lambda data: [
            twin("account_age_days", "spare", label="备用", ask="always")(data),
            entry(data, "spare").pop("informs", None),
        ],
        unused,
        ("spare",),
    ),
    Defect(
        "informs and decides",
        "variables/shop.yml",
        put("account_age_days", informs="随便问问。"),
        unused,
        ("account_age_days", "“informs”"),
    ),
    Defect(
        "a finding nobody reads", "findings.yml", twin("net_breakeven_roi", "spare", label="备用"), unused, ("spare",)
    ),
    Defect("a figure nobody names", "thresholds.yml", twin("dear_goods", "spare", label="备用线"), unused, ("spare",)),
    Defect("a line nobody uses", "thresholds.yml", twin("entry_line", "spare", label="备用线"), unused, ("spare",)),
    Defect(
        "a coarse question in a circle",
        "variables/receive.yml",
        put("stay_level", coarse="avg_stay_sec"),
        unused,
        ("avg_stay_sec", "circle"),
    ),
]

REDUNDANT = [
    Defect(
        "a rule written twice",
        "rules/convert.yml",
        twin("CZ04", "CZ99", title="另一种说法"),
        redundancies,
        ("CZ99", "same conditions as CZ04"),
    ),
    Defect(
        "the same title",
        "rules/convert.yml",
        lambda data: entry(data, "CZ04").update(title=entry(data, "CZ21")["title"]),
        redundancies,
        ("CZ21", "same title"),
    ),
    Defect(
        "a rule that adds nothing",
        "rules/convert.yml",
        lambda data: [
            twin("CZ04", "CZ99", title="窄一点")(data),
            entry(data, "CZ99")["when"].append({"违规/限流": "有"}),
        ],
        redundancies,
        ("CZ99", "CZ04 fires with the same steps"),
    ),
    Defect(
        "a rule implied by a combination",
        "rules/convert.yml",
        lambda data: [twin("HL12", "HL99", title="窄一点", when=[{"付费投放": "在投"}, {"停留水平": "低"}])(data)],
        redundancies,
        ("HL99", "HL12 fires with the same steps"),
    ),
]

CONTRADICTIONS = [
    Defect(
        "a step and its contrary",
        "rules/convert.yml",
        lambda data: entry(data, "HL12")["avoid"].append({"action": "HOLD_PAID", "why": "不要。"}),
        contradictory_advice,
        ("HL12", "HOLD_PAID"),
    ),
    Defect(
        "a plan answered and refused",
        "rules/convert.yml",
        put("HL12", for_plan=["加预算"]),
        contradictory_advice,
        ("HL12", "“加预算”", "choose one"),
    ),
    Defect(
        "a step that carries out what is refused",
        "rules/convert.yml",
        put("HL12", steps=one_step("SCALE_PAID_STEP")),
        contradictory_advice,
        ("HL12", "SCALE_PAID_STEP", "“加预算”"),
    ),
    Defect(
        "a plan carried out and not answered",
        "rules/start.yml",
        lambda data: [entry(data, "P01").update(steps=one_step("CREATOR_START"), for_plan=[])],
        contradictory_advice,
        ("P01", "CREATOR_START", "for_plan"),
    ),
]

UNSAFE = [
    Defect(
        "more ads for who loses money",
        "rules/gather.yml",
        lambda data: entry(data, "HL14").update(steps=one_step("SCALE_PAID_STEP"), avoid=[]),
        unsafe_advice,
        ("HL14", "SCALE_PAID_STEP"),
    ),
    Defect(
        "a campaign while the score is bad",
        "rules/gate.yml",
        lambda data: entry(data, "F04").update(steps=one_step("CAMPAIGN_JOIN"), avoid=[]),
        unsafe_advice,
        ("F04", "CAMPAIGN_JOIN", "体验分"),
    ),
    Defect(
        "a Top KOL for who keeps nobody",
        "rules/deposit.yml",
        lambda data: entry(data, "JC01").update(steps=one_step("KOL_EXCLUSIVE"), avoid=[]),
        unsafe_advice,
        ("JC01", "KOL_EXCLUSIVE"),
    ),
    Defect(
        "scaling up without its exception",
        "rules/gather.yml",
        put("HL15", unless=[]),
        unsafe_advice,
        ("HL15", "SCALE_PAID_STEP"),
    ),
    Defect(
        "a campaign without its exception",
        "rules/campaign.yml",
        put("C01", unless=[]),
        unsafe_advice,
        ("C01", "CAMPAIGN_JOIN"),
    ),
    Defect(
        "a single slot without its exception",
        "rules/top_kol.yml",
        put("T03", unless=[]),
        unsafe_advice,
        ("T03", "KOL_MIXED"),
    ),
    Defect(
        "a break that is no longer known as one",
        "findings.yml",
        lambda data: entry(data, "break_known")["values"]["有"][0]["任一"].remove({"违规/限流": "有"}),
        unsafe_advice,
        ("SCALE_PAID_STEP", "HL20", "违规"),
    ),
]

SOURCES = [
    Defect("a claim nobody cites", "claims.yml", twin("S1", "S999"), unsourced, ("S999", "nobody cites")),
    Defect("a rule without a source", "rules/convert.yml", put("HL12", claims=[], judgement=False), None, ("HL12",)),
    Defect(
        "a threshold without a source", "thresholds.yml", drop("entry_line", "source"), None, ("entry_line", "“source”")
    ),
    Defect(
        "a threshold without a date", "thresholds.yml", put("entry_line", date=""), unsourced, ("entry_line", "no date")
    ),
    Defect(
        "a figure without reliability", "thresholds.yml", drop("dear_goods", "reliability"), unsourced, ("dear_goods",)
    ),
    Defect(
        "reliability of another scale",
        "thresholds.yml",
        put("dear_goods", reliability="高"),
        unsourced,
        ("dear_goods",),
    ),
    Defect(
        "judgement that passes for knowledge",
        "thresholds.yml",
        put("dear_goods", source="J", judgement=False),
        unsourced,
        ("dear_goods", "judgement"),
    ),
    Defect(
        "one line of many that does",
        "thresholds.yml",
        lambda data: entry(data, "stay_line")["lines"]["宠物"].update(source="J", judgement=False),
        unsourced,
        ("stay_line", "judgement"),
    ),
]

UNITS = [
    Defect(
        "a line in another unit", "thresholds.yml", put("stay_line", unit="分钟"), unit_mistakes, ("stay", "stay_line")
    ),
    Defect(
        "a figure in another unit",
        "thresholds.yml",
        put("traffic_viewers", unit="元"),
        unit_mistakes,
        ("traffic_viewers",),
    ),
    Defect(
        "a share without what it counts", "thresholds.yml", put("entry_line", unit="秒"), unit_mistakes, ("entry_line",)
    ),
    Defect(
        "a percentage for a share",
        "thresholds.yml",
        put("entry_line", line={"low": 10, "high": 25}),
        unit_mistakes,
        ("entry_line", "0.05"),
    ),
    Defect(
        "a share above one in a condition",
        "rules/convert.yml",
        put("CZ18", when=[{"退货率": "至少 30"}]),
        unit_mistakes,
        ("CZ18", "退货率"),
    ),
    Defect(
        "more days than a week has",
        "rules/gather.yml",
        put("HL07", when=[{"每周直播天数": "低于 9"}]),
        unit_mistakes,
        ("HL07", "每周直播天数"),
    ),
    Defect(
        "peers of another kind",
        "findings.yml",
        put("stay", peers="同行成交转化率"),
        unit_mistakes,
        ("stay", "同行成交转化率"),
    ),
    Defect("a level said in other words", "findings.yml", put("stay", said="人设"), unit_mistakes, ("stay", "人设")),
    Defect(
        "a formula that adds days and money",
        "findings.yml",
        put("breakeven_roi", formula="开播/起号天数 + 客单价".replace("开播/起号天数", "「开播/起号天数」")),
        unit_mistakes,
        ("breakeven_roi", "may be added"),
    ),
    Defect(
        "an estimate of something else",
        "findings.yml",
        put("conversion", estimate="客单价"),
        unit_mistakes,
        ("conversion", "客单价"),
    ),
    Defect(
        "money held against a number of days",
        "rules/convert.yml",
        put("CZ18", when=[{"客单价": "高于 断货缺口天数"}]),
        unit_mistakes,
        ("CZ18", "断货缺口天数"),
    ),
]

DEFECTS = [
    *SCHEMA, *UNKNOWN, *ILLEGAL, *REACH, *DEAD_ENDS, *USAGE, *REDUNDANT, *CONTRADICTIONS, *UNSAFE, *SOURCES, *UNITS,
]  # fmt: skip


@cache
def parsed(name: str) -> Any:
    return yaml.safe_load((METHODOLOGY / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(METHODOLOGY, tmp_path_factory.mktemp("seeded") / "methodology"))


def problems(folder: Path, defect: Defect) -> list[str]:
    """What is said of a folder with the mistake in it; the folder is put right again."""
    data = copy.deepcopy(parsed(defect.file))
    defect.edit(data)
    path = folder / defect.file
    before = path.read_bytes()
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        knowledge = read_methodology(folder)
    except KnowledgeError as error:
        return list(error.problems)
    finally:
        path.write_bytes(before)
    return list(defect.check(knowledge)) if defect.check is not None else []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.kind)
def test_a_mistake_is_caught_and_the_message_names_the_entry(folder: Path, defect: Defect) -> None:
    found = problems(folder, defect)
    assert any(all(name in problem for name in defect.named) for problem in found), found


def test_there_are_mistakes_enough() -> None:
    assert len({defect.kind for defect in DEFECTS}) == len(DEFECTS) >= 60


def test_a_link_that_nothing_leads_to_is_named() -> None:
    knowledge = load_knowledge()
    gathering = {"HL01": {"target_user_clarity": "没想过"}}
    assert any("聚沉淀" in problem for problem in unreached(knowledge, gathering))
    assert not any("汇流量" in problem for problem in unreached(knowledge, gathering))


def test_a_merchant_without_any_answer_is_named() -> None:
    knowledge = load_knowledge()
    silent = replace(knowledge, rules={}, order=())
    assert any("neither a step nor a question" in problem for problem in answered(silent))


def test_levels_that_no_rule_speaks_to_are_told_as_a_merchant() -> None:
    knowledge = load_knowledge()
    quiet = replace(knowledge, rules={rule: knowledge.rules[rule] for rule in ("HL12", "QS04")})
    warnings = list(unknown_merchants(quiet))
    assert warnings and all("停留" in warning and "体验分" in warning for warning in warnings)


def test_readers_that_differ_are_named_with_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = load_knowledge()
    monkeypatch.setattr(Evaluation, "fired", lambda _: {})
    found = list(disagreements(knowledge, {"HL12": {"paid_status": "在投", "stay_level": "低"}}))
    assert len(found) == 1 and "HL12" in found[0]


def test_a_message_says_the_file_and_the_line(folder: Path) -> None:
    defect = next(one for one in DEFECTS if one.kind == "a plan answered and refused")
    assert problems(folder, defect)[0].startswith("rules/convert.yml:")


@pytest.mark.parametrize(
    "check",
    [dead_ends, unused, redundancies, contradictory_advice, unsafe_advice, unsourced, unit_mistakes, answered],
    ids=lambda check: check.__name__,
)
def test_the_methodology_itself_is_free_of_each_kind(check: Check) -> None:
    assert list(check(load_knowledge())) == []
