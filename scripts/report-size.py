#!/usr/bin/env python3
"""Says how big each module is and where an auditor must look; a file over 300 lines fails."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE_LIMIT = 300  # lines of a file; above, it has more than one responsibility
UNCHECKED_LIMIT = 10  # @unchecked Sendable in the whole tree, exclusive

# The whole list of what strict memory safety and the compiler's concurrency check do not prove.
AUDITED = {
    "unsafe": re.compile(r"\bunsafe\b(?=\s+[\w(&*])"),
    "@safe": re.compile(r"@safe\b"),
    "@unsafe": re.compile(r"@unsafe\b"),
    "nonisolated": re.compile(r"\bnonisolated\(unsafe\)"),
    "@unchecked": re.compile(r"@unchecked\b"),
}


def swift_modules() -> dict[str, list[Path]]:
    """Every Swift folder that is a unit of its own, by name."""
    units: dict[str, list[Path]] = {}
    for top in ("Sources", "Tests", "Benchmarks"):
        for path in sorted((ROOT / top).rglob("*.swift")):
            parts = path.relative_to(ROOT).parts
            units.setdefault("/".join(parts[:2]), []).append(path)
    return units


def python_files() -> list[Path]:
    return sorted(path for top in ("scripts", "Tests", "Benchmarks") for path in (ROOT / top).rglob("*.py"))


def code_lines(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.lstrip().startswith("//")]


def main() -> int:
    too_long: list[str] = []
    totals = dict.fromkeys(AUDITED, 0)
    print(f"{'module':<28}{'files':>6}{'lines':>7}{'median':>8}{'longest':>9}" + "".join(f"{name:>12}" for name in AUDITED))
    for name, paths in swift_modules().items():
        counts, audited = [], dict.fromkeys(AUDITED, 0)
        for path in paths:
            lines = path.read_text(encoding="utf-8").splitlines()
            counts.append(len(lines))
            if len(lines) > LINE_LIMIT:
                too_long.append(f"{path.relative_to(ROOT)}: {len(lines)} lines, at most {LINE_LIMIT}")
            text = "\n".join(code_lines(lines))
            for word, pattern in AUDITED.items():
                audited[word] += len(pattern.findall(text))
        counts.sort()
        columns = "".join(f"{audited[word]:>12}" for word in AUDITED)
        print(f"{name:<28}{len(counts):>6}{sum(counts):>7}{counts[len(counts) // 2]:>8}{counts[-1]:>9}{columns}")
        if name.startswith("Sources/"):
            totals = {word: totals[word] + audited[word] for word in AUDITED}
    scripts = python_files()
    for path in scripts:
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > LINE_LIMIT:
            too_long.append(f"{path.relative_to(ROOT)}: {count} lines, at most {LINE_LIMIT}")
    print(f"{'Python':<28}{len(scripts):>6}{sum(len(path.read_text(encoding='utf-8').splitlines()) for path in scripts):>7}")
    if totals["@unchecked"] >= UNCHECKED_LIMIT:
        too_long.append(f"Sources: {totals['@unchecked']} times @unchecked Sendable, fewer than {UNCHECKED_LIMIT} are allowed")
    for finding in too_long:
        print(finding)
    print(f"sizes: {len(too_long)} findings; to audit under Sources: " + ", ".join(f"{totals[word]} {word}" for word in AUDITED))
    return 1 if too_long else 0


sys.exit(main())
