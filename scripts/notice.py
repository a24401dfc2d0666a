"""Writes NOTICE.md: every package of the run lock with the licence its own metadata names."""

from __future__ import annotations

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
CLASSIFIER = "License :: "
UMBRELLA = "License :: OSI Approved"


def main() -> None:
    NOTICE.write_text(HEAD + "".join(rows()), encoding="utf-8")


def rows() -> Iterator[str]:
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if "==" in line:
            name, _, version = line.removesuffix("\\").strip().partition("==")
            yield f"| {name} | {version} | {licence(name)} |\n"


def licence(name: str) -> str:
    """The licence in a package's own words, in one line."""
    said = metadata(name)
    classifiers = [one for one in said.get_all("Classifier") or [] if one.startswith(CLASSIFIER) and one != UMBRELLA]
    named = "; ".join(one.rsplit(" :: ", 1)[-1] for one in classifiers)
    expression = said["License-Expression"] or named or said["License"] or "not stated"
    return str(expression).strip().splitlines()[0]


if __name__ == "__main__":
    main()
