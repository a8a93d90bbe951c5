#!/bin/bash
# Ours against plain C: the same load client drives the C echo server and the Swift one in turn, several times, and the medians
# are compared. The ratio of CPU time is beside it, because it is the steadier of the two on a busy machine.
#   CONNECTIONS, TRIPS, SIZE and ROUNDS may be set in the environment.
set -euo pipefail
cd "$(dirname "$0")/.."

connections=${CONNECTIONS:-100} trips=${TRIPS:-400000} size=${SIZE:-64} rounds=${ROUNDS:-7}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/echo" Benchmarks/C/echo.c -levent_core
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

# Prints round trips per second and the server's CPU microseconds per round trip.
measure() {
    local port= seconds before after
    : >"$work/port"
    "$@" >>"$work/port" &
    server=$!
    for _ in $(seq 100); do
        port=$(cat "$work/port")
        [ -n "$port" ] && break
        sleep 0.05
    done
    [ -n "$port" ] || { echo "the server did not start" >&2; exit 1; }
    "$work/echo" client "$port" "$connections" $((trips / 20)) "$size" >/dev/null
    before=$(awk '{print $14 + $15}' "/proc/$server/stat")
    seconds=$("$work/echo" client "$port" "$connections" "$trips" "$size")
    after=$(awk '{print $14 + $15}' "/proc/$server/stat")
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    awk -v trips="$trips" -v seconds="$seconds" -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" \
        'BEGIN { printf "%.0f %.3f\n", trips / seconds, ticks / hertz * 1e6 / trips }'
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

for _ in $(seq "$rounds"); do
    measure "$work/echo" server >>"$work/c"
    measure "$ours" echo-server >>"$work/ours"
done
read -r c_rate c_cpu <<<"$(cut -d' ' -f1 "$work/c" | median) $(cut -d' ' -f2 "$work/c" | median)"
read -r our_rate our_cpu <<<"$(cut -d' ' -f1 "$work/ours" | median) $(cut -d' ' -f2 "$work/ours" | median)"
awk -v connections="$connections" -v size="$size" -v c="$c_rate" -v ours="$our_rate" -v c_cpu="$c_cpu" -v our_cpu="$our_cpu" 'BEGIN {
    printf "echo, %d connections, %d bytes   ours %d/s   C libevent %d/s   ratio %.2f   CPU %.2f us / %.2f us = %.2f\n",
        connections, size, ours, c, ours / c, our_cpu, c_cpu, our_cpu / c_cpu
}'
