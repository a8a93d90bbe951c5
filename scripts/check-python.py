#!/usr/bin/env python3
"""Reads every Python and shell script of the tree: they parse, import nothing they do not use, and fit the line."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE_LENGTH = 140


class Names(ast.NodeVisitor):
    """Which names a module imports, and which it uses."""

    def __init__(self) -> None:
        self.imported: dict[str, int] = {}
        self.used: set[str] = set()

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.imported[(alias.asname or alias.name).split(".")[0]] = node.lineno

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if node.module != "__future__":
                self.imported[alias.asname or alias.name] = node.lineno

    def visit_Name(self, node: ast.Name) -> None:
        self.used.add(node.id)

    def visit_arg(self, node: ast.arg) -> None:
        # A pytest fixture is used by the name of an argument.
        self.used.add(node.arg)
        self.generic_visit(node)


def exported(tree: ast.Module) -> set[str]:
    """The names in `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            return set(ast.literal_eval(node.value))
    return set()


def check(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT)
    try:
        tree = ast.parse(text, str(name))
    except SyntaxError as error:
        return [f"{name}:{error.lineno}: {error.msg}"]
    names = Names()
    names.visit(tree)
    used = names.used | exported(tree)
    findings = [f"{name}:{line}: {word} is imported but not used" for word, line in names.imported.items() if word not in used]
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_LENGTH:
            findings.append(f"{name}:{number}: {len(line)} characters, at most {LINE_LENGTH}")
        if line != line.rstrip():
            findings.append(f"{name}:{number}: ends in spaces")
    return findings


def main() -> int:
    scripts = sorted(path for top in ("scripts", "Tests", "Benchmarks") for path in (ROOT / top).rglob("*.py"))
    findings = [finding for path in scripts for finding in check(path)]
    shells = [*sorted((ROOT / "scripts").glob("*.sh")), ROOT / ".ci" / "run"]
    for shell in shells:
        result = subprocess.run(["bash", "-n", str(shell)], capture_output=True, text=True)
        findings += result.stderr.splitlines()
    for finding in findings:
        print(finding)
    print(f"scripts: {len(scripts)} Python, {len(shells)} shell, {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main())
