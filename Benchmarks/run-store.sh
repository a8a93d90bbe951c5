#!/bin/bash
# Durable writes: ours (tasks on the loop, group commit on the store's thread) against one C loop on SQLite that commits each
# write alone, and one that commits as many at once as ours has writers. Several rounds in turn, medians.
#   WRITES, ROUNDS and DIRECTORY (the disk to measure) may be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."

writes=${WRITES:-50000} rounds=${ROUNDS:-5}
work=$(mktemp -d "${DIRECTORY:-/tmp}/onion-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/store" Benchmarks/C/store.c -lsqlite3
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

compare() {
    local writers=$1 count=$2
    for _ in $(seq "$rounds"); do
        rm -f "$work"/node.db*
        "$work/store" "$work/node.db" "$count" "$writers" >>"$work/c-$writers"
        rm -f "$work"/node.db*
        "$ours" store "$work/node.db" "$count" "$writers" >>"$work/ours-$writers"
    done
    c=$(median <"$work/c-$writers") mine=$(cut -d' ' -f1 "$work/ours-$writers" | median) commits=$(tail -1 "$work/ours-$writers" | cut -d' ' -f2)
    awk -v writers="$writers" -v c="$c" -v ours="$mine" -v commits="$commits" -v count="$count" 'BEGIN {
        printf "durable writes, %3d at once   ours %d/s (%.0f a commit)   C %d/s   ratio %.2f\n", writers, ours, count / commits, c, ours / c
    }'
}

compare 1 $((writes / 10))
compare 16 "$writes"
compare 256 "$writes"
