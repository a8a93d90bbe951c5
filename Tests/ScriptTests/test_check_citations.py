"""scripts/check-citations.py on small trees: what is there passes, what is not is named with its line."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "check-citations.py"

PROTOCOL = """# The protocol

See section 2.1, and RFC 4648 section 99.

## 1 Primitives

### 1.1 Algorithms

### 1.2 Keys

## 2 Names

### 2.1 Usernames
"""


@pytest.fixture
def check(tmp_path):
    """Runs the check on a tree with one Swift file of the given text; returns its exit code and what it found."""
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    (tmp_path / "docs" / "decisions" / "0007-a-choice.md").write_text("# A choice\n")
    (tmp_path / "Sources" / "Bytes").mkdir(parents=True)

    def run(source: str, protocol: str = PROTOCOL) -> tuple[int, list[str]]:
        (tmp_path / "docs" / "protocol.md").write_text(protocol)
        (tmp_path / "Sources" / "Bytes" / "File.swift").write_text(source)
        result = subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], capture_output=True, text=True, timeout=60)
        assert result.stderr == ""
        return result.returncode, result.stdout.splitlines()

    return run


@pytest.mark.parametrize(
    "source",
    [
        "/// **Source** protocol §1.\n",
        "/// **Source** RFC 8032 §5.1.7; protocol §1.2. The rest.\n",
        "/// (protocol §1.1, §2.1) and protocol §1.1 to §2.1; protocol §1 and §2.\n",
        "/// words that end in protocol\n    /// §1.2, and go on; decision\n    /// 7.\n",
        "/// decision 7; Decisions 7 and 7.\n",
        "let protocol = \"§\"; struct A: protocols {} // RFC 9112 §42\n",
    ])
def test_what_is_there_passes(check, source):
    code, lines = check(source)
    assert lines[-1].endswith("0 findings"), lines
    assert code == 0


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("/// protocol §3.\n", 1, "no section 3"),
        ("\n/// protocol §1.3.\n", 2, "no section 1.3"),
        ("/// protocol §1.1, §2.9.\n", 1, "no section 2.9"),
        ("/// protocol §1.1 to §2.9.\n", 1, "no section 2.9"),
        ("/// protocol §1.1 and §9.\n", 1, "no section 9"),
        ("\n/// protocol\n/// §9.1\n", 2, "no section 9.1"),
        ("/// protocol §1.1–1.2\n", 1, "is spelled"),
        ("/// protocol §1.1–§1.2\n", 1, "is spelled"),
        ("/// protocol §1.1.1\n", 1, "is spelled"),
        ("/// protocol §x\n", 1, "is spelled"),
        ("/// Protocol §1.1\n", 1, "is spelled"),
        ("/// protocol-2 §1\n", 1, "is spelled"),
        ("/// the protocol's text (§1.1)\n", 1, "is spelled"),
        ("/// decision 8\n", 1, "no 0008"),
        ("/// decisions 7 and 9\n", 1, "no 0009"),
        ("/// decision 0007\n", 1, "spelled `decision 7`"),
        ("/// decision #7\n", 1, "cited as"),
        ("/// (product row A4)\n", 1, "not in the repository"),
        ("/// Product\n/// rows A3, A5\n", 1, "not in the repository"),
    ])
def test_what_is_not_there_is_named_with_its_line(check, source, line, words):
    code, lines = check(source)
    assert code == 1
    assert len(lines) == 2, lines
    assert lines[0].startswith(f"Sources/Bytes/File.swift:{line}: ") and words in lines[0], lines
    assert lines[1].endswith(" 1 findings")


@pytest.mark.parametrize(
    ("protocol", "words"),
    [
        (PROTOCOL.replace("section 2.1", "section 2.2"), "no section 2.2 here"),
        (PROTOCOL.replace("section 2.1", "sections 1 and 4"), "no section 4 here"),
        (PROTOCOL.replace("### 1.2", "### 1.3"), "section 1.3, where 1.2 comes next"),
        (PROTOCOL.replace("## 2 N", "## 1 N"), "section 1, where 2 comes next"),
        (PROTOCOL.replace("### 1.2 Keys\n", "### Keys\n"), "section Keys, where 1.2 comes next"),
    ])
def test_the_protocol_itself_is_held(check, protocol, words):
    code, lines = check("/// protocol §1.1\n", protocol)
    assert code == 1
    assert any(line.startswith("docs/protocol.md:") and words in line for line in lines), lines


def test_a_python_comment_and_a_page_are_read_too(check, tmp_path):
    (tmp_path / "Tests").mkdir()
    (tmp_path / "Tests" / "test_x.py").write_text('"""By protocol §8."""\n')
    (tmp_path / "docs" / "threat-model.md").write_text("See protocol §7.7.\n")
    (tmp_path / "README.md").write_text("See decision 99.\n")
    code, lines = check("")
    assert code == 1
    assert [line.split(":")[0] for line in lines[:-1]] == ["Tests/test_x.py", "docs/threat-model.md", "README.md"]


def test_this_tree_passes():
    result = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
