#!/bin/sh
# Installs what the browser tests of tests/views need and is not in pyproject.toml: Chromium and a font that has Devanagari.
# Debian and Ubuntu; elsewhere set QUOTESTANCE_CHROMIUM to the path of a Chromium or Chrome of your own.
set -eu
if [ -n "${QUOTESTANCE_CHROMIUM:-}" ]; then exit 0; fi
if command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -qi devanagari; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "browser tests: no apt-get here; install Chromium and a Devanagari font, or set QUOTESTANCE_CHROMIUM" >&2
    exit 0
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"; else
        echo "browser tests: not root, so Chromium is not installed and they will be skipped (apt-get install chromium fonts-noto-core)" >&2
        exit 0
    fi
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core
