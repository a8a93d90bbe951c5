#!/bin/bash
# What `make bench` runs: the modules' own benchmarks, then a whole node's memory and start, then a text's way through Tor.
set -euo pipefail
cd "$(dirname "$0")/.."
Benchmarks/run.sh
python3 Benchmarks/node.py
python3 Benchmarks/live_latency.py
