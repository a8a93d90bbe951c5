#!/bin/bash
# The road for bytes: a large file in (out of a form) and one out (of known length), over loopback. Ours, aiohttp and a C server that only copies
# (the limit) take turns with one C client, and the medians are compared, with the most memory that each server ever held.
#   MEGABYTES and ROUNDS may be set in the environment; PYTHON names the one that has the peer.
set -euo pipefail
cd "$(dirname "$0")/.."

bytes=$((${MEGABYTES:-1000} * 1000000)) rounds=${ROUNDS:-3} python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/road" Benchmarks/C/road.c
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

# measure NAME COMMAND…: appends "MB/s in, MB/s out, peak MiB" of one run to the file NAME.
measure() {
    local name=$1 port= up down peak
    shift
    : >"$work/port"
    PYTHONDONTWRITEBYTECODE=1 "$@" >>"$work/port" &
    server=$!
    for _ in $(seq 200); do
        port=$(cat "$work/port")
        [ -n "$port" ] && break
        sleep 0.05
    done
    [ -n "$port" ] || { echo "$name: the server did not start" >&2; exit 1; }
    up=$("$work/road" client "$port" up "$bytes")
    down=$("$work/road" client "$port" down "$bytes")
    peak=$(awk '/^VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status")
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    echo "$up $down $peak" >>"$work/$name"
}

has_peer=1
"$python" -c 'import aiohttp' 2>/dev/null || has_peer=0
for _ in $(seq "$rounds"); do
    measure limit "$work/road" server
    measure ours "$ours" road-server
    [ "$has_peer" = 0 ] || measure peer "$python" Benchmarks/road_peer.py
done

median() { cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
line() {
    awk -v name="$1" -v size=$((bytes / 1000000)) -v ours="$(median ours "$2")" -v limit="$(median limit "$2")" \
        -v peer="$([ "$has_peer" = 0 ] || median peer "$2")" -v memory="$(median ours 3)" \
        -v peer_memory="$([ "$has_peer" = 0 ] || median peer 3)" -v limit_memory="$(median limit 3)" 'BEGIN {
        printf "road, %s %d MB   ours %d MB/s, %.1f MiB   plain copy %d MB/s, %.1f MiB   ratio %.2f   ", name, size, ours, memory, limit, limit_memory, ours / limit
        if (peer > 0) printf "aiohttp %d MB/s, %.1f MiB   ratio %.1f, of memory %.2f\n", peer, peer_memory, ours / peer, memory / peer_memory
        else print "aiohttp is not installed"
    }'
}

line in 1
line out 2
