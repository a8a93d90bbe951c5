#!/bin/bash
# Sessions, passwords and handshakes: ours, other people's programs, and bare C on the same primitives, in turn, several times;
# medians, by processor time, so that what else runs on the machine counts little. "of peer" and "of limit" are ratios of rates; a
# wanted ratio stands behind the one it is held against.
#   SECONDS_EACH and ROUNDS may be set in the environment; PYTHON names the one that has the peers.
set -euo pipefail
cd "$(dirname "$0")/.."

least=${SECONDS_EACH:-0.4} rounds=${ROUNDS:-7} python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/crypto" Benchmarks/C/crypto.c -lcrypto -largon2
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# compare WORK "WORDS" PEER-NAME WANTED-OF-PEER WANTED-OF-LIMIT   ("-" for none)
compare() {
    local name=$1 words=$2 peer=$3
    for _ in $(seq "$rounds"); do
        "$ours" crypto "$name" "$least" >>"$work/ours-$name"
        [ "$peer" = - ] || "$python" Benchmarks/crypto_peers.py "$name" "$least" >>"$work/peer-$name"
        "$work/crypto" "$name" "$least" >>"$work/limit-$name"
    done
    [ "$peer" = - ] && echo 0 >"$work/peer-$name"
    awk -v words="$words" -v peer="$peer" -v of_peer="$4" -v of_limit="$5" -v a="$(median <"$work/ours-$name")" \
        -v b="$(median <"$work/peer-$name")" -v c="$(median <"$work/limit-$name")" 'BEGIN {
        theirs = peer == "-" ? "-" : sprintf("%s %.0f", peer, b)
        first = peer == "-" ? "-" : sprintf("%.2f", a / b) (of_peer == "-" ? "" : " (" of_peer ")")
        second = sprintf("%.2f", a / c) (of_limit == "-" ? "" : " (" of_limit ")")
        printf "%-36s %9.*f  %-22s %9.*f  %-14s %s\n", words, a < 100, a, theirs, c < 100, c, first, second
    }'
}

printf '%-36s %9s  %-22s %9s  %-14s %s\n' "a second, wanted ratios in ()" ours "peer" "bare C" "of peer" "of limit"
compare alternating "ratchet, in turns, 100 bytes" vodozemac 1.0 -
compare bursts "ratchet, bursts of 100" vodozemac 3 -
compare stored "the same, state laid down each time" vodozemac - -
compare reversed "ratchet, 1,000 last first" DoubleRatchet 10 -
compare session "session, X3DH to first message" vodozemac - -
compare noise "Noise XX handshakes, both ends" noiseprotocol - -
compare argon2id "Argon2id, 64 MiB, 3 passes, 4 lanes" - - 0.95
