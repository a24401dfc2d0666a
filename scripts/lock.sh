#!/bin/sh
# Computes the lock files anew from pyproject.toml. They name versions and hashes, never addresses.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null || {
    echo "重算依赖需要 uv。先安装：pip install uv" >&2
    exit 1
}

compile() {
    uv pip compile pyproject.toml "$@" --python-version 3.10 --python-platform x86_64-unknown-linux-gnu \
        --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet
}

compile --output-file requirements/run.txt >/dev/null
compile --extra test -c requirements/run.txt --output-file requirements/test.txt >/dev/null

# The brain alone, for every Python it promises to run on.
uv pip compile requirements/brain.in --universal --python-version 3.10 \
    --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet \
    --output-file requirements/brain.txt >/dev/null
