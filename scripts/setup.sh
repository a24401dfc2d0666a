#!/bin/sh
# Makes .venv with a Python 3.10 that really runs, and installs a lock file into it when the lock has changed.
# Usage: scripts/setup.sh run|test
set -eu
cd "$(dirname "$0")/.."

lock_name=$1
lock=requirements/$lock_name.txt
venv_python=.venv/bin/python
install_log=.venv/install.log

fail() {
    echo "$1" >&2
    exit 1
}

# A pyenv shim may be found on the PATH and still refuse to run: only running it tells.
is_python_3_10() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

candidates() {
    echo "${PYTHON:-}"
    command -v python3.10 python3 python || true
    ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python 2>/dev/null || true
    uv python find 3.10 2>/dev/null || true
}

find_python() {
    candidates | while read -r candidate; do
        if [ -n "$candidate" ] && is_python_3_10 "$candidate"; then
            echo "$candidate"
            break
        fi
    done
}

make_venv() {
    is_python_3_10 "$venv_python" && return
    python=$(find_python)
    [ -n "$python" ] || fail "没有找到能运行的 Python 3.10。装一个再试：uv python install 3.10，或 pyenv install 3.10，或用 PYTHON=路径 make $lock_name 指定。"
    echo "建立 .venv（$python）"
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 \
        || fail "$python 建不了虚拟环境。Debian/Ubuntu 上先 apt-get install python3.10-venv，再试一次。"
}

stamp_of() {
    echo ".venv/installed-$1"
}

digest_of() {
    "$venv_python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
}

is_installed() {
    [ "$(cat "$(stamp_of "$1")" 2>/dev/null)" = "$(digest_of "requirements/$1.txt")" ]
}

# The test lock holds everything of the run lock in the same versions.
mark_installed() {
    digest_of requirements/run.txt >"$(stamp_of run)"
    [ "$1" = run ] || digest_of "requirements/$1.txt" >"$(stamp_of "$1")"
}

show_progress() {
    awk -v total="$1" '
        { print > log_file; fflush(log_file) }
        /^ *(Collecting|Requirement already satisfied:) / && ++seen % 20 == 0 { printf "  %d/%d\n", seen, total; fflush() }
        /^ *Installing collected packages/ { print "  都下载好了，正在安装"; fflush() }
    ' log_file="$install_log"
}

install() {
    is_installed "$lock_name" && return
    total=$(grep -c '==' "$lock")
    echo "安装依赖（$total 个，第一次要几分钟）"
    "$venv_python" -m pip --version >/dev/null 2>&1 || "$venv_python" -m ensurepip >/dev/null 2>&1
    rm -f "$(stamp_of "$lock_name")" "$install_log.failed"
    {
        "$venv_python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
            --no-deps --require-hashes -r "$lock" 2>&1 || touch "$install_log.failed"
    } | show_progress "$total"
    if [ -e "$install_log.failed" ]; then
        { grep -m 3 '^ *ERROR' "$install_log" || tail -n 3 "$install_log"; } | cut -c 1-200 >&2
        fail "依赖没装成。检查网络和磁盘空间后再试一次；完整日志：$install_log"
    fi
    mark_installed "$lock_name"
}

make_venv
install
