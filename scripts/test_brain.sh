#!/bin/sh
# Runs the brain's tests on another Python than the project's own: scripts/test_brain.sh python3.12
# They get a virtual environment of their own, with nothing of Rasa in it.
set -eu
cd "$(dirname "$0")/.."

python=${1:-python3.12}
"$python" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || {
    echo "$python 运行不了，或不在 3.10 到 3.13 之间。装一个再试，或换个名字：make test-brain OTHER_PYTHON=python3.13" >&2
    exit 1
}

environment=.venv-brain/$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ -x "$environment/bin/python" ] || "$python" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements/brain.txt
exec "$environment/bin/python" -m pytest tests/knowledge
