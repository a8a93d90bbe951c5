"""Three nodes over the private network, two with ML-KEM and one without: each pair connects with what both have, and says so."""

import pytest

from nodekit.person import connect

HYBRID, CLASSICAL = "Encryption: quantum-safe too", "Encryption: standard"


@pytest.fixture(scope="module")
def nodes(node_factory, newer):
    """Two nodes with the newer library, and one with the system's."""
    nodes = [node_factory("lattice", libraries=newer), node_factory("mirror", libraries=newer), node_factory("elder")]
    for node in nodes:
        node.start()
    for node in nodes:
        node.wait_until_published()
    return nodes


def test_each_pair_connects_with_what_both_have(nodes, person_factory):
    has_it = [node.status()["post_quantum"] for node in nodes]
    assert has_it[:2] == [True, True]
    assert "keys     post-quantum: yes, ML-KEM-768" in nodes[0].run("status").stdout.splitlines()
    for asker, accepter in ((0, 1), (2, 0), (1, 2)):
        pair = person_factory("asker", nodes[asker]), person_factory("accepter", nodes[accepter])
        for person in pair:
            person.wait_until_reachable()
            person.register()
            person.log_in()
        chats = connect(*pair)
        expected = HYBRID if has_it[asker] and has_it[accepter] else CLASSICAL
        for person, chat in zip(pair, chats, strict=True):
            assert expected in person.browser.get(chat).text
        pair[0].send(chats[0], "there")
        pair[1].read(chats[1], "there")
        pair[1].send(chats[1], "and back")
        pair[0].read(chats[0], "and back")
