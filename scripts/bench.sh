#!/bin/bash
# What `make bench` runs: the modules' own benchmarks, then a whole node's memory and start.
set -euo pipefail
cd "$(dirname "$0")/.."
Benchmarks/run.sh
python3 Benchmarks/node.py
