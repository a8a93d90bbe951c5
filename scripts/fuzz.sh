#!/bin/bash
# Fuzzes every parser of bytes with libFuzzer: scripts/fuzz.sh [--short] [TARGET…]
#   FUZZ_SECONDS  how long each target runs: 60, with --short 2
# What each target claims stands in Tests/Fuzz/Sources. A run begins with the kept inputs of Tests/Fuzz/Corpus; what a long one finds
# beside them stays in .build/fuzz-corpus, until it is merged:
#   .build/fuzz/release/Fuzz TARGET -merge=1 Tests/Fuzz/Corpus/TARGET .build/fuzz-corpus/TARGET
# A finding leaves its input in artifacts/fuzz; the same binary with TARGET and that file runs it again.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${FUZZ_SECONDS:-60} found=.build/fuzz-corpus chance=()
if [ "${1:-}" = --short ]; then
    shift
    seconds=${FUZZ_SECONDS:-2} chance=(-seed=1)
    found=$(mktemp -d); trap 'rm -rf "$found"' EXIT
fi
export SWIFT_BACKTRACE=enable=no  # libFuzzer reports a trap itself, and keeps its input
binary=.build/fuzz/release/Fuzz artifacts=artifacts/fuzz

# A build of its own: libFuzzer's counters are in every module. The linker is LLVM's: gold stops at their line tables.
log=$(mktemp)
if ! ONIONNODE_FUZZ=1 swift build -c release --product Fuzz --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer \
    -Xswiftc -enable-testing -Xswiftc -gline-tables-only -Xswiftc -use-ld=lld >"$log" 2>&1; then
    cat "$log"; rm -f "$log"; exit 1
fi
rm -f "$log"

fuzz() {
    local target=$1 report="$artifacts/$1.log"
    mkdir -p "$found/$target"
    if ! "$binary" "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 "${chance[@]}" \
        -artifact_prefix="$artifacts/$target-" "$found/$target" "Tests/Fuzz/Corpus/$target" >"$report" 2>&1; then
        grep -aE 'Fatal error|^SUMMARY|Test unit written' "$report" || tail -n 20 "$report"
        echo "fuzz: $target: a finding; all of it is in $report"; return 1
    fi
    awk -v target="$target" '
        /^stat::number_of_executed_units:/ { count = $2 }
        /^stat::average_exec_per_sec:/ { rate = $2 }
        match($0, /cov: [0-9]+/) { edges = substr($0, RSTART + 5, RLENGTH - 5) }
        END { printf "fuzz: %-18s %9d executions %7d/s %6d edges\n", target, count, rate, edges }' "$report"
}

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <("$binary" list)
mkdir -p "$artifacts"
# As many at a time as there are processors; one that fails does not stop the others.
failed=0 running=0
for target in "${targets[@]}"; do
    if [ "$running" -ge "$(nproc)" ]; then wait -n || failed=$((failed + 1)); running=$((running - 1)); fi
    fuzz "$target" & running=$((running + 1))
done
while [ "$running" -gt 0 ]; do wait -n || failed=$((failed + 1)); running=$((running - 1)); done
total=$(for target in "${targets[@]}"; do cat "$artifacts/$target.log"; done | awk '/^stat::number_of_executed_units:/ { count += $2 } END { print count + 0 }')
echo "fuzz: $total executions of ${#targets[@]} targets, $seconds s each, $failed with a finding"
exit $((failed > 0))
