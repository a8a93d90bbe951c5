#!/bin/bash
# Fernet: ours against one C loop on libcrypto (the limit) and Python's cryptography, sealing and opening the same number of bytes in
# memory. Ours and the C loop take turns and the medians are compared; opening is verifying all and then decrypting all.
#   MEGABYTES and ROUNDS may be set in the environment; PYTHON names the one that has the peer.
set -euo pipefail
cd "$(dirname "$0")/.."

megabytes=${MEGABYTES:-100} rounds=${ROUNDS:-5} python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -Wall -Wextra -Werror -o "$work/fernet" Benchmarks/C/fernet.c -lcrypto
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

for _ in $(seq "$rounds"); do
    "$work/fernet" "$megabytes" 3 >>"$work/c"
    "$ours" fernet "$megabytes" 3 >>"$work/ours"
done
peer=$("$python" - "$megabytes" 2>/dev/null <<'PYTHON' || echo "0 0"
import sys, time
from cryptography.fernet import Fernet

plaintext = bytes(int(sys.argv[1]) * 1_000_000)
fernet = Fernet(Fernet.generate_key())
start = time.monotonic()
token = fernet.encrypt(plaintext)
middle = time.monotonic()
assert fernet.decrypt(token) == plaintext
end = time.monotonic()
print(*(round(len(plaintext) / 1e6 / seconds) for seconds in (middle - start, end - middle)))
PYTHON
)

line() {
    awk -v name="$1" -v size="$megabytes" -v ours="$(cut -d' ' -f"$2" "$work/ours" | median)" -v c="$(cut -d' ' -f"$2" "$work/c" | median)" \
        -v peer="$(cut -d' ' -f"$2" <<<"$peer")" 'BEGIN {
        printf "Fernet, %s %d MB   ours %d MB/s   C on libcrypto %d MB/s   ratio %.2f   ", name, size, ours, c, ours / c
        if (peer > 0) printf "Python cryptography %d MB/s   ratio %.1f\n", peer, ours / peer
        else print "Python cryptography is not installed"
    }'
}

line seal 1
line open 2
