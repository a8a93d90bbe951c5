"""X3DH against PyPI's `X3DH`, both roles."""

import asyncio

import pytest
import x3dh
import xeddsa
from interop_peer import Refused
from x3dh.crypto_provider import HashFunction

ROUNDS = 25
INFO = b"X3DH"


class State(x3dh.BaseState):
    """Their state. What they sign of a prekey begins with the purpose that our signatures begin with."""

    @staticmethod
    def _encode_public_key(key_format: x3dh.IdentityKeyFormat, pub: bytes) -> bytes:
        return b"ONION1/interop prekey\0" + pub


def their_state() -> State:
    return State.create(x3dh.IdentityKeyFormat.ED_25519, HashFunction.SHA_256, INFO)


def test_we_answer_their_bundle(peer, tally):
    for _ in range(ROUNDS):
        theirs = their_state()
        bundle = theirs.bundle
        shared, identity, ephemeral = peer.call(
            "x3dh-initiate", bundle.identity_key, xeddsa.ed25519_pub_to_curve25519_pub(bundle.identity_key), bundle.signed_pre_key,
            bundle.signed_pre_key_sig)
        header = x3dh.Header(identity, ephemeral, bundle.signed_pre_key, None)
        reached, _, _ = asyncio.run(theirs.get_shared_secret_passive(header, require_pre_key=False))
        assert reached == shared
        tally["X3DH agreements, we answer their bundle"] += 1


def test_they_answer_our_bundle(peer, tally):
    for _ in range(ROUNDS):
        theirs = their_state()
        identity, agreement, prekey, signature = peer.call("x3dh-bundle")
        assert xeddsa.ed25519_pub_to_curve25519_pub(identity) == agreement
        bundle = x3dh.Bundle(identity, prekey, signature, frozenset())
        shared, _, header = asyncio.run(theirs.get_shared_secret_active(bundle, require_pre_key=False))
        assert header.pre_key is None
        own = xeddsa.ed25519_pub_to_curve25519_pub(header.identity_key)
        assert peer.call("x3dh-respond", own, header.ephemeral_key) == [shared]
        tally["X3DH agreements, they answer our bundle"] += 1


def test_neither_takes_a_prekey_that_its_identity_did_not_sign(peer):
    first, second = their_state().bundle, their_state().bundle
    with pytest.raises(Refused):
        peer.call(
            "x3dh-initiate", first.identity_key, xeddsa.ed25519_pub_to_curve25519_pub(first.identity_key), second.signed_pre_key,
            second.signed_pre_key_sig)
    identity, _, prekey, _ = peer.call("x3dh-bundle")
    bundle = x3dh.Bundle(identity, prekey, second.signed_pre_key_sig, frozenset())
    with pytest.raises(x3dh.KeyAgreementException):
        asyncio.run(their_state().get_shared_secret_active(bundle, require_pre_key=False))
