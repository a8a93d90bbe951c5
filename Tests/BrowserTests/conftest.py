"""Two nodes and the browsers of two people."""

import pytest

from firefox import Firefox


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
