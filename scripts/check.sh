#!/bin/bash
# What `make check` runs, all of it even when one finds something.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=()
swift format lint --strict --parallel -r Sources Tests Benchmarks Package.swift || failed+=(format)
python3 scripts/check-floors.py || failed+=(floors)
python3 scripts/report-size.py || failed+=(sizes)
python3 scripts/check-python.py || failed+=(scripts)
python3 scripts/check-citations.py || failed+=(citations)
python3 scripts/check-links.py || failed+=(links)
[ ${#failed[@]} -eq 0 ] || { echo "check: findings in ${failed[*]}"; exit 1; }
echo "check: nothing found"
