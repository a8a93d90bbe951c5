"""The Double Ratchet with header encryption, written once more from Signal's specification, revision 3, section 4.

It shares nothing with the Swift code: the primitives are those of Python's `cryptography`. It keeps to the specification's order (a new
ratchet key as soon as a step was received) and has no limits. Run as a program it prints the vectors of CryptoTests.
"""

import hashlib
import hmac
import json
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ZERO = bytes(32)


def hkdf(secret: bytes, salt: bytes, info: bytes, count: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), count, salt, info).derive(secret)


def connection_root(shared: bytes, request: bytes, mode: int) -> dict[str, bytes]:
    """The keys of a connection without a KEM and without capabilities (docs/protocol.md)."""
    info = b"ONION1/root\0" + bytes([mode]) + hashlib.sha256(b"").digest() + hashlib.sha256(bytes(8)).digest()
    root = hkdf(shared, request, info)
    purposes = ("session", "header acceptor", "header asker")
    return {purpose: hkdf(root, ZERO, b"ONION1/" + purpose.encode() + b"\0") for purpose in purposes}


def kdf_rk_he(rk: bytes, agreed: bytes) -> tuple[bytes, bytes, bytes]:
    keys = hkdf(agreed, rk, b"ONION1/ratchet root\0", 96)
    return keys[:32], keys[32:64], keys[64:]


def kdf_ck(ck: bytes) -> tuple[bytes, bytes]:
    return hmac.digest(ck, b"\2", "sha256"), hmac.digest(ck, b"\1", "sha256")


def body_keys(mk: bytes) -> tuple[bytes, bytes, bytes]:
    keys = hkdf(mk, ZERO, b"ONION1/ratchet body\0", 80)
    return keys[:32], keys[32:64], keys[64:]


def encrypt(mk: bytes, plaintext: bytes, associated_data: bytes) -> bytes:
    key, authentication, iv = body_keys(mk)
    padder, cipher = padding.PKCS7(128).padder(), Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    ciphertext = cipher.update(padder.update(plaintext) + padder.finalize()) + cipher.finalize()
    return ciphertext + hmac.digest(authentication, associated_data + ciphertext, "sha256")


def decrypt(mk: bytes, body: bytes, associated_data: bytes) -> bytes:
    key, authentication, iv = body_keys(mk)
    ciphertext, tag = body[:-32], body[-32:]
    assert hmac.compare_digest(hmac.digest(authentication, associated_data + ciphertext, "sha256"), tag), "the body is not authentic"
    unpadder, cipher = padding.PKCS7(128).unpadder(), Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return unpadder.update(cipher.update(ciphertext) + cipher.finalize()) + unpadder.finalize()


def hdecrypt(hk: bytes | None, sealed: bytes) -> bytes | None:
    if hk is None:
        return None
    try:
        return ChaCha20Poly1305(hk).decrypt(sealed[:12], sealed[12:], None)
    except InvalidTag:
        return None


