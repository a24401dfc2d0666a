#!/bin/sh
# Builds the chat widget from bot/widget/src when it, or what it is built with, has changed. Needs Node 20 or newer.
# Usage: scripts/widget.sh run|test
set -eu
cd "$(dirname "$0")/../bot/widget"

oldest_node=20
log=node_modules/.build.log

fail() {
    echo "$1" >&2
    exit 1
}

digest_of() {
    cat "$@" | sha256sum | cut -d ' ' -f 1
}

is_stamped() {
    [ "$(cat "$1" 2>/dev/null)" = "$2" ]
}

check_node() {
    command -v node >/dev/null && command -v npm >/dev/null \
        || fail "聊天组件要用 Node.js $oldest_node 或更新的版本构建，这里没有装。装好再试一次（Debian/Ubuntu：从 nodesource 或 nvm 装 Node $oldest_node）。"
    major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge "$oldest_node" ] || fail "Node.js 是 $(node --version)，太旧了，至少要 $oldest_node。换个版本再试一次。"
}

install() {
    wanted=$(digest_of package.json package-lock.json)
    is_stamped node_modules/.stamp "$wanted" && return
    echo "安装聊天组件的构建工具"
    npm ci --no-audit --no-fund --loglevel=error >/dev/null || fail "聊天组件的构建工具没装成。检查网络后再试一次。"
    echo "$wanted" >node_modules/.stamp
}

sources() {
    find src -type f | sort
    echo package-lock.json vite.config.ts tsconfig.json
}

is_built() {
    # shellcheck disable=SC2046
    wanted=$(digest_of $(sources))
    is_stamped dist/.stamp "$wanted"
}

build() {
    is_built && return
    echo "构建聊天组件"
    npm run --silent build >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "聊天组件没构建成，上面是原因。"
    }
    echo "$wanted" >dist/.stamp
}

# The tests need the tools even when there is nothing to build.
is_built && [ "$1" = run ] && exit 0
check_node
install
build
