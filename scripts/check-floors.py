#!/usr/bin/env python3
"""Holds the floors of the house: what each module may import, and what no source file may say.

The table is the one of the architecture; Package.swift declares the same edges, and a build with
--explicit-target-dependency-import-check refuses undeclared ones. This also refuses what SwiftPM would allow.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources"

# Lowest floor first; a module may import only what stands in its row.
FLOORS: dict[str, set[str]] = {
    "Bytes": set(),
    "EventLoop": {"CLibevent"},
    "Crypto": {"COpenSSL", "CArgon2", "Bytes"},
    "Store": {"CSQLite", "EventLoop", "Crypto", "Bytes"},
    "HTTP": {"EventLoop", "Bytes"},
    "TorControl": {"EventLoop", "Crypto", "Bytes"},
    "Domain": {"Store", "Crypto", "Bytes"},
    "Accounts": {"Domain", "Store", "Crypto", "Bytes"},
    "Mail": {"Domain", "Store", "Crypto", "Bytes"},
    "Files": {"Domain", "Store", "Crypto", "Bytes"},
    "Chat": {"Files", "Mail", "Accounts", "Domain", "Store", "Crypto", "Bytes"},
    "Peer": {"Mail", "Domain", "TorControl", "EventLoop", "Crypto", "Bytes"},
    "Web": {"Chat", "Mail", "Accounts", "Domain", "HTTP", "EventLoop", "Crypto", "Bytes"},
    "Operator": {"Chat", "Accounts", "Domain", "TorControl", "EventLoop", "Crypto"},
    "OnionNode": {"Operator", "Web", "Peer", "Chat", "Mail", "Accounts", "Domain", "TorControl", "Store", "Crypto", "EventLoop", "Bytes"},
}
# What every module may use of the platform. Foundation is not among it: it costs 6.6 MB of binary and 2.6 MB of memory.
PLATFORM = {"Glibc", "Synchronization", "Swift"}

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public\s+|package\s+|internal\s+|fileprivate\s+|private\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([A-Za-z_]\w*)")

# Said in a source file these are a remote crash, or work left for somebody else.
FORBIDDEN = {
    re.compile(r"\bfatalError\s*\("): "fatalError: throw instead",
    re.compile(r"\btry!"): "try!: throw instead",
    re.compile(r"\bas!"): "as!: throw instead",
    re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"): "a note of unfinished work",
    re.compile(r"@preconcurrency\b"): "@preconcurrency: say which thread owns it instead",
}


def strip_comment(line: str) -> str:
    """The code before a line comment (strings with // in them stay whole enough for these patterns)."""
    return re.sub(r"(?<!:)//.*$", "", line)


def check_file(module: str, path: Path) -> list[str]:
    """The findings in one file, each as `path:line: words`."""
    findings = []
    allowed = FLOORS[module] | PLATFORM | {module}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.relative_to(ROOT)}:{number}"
        match = IMPORT.match(line)
        if match and match.group(1) not in allowed:
            findings.append(f"{place}: {module} may not import {match.group(1)}")
        for pattern, words in FORBIDDEN.items():
            # Notes of unfinished work hide in comments; the others only count as code.
            if pattern.search(line if "unfinished" in words else strip_comment(line)):
                findings.append(f"{place}: {words}")
    return findings


def main() -> int:
    findings: list[str] = []
    modules = {folder.name for folder in SOURCES.iterdir() if folder.is_dir() and folder.name != "System"}
    findings += [f"Sources/{name}: not in the table of floors" for name in sorted(modules - set(FLOORS))]
    findings += [f"Sources/{name}: in the table of floors but missing" for name in sorted(set(FLOORS) - modules)]
    files = 0
    for module in sorted(modules & set(FLOORS)):
        for path in sorted((SOURCES / module).rglob("*.swift")):
            files += 1
            findings += check_file(module, path)
    for finding in findings:
        print(finding)
    print(f"floors: {files} files, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
