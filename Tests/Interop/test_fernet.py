"""Fernet tokens both ways with Python's `cryptography`, small ones and ones of 300 MB."""

import hashlib
import struct
import time

import pytest
from cryptography.fernet import Fernet, InvalidToken
from interop_peer import Peer, Refused

LARGE = 300_000_000
ADDED_MEMORY = 20 << 20
DAY = 86_400


def number(value: int) -> bytes:
    return struct.pack(">Q", value)


def today() -> int:
    return int(time.time()) // DAY * DAY


def test_tokens_are_opened_by_the_other_whatever_their_size(peer, chance, tally):
    for size in [*range(100), 1000, 49_151, 49_152, 49_153, 100_000]:
        [key] = peer.call("fernet-key")
        theirs, plaintext = Fernet(key), chance.randbytes(size)
        [token] = peer.call("fernet-seal", key, plaintext, number(today()))
        assert theirs.decrypt(token, ttl=DAY) == plaintext
        assert theirs.extract_timestamp(token) == today()
        assert peer.call("fernet-open", key, theirs.encrypt(plaintext), number(60), number(int(time.time()))) == [plaintext]
        assert peer.call("fernet-open", key, theirs.encrypt_at_time(plaintext, 0), b"", b"") == [plaintext]
        tally["Fernet tokens, both ways"] += 3


def test_both_refuse_the_same_times(peer, tally):
    key = Fernet.generate_key()
    now = 1_000_000
    for made in [now - 61, now - 60, now - 1, now, now + 60, now + 61]:
        token = Fernet(key).encrypt_at_time(b"text", made)
        verdicts = []
        for attempt in (
            lambda token=token: Fernet(key).decrypt_at_time(token, ttl=60, current_time=now),
            lambda token=token: peer.call("fernet-open", key, token, number(60), number(now))[0],
        ):
            try:
                verdicts.append(attempt())
            except (InvalidToken, Refused):
                verdicts.append(None)
        assert verdicts[0] == verdicts[1]
        tally["Fernet times judged alike"] += 1


def test_we_refuse_every_spoilt_character(peer, chance, tally):
    key = Fernet.generate_key()
    token = Fernet(key).encrypt(chance.randbytes(50))
    for _ in range(300):
        changed = bytearray(token)
        changed[chance.randrange(len(token))] = chance.choice(b"ABCxyz019-_=+/ \n\0\xff")
        if changed == token:
            continue
        with pytest.raises(Refused):
            peer.call("fernet-open", key, bytes(changed), b"", b"")
        tally["Fernet tokens spoilt and refused"] += 1


def test_we_refuse_second_spellings_that_they_open(peer, tally):
    key = Fernet.generate_key()
    token = Fernet(key).encrypt(b"hello")
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert token.endswith(b"==")
    spare = bytes([alphabet[alphabet.index(token[-3]) | 1]])
    for second in [token[:10] + b"\n" + token[10:], token + b"\n", token[:10] + b"%" + token[10:], token[:-3] + spare + b"=="]:
        assert Fernet(key).decrypt(second) == b"hello"
        with pytest.raises(Refused):
            peer.call("fernet-open", key, second, b"", b"")
        tally["Fernet tokens in a second spelling, refused"] += 1


class Memory:
    """How much memory a peer takes beyond what it has, at its peak."""

    def __init__(self, peer: Peer) -> None:
        self.status = f"/proc/{peer.process.pid}/status"
        with open(f"/proc/{peer.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")  # the peak starts anew at what is resident now
        self.before = self._peak()

    def added(self) -> int:
        return self._peak() - self.before

    def _peak(self) -> int:
        with open(self.status, encoding="ascii") as file:
            return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM:"))


@pytest.fixture
def large(tmp_path):
    """A file with something to tell its places apart, and holes between."""
    path = tmp_path / "plaintext"
    with path.open("wb") as file:
        for place in range(0, LARGE, 10_000_000):
            file.seek(place)
            file.write(f"this is byte {place} of the file".encode())
        file.truncate(LARGE)
    yield path
    for left in tmp_path.iterdir():
        left.unlink()  # more than a gigabyte, which the runner would keep for a while


def digest(path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_they_open_300_mb_that_we_sealed_in_constant_memory(peer, large, tmp_path, tally):
    key, token = Fernet.generate_key(), tmp_path / "token"
    memory = Memory(peer)
    peer.call("fernet-seal-file", key, bytes(large), bytes(token), number(today()))
    assert memory.added() < ADDED_MEMORY
    opened = Fernet(key).decrypt(token.read_bytes(), ttl=DAY)
    assert len(opened) == LARGE
    assert hashlib.sha256(opened).hexdigest() == digest(large)
    tally["Fernet tokens of 300 MB, both ways"] += 1
    tally["KiB added at most while sealing 300 MB"] = memory.added() >> 10


def test_we_open_300_mb_that_they_sealed_in_constant_memory(peer, large, tmp_path, tally):
    key, token, opened = Fernet.generate_key(), tmp_path / "token", tmp_path / "opened"
    token.write_bytes(Fernet(key).encrypt(large.read_bytes()))
    memory = Memory(peer)
    assert peer.call("fernet-open-file", key, bytes(token), bytes(opened)) == [number(LARGE)]
    assert digest(opened) == digest(large)
    place = 20_000_000
    words = f"byte {place} of".encode()
    assert peer.call("fernet-range", key, bytes(token), number(place + 8), number(place + 8 + len(words))) == [words]
    assert memory.added() < ADDED_MEMORY
    tally["Fernet tokens of 300 MB, both ways"] += 1
    tally["KiB added at most while opening 300 MB"] = memory.added() >> 10

    # A bit in the middle spoils it all: nothing is opened.
    with token.open("r+b") as file:
        file.seek(200_000_000)
        character = file.read(1)
        file.seek(200_000_000)
        file.write(b"B" if character == b"A" else b"A")
    opened.unlink()
    with pytest.raises(Refused):
        peer.call("fernet-open-file", key, bytes(token), bytes(opened))
    assert opened.stat().st_size == 0
