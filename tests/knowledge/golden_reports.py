"""Whole reports of realistic merchants, as files: reading them, and accepting a changed report on purpose.

`python -m tests.knowledge.golden_reports` writes every report anew as it is now; followed by numbers, only those:
`python -m tests.knowledge.golden_reports 01 17`. Read `git diff tests/knowledge/golden` before you commit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from knowledge import assess, load_knowledge

FOLDER = Path(__file__).parent / "golden"
_REPORT = "\nreport:\n"


def golden_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yml"))


def present_report(situation: dict[str, Any]) -> dict[str, Any]:
    """The report as it is now, without the version, which changes with every edit of the methodology."""
    report = assess(load_knowledge(), situation)
    assert report.pop("knowledge_version")
    return report


def accept(file: Path) -> None:
    """Writes the report anew below the situation, which stays as it was written."""
    text = file.read_text(encoding="utf-8")
    situation = yaml.safe_load(text)["situation"]
    report = yaml.safe_dump(
        {"report": present_report(situation)}, allow_unicode=True, sort_keys=False, default_flow_style=None, width=9999
    )
    file.write_text(text.partition(_REPORT)[0].rstrip("\n") + "\n" + report, encoding="utf-8")


def main() -> None:
    for file in golden_files():
        if len(sys.argv) == 1 or file.name[:2] in sys.argv[1:]:
            accept(file)
            print(file.name)


if __name__ == "__main__":
    main()
