"""ML-KEM-768, X-Wing, and HPKE with X-Wing, under a libcrypto that offers them.

The system's libcrypto may be too old. The wheel of `psycopg-binary` carries a newer one of its own, which our program is made to load in
its place; nothing else of that package is used. The other ends are `cryptography`, whose OpenSSL is compiled in, and `kyber-py`, which is
Python alone and shares no code with either.
"""

import ctypes
import hashlib
import hmac
import os
import re
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from interop_peer import Peer, Refused, binary
from kyber_py.ml_kem import ML_KEM_768

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
FIRST_WITH_ML_KEM = 0x30500000  # OpenSSL 3.5.0
LATTICE_KEY, LATTICE_CIPHERTEXT, CIPHERTEXT = 1184, 1088, 1120
REQUEST = 6536  # the padded plaintext of a request sealed with X-Wing


@pytest.fixture
def peer(newer):
    with Peer(libraries=newer) as running:
        yield running


def halves(seed: bytes) -> tuple[bytes, bytes]:
    """The ML-KEM seed and the X25519 secret of an X-Wing seed."""
    expanded = hashlib.shake_256(seed).digest(96)
    return expanded[:64], expanded[64:]


def raw(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def combined(lattice: bytes, curve: bytes, ephemeral: bytes, recipient: bytes) -> bytes:
    return hashlib.sha3_256(lattice + curve + ephemeral + recipient + bytes.fromhex("5c2e2f2f5e5c")).digest()


def test_the_library_that_is_loaded_decides(newer, chance):
    offered = ctypes.CDLL("libcrypto.so.3").OpenSSL_version_num() >= FIRST_WITH_ML_KEM
    with Peer() as system:
        assert system.call("pq-available") == [bytes([offered])]
        if not offered:
            for command in ("mlkem-key", "xwing-key"):
                with pytest.raises(Refused, match="does not offer"):
                    system.call(command, bytes(64 if command == "mlkem-key" else 32))
            # A key of somebody who has it can be read here, but nothing can be sealed to it.
            with pytest.raises(Refused, match="does not offer"):
                system.call("xwing-seal", b"text", ML_KEM_768.key_derive(bytes(64))[0] + raw(X25519PrivateKey.generate()), b"", b"")
        key = X25519PrivateKey.generate()
        assert len(system.call("hpke-seal", b"text", raw(key), b"", b"")[0]) == 32
    with Peer(libraries=newer) as running:
        assert running.call("pq-available") == [b"\1"]


def test_ml_kem_both_ways_with_cryptography(peer, chance, tally):
    for _ in range(50):
        seed = chance.randbytes(64)
        theirs = MLKEM768PrivateKey.from_seed_bytes(seed)
        [key] = peer.call("mlkem-key", seed)
        assert key == theirs.public_key().public_bytes_raw()
        ciphertext, secret = peer.call("mlkem-encapsulate", key)
        assert theirs.decapsulate(ciphertext) == secret
        secret, ciphertext = MLKEM768PublicKey.from_public_bytes(key).encapsulate()
        assert peer.call("mlkem-decapsulate", seed, ciphertext) == [secret]
        forged = chance.randbytes(LATTICE_CIPHERTEXT)
        assert peer.call("mlkem-decapsulate", seed, forged) == [theirs.decapsulate(forged)]
        tally["ML-KEM-768 secrets, between us and cryptography"] += 3


def test_ml_kem_both_ways_with_kyber_py(peer, chance, tally):
    for _ in range(10):
        seed = chance.randbytes(64)
        key, own = ML_KEM_768.key_derive(seed)
        assert peer.call("mlkem-key", seed) == [key]
        ciphertext, secret = peer.call("mlkem-encapsulate", key)
        assert ML_KEM_768.decaps(own, ciphertext) == secret
        secret, ciphertext = ML_KEM_768.encaps(key)
        assert peer.call("mlkem-decapsulate", seed, ciphertext) == [secret]
        forged = chance.randbytes(LATTICE_CIPHERTEXT)
        assert peer.call("mlkem-decapsulate", seed, forged) == [ML_KEM_768.decaps(own, forged)]
        tally["ML-KEM-768 secrets, between us and kyber-py"] += 3


def test_x_wing_both_ways_with_the_draft_spelled_in_python(peer, chance, tally):
    for _ in range(10):
        seed = chance.randbytes(32)
        lattice_seed, curve_secret = halves(seed)
        lattice_key, lattice_own = ML_KEM_768.key_derive(lattice_seed)
        curve = X25519PrivateKey.from_private_bytes(curve_secret)
        [key] = peer.call("xwing-key", seed)
        assert key == lattice_key + raw(curve)

        ciphertext, secret = peer.call("xwing-encapsulate", key)
        lattice, ephemeral = ciphertext[:LATTICE_CIPHERTEXT], ciphertext[LATTICE_CIPHERTEXT:]
        agreed = curve.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        assert secret == combined(ML_KEM_768.decaps(lattice_own, lattice), agreed, ephemeral, raw(curve))

        inner, lattice = ML_KEM_768.encaps(lattice_key)
        sender = X25519PrivateKey.generate()
        expected = combined(inner, sender.exchange(curve.public_key()), raw(sender), raw(curve))
        assert peer.call("xwing-decapsulate", seed, lattice + raw(sender)) == [expected]
        tally["X-Wing secrets, between us and kyber-py"] += 2


@pytest.mark.parametrize("size", (1, 16, 100, REQUEST))
@pytest.mark.parametrize("info", (b"", b"ONION1/request\0", bytes(range(256))))
def test_hpke_with_x_wing_both_ways_with_cryptography(peer, chance, tally, size, info):
    seed, plaintext = chance.randbytes(32), chance.randbytes(size)
    lattice_seed, curve_secret = halves(seed)
    lattice, curve = MLKEM768PrivateKey.from_seed_bytes(lattice_seed), X25519PrivateKey.from_private_bytes(curve_secret)
    own = MLKEM768X25519PrivateKey(lattice, curve)
    [key] = peer.call("xwing-key", seed)

    encapsulated, ciphertext = peer.call("xwing-seal", plaintext, key, info, b"")
    assert SUITE.decrypt(encapsulated + ciphertext, own, info) == plaintext
    with pytest.raises(InvalidTag):
        SUITE.decrypt(encapsulated + ciphertext, own, info + b"other")
    tally["HPKE messages with X-Wing, ours opened by cryptography"] += 1

    public = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(key[:LATTICE_KEY]), X25519PublicKey.from_public_bytes(key[LATTICE_KEY:])
    )
    sealed = SUITE.encrypt(plaintext, public, info)
    assert peer.call("xwing-open", seed, sealed[:CIPHERTEXT], sealed[CIPHERTEXT:], info, b"") == [plaintext]
    tally["HPKE messages with X-Wing, cryptography's opened by us"] += 1