class State:
    """One end. `generate` gives ratchet keys and `nonce` header nonces, so that both can be known."""

    def __init__(self, generate: Callable[[], X25519PrivateKey], nonce: Callable[[], bytes]) -> None:
        self.generate, self.nonce = generate, nonce
        self.dhs = self.dhr = self.cks = self.ckr = self.hks = self.hkr = None
        self.ns = self.nr = self.pn = 0
        self.skipped: dict[tuple[bytes, int], bytes] = {}

    def acceptor(self, root: dict[str, bytes], remote: bytes) -> "State":
        self.dhs, self.dhr = self.generate(), remote
        self.rk, self.cks, self.nhks = kdf_rk_he(root["session"], self.agree())
        self.hks, self.nhkr = root["header acceptor"], root["header asker"]
        return self

    def asker(self, root: dict[str, bytes], prekey: X25519PrivateKey) -> "State":
        self.dhs, self.rk = prekey, root["session"]
        self.nhks, self.nhkr = root["header asker"], root["header acceptor"]
        return self

    def agree(self) -> bytes:
        return self.dhs.exchange(X25519PublicKey.from_public_bytes(self.dhr))

    def seal(self, plaintext: bytes, associated_data: bytes) -> bytes:
        self.cks, mk = kdf_ck(self.cks)
        header = self.dhs.public_key().public_bytes_raw() + self.pn.to_bytes(4, "big") + self.ns.to_bytes(4, "big")
        nonce = self.nonce()
        self.ns += 1
        return nonce + ChaCha20Poly1305(self.hks).encrypt(nonce, header, None) + encrypt(mk, plaintext, associated_data + header)

    def open(self, envelope: bytes, associated_data: bytes) -> bytes:
        sealed, body = envelope[:68], envelope[68:]
        for (hk, n), mk in self.skipped.items():
            header = hdecrypt(hk, sealed)
            if header is not None and int.from_bytes(header[36:], "big") == n:
                del self.skipped[hk, n]
                return decrypt(mk, body, associated_data + header)
        header = hdecrypt(self.hkr, sealed)
        if header is None:
            header = hdecrypt(self.nhkr, sealed)
            assert header is not None, "the header is not authentic"
            self.skip(int.from_bytes(header[32:36], "big"))
            self.step(header[:32])
        self.skip(int.from_bytes(header[36:], "big"))
        self.ckr, mk = kdf_ck(self.ckr)
        self.nr += 1
        return decrypt(mk, body, associated_data + header)

    def skip(self, until: int) -> None:
        while self.ckr is not None and self.nr < until:
            self.ckr, self.skipped[self.hkr, self.nr] = kdf_ck(self.ckr)
            self.nr += 1

    def step(self, remote: bytes) -> None:
        self.pn, self.ns, self.nr = self.ns, 0, 0
        self.hks, self.hkr, self.dhr = self.nhks, self.nhkr, remote
        self.rk, self.ckr, self.nhkr = kdf_rk_he(self.rk, self.agree())
        self.dhs = self.generate()
        self.rk, self.cks, self.nhks = kdf_rk_he(self.rk, self.agree())


def vectors() -> dict:
    """A short conversation with every secret known: in turns, in bursts, with two envelopes that come late."""
    counter = 0

    def known(label: str) -> bytes:
        nonlocal counter
        counter += 1
        return hashlib.sha256(f"{label} {counter}".encode()).digest()

    shared, request, prekey, associated_data = known("shared"), known("request"), known("prekey"), b"both names"
    root = connection_root(shared, request, 1)
    keys: dict[str, list[bytes]] = {"acceptor": [], "asker": []}
    ends: dict[str, State] = {}
    for side in keys:
        def generate(side: str = side) -> X25519PrivateKey:
            keys[side].append(known("ratchet key"))
            return X25519PrivateKey.from_private_bytes(keys[side][-1])
        ends[side] = State(generate, lambda: known("nonce")[:12])
    prekey_key = X25519PrivateKey.from_private_bytes(prekey)
    ends["acceptor"].acceptor(root, prekey_key.public_key().public_bytes_raw())
    ends["asker"].asker(root, prekey_key)

    envelopes, late = [], []
    for turn, (side, count) in enumerate([("acceptor", 2), ("asker", 1), ("acceptor", 3), ("asker", 3), ("acceptor", 1), ("asker", 2)]):
        other = "asker" if side == "acceptor" else "acceptor"
        for index in range(count):
            plaintext = bytes([turn]) * (turn * 7 + index)
            envelope = ends[side].seal(plaintext, associated_data)
            is_late = (turn, index) in {(2, 1), (3, 0)}
            envelopes.append({"from": side, "plaintext": plaintext.hex(), "envelope": envelope.hex(), "isLate": is_late})
            if is_late:
                late.append((other, envelope, plaintext))
            else:
                assert ends[other].open(envelope, associated_data) == plaintext
    for other, envelope, plaintext in late:
        assert ends[other].open(envelope, associated_data) == plaintext
    ratchet_keys = {side: [key.hex() for key in known_keys] for side, known_keys in keys.items()}
    return {
        "sharedSecret": shared.hex(), "requestSecret": request.hex(), "mode": 1, "prekey": prekey.hex(),
        "associatedData": associated_data.hex(), "ratchetKeys": ratchet_keys, "envelopes": envelopes,
    }


if __name__ == "__main__":
    print(json.dumps(vectors(), indent=1))
