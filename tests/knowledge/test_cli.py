"""`python -m knowledge`: readable Chinese or JSON, and one clear line on bad input."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from knowledge.__main__ import main
from knowledge.loading import METHODOLOGY
from knowledge.verification import Verification

SHOP = {"category": "服饰鞋包", "paid_daily_spend": 3000, "avg_stay_sec": 15, "planned_action": ["加预算"]}


@dataclass(frozen=True)
class Result:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, given: object = None) -> Result:
    """One command with `given` on standard input, in this process."""
    text = io.StringIO(given if isinstance(given, str) else json.dumps(given))
    with (
        mock.patch.object(sys, "stdin", text),
        redirect_stdout(io.StringIO()) as output,
        redirect_stderr(io.StringIO()) as errors,
    ):
        code = main(list(arguments))
    return Result(code, output.getvalue(), errors.getvalue())


def test_the_package_runs_as_a_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "knowledge", "next"], input=json.dumps(SHOP), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0 and "谁最清楚" in result.stdout


def test_assess_prints_a_report_in_chinese() -> None:
    result = run("assess", given=SHOP)
    assert result.returncode == 0
    assert "促转化" in result.stdout and "先不要加预算" in result.stdout and "S51" in result.stdout


def test_assess_prints_the_report_of_the_interface_as_json() -> None:
    report = json.loads(run("assess", "--json", given=SHOP).stdout)
    assert report["main"] == "HL12" and report["stage"] == "促转化"


def test_next_prints_the_questions_that_still_matter() -> None:
    questions = json.loads(run("next", "--json", given=SHOP).stdout)
    assert "experience_score" in [question["variable"] for question in questions]
    assert all(question["could_change"] and question["reason"] for question in questions)


@pytest.mark.parametrize(("problems", "code"), [((), 0), (("rules/gate.yml:3 F04: has no steps",), 1)])
def test_verify_fails_when_the_methodology_has_a_problem_and_names_it(problems: tuple[str, ...], code: int) -> None:
    with mock.patch("knowledge.__main__.verify", return_value=Verification(problems, (), {}, "147 rules")):
        result = run("verify")
    assert result.returncode == code
    assert result.stdout.splitlines() == [*problems, "147 rules"]


def test_next_says_who_knows_and_where_to_look() -> None:
    assert all(
        question["knows"] and question["find"] for question in json.loads(run("next", "--json", given=SHOP).stdout)
    )
    text = run("next", given=SHOP).stdout
    assert "谁最清楚" in text and "哪里看" in text and "{" not in text


def test_why_says_what_each_answer_would_do() -> None:
    result = run("why", "experience_score", given=SHOP)
    assert result.returncode == 0 and "不到 4.3 分" in result.stdout and "F04" in result.stdout
    assert json.loads(run("why", "体验分", "--json", given=SHOP).stdout)["variable"] == "experience_score"


def test_how_tells_the_chain_and_what_a_silent_rule_waits_for() -> None:
    result = run("how", "HL12", given=SHOP)
    assert result.returncode == 0 and "停留默认线" in result.stdout and "S51" in result.stdout
    assert json.loads(run("how", "CZ10", "--json", given=SHOP).stdout)["when"][0]["missing"] == ["组货"]


def test_whatif_compares_and_names_the_smallest_change(tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(SHOP), encoding="utf-8")
    result = run("whatif", "停留=45", "conversion_rate=2%", str(file))
    assert result.returncode == 0 and "不再有的诊断" in result.stdout and "停留到 40 秒" in result.stdout
    assert json.loads(run("whatif", "--json", str(file)).stdout)["assumed"] == []


def test_thresholds_go_out_and_are_checked(tmp_path: Path) -> None:
    sheet = tmp_path / "thresholds.csv"
    assert run("thresholds", "export", str(sheet)).returncode == 0
    assert run("thresholds", "check", str(sheet)).stdout == "没有改动\n"
    sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace(",40,60,秒", ",四十,60,秒"), encoding="utf-8")
    result = run("thresholds", "check", str(sheet))
    assert result.returncode == 2 and "第 2 行「低」" in result.stderr


def test_diff_tells_the_change_and_whom_it_meets(tmp_path: Path) -> None:
    old = Path(shutil.copytree(METHODOLOGY, tmp_path / "old"))
    file = old / "thresholds.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("{low: 40, high: 60}", "{low: 10, high: 60}", 1), "utf-8")
    result = run("diff", str(old), str(METHODOLOGY), "-", given=SHOP)
    assert result.returncode == 0 and "低 10" in result.stdout and "1 个的结论或下一步会变" in result.stdout
    assert run("diff", str(old), str(METHODOLOGY), "-", given="{").returncode == 2


def test_bad_input_ends_with_two_and_one_line_that_names_it() -> None:
    for command, given, named in (
        (["assess"], {"staay": 1}, "staay"),
        (["assess"], "{", "not JSON"),
        (["assess"], {"conversion_rate": 7}, "out of range"),
        (["assess", "no-such-file.json"], {}, "no-such-file.json"),
        (["why", "没有这个"], {}, "没有这个"),
        (["how", "XX99"], {}, "XX99"),
        (["whatif", "停留=很久"], {}, "很久"),
        (["whatif", "停留=40", "a.json", "b.json"], {}, "one file"),
    ):
        result = run(*command, given=given)
        assert result.returncode == 2
        assert named in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    file.write_bytes(b"\xff\xfe\x00")
    result = run("assess", str(file))
    assert result.returncode == 2 and "not UTF-8" in result.stderr
