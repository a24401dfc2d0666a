"""What a fresh machine needs is written down, complete and without addresses."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKS = ["requirements/run.txt", "requirements/test.txt"]
SHELL_SCRIPTS = sorted((ROOT / "scripts").glob("*.sh"))


def pinned(lock: str) -> dict[str, str]:
    """Package to version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"(?m)^(?=\S)", text) if entry.strip()]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


def test_the_test_lock_holds_the_run_lock_in_the_same_versions() -> None:
    assert pinned("requirements/run.txt").items() <= pinned("requirements/test.txt").items()


def test_every_package_is_in_the_notice() -> None:
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    for name, version in pinned("requirements/run.txt").items():
        assert f"| {name} | {version} |" in notice


def test_the_widgets_lock_names_no_place_to_download_from() -> None:
    packages = json.loads((ROOT / "bot/widget/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all(package["integrity"] for path, package in packages.items() if path)


def test_what_is_built_into_the_widget_is_in_the_notice() -> None:
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    for name in json.loads((ROOT / "bot/widget/package.json").read_text(encoding="utf-8"))["dependencies"]:
        assert f"| {name} | " in notice


def test_the_chat_stays_small() -> None:
    """At most 60 kB gzipped for all that is loaded before the first report."""
    built = ROOT / "bot/widget/dist"
    chat = [path for path in built.glob("*.js") if not path.name.startswith("report-")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in chat) <= 60_000


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=lambda path: path.name)
def test_every_shell_script_parses(script: Path) -> None:
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_make_help_lists_what_can_be_done() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("run", "test", "help", "train", "check", "lock", "clean"):
        assert f"make {target} " in listed


def test_continuous_integration_runs_make_test_and_nothing_else() -> None:
    assert "exec make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
