"""The scripts in `scripts/`, each a whole conversation with the real server over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Advisor
from tests.conversations.script import run

SCRIPTS = [
    pytest.param(script, id=script["name"])
    for path in sorted((Path(__file__).parent / "scripts").glob("*.yml"))
    for script in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_conversation(advisor: Advisor, script: dict[str, Any]) -> None:
    run(advisor, script)
