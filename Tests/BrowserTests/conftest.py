"""Two nodes and the browsers of two people."""

import pytest

from firefox import Firefox
from member import Member

WIDTHS = (360, 1000, 1400)


@pytest.fixture(scope="session")
def two_nodes(node_factory):
    """Two published nodes."""
    nodes = node_factory("lake").start(), node_factory("hill").start()
    for node in nodes:
        node.wait_until_published()
    return nodes


@pytest.fixture(scope="session")
def browser_factory(visitor, artifacts):
    """Makes Firefoxes behind the private network, and ends them."""
    browsers: list[Firefox] = []

    def make(dark: bool = False) -> Firefox:
        log = artifacts / "logs" / f"firefox-{len(browsers)}.log"
        browsers.append(Firefox(visitor.socks_address, dark=dark, log=log))
        return browsers[-1]

    yield make
    for browser in browsers:
        browser.stop()


@pytest.fixture(scope="module")
def show(artifacts):
    """Keeps screenshots of what a member sees, at each width, and at the end insists that no page was wider than its window."""
    too_wide: list[str] = []

    def keep(member: Member, name: str, widths=WIDTHS) -> None:
        for width in widths:
            member.firefox.look(width)
            member.browser.screenshot(artifacts / "screenshots" / f"{name}-{width}.png")
            overflow = member.browser.measure("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if overflow > 0:
                too_wide.append(f"{name} at {width} px is {overflow} px too wide")

    yield keep
    assert not too_wide, "; ".join(too_wide)
