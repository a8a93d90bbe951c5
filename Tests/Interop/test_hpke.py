"""HPKE both ways against Python's `cryptography`, whose interface has no associated data, and against `pyhpke`, whose has."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from interop_peer import Refused
from pyhpke import AEADId, CipherSuite, KDFId, KEMId

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
OTHER_SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.CHACHA20_POLY1305)
CASES = [(size, info) for size in (1, 2, 15, 16, 17, 100, 1000, 3400) for info in (b"", b"ONION1/request\0", bytes(range(256)))]


def public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


@pytest.mark.parametrize("size, info", CASES)
def test_what_we_seal_they_open(peer, chance, tally, size, info):
    key, plaintext = X25519PrivateKey.generate(), chance.randbytes(size)
    encapsulated, ciphertext = peer.call("hpke-seal", plaintext, public(key), info, b"")
    assert SUITE.decrypt(encapsulated + ciphertext, key, info) == plaintext
    tally["HPKE messages, ours opened by cryptography"] += 1

    encapsulated, ciphertext = peer.call("hpke-seal", plaintext, public(key), info, b"associated")
    recipient = OTHER_SUITE.create_recipient_context(encapsulated, OTHER_SUITE.kem.deserialize_private_key(key.private_bytes_raw()), info)
    assert recipient.open(ciphertext, b"associated") == plaintext
    tally["HPKE messages, ours opened by pyhpke"] += 1


@pytest.mark.parametrize("size, info", CASES)
def test_what_they_seal_we_open(peer, chance, tally, size, info):
    [key] = peer.call("hpke-key")
    plaintext = chance.randbytes(size)
    sealed = SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(key), info)
    assert peer.call("hpke-open", sealed[:32], sealed[32:], info, b"") == [plaintext]
    tally["HPKE messages, cryptography's opened by us"] += 1

    encapsulated, sender = OTHER_SUITE.create_sender_context(OTHER_SUITE.kem.deserialize_public_key(key), info)
    assert peer.call("hpke-open", encapsulated, sender.seal(plaintext, b"associated"), info, b"associated") == [plaintext]
    tally["HPKE messages, pyhpke's opened by us"] += 1


def test_what_was_changed_neither_opens(peer, chance):
    [key] = peer.call("hpke-key")
    sealed = SUITE.encrypt(b"a request", X25519PublicKey.from_public_bytes(key), b"info")
    assert peer.call("hpke-open", sealed[:32], sealed[32:], b"info", b"") == [b"a request"]
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1 << chance.randrange(7)
        with pytest.raises(Refused):
            peer.call("hpke-open", bytes(changed[:32]), bytes(changed[32:]), b"info", b"")
    with pytest.raises(Refused):
        peer.call("hpke-open", sealed[:32], sealed[32:], b"other", b"")

    own = X25519PrivateKey.generate()
    encapsulated, ciphertext = peer.call("hpke-seal", b"a request", public(own), b"info", b"")
    with pytest.raises(InvalidTag):
        SUITE.decrypt(encapsulated + ciphertext, own, b"other")
