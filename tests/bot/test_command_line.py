"""`python -m bot`: one JSON object a line in and out; bad input is named and ends with status 2."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot import __main__ as command_line


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    status = command_line.main(list(arguments))
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def lines(tmp_path: Path, *texts: str) -> str:
    path = tmp_path / "messages.jsonl"
    path.write_text("\n".join(texts), encoding="utf-8")
    return str(path)


def test_quantities_come_out_as_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = lines(tmp_path, '{"text": "转化1.5%"}', "", '{"text": "没有数字"}')
    status, answers, _ = run(capsys, "quantities", file)
    place = {"text": "1.5%", "start": 2, "end": 6}
    assert status == 0
    assert answers == [{"quantities": [{"value": 0.015, "kind": "percent", "unit": None, **place}]}, {"quantities": []}]


def test_a_dash_reads_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "三成"}\n'))
    status, answers, _ = run(capsys, "quantities", "-")
    assert (status, answers[0]["quantities"][0]["value"]) == (0, 0.3)


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "not JSON"), ("[]", "an object"), ("{}", "“text”"), ('{"text": " "}', "“text”")]
)
def test_a_line_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    status, answers, err = run(capsys, "quantities", lines(tmp_path, line, '{"text": "三成"}'))
    assert status == 2
    assert reason in answers[0]["error"]
    assert err.startswith("line 1: ")
    assert answers[1]["quantities"][0]["value"] == 0.3


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, answers, err = run(capsys, "quantities", "no-such-file.jsonl")
    assert (status, answers) == (2, [])
    assert "no-such-file.jsonl" in err


def test_parsing_without_a_model_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "MODELS", tmp_path)
    status, _, err = run(capsys, "parse", lines(tmp_path, '{"text": "你好"}'))
    assert status == 2
    assert "make train" in err


def test_parsing_hands_the_open_question_to_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.tar.gz").touch()
    monkeypatch.setattr(command_line, "MODELS", tmp_path)
    monkeypatch.setattr("bot.parsing.load_parser", lambda _: lambda text, asked: {"text": text, "asked": asked})
    file = lines(
        tmp_path,
        '{"text": "两千", "asked": "price_avg"}',
        '{"text": "两千", "asked": null}',
        '{"text": "两千", "asked": ["price_avg", "gross_margin"]}',
        '{"text": "两千", "asked": "no_such"}',
        '{"text": "两千", "asked": 5}',
    )
    status, answers, _ = run(capsys, "parse", file)
    assert status == 2
    assert [answer.get("asked") for answer in answers[:3]] == [["price_avg"], [], ["price_avg", "gross_margin"]]
    assert "no_such" in answers[3]["error"]
    assert "variable id" in answers[4]["error"]