def key_and_nonce(secret: bytes, info: bytes) -> tuple[bytes, bytes]:
    """HPKE's key schedule, base mode, spelled out (RFC 9180, section 5.1)."""
    suite = b"HPKE" + bytes.fromhex("647a 0001 0003")

    def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + suite + label + material, "sha256")

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    prk = extract(secret, b"secret", b"")
    return tuple(
        HKDFExpand(SHA256(), count, count.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context).derive(prk)
        for count, label in ((32, b"key"), (12, b"base_nonce"))
    )


def test_a_request_as_it_travels_both_ways_with_rfc_9180_spelled_in_python(peer, chance, tally):
    for _ in range(5):
        seed, plaintext = chance.randbytes(32), chance.randbytes(REQUEST)
        info = b"ONION1/request\0" + chance.randbytes(64) + b"\0\3ada\0\x10" + chance.randbytes(16 + 32)
        lattice_seed, curve_secret = halves(seed)
        lattice_key, lattice_own = ML_KEM_768.key_derive(lattice_seed)
        curve = X25519PrivateKey.from_private_bytes(curve_secret)

        encapsulated, ciphertext = peer.call("xwing-seal", plaintext, lattice_key + raw(curve), info, b"\0")
        inner, ephemeral = ML_KEM_768.decaps(lattice_own, encapsulated[:LATTICE_CIPHERTEXT]), encapsulated[LATTICE_CIPHERTEXT:]
        agreed = curve.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        key, nonce = key_and_nonce(combined(inner, agreed, ephemeral, raw(curve)), info)
        assert ChaCha20Poly1305(key).decrypt(nonce, ciphertext, b"\0") == plaintext

        inner, lattice = ML_KEM_768.encaps(lattice_key)
        sender = X25519PrivateKey.generate()
        key, nonce = key_and_nonce(combined(inner, sender.exchange(curve.public_key()), raw(sender), raw(curve)), info)
        ciphertext = ChaCha20Poly1305(key).encrypt(nonce, plaintext, b"\0")
        assert peer.call("xwing-open", seed, lattice + raw(sender), ciphertext, info, b"\0") == [plaintext]
        with pytest.raises(Refused):
            peer.call("xwing-open", seed, lattice + raw(sender), ciphertext, info, b"\1")
        tally["HPKE messages with X-Wing and associated data, between us and RFC 9180 in Python"] += 2


