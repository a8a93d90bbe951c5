#!/bin/bash
# Pages and messages of a node over real sockets, beside Flask, plain C on evhttp and Prosody in the same run: processor time of each process.
# Two nodes run in one process, so that what a text costs both is one figure. The aims are those of docs/decisions/0033.
#   ROUNDS, PAGES, TEXTS and STREAMS may be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 -Wall -Wextra -Werror -o "$work/page" Benchmarks/C/page.c -levent_core -levent_extra
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks
python=python3
[ ! -x .venv/bin/python ] || python=.venv/bin/python
ulimit -n 4096
PYTHONDONTWRITEBYTECODE=1 "$python" Benchmarks/pages.py "$ours" "$work/page"
