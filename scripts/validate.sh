#!/bin/sh
# rasa data validate, where a warning is a failure: Rasa drops misaligned annotations with nothing but a warning.
set -eu
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT

status=0
.venv/bin/python -W ignore::DeprecationWarning -m rasa data validate --fail-on-warnings >"$report" 2>&1 || status=$?
if [ "$status" != 0 ] || grep -Eq 'UserWarning|WARNING' "$report"; then
    grep -E -A 3 'UserWarning|WARNING|ERROR|Error' "$report" >&2 || cat "$report" >&2
    echo "训练数据有问题，按上面的提示改 data/、domain.yml 或 config.yml。" >&2
    exit 1
fi
echo "训练数据没有问题"
