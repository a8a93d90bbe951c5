"""scripts/check-links.py on small trees: a link that leads somewhere passes, any other is named with its line."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "check-links.py"


@pytest.fixture
def check(tmp_path):
    """Runs the check on a tree with README.md of the given text; returns its exit code and what it found."""
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / "docs" / "images" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "docs" / "page.md").write_text("# A page: of *words*\n\n## 6 Finding a person, and asking\n\n## Twice\n\n## Twice\n")

    def run(text: str) -> tuple[int, list[str]]:
        (tmp_path / "README.md").write_text(text)
        result = subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], capture_output=True, text=True, timeout=60)
        assert result.stderr == ""
        return result.returncode, result.stdout.splitlines()

    return run


@pytest.mark.parametrize(
    "text",
    [
        "[a](docs/page.md) [b](docs/) ![c](docs/images/picture.png) [d](./docs/page.md \"title\")\n",
        "[a](docs/page.md#6-finding-a-person-and-asking) [b](docs/page.md#a-page-of-words) [c](docs/page.md#twice-1)\n",
        "# Here\n\n[a\nb](#here)\n",
        "[a](https://example.org/none) [b](mailto:nobody) `[c](none.md)`\n\n    [d](none.md)\n\n```\n[e](none.md)\n```\n",
    ])
def test_links_that_lead_somewhere_pass(check, text):
    code, lines = check(text)
    assert (code, len(lines)) == (0, 1), lines


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[a](docs/none.md)\n", 1, "docs/none.md is not there"),
        ("\n\n![a](docs/images/none.png)\n", 3, "is not there"),
        ("[a](docs/page.md#none)\n", 1, "no such heading"),
        ("[a](docs/page.md#twice-2)\n", 1, "no such heading"),
        ("[a](#none)\n", 1, "no such heading"),
        ("[a](docs/images/picture.png#part)\n", 1, "no such heading"),
        ("[a](../elsewhere.md)\n", 1, "leads out of the tree"),
        ("[a](/docs/page.md)\n", 1, "leads out of the tree"),
        ("`code` [a\nb](docs/none.md)\n", 1, "is not there"),
    ])
def test_links_that_lead_nowhere_are_named_with_their_line(check, text, line, words):
    code, lines = check(text)
    assert code == 1
    assert len(lines) == 2 and lines[0].startswith(f"README.md:{line}: ") and words in lines[0], lines


def test_this_tree_passes():
    result = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
