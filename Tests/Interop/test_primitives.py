"""Spot checks of the primitives against Python's `cryptography` and `argon2-cffi`."""

import argon2
import pytest
from argon2.low_level import hash_secret_raw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from interop_peer import Refused

PREFIX = b"ONION1/interop\0"


def test_signatures_are_plain_ed25519_over_the_purpose_and_the_data(peer, chance, tally):
    for size in range(0, 200, 7):
        seed, data = chance.randbytes(32), chance.randbytes(size)
        key, signature = peer.call("sign", seed, data)
        theirs = Ed25519PrivateKey.from_private_bytes(seed)
        assert key == theirs.public_key().public_bytes_raw()
        assert signature == theirs.sign(PREFIX + data)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, PREFIX + data)
        with pytest.raises(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
        assert peer.call("verify", key, data, theirs.sign(PREFIX + data)) == [b"\1"]
        assert peer.call("verify", key, data, theirs.sign(data)) == [b"\0"]
        tally["Ed25519 signatures, both ways"] += 2


def test_records_are_sealed_by_plain_aes_siv(peer, chance, tally):
    for size in range(1, 200, 11):
        key, plaintext, place = chance.randbytes(64), chance.randbytes(size), chance.randbytes(1 + size // 3)
        theirs = AESSIV(key)
        [sealed] = peer.call("siv-seal", key, plaintext, place)
        assert sealed == theirs.encrypt(plaintext, [place])
        assert peer.call("siv-open", key, theirs.encrypt(plaintext, [place]), place) == [plaintext]
        with pytest.raises(Refused):
            peer.call("siv-open", key, sealed, place + b"\0")
        tally["AES-SIV records, both ways"] += 2


@pytest.mark.parametrize("mebibytes, passes, lanes", [(1, 1, 1), (1, 3, 4), (8, 2, 2), (64, 3, 4)])
def test_passwords_are_hashed_by_plain_argon2id(peer, chance, tally, mebibytes, passes, lanes):
    password, salt = chance.randbytes(14), chance.randbytes(16)
    theirs = hash_secret_raw(password, salt, passes, mebibytes << 10, lanes, 32, argon2.Type.ID)
    assert peer.call("argon2", password, salt, bytes([mebibytes, passes, lanes])) == [theirs]
    tally["Argon2id hashes"] += 1
