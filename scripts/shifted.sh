#!/bin/bash
# Runs a command, and every tor below it, as if it were another time:  scripts/shifted.sh "2026-12-01 23:59:20" make test
# The time is UTC and goes on from there. Files keep the machine's true time; clocks that nobody sets are as they are.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 's/^# //p' "$0" >&2; exit 2; }
moment=$(date -u -d "$1" +%s)
shift
source=$(cd "$(dirname "$0")/.." && pwd)/Tests/NetworkTests/false_clock.c
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$(command -v clang || command -v cc)" -shared -fPIC -o "$folder/clock.so" "$source"
tor=$(PATH=$PATH:/usr/sbin command -v tor || true)
export CLOCK_SHIFT=$((moment - $(date +%s))) LD_PRELOAD=$folder/clock.so
# A node gives its tor an environment of its own: so the tor that it finds brings its clock along.
if [ -n "$tor" ]; then
    printf '#!/bin/sh\nexport LD_PRELOAD=%q CLOCK_SHIFT=%q\nexec %q "$@"\n' "$LD_PRELOAD" "$CLOCK_SHIFT" "$tor" > "$folder/tor"
    chmod +x "$folder/tor"
    export PATH=$folder:$PATH
fi
"$@"
