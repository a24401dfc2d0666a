"""`python -m knowledge`: readable Chinese or JSON, and one clear line on bad input."""

from __future__ import annotations

import json
import subprocess
import sys

SHOP = {"category": "服饰鞋包", "paid_daily_spend": 3000, "avg_stay_sec": 15, "planned_action": ["加预算"]}


def run(*arguments: str, given: object = None) -> subprocess.CompletedProcess[str]:
    text = given if isinstance(given, str) else json.dumps(given)
    return subprocess.run(
        [sys.executable, "-m", "knowledge", *arguments], input=text, capture_output=True, text=True, check=False
    )


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


def test_verify_finds_the_methodology_sound() -> None:
    result = run("verify")
    assert result.returncode == 0 and "rules" in result.stdout


def test_bad_input_ends_with_two_and_one_line_that_names_it() -> None:
    for given, named in (({"staay": 1}, "staay"), ("{", "not JSON"), ({"conversion_rate": 7}, "out of range")):
        result = run("assess", given=given)
        assert result.returncode == 2
        assert named in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert run("assess", "no-such-file.json").returncode == 2
