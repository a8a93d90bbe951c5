#!/bin/bash
# What `make bench` runs: the modules' own benchmarks, then a whole node's memory and start.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --explicit-target-dependency-import-check error --product Benchmarks
if [ -x Benchmarks/run.sh ]; then Benchmarks/run.sh; else .build/release/Benchmarks; fi
python3 Benchmarks/node.py
