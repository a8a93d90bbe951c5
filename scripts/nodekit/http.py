"""A small HTTP/1.1 reader over any stream: heads, bodies by length, and chunks as they come (for pages that never end)."""

import socket
import time
from dataclasses import dataclass


class HTTPFailure(RuntimeError):
    """The answer was not HTTP/1.1 as we understand it."""


class Deadline(HTTPFailure):
    """The other side was too slow."""


@dataclass
class Head:
    status: int
    reason: str
    headers: list[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def get(self, name: str, default: str = "") -> str:
        return next(iter(self.all(name)), default)


class Wire:
    """One connection, with a buffer that survives a deadline: a read may be tried again."""

    def __init__(self, stream: socket.socket):
        self.stream = stream
        self._buffer = b""

    def close(self) -> None:
        self.stream.close()

    def send(self, data: bytes) -> None:
        self.stream.sendall(data)

    def read_head(self, deadline: float) -> Head:
        while b"\r\n\r\n" not in self._buffer:
            if not self._more(deadline):
                raise HTTPFailure(f"the connection closed in the head, after {len(self._buffer)} bytes")
        raw, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = raw.decode("latin-1").split("\r\n")
        version, status, *reason = first.split(" ", 2)
        if version not in ("HTTP/1.1", "HTTP/1.0"):
            raise HTTPFailure(f"not an HTTP answer: {first[:60]!r}")
        headers = [(key, value.strip()) for key, _, value in (line.partition(":") for line in lines)]
        return Head(int(status), " ".join(reason), headers)

    def read_body(self, head: Head, method: str, deadline: float) -> bytes:
        if method == "HEAD" or head.status in (204, 304) or 100 <= head.status < 200:
            return b""
        if "chunked" in head.get("Transfer-Encoding").lower():
            body = b""
            while (chunk := self.read_chunk(deadline)) is not None:
                body += chunk
            return body
        if head.all("Content-Length"):
            return self._take(int(head.get("Content-Length")), deadline)
        while self._more(deadline):
            pass
        body, self._buffer = self._buffer, b""
        return body

    def read_chunk(self, deadline: float) -> bytes | None:
        """The next chunk, None after the last. A `Deadline` leaves the connection as it was."""
        while b"\r\n" not in self._buffer:
            self._more_or_fail(deadline)
        line = self._buffer.partition(b"\r\n")[0]
        size = int(line.split(b";")[0], 16)
        whole = len(line) + 2 + size + 2
        while len(self._buffer) < whole:
            self._more_or_fail(deadline)
        chunk = self._buffer[len(line) + 2 : whole - 2]
        self._buffer = self._buffer[whole:]
        return chunk if size else None

    def _take(self, count: int, deadline: float) -> bytes:
        while len(self._buffer) < count:
            self._more_or_fail(deadline)
        data, self._buffer = self._buffer[:count], self._buffer[count:]
        return data

    def _more_or_fail(self, deadline: float) -> None:
        if not self._more(deadline):
            raise HTTPFailure("the connection closed in the body")

    def _more(self, deadline: float) -> bool:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise Deadline("no answer within the deadline")
        self.stream.settimeout(remaining)
        try:
            piece = self.stream.recv(65536)
        except TimeoutError as error:
            raise Deadline("no answer within the deadline") from error
        self._buffer += piece
        return bool(piece)
