"""Writes NOTICE.md: every package of the run lock, and of the widget's, with the licence its own metadata names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "run.txt"
NOTICE = ROOT / "NOTICE.md"
HEAD = """\
# Third-party packages

The advisor itself is under the Apache License 2.0 (`LICENSE`). It is built on the packages below, which `make run`
installs unchanged from `requirements/run.txt`; none of them is part of this repository. Experta, frozendict and
psycopg2 are under the LGPL, bidict, certifi, tqdm and, by choice, pyphen under the MPL: they are used as libraries and
can be replaced by other versions in `.venv`. `make notice` writes this list anew from what the packages
say of themselves.

| Package | Version | Licence |
|---|---|---|
"""
WIDGET_LOCK = ROOT / "bot" / "widget" / "package-lock.json"
WIDGET_HEAD = """
# In the chat widget

`make run` builds these into `bot/widget/dist/` from `bot/widget/package-lock.json`; their licences are served beside
the script, at `/widget/licenses.md`. DOMPurify is used under the Apache License 2.0.

| Package | Version | Licence |
|---|---|---|
"""
CLASSIFIER = "License :: "
UMBRELLA = "License :: OSI Approved"


def main() -> None:
    NOTICE.write_text("".join([HEAD, *rows(), WIDGET_HEAD, *widget_rows()]), encoding="utf-8")


def rows() -> Iterator[str]:
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if "==" in line:
            name, _, version = line.removesuffix("\\").strip().partition("==")
            yield f"| {name} | {version} | {licence(name)} |\n"


def widget_rows() -> Iterator[str]:
    """What is built into the widget; the tools that build it are not."""
    packages = json.loads(WIDGET_LOCK.read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path and not (package.get("dev") or package.get("optional")):
            name = path.removeprefix("node_modules/")
            yield f"| {name} | {package['version']} | {package['license']} |\n"


def licence(name: str) -> str:
    """The licence in a package's own words, in one line."""
    said = metadata(name)
    classifiers = [one for one in said.get_all("Classifier") or [] if one.startswith(CLASSIFIER) and one != UMBRELLA]
    named = "; ".join(one.rsplit(" :: ", 1)[-1] for one in classifiers)
    expression = said["License-Expression"] or named or said["License"] or "not stated"
    return str(expression).strip().splitlines()[0]


if __name__ == "__main__":
    main()
