#!/usr/bin/env python3
"""Other people's sessions and handshakes at the work that Benchmarks/Swift/CryptoBenchmark.swift does.

usage: crypto_peers.py WORK SECONDS   prints units a second of processor time
"""

import asyncio
import sys
import time

TURNS, BURST, REVERSED = 50, 100, 1000
PLAINTEXT, ASSOCIATED_DATA = b"a" * 100, b"b" * 64


class Olm:
    """Two ends of a vodozemac session."""

    def __init__(self) -> None:
        import vodozemac

        self.first, self.second = vodozemac.Account(), vodozemac.Account()
        self.sender, self.receiver = self.meet()
        self.answer()

    def meet(self):
        """X3DH as Olm does it, up to the first message opened."""
        self.second.generate_one_time_keys(1)
        key = next(iter(self.second.one_time_keys.values()))
        self.second.mark_keys_as_published()
        sender = self.first.create_outbound_session(self.second.curve25519_key, key)
        message = sender.encrypt(PLAINTEXT)
        receiver, plaintext = self.second.create_inbound_session(self.first.curve25519_key, message.to_pre_key())
        assert bytes(plaintext) == PLAINTEXT
        return sender, receiver

    def send(self) -> None:
        assert len(self.receiver.decrypt(self.sender.encrypt(PLAINTEXT))) == len(PLAINTEXT)

    def answer(self) -> None:
        assert len(self.sender.decrypt(self.receiver.encrypt(PLAINTEXT))) == len(PLAINTEXT)


def alternating():
    olm = Olm()

    def work() -> int:
        for _ in range(TURNS):
            olm.send()
            olm.answer()
        return 2 * TURNS

    return work


def bursts():
    olm = Olm()

    def work() -> int:
        for _ in range(BURST):
            olm.send()
        olm.answer()
        return BURST + 1

    return work


def stored():
    import vodozemac

    olm, key = Olm(), bytes(32)

    def work() -> int:
        for _ in range(BURST):
            olm.sender = vodozemac.Session.from_pickle(olm.sender.pickle(key), key)
            olm.receiver = vodozemac.Session.from_pickle(olm.receiver.pickle(key), key)
            olm.send()
        olm.answer()
        return BURST + 1

    return work


def session():
    olm = Olm()

    def work() -> int:
        olm.meet()
        return 1

    return work


def reversed_order():
    """Syndace's, the one peer that opens them all; set as its authors recommend, with as many kept keys as ours."""
    import doubleratchet
    from doubleratchet.recommended import HashFunction, aead_aes_hmac, diffie_hellman_ratchet_curve25519, kdf_hkdf, kdf_separate_hmacs

    class Ratchet(doubleratchet.DoubleRatchet):
        @staticmethod
        def _build_associated_data(associated_data: bytes, header: doubleratchet.Header) -> bytes:
            return associated_data + header.ratchet_pub + header.sending_chain_length.to_bytes(8, "big")

    def keyed(module, name: str, info: bytes):
        functions = {"_get_hash_function": staticmethod(lambda: HashFunction.SHA_256), "_get_info": staticmethod(lambda: info)}
        return type(name, (getattr(module, name),), functions)

    curve = diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet
    settings = {
        "diffie_hellman_ratchet_class": curve, "root_chain_kdf": keyed(kdf_hkdf, "KDF", b"root"),
        "message_chain_kdf": keyed(kdf_separate_hmacs, "KDF", b""), "message_chain_constant": b"\x02\x01",
        "dos_protection_threshold": 2000, "max_num_skipped_message_keys": 2000, "aead": keyed(aead_aes_hmac, "AEAD", b"body"),
    }
    loop = asyncio.new_event_loop()

    async def meet():
        private = curve._generate_priv()
        shared = bytes(32)
        first, message = await Ratchet.encrypt_initial_message(
            **settings, shared_secret=shared, recipient_ratchet_pub=curve._derive_pub(private), message=PLAINTEXT,
            associated_data=ASSOCIATED_DATA)
        second, _ = await Ratchet.decrypt_initial_message(
            **settings, shared_secret=shared, own_ratchet_priv=private, message=message, associated_data=ASSOCIATED_DATA)
        return first, second

    first, second = loop.run_until_complete(meet())

    async def exchange() -> int:
        messages = [await first.encrypt_message(PLAINTEXT, ASSOCIATED_DATA) for _ in range(REVERSED)]
        for message in reversed(messages):
            assert await second.decrypt_message(message, ASSOCIATED_DATA) == PLAINTEXT
        await first.decrypt_message(await second.encrypt_message(PLAINTEXT, ASSOCIATED_DATA), ASSOCIATED_DATA)
        return REVERSED

    return lambda: loop.run_until_complete(exchange())


def noise():
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from noise.connection import Keypair, NoiseConnection

    keys = [X25519PrivateKey.generate().private_bytes_raw() for _ in range(2)]

    def end(key: bytes):
        connection = NoiseConnection.from_name(b"Noise_XX_25519_ChaChaPoly_SHA256")
        connection.set_prologue(ASSOCIATED_DATA)
        connection.set_keypair_from_private_bytes(Keypair.STATIC, key)
        return connection

    def work() -> int:
        dialler, answerer = map(end, keys)
        dialler.set_as_initiator()
        answerer.set_as_responder()
        dialler.start_handshake()
        answerer.start_handshake()
        answerer.read_message(dialler.write_message())
        dialler.read_message(answerer.write_message(PLAINTEXT))
        answerer.read_message(dialler.write_message(PLAINTEXT))
        assert dialler.handshake_finished and answerer.handshake_finished
        return 1

    return work


WORKS = {"alternating": alternating, "bursts": bursts, "stored": stored, "reversed": reversed_order, "session": session, "noise": noise}


def main() -> None:
    name, seconds = sys.argv[1], float(sys.argv[2])
    work = WORKS[name]()
    work()
    count, began = 0, time.process_time()
    while (elapsed := time.process_time() - began) < seconds:
        count += work()
    print(count / elapsed)


if __name__ == "__main__":
    main()
