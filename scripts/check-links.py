#!/usr/bin/env python3
"""Holds that relative links in the Markdown files lead somewhere: to a file or folder of the tree, and to a heading if they name one.

`check-links.py [ROOT]`: findings as `path:line: words`, exit code 1 when there is one.
"""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
TOPS = ("Sources", "Tests", "Benchmarks", "scripts", "docs")

CODE = re.compile(r"^(```.*?^```|    [^\n]*)|(`+)(?:(?!\2).)*\2", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
# Addresses of other places, which nothing here can look up.
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def anchors(path: Path) -> set[str]:
    """The names that a heading has in a link, by the rule of the usual hosts: lower case, no punctuation, hyphens for spaces."""
    found: set[str] = set()
    for heading in HEADING.findall(path.read_text(encoding="utf-8")):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        number = 0
        while (anchor := f"{name}-{number}" if number else name) in found:
            number += 1
        found.add(anchor)
    return found


def check(path: Path) -> tuple[int, list[str]]:
    """How many links a page has, and which lead nowhere."""
    text = path.read_text(encoding="utf-8")
    # Code shows links, it has none; as long as before, so that a place in it is a place in the file.
    prose = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    count, findings = 0, []
    for match in LINK.finditer(prose):
        target = match.group(1)
        if ELSEWHERE.match(target):
            continue
        count += 1
        place = f"{path.relative_to(ROOT)}:{prose.count(chr(10), 0, match.start()) + 1}"
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name).resolve() if name else path
        if name.startswith("/") or not file.is_relative_to(ROOT):
            findings.append(f"{place}: {target} leads out of the tree")
        elif not file.exists():
            findings.append(f"{place}: {target} is not there")
        elif anchor and (file.suffix != ".md" or anchor not in anchors(file)):
            findings.append(f"{place}: {target}: there is no such heading")
    return count, findings


def main() -> int:
    pages = [path for top in TOPS for path in sorted((ROOT / top).rglob("*.md"))] + sorted(ROOT.glob("*.md"))
    links, findings = 0, []
    for page in pages:
        count, found = check(page)
        links += count
        findings += found
    for finding in findings:
        print(finding)
    print(f"links: {len(pages)} pages, {links} links, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
