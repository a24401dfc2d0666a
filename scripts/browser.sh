#!/bin/sh
# Makes sure there is a Chromium and a Chinese font for the tests of the chat page.
set -eu

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

has_chinese_font() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]
}

has_chromium && has_chinese_font && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装 Chromium 和中文字体（测试聊天页面用）"
    apt-get update -qq >/dev/null && apt-get install -y -qq chromium fontconfig fonts-noto-cjk >/dev/null
fi

has_chromium && has_chinese_font && exit 0
echo "测试聊天页面需要 Chromium 和中文字体。先安装：apt-get install chromium fontconfig fonts-noto-cjk（macOS：brew install --cask chromium）。" >&2
exit 1
