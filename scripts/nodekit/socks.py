"""Opens streams through a SOCKS5 proxy, by name, as Tor Browser does; a user name isolates the circuits of one person."""

import socket
from pathlib import Path

# RFC 1928, and tor's extended errors (SOCKSPort flag ExtendedErrors).
REPLIES = {
    0x01: "general failure", 0x02: "not allowed", 0x03: "network unreachable", 0x04: "host unreachable", 0x05: "refused",
    0x06: "timed out", 0x07: "command not supported", 0x08: "address type not supported", 0xF0: "descriptor not found",
    0xF1: "descriptor invalid", 0xF2: "introduction failed", 0xF3: "rendezvous failed", 0xF4: "client authorization missing",
    0xF5: "client authorization wrong", 0xF6: "bad onion address", 0xF7: "introduction timed out",
}


class SOCKSFailure(OSError):
    """The proxy would not connect; `code` is its reply."""

    def __init__(self, code: int):
        self.code = code
        super().__init__(f"the SOCKS proxy answered {code:02X}: {REPLIES.get(code, 'unknown reply')}")


def connect_through(proxy: tuple[str, int] | Path, host: str, port: int, isolation: str, timeout: float) -> socket.socket:
    """A stream to `host:port`; streams of different `isolation` never share a circuit."""
    if isinstance(proxy, Path):
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        stream.settimeout(timeout)
        stream.connect(str(proxy))
    else:
        stream = socket.create_connection(proxy, timeout)
    try:
        name = isolation.encode()
        # tor loses its first answer when the second message is already there: one at a time.
        stream.sendall(b"\x05\x01\x02")
        if _exactly(stream, 2) != b"\x05\x02":
            raise SOCKSFailure(0x01)
        stream.sendall(b"\x01" + bytes([len(name)]) + name + bytes([len(name)]) + name)
        if _exactly(stream, 2) != b"\x01\x00":
            raise SOCKSFailure(0x01)
        target = host.encode("ascii")
        stream.sendall(b"\x05\x01\x00\x03" + bytes([len(target)]) + target + port.to_bytes(2, "big"))
        _, code, _, kind = _exactly(stream, 4)
        if code != 0:
            raise SOCKSFailure(code)
        _exactly(stream, {1: 4, 4: 16}.get(kind, 0) + 2)
    except BaseException:
        stream.close()
        raise
    return stream


def _exactly(stream: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = stream.recv(count - len(data))
        if not piece:
            raise SOCKSFailure(0x01)
        data += piece
    return data
