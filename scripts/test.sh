#!/bin/bash
# What `make test` runs, in order, each with its time. A step that fails does not stop the next, except a build.
# Screenshots and logs stay in artifacts/.
set -uo pipefail
cd "$(dirname "$0")/.."

checked=--explicit-target-dependency-import-check=error
summary=() failed=0 began=$SECONDS
rm -rf artifacts && mkdir -p artifacts/logs

step() {
    local name=$1 status started=$SECONDS; shift
    echo; echo "== $name"
    "$@" 2>&1 | tee "artifacts/logs/${name// /-}.log"
    status=${PIPESTATUS[0]}
    if [ "$status" -eq 0 ]; then
        summary+=("$(printf '%-28s passed  %4d s' "$name" $((SECONDS - started)))")
    else
        summary+=("$(printf '%-28s FAILED  %4d s' "$name" $((SECONDS - started)))"); failed=$((failed + 1))
    fi
    return "$status"
}

finish() {
    echo; echo "== what ran"; printf '   %s\n' "${summary[@]}"
    local minutes=$(((SECONDS - began) / 60)) seconds=$(((SECONDS - began) % 60))
    echo "   screenshots and logs: $PWD/artifacts"
    if [ "$failed" -eq 0 ]; then
        echo "make test: everything passed, in $minutes min $seconds s"
    else
        echo "make test: $failed of ${#summary[@]} steps failed, in $minutes min $seconds s"
    fi
    exit $((failed > 0))
}

pytest() { .venv/bin/python -m pytest "$@"; }

# Module by module, each in a process of its own: all tests of one run start at once, and share one loop.
# A test that hangs ends with its module, not with everything.
swift_tests() {
    local module failed=0 TMPDIR
    TMPDIR=$(mktemp -d /tmp/onionnode-test.XXXXXX) && export TMPDIR
    for module in Bytes EventLoop Crypto Store HTTP TorControl Files Chat Peer Web Operator OnionNode; do
        echo "-- ${module}Tests"
        timeout --kill-after=10 300 swift test --skip-build $checked --filter "^${module}Tests\\." || failed=1
    done
    rm -rf "$TMPDIR"
    awk '/Test run with [0-9]+ tests/ { sub(/.*Test run with /, ""); all += $1 } END { print "-- " all " Swift tests in all" }' \
        artifacts/logs/swift-tests.log
    return "$failed"
}

step "check" make --no-print-directory check
step "ScriptTests" pytest Tests/ScriptTests
step "build for tests" swift build --build-tests $checked || finish
step "swift tests" swift_tests
step "build the node" make --no-print-directory build || finish
step "Interop" pytest Tests/Interop
step "Fuzz" scripts/fuzz.sh --short
step "NetworkTests" pytest Tests/NetworkTests
step "BrowserTests" pytest --exitfirst Tests/BrowserTests  # one journey: after a failed step the next have no ground
finish
