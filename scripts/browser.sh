#!/bin/sh
# Makes sure there is a Chromium, a Chinese font and what lays out a PDF, for the tests of the pages.
set -eu

needed="chromium fontconfig fonts-noto-cjk libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils"

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

has_chinese_font() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]
}

has_paper() {
    .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1 && command -v pdftotext >/dev/null
}

has_everything() {
    has_chromium && has_chinese_font && has_paper
}

has_everything && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装 Chromium、中文字体和做 PDF 的库（测试页面用）"
    # shellcheck disable=SC2086
    apt-get update -qq >/dev/null && apt-get install -y -qq $needed >/dev/null
fi

has_everything && exit 0
echo "测试页面需要 Chromium、中文字体和做 PDF 的库。先安装：apt-get install $needed（macOS：brew install --cask chromium；brew install pango poppler）。" >&2
exit 1
