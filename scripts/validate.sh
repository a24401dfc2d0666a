#!/bin/sh
# rasa data validate, where a warning is a failure: Rasa drops misaligned annotations with nothing but a warning.
# One kind of warning does not count: responses that no rule names are spoken by the actions.
set -eu
cd "$(dirname "$0")/.."

export SQLALCHEMY_SILENCE_UBER_WARNING=1 RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3
report=$(mktemp)
trap 'rm -f "$report"' EXIT

status=0
.venv/bin/python -m rasa data validate >"$report" 2>&1 || status=$?
complaints=$(grep -E '(UserWarning|WARNING|ERROR|Exception)' "$report" \
    | grep -Ev "The utterance '[^']+' is not used in any story or rule" || true)

if [ "$status" != 0 ] || [ -n "$complaints" ]; then
    echo "${complaints:-$(tail -n 5 "$report")}" >&2
    echo "训练数据有问题，按上面的提示改 data/、domain.yml 或 config.yml。" >&2
    exit 1
fi
echo "训练数据没有问题"
