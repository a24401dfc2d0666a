#!/bin/sh
# rasa data validate, where a warning is a failure: Rasa drops misaligned annotations with nothing but a warning.
set -eu
cd "$(dirname "$0")/.."

export SQLALCHEMY_SILENCE_UBER_WARNING=1 RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3
report=$(mktemp)
trap 'rm -f "$report"' EXIT

status=0
.venv/bin/python -m rasa data validate --data data/nlu data/rules.yml >"$report" 2>&1 || status=$?
complaints=$(grep -E '(UserWarning|WARNING|ERROR|Exception)' "$report" || true)

if [ "$status" != 0 ] || [ -n "$complaints" ]; then
    echo "${complaints:-$(tail -n 5 "$report")}" >&2
    echo "训练数据有问题，按上面的提示改 data/、domain.yml 或 config.yml。" >&2
    exit 1
fi
echo "训练数据没有问题"