def test_what_was_changed_does_not_open(peer, chance):
    seed = chance.randbytes(32)
    [key] = peer.call("xwing-key", seed)
    encapsulated, ciphertext = peer.call("xwing-seal", b"a request", key, b"info", b"associated")
    assert peer.call("xwing-open", seed, encapsulated, ciphertext, b"info", b"associated") == [b"a request"]
    with pytest.raises(Refused):
        peer.call("xwing-open", seed, encapsulated, ciphertext, b"info", b"")
    sealed = encapsulated + ciphertext
    for index in [*range(0, CIPHERTEXT, 40), *range(LATTICE_CIPHERTEXT, len(sealed))]:
        changed = bytearray(sealed)
        changed[index] ^= 1 << chance.randrange(8)
        with pytest.raises(Refused):
            peer.call("xwing-open", seed, bytes(changed[:CIPHERTEXT]), bytes(changed[CIPHERTEXT:]), b"info", b"associated")


def test_keys_and_ciphertexts_of_another_length_are_refused_by_both(peer):
    for count in (0, LATTICE_KEY - 1, LATTICE_KEY + 1):
        with pytest.raises(Refused, match=f"1184 bytes were expected and {count} were found"):
            peer.call("mlkem-encapsulate", bytes(count))
        with pytest.raises(ValueError):
            MLKEM768PublicKey.from_public_bytes(bytes(count))
    unreduced = b"\x01\x0d" + bytes(LATTICE_KEY - 2)  # its first coefficient is 3329, the prime itself
    with pytest.raises(Refused, match="one allowed spelling"):
        peer.call("mlkem-encapsulate", unreduced)
    with pytest.raises(ValueError):
        MLKEM768PublicKey.from_public_bytes(unreduced)
    for count in (LATTICE_CIPHERTEXT, CIPHERTEXT - 1, CIPHERTEXT + 1):
        with pytest.raises(Refused, match=f"1120 bytes were expected and {count} were found"):
            peer.call("xwing-decapsulate", bytes(32), bytes(count))


def test_the_swift_tests_of_what_uses_it_hold_under_the_newer_library(newer):
    bundle = Path(binary()).parent / "onionnodePackageTests.xctest"
    assert os.access(bundle, os.X_OK), f"{bundle} is not there: `swift build --build-tests` makes it"
    ran = subprocess.run(
        [bundle, "--testing-library", "swift-testing", "--filter", r"^(CryptoTests|ChatTests)\."],
        env=os.environ | {"LD_LIBRARY_PATH": str(newer)}, capture_output=True, text=True, timeout=300,
    )
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said[-4000:]
    assert re.search(r"Test run with \d+ tests .*passed", said), said[-4000:]
    for suite in (
        "MLKEM768Tests", "XWingTests", "HybridCardTests", "HybridAgreementTests", "HybridTests", "LostLibraryTests", "HybridRenewalTests",
        "RenewalTests", "ConversationTests", "RequestTests",
    ):
        assert re.search(rf"Suite {suite} passed", said), f"{suite} did not run"
