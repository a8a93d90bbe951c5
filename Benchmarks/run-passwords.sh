#!/bin/bash
# Our judgement of passwords beside Debian's libzxcvbn and PyPI's zxcvbn, on samples in five languages whose guess numbers
# are known: how many easy ones are taken, how many good ones refused, and how long a judgement takes at worst (decision 40).
#   COUNT samples of each kind and language, SEED for the chance. Needs the Debian packages libzxcvbn-dev and john-data, and
#   the Python packages of Benchmarks/passwords-requirements.txt, which it installs into .venv-passwords.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 -Wall -Wextra -Werror -o "$work/passwords" Benchmarks/C/passwords.c -lzxcvbn -lm \
    || { echo "apt-get install libzxcvbn-dev john-data" >&2; exit 1; }
[ -x .venv-passwords/bin/python ] || python3 -m venv .venv-passwords
.venv-passwords/bin/python -m pip install --quiet --disable-pip-version-check -r Benchmarks/passwords-requirements.txt
swift build -c release --product Benchmarks >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ours=$(swift build -c release --product Benchmarks --show-bin-path)/Benchmarks
.venv-passwords/bin/python Benchmarks/passwords.py --ours "$ours passwords" --libzxcvbn "$work/passwords" \
    --count "${COUNT:-200}" --seed "${SEED:-40}"
