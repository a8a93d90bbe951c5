"""The Double Ratchet's core against PyPI's `DoubleRatchet`, both roles, in order and as a bad net leaves it.

Their package has headers in the open, so ours runs with plain headers here; everything else is the code of a session.
"""

import asyncio
from collections.abc import Awaitable, Callable

import doubleratchet
import pytest
from doubleratchet.recommended import HashFunction, aead_aes_hmac, diffie_hellman_ratchet_curve25519, kdf_hkdf, kdf_separate_hmacs
from interop_peer import Refused

ASSOCIATED_DATA = b"both account keys, both names"
STEPS = 3200
# That arrive of those steps, in each role.
ARRIVED = 1000
# Each way, in each role, in order and out of order.
FEWEST = 200


class Ratchet(doubleratchet.DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data: bytes, header: doubleratchet.Header) -> bytes:
        return associated_data + encode(header)


class RootKDF(kdf_hkdf.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"ONION1/ratchet root\0"


class ChainKDF(kdf_separate_hmacs.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256


class BodyAEAD(aead_aes_hmac.AEAD):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"ONION1/ratchet body\0"


CONFIGURATION = {
    "diffie_hellman_ratchet_class": diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet,
    "root_chain_kdf": RootKDF,
    "message_chain_kdf": ChainKDF,
    "message_chain_constant": b"\x02\x01",
    "dos_protection_threshold": 2000,
    "max_num_skipped_message_keys": 2000,
    "aead": BodyAEAD,
}


def encode(header: doubleratchet.Header) -> bytes:
    counts = header.previous_sending_chain_length.to_bytes(4, "big") + header.sending_chain_length.to_bytes(4, "big")
    return header.ratchet_pub + counts


def decode(header: bytes) -> doubleratchet.Header:
    return doubleratchet.Header(header[:32], int.from_bytes(header[32:36], "big"), int.from_bytes(header[36:], "big"))


class Conversation:
    """Their ratchet and ours, after the first message has been read."""

    def __init__(self, peer, tally) -> None:
        self.peer, self.tally, self.theirs = peer, tally, None
        self.opened = {"ours opened by theirs": 0, "theirs opened by ours": 0}

    def count(self, way: str) -> None:
        self.opened[way] += 1
        self.tally[f"Double Ratchet messages, {way}"] += 1

    async def start_with_ours(self, shared: bytes) -> None:
        private = diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet._generate_priv()
        public = diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet._derive_pub(private)
        self.peer.call("plain-first", shared, public)
        header, body = self.peer.call("plain-seal", b"first", ASSOCIATED_DATA)
        message = doubleratchet.EncryptedMessage(decode(header), body)
        self.theirs, plaintext = await Ratchet.decrypt_initial_message(
            **CONFIGURATION, shared_secret=shared, own_ratchet_priv=private, message=message, associated_data=ASSOCIATED_DATA)
        assert plaintext == b"first"

    async def start_with_theirs(self, shared: bytes) -> None:
        [prekey] = self.peer.call("plain-waiting", shared)
        self.theirs, message = await Ratchet.encrypt_initial_message(
            **CONFIGURATION, shared_secret=shared, recipient_ratchet_pub=prekey, message=b"first", associated_data=ASSOCIATED_DATA)
        assert self.peer.call("plain-open", encode(message.header), message.ciphertext, ASSOCIATED_DATA) == [b"first"]

    async def from_us(self, text: bytes) -> Callable[[], Awaitable[bytes]]:
        """Seals with ours; what is returned opens it with theirs."""
        header, body = self.peer.call("plain-seal", text, ASSOCIATED_DATA)

        async def opening() -> bytes:
            plaintext = await self.theirs.decrypt_message(doubleratchet.EncryptedMessage(decode(header), body), ASSOCIATED_DATA)
            self.count("ours opened by theirs")
            return plaintext

        return opening

    async def from_them(self, text: bytes) -> Callable[[], Awaitable[bytes]]:
        """Seals with theirs; what is returned opens it with ours."""
        message = await self.theirs.encrypt_message(text, ASSOCIATED_DATA)

        async def opening() -> bytes:
            [plaintext] = self.peer.call("plain-open", encode(message.header), message.ciphertext, ASSOCIATED_DATA)
            self.count("theirs opened by ours")
            return plaintext

        return opening


async def start(peer, tally, chance, first: str) -> Conversation:
    conversation = Conversation(peer, tally)
    shared = chance.randbytes(32)
    await (conversation.start_with_ours(shared) if first == "ours" else conversation.start_with_theirs(shared))
    return conversation


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_in_turns_and_in_bursts(peer, chance, tally, first):
    async def talk() -> None:
        conversation = await start(peer, tally, chance, first)
        for turn in range(240):
            send = conversation.from_us if turn % 2 else conversation.from_them
            for _ in range(1 if turn < 160 else chance.randrange(1, 8)):
                text = chance.randbytes(chance.randrange(1, 300))
                assert await (await send(text))() == text
        assert min(conversation.opened.values()) >= FEWEST

    asyncio.run(talk())


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_shuffled_and_lossy(peer, chance, tally, first):
    async def talk() -> None:
        conversation = await start(peer, tally, chance, first)
        flying: list[tuple[bytes, Callable[[], Awaitable[bytes]]]] = []
        for _ in range(STEPS):
            choice = chance.random()
            if choice < 0.5 or not flying:
                text = chance.randbytes(chance.randrange(1, 100))
                flying.append((text, await (conversation.from_us if chance.random() < 0.5 else conversation.from_them)(text)))
            elif choice < 0.9:
                text, opening = flying.pop(chance.randrange(len(flying)))
                assert await opening() == text
            else:
                flying.pop(chance.randrange(len(flying)))
        chance.shuffle(flying)
        for text, opening in flying:
            assert await opening() == text
        assert min(conversation.opened.values()) >= FEWEST and sum(conversation.opened.values()) >= ARRIVED

    asyncio.run(talk())


def test_a_forged_message_is_refused_by_ours_and_the_true_one_opens(peer, chance, tally):
    async def talk() -> None:
        conversation = await start(peer, tally, chance, "theirs")
        for _ in range(20):
            message = await conversation.theirs.encrypt_message(b"true", ASSOCIATED_DATA)
            header, body = encode(message.header), message.ciphertext
            forged = bytearray(header + body)
            forged[chance.randrange(len(forged))] ^= 1 << chance.randrange(8)
            with pytest.raises(Refused):
                peer.call("plain-open", bytes(forged[:40]), bytes(forged[40:]), ASSOCIATED_DATA)
            assert peer.call("plain-open", header, body, ASSOCIATED_DATA) == [b"true"]
            with pytest.raises(Refused):
                peer.call("plain-open", header, body, ASSOCIATED_DATA)
            await (await conversation.from_us(b"answer"))()

    asyncio.run(talk())
