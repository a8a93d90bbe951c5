#!/bin/bash
# Each module's benchmark beside its peer, one after the other: what they measure must not share the processors.
set -euo pipefail
cd "$(dirname "$0")/.."
for benchmark in Benchmarks/run-*.sh; do "$benchmark"; done
