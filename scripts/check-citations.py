#!/usr/bin/env python3
"""Holds that what is cited is there: each `protocol §N.M` is a section of docs/protocol.md, each `decision N` a file of docs/decisions.

A list goes on with `, §N` or ` and §N`, a range is `§N to §M`; a decision's number has no leading zeros. Every
other spelling is refused, so that none is overlooked. Sections of docs/protocol.md count upwards without a gap,
and what it says of its own sections (`section 9`) is looked up too.

`check-citations.py [ROOT]`: findings as `path:line: words`, exit code 1 when there is one.
"""

import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
PROTOCOL = ROOT / "docs" / "protocol.md"
DECISIONS = ROOT / "docs" / "decisions"
READ = {".swift", ".py", ".sh", ".c", ".h", ".modulemap", ".md"}
TOPS = ("Sources", "Tests", "Benchmarks", "scripts", "docs")

HEADING = re.compile(r"^(##|###) (\S+)", re.MULTILINE)
SECTION = r"\d+(?:\.\d+)?"
# What looks like a citation of the protocol, however it is spelled, and the one spelling that is read.
ANY_PROTOCOL = re.compile(r"\bprotocol\b[^\w\s§]?(?:\d|s text)?[\s,:(]{0,8}§", re.IGNORECASE)
PROTOCOL_LIST = re.compile(rf"protocol\s+§{SECTION}(?:(?:,|\s+and|\s+to)\s+§{SECTION})*(?!\.?\d|\s*[–-]\s*§?\d|[\w§])")
ANY_DECISION = re.compile(r"\bdecisions?\s+#?\d", re.IGNORECASE)
DECISION_LIST = re.compile(r"decisions?\s+\d+(?:(?:,|\s+and)\s+\d+)*", re.IGNORECASE)
OWN_SECTION = re.compile(rf"(?<!RFC \d\d\d\d )\bsections?\s+{SECTION}(?:(?:,|\s+and|\s+to)\s+{SECTION})*")
# Papers that are not in the repository.
FOREIGN = re.compile(r"\bproduct\s+rows?\s+[A-Z]\d", re.IGNORECASE)
# A comment that goes on in the next line.
LINE_END = re.compile(r"\n[ \t]*(?:///?|#|\*)?[ \t]*")


def headings(text: str, findings: list[str]) -> set[str]:
    """The numbers of the sections; they count upwards from 1, and so do those below each."""
    found: set[str] = set()
    major = minor = 0
    for match in HEADING.finditer(text):
        if match.group(1) == "##":
            major, minor = major + 1, 0
            expected = f"{major}"
        else:
            minor += 1
            expected = f"{major}.{minor}"
        number = match.group(2)
        if number != expected:
            findings.append(f"docs/protocol.md:{text.count(chr(10), 0, match.start()) + 1}: section {number}, where {expected} comes next")
        found.add(number)
    return found


def check(path: Path, sections: set[str], decisions: set[int]) -> tuple[int, list[str]]:
    """How many numbers a file cites, and what is wrong with them."""
    text = path.read_text(encoding="utf-8")
    # As long as before, so that a place in it is a place in the file.
    flat = LINE_END.sub(lambda match: " " * len(match.group()), text)
    count, findings = 0, []

    def finding(place: int, words: str) -> None:
        findings.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, place) + 1}: {words}")

    for any_match in ANY_PROTOCOL.finditer(flat):
        match = PROTOCOL_LIST.match(flat, any_match.start())
        if match is None:
            finding(any_match.start(), "a citation is spelled `protocol §N.M`, a list `protocol §N.M, §N.M`")
            continue
        for number in re.findall(SECTION, match.group()):
            count += 1
            if number not in sections:
                finding(match.start(), f"docs/protocol.md has no section {number}")
    for any_match in ANY_DECISION.finditer(flat):
        match = DECISION_LIST.match(flat, any_match.start())
        if match is None:
            finding(any_match.start(), "a decision is cited as `decision N`")
            continue
        for number in re.findall(r"\d+", match.group()):
            count += 1
            if number.startswith("0"):
                finding(match.start(), f"decision {number} is spelled `decision {number.lstrip('0')}`")
            elif int(number) not in decisions:
                finding(match.start(), f"docs/decisions has no {int(number):04d}")
    if path == PROTOCOL:
        for match in OWN_SECTION.finditer(flat):
            for number in re.findall(SECTION, match.group()):
                count += 1
                if number not in sections:
                    finding(match.start(), f"there is no section {number} here")
    for match in FOREIGN.finditer(flat):
        finding(match.start(), "cites a paper that is not in the repository")
    return count, findings


def main() -> int:
    findings: list[str] = []
    sections = headings(PROTOCOL.read_text(encoding="utf-8"), findings)
    decisions = {int(path.name[:4]) for path in DECISIONS.glob("[0-9][0-9][0-9][0-9]-*.md")}
    files = [path for top in TOPS for path in sorted((ROOT / top).rglob("*")) if path.suffix in READ and path.is_file()]
    files += [path for path in sorted(ROOT.iterdir()) if path.is_file() and (path.suffix in READ or path.name in ("Makefile", "torrc"))]
    citations = 0
    # This script and its tests speak of citations that are wrong.
    for path in files:
        if "check-citations" not in path.name and "check_citations" not in path.name:
            count, found = check(path, sections, decisions)
            citations += count
            findings += found
    for finding in findings:
        print(finding)
    print(f"citations: {citations} of {len(sections)} sections and {len(decisions)} decisions, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
