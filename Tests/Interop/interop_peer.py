"""Our end of the interoperability tests: the InteropPeer executable, and unix sockets that carry frames."""

import os
import socket
import struct
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def binary() -> str:
    """The executable's path; a test that has none fails, it is not skipped."""
    path = os.environ.get("ONIONNODE_INTEROP_PEER", str(ROOT / ".build" / "debug" / "InteropPeer"))
    if not os.access(path, os.X_OK):
        raise AssertionError(f"{path} is not there: `swift build --product InteropPeer` makes it, ONIONNODE_INTEROP_PEER names another")
    return path


class Refused(Exception):
    """What the peer answered to a request it could not fulfil."""


class Peer:
    """A running InteropPeer that answers requests, line by line; `libraries` are searched before the system's."""

    def __init__(self, libraries: Path | None = None) -> None:
        environment = os.environ | ({"LD_LIBRARY_PATH": str(libraries)} if libraries else {})
        self.process = subprocess.Popen([binary()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        assert self.process.wait(timeout=30) == 0
        self.process.stdout.close()

    def call(self, command: str, *arguments: bytes) -> list[bytes]:
        """The results of a command."""
        words = [command, *(argument.hex() or "-" for argument in arguments)]
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return results(self.process.stdout.readline())


def results(line: str) -> list[bytes]:
    """What an answer line says; an `error` line is raised."""
    verdict, _, rest = line.strip().partition(" ")
    if verdict != "ok":
        raise Refused(rest or "the peer closed its output")
    return [b"" if word == "-" else bytes.fromhex(word) for word in rest.split()]


class Frames:
    """Frames on a stream socket: a big-endian u16 length and as many bytes."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, frame: bytes) -> None:
        self.connection.sendall(struct.pack(">H", len(frame)) + frame)

    def receive(self) -> bytes:
        return self._exactly(struct.unpack(">H", self._exactly(2))[0])

    def _exactly(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            part = self.connection.recv(count - len(taken))
            assert part, "the peer closed in the middle of a frame"
            taken += part
        return taken
