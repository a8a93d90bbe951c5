"""Noise XX against PyPI's `noiseprotocol`, over a unix socket, both roles."""

import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from interop_peer import Frames, binary, results
from noise.connection import Keypair, NoiseConnection

PROLOGUE = b"ONION1/link\0" + bytes(32)
SIZES = [0, 1, 16, 255, 3888, 3889, 16384, 65535 - 16]
MESSAGES = 100


class Channel:
    """A peer process that dials a socket of ours, and the connection it made."""

    def __init__(self, role: str, prologue: bytes = PROLOGUE) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="noise-")
        path = str(Path(self.folder.name) / "peer")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(1)
        self.listener.settimeout(30)
        self.process = subprocess.Popen([binary(), "noise", role, path, prologue.hex()], stdout=subprocess.PIPE, text=True)
        self.connection, _ = self.listener.accept()
        self.connection.settimeout(30)
        self.frames = Frames(self.connection)

    def __enter__(self) -> "Channel":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.listener.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        self.folder.cleanup()

    def said(self) -> list[bytes]:
        return results(self.process.stdout.readline())


def their_end(is_initiator: bool, prologue: bytes = PROLOGUE) -> tuple[NoiseConnection, bytes]:
    key = X25519PrivateKey.generate()
    end = NoiseConnection.from_name(b"Noise_XX_25519_ChaChaPoly_SHA256")
    end.set_prologue(prologue)
    end.set_keypair_from_private_bytes(Keypair.STATIC, key.private_bytes_raw())
    if is_initiator:
        end.set_as_initiator()
    else:
        end.set_as_responder()
    end.start_handshake()
    return end, key.public_key().public_bytes_raw()


@pytest.mark.parametrize("our_role", ["initiator", "responder"])
def test_a_channel_in_both_roles(our_role, chance, tally):
    is_initiator = our_role == "responder"
    end, their_key = their_end(is_initiator)
    with Channel(our_role) as channel:
        [our_key] = channel.said()
        state, sent, received = end.noise_protocol.handshake_state, [], []
        for index in range(3):
            if (index % 2 == 0) == is_initiator:
                sent.append(chance.randbytes(256))
                channel.frames.send(bytes(end.write_message(sent[-1])))
            else:
                received.append(bytes(end.read_message(channel.frames.receive())))
            tally["Noise XX handshake messages"] += 1
        assert received == [f"hello from the {our_role}".encode()] * len(received)
        digest, remote, *payloads = channel.said()
        assert payloads == sent
        assert remote == their_key
        assert digest == end.get_handshake_hash()
        assert state.rs.public_bytes == our_key
        for index in range(MESSAGES):
            text = chance.randbytes(SIZES[index % len(SIZES)])
            channel.frames.send(end.encrypt(text))
            answer = channel.frames.receive()
            assert end.decrypt(answer) == text[::-1]
            tally[f"Noise channel messages, we are the {our_role}"] += 2


@pytest.mark.parametrize("our_role", ["initiator", "responder"])
def test_a_changed_channel_message_ends_our_end(our_role, chance):
    is_initiator = our_role == "responder"
    end, _ = their_end(is_initiator)
    with Channel(our_role) as channel:
        channel.said()
        for index in range(3):
            if (index % 2 == 0) == is_initiator:
                channel.frames.send(bytes(end.write_message(b"")))
            else:
                end.read_message(channel.frames.receive())
        channel.said()
        message = bytearray(end.encrypt(b"a cell"))
        message[chance.randrange(len(message))] ^= 1
        channel.frames.send(bytes(message))
        assert channel.process.stdout.readline() == "error a handshake or channel message is not authentic\n"


def test_another_prologue_ends_the_handshake():
    end, _ = their_end(is_initiator=True, prologue=b"another")
    with Channel("responder") as channel:
        channel.said()
        channel.frames.send(bytes(end.write_message(b"")))
        with pytest.raises(InvalidTag):
            end.read_message(channel.frames.receive())
