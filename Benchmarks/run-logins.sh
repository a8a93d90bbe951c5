#!/bin/bash
# Log-ins a second, each with its row on the disk but without the wait for its moment, against libargon2 itself on as many threads:
# what a node does besides the evaluation should not count. Several rounds in turn, medians. The ratio is that of log-ins for the same processor
# time, which other programs on the machine don't move; 1.00 is the limit.
#   SECONDS_EACH and ROUNDS may be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."

least=${SECONDS_EACH:-3} rounds=${ROUNDS:-5}
threads=$(nproc)
[ "$threads" -le 4 ] || threads=4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/logins" Benchmarks/C/logins.c -largon2 -lpthread
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

kinds="right wrong unknown"
for _ in $(seq "$rounds"); do
    "$work/logins" "$threads" "$least" >>"$work/limit"
    for kind in $kinds; do
        mkdir "$work/node"
        "$ours" logins "$work/node" "$kind" "$threads" "$least" >>"$work/$kind"
        rm -rf "$work/node"
    done
done
column() { cut -d' ' -f"$2" "$work/$1" | median; }
for kind in $kinds; do
    awk -v kind="$kind," -v threads="$threads" -v ours="$(column "$kind" 1)" -v limit="$(column limit 1)" -v a="$(column "$kind" 2)" \
        -v b="$(column limit 2)" 'BEGIN {
        printf "log-ins, %-8s %d threads   ours %6.2f/s   libargon2 %6.2f/s   ratio for the same processor time %.2f\n", kind, threads, ours, limit, a / b
    }'
done
