"""Sessions as they run between nodes, headers sealed, against the specification written once more in `header_encryption.py`.

Our side is stored and read back after each step.
"""

import json
import os
from pathlib import Path

import header_encryption
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from interop_peer import ROOT, Refused

ASSOCIATED_DATA = b"both account keys, both names"
STEPS = 3200
# That arrive of those steps, in each role.
ARRIVED = 1000
FEWEST = 200


class Conversation:
    def __init__(self, peer, chance, tally, first: str) -> None:
        self.peer, self.tally = peer, tally
        self.opened = {"ours opened by theirs": 0, "theirs opened by ours": 0}
        shared, request = chance.randbytes(32), chance.randbytes(32)
        root = header_encryption.connection_root(shared, request, 1)
        self.theirs = header_encryption.State(X25519PrivateKey.generate, lambda: os.urandom(12))
        if first == "ours":
            prekey = X25519PrivateKey.generate()
            self.theirs.asker(root, prekey)
            peer.call("ratchet-acceptor", shared, request, prekey.public_key().public_bytes_raw())
            self.deliver(self.seal(True, b"first"))
        else:
            [prekey] = peer.call("ratchet-asker", shared, request)
            self.theirs.acceptor(root, prekey)
            self.deliver(self.seal(False, b"first"))

    def seal(self, is_ours: bool, text: bytes) -> tuple[bool, bytes, bytes]:
        if not is_ours:
            return is_ours, text, self.theirs.seal(text, ASSOCIATED_DATA)
        [envelope] = self.peer.call("ratchet-seal", text, ASSOCIATED_DATA)
        return is_ours, text, envelope

    def deliver(self, flight: tuple[bool, bytes, bytes]) -> None:
        is_ours, text, envelope = flight
        if is_ours:
            assert self.theirs.open(envelope, ASSOCIATED_DATA) == text
        else:
            assert self.peer.call("ratchet-open", envelope, ASSOCIATED_DATA) == [text]
        way = "ours opened by theirs" if is_ours else "theirs opened by ours"
        self.opened[way] += 1
        self.tally[f"envelopes with sealed headers, {way}"] += 1


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_in_turns_and_in_bursts(peer, chance, tally, first):
    conversation = Conversation(peer, chance, tally, first)
    for turn in range(240):
        for _ in range(1 if turn < 160 else chance.randrange(1, 8)):
            conversation.deliver(conversation.seal(turn % 2 == 1, chance.randbytes(chance.randrange(300))))
    assert min(conversation.opened.values()) >= FEWEST


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_shuffled_and_lossy(peer, chance, tally, first):
    conversation = Conversation(peer, chance, tally, first)
    flying = []
    for _ in range(STEPS):
        choice = chance.random()
        if choice < 0.5 or not flying:
            flying.append(conversation.seal(chance.random() < 0.5, chance.randbytes(chance.randrange(100))))
        elif choice < 0.9:
            conversation.deliver(flying.pop(chance.randrange(len(flying))))
        else:
            flying.pop(chance.randrange(len(flying)))
    chance.shuffle(flying)
    for flight in flying:
        conversation.deliver(flight)
    assert min(conversation.opened.values()) >= FEWEST and sum(conversation.opened.values()) >= ARRIVED


def test_a_forged_envelope_changes_nothing(peer, chance, tally):
    conversation = Conversation(peer, chance, tally, "theirs")
    for _ in range(50):
        flight = conversation.seal(False, b"true")
        forged = bytearray(flight[2])
        forged[chance.randrange(len(forged))] ^= 1 << chance.randrange(8)
        with pytest.raises(Refused):
            peer.call("ratchet-open", bytes(forged), ASSOCIATED_DATA)
        conversation.deliver(flight)
        with pytest.raises(Refused):
            peer.call("ratchet-open", flight[2], ASSOCIATED_DATA)
        conversation.deliver(conversation.seal(True, b"answer"))


def test_the_vectors_in_the_tree_are_what_the_specification_gives():
    text = Path(ROOT, "Tests", "CryptoTests", "Vectors", "RatchetVectors.swift").read_text(encoding="utf-8")
    kept = text.split('"""')[1]
    assert json.loads(kept) == header_encryption.vectors()
