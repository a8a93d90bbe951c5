#!/bin/bash
# Makes a machine ready: scripts/setup.sh build | test | bench
#   build  the Debian packages to build and run a node, and Swift
#   test   these, and what the tests need: a browser, strace, and the Python environment in .venv
#   bench  what a build needs, and the peers to measure against in the same environment
# Installs only what is missing, and says so. Says in plain words what it cannot do.
set -euo pipefail
cd "$(dirname "$0")/.."

build_packages=(libevent-dev libssl-dev libsqlite3-dev libargon2-dev pkg-config tor)
test_packages=(firefox-esr strace)

say() { echo "setup: $*" >&2; }
fail() { echo "setup: error: $1" >&2; [ $# -lt 2 ] || echo "setup: hint: $2" >&2; exit 1; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_missing() {
    local missing=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is not a Debian system: what is needed is $* (or what they are called here); going on as if they were there"
        return
    fi
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "these Debian packages are missing: ${missing[*]}" "as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing the missing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -q >&2 || say "apt-get update failed, trying with the lists that are there"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 \
        || fail "apt-get could not install ${missing[*]}" "install them by hand, then run make again"
    case " ${missing[*]} " in
    *" tor "*) say "Debian starts a tor service of its own with the package; the node does not use it (systemctl disable --now tor)" ;;
    esac
}

need_swift() {
    local hint="get it from https://www.swift.org/install/linux/ (swiftly is the easy way), then open a new shell"
    command -v swift >/dev/null || fail "Swift is missing; version 6.2 or newer is needed" "$hint"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    local major=${version%%.*} minor=${version#*.}
    if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        fail "Swift 6.2 or newer is needed, this is ${version:-unknown}" "$hint"
    fi
}

need_python() {
    command -v python3 >/dev/null || install_missing python3
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed for the tests" "apt-get install python3"
    python3 -c 'import venv, ensurepip' 2>/dev/null || install_missing python3-venv
    [ -x .venv/bin/python ] || { say "making the Python environment in .venv"; python3 -m venv .venv; }
    for wanted in "$@"; do
        local stamp=.venv/${wanted%%/*}.installed
        if ! cmp -s "$wanted" "$stamp"; then
            say "installing the packages of $wanted"
            .venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$wanted" \
                || fail "pip could not install the packages of $wanted" "is the package index reachable?"
            cp "$wanted" "$stamp"
        fi
    done
}

case "${1:-}" in
build) need_swift; install_missing "${build_packages[@]}" ;;
test) need_swift; install_missing "${build_packages[@]}" "${test_packages[@]}"; need_python Tests/requirements.txt ;;
bench)
    need_swift
    install_missing "${build_packages[@]}"
    # A peer and no part of the node: what it is measured for is left out where it can't be had.
    (install_missing prosody) || say "going on without Prosody"
    need_python Tests/requirements.txt Benchmarks/requirements.txt
    ;;
*) fail "setup.sh wants one word: build, test or bench" ;;
esac
