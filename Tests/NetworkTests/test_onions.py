"""A change of the peer address in a private network: two onions at once, the old one retires and is gone.

Each step is written into the stopped node's database, by the text of protocol §2.3 alone.
"""

import base64
import hashlib
import os
import sqlite3
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from account_key import derive, unseal
from nodekit.node import NodeProcess
from nodekit.socks import SOCKSFailure, connect_through
from tornet.process import poll

PEER, CREATED, CURRENT, RETIRING = 2, 1, 2, 3
OLD, NEW = 2, 3  # rows
SECOND_MESSAGE = 352  # of a link's handshake: protocol §4.1


def onion_of(seed: bytes) -> str:
    """The address that a seed spells."""
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    check = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return base64.b32encode(key + check + b"\x03").decode().lower() + ".onion"


def records(node: NodeProcess) -> dict[int, bytes]:
    """The opened records of the onions, by row."""
    key = derive((node.data / "node.key").read_bytes(), "node-key/records", 64)
    with sqlite3.connect(node.data / "node.db") as database:
        return {row: unseal(key, sealed, "onion", row, "record") for row, sealed in database.execute("SELECT id, record FROM onion")}


def write(node: NodeProcess, row: int, standing: int, until: int, seed: bytes) -> None:
    """Stores an onion's record in a stopped node."""
    key = derive((node.data / "node.key").read_bytes(), "node-key/records", 64)
    names = [len(name).to_bytes(2, "big") + name.encode() for name in ("onion", "record")]
    place = names[0] + row.to_bytes(8, "big") + names[1] + b"\x01"
    sealed = AESSIV(key).encrypt(b"\x01" + bytes([PEER, standing]) + until.to_bytes(8, "big") + seed, [place])
    with sqlite3.connect(node.data / "node.db") as database:
        database.execute("INSERT OR REPLACE INTO onion(id, record) VALUES (?, ?)", (row, sealed))


def answers(visitor, address: str) -> bool:
    """Whether somebody at the peer port of `address` goes on with a link's handshake."""
    try:
        with connect_through(visitor.socks_path, address, 9411, os.urandom(8).hex(), 45) as stream:
            first = X25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            stream.sendall(len(first).to_bytes(2, "big") + first)
            return stream.recv(1, 0) + stream.recv(1, 0) == SECOND_MESSAGE.to_bytes(2, "big")
    except (SOCKSFailure, TimeoutError):
        return False


def reached(visitor, address: str) -> bool:
    """Whether it answers within a minute and a half: a descriptor needs some seconds to spread."""
    def look() -> bool:
        if answers(visitor, address):
            return True
        visitor.new_identity()
        return False

    return poll(f"{address[:4]}… answers", look, 90, every=1)


def others_published(node: NodeProcess) -> list[dict]:
    others = node.status().get("other_onions", [])
    return others if others and all(onion["published"] for onion in others) else []


@pytest.fixture
def node(node_factory):
    node: NodeProcess = node_factory("turn").start()
    node.wait_until_published()
    return node


def test_two_peer_onions_stand_at_once_and_the_old_one_retires_and_is_gone(node, visitor):
    old, seed = node.addresses()["peer"], os.urandom(32)
    new = onion_of(seed)
    node.stop()
    old_seed = records(node)[OLD][10:]
    assert records(node)[OLD][:10] == bytes([PEER, CURRENT]) + bytes(8) and onion_of(old_seed) == old

    write(node, NEW, CREATED, 0, seed)
    node.start().wait_until_published()
    [other] = poll("the created onion is published", lambda: others_published(node), 120, every=0.5)
    assert (other["role"], other["standing"], other["address"]) == ("peer", "created", new)
    assert node.addresses()["peer"] == old
    assert reached(visitor, old) and reached(visitor, new)

    node.stop()
    write(node, NEW, CURRENT, 0, seed)
    write(node, OLD, RETIRING, int(time.time()) + 3600, old_seed)
    node.start().wait_until_published()
    [other] = poll("the retiring onion is published", lambda: others_published(node), 120, every=0.5)
    assert (other["standing"], other["address"]) == ("retiring", old) and node.addresses()["peer"] == new
    assert reached(visitor, new) and reached(visitor, old)

    node.stop()
    write(node, OLD, RETIRING, int(time.time()) - 1, old_seed)
    node.start().wait_until_published()
    poll("the old onion is gone", lambda: node.status().get("other_onions") == [], 150, every=0.5)
    assert not (node.data / "peer.sock").exists() and (node.data / "peer-3.sock").exists()
    assert "an onion that was retiring is removed" in node.log_path.read_text()
    visitor.new_identity()
    assert not answers(visitor, old)
    assert reached(visitor, new)
    node.stop()
    assert set(records(node)) == {1, NEW}
    node.start().wait_until_published()
    assert node.status()["other_onions"] == [] and node.addresses()["peer"] == new
