"""What the interoperability tests share: a peer, seeded chance, and a tally of what crossed."""

import random
from collections import Counter

import pytest
from interop_peer import Peer

crossed: Counter = Counter()


@pytest.fixture
def peer():
    with Peer() as running:
        yield running


@pytest.fixture
def chance(request) -> random.Random:
    """Chance that is the same in each run of a test."""
    return random.Random(request.node.nodeid)


@pytest.fixture
def tally() -> Counter:
    """Counts what crossed between two implementations, by name."""
    return crossed


def pytest_terminal_summary(terminalreporter) -> None:
    if crossed:
        terminalreporter.section("what crossed between two implementations")
        for name, count in sorted(crossed.items()):
            terminalreporter.write_line(f"{count:6}  {name}")
