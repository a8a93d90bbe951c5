"""A small client of tor's control port, over its unix socket, for the tors of a private network (no authentication there)."""

import socket
from pathlib import Path


class ControlFailure(RuntimeError):
    """tor answered a command with something else than 250."""


class ControlConnection:
    """One control connection; commands one after the other, events kept until asked for."""

    def __init__(self, path: Path, timeout: float = 15.0):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        self._file = self._socket.makefile("rb")
        self._events: list[str] = []
        self.command("AUTHENTICATE")

    def __enter__(self) -> "ControlConnection":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def command(self, line: str) -> list[str]:
        """Sends one command line, gives the lines of its reply without their codes."""
        self._socket.sendall(line.encode("ascii") + b"\r\n")
        while True:
            code, lines = self._reply()
            if code == "650":
                self._events.append("\n".join(lines))
                continue
            if code != "250":
                raise ControlFailure(f"tor answered {line.split(' ')[0]} with {code} {' '.join(lines)}")
            return lines

    def value(self, key: str) -> str:
        """One GETINFO value."""
        first, *rest = self.command(f"GETINFO {key}")
        value = first.partition("=")[2]
        return "\n".join([value, *rest[:-1]]) if rest and not value else value

    def wait_event(self, accept) -> str:
        """The next event that `accept` says yes to; a timeout of the socket ends the wait."""
        while True:
            for index, event in enumerate(self._events):
                if accept(event):
                    return self._events.pop(index)
            code, lines = self._reply()
            if code == "650":
                self._events.append("\n".join(lines))

    def _reply(self) -> tuple[str, list[str]]:
        lines: list[str] = []
        while True:
            line = self._line()
            code, kind, text = line[:3], line[3:4], line[4:]
            lines.append(text)
            if kind == "+":
                while (data := self._line()) != ".":
                    lines.append(data)
            elif kind == " ":
                return code, lines

    def _line(self) -> str:
        line = self._file.readline()
        if not line.endswith(b"\r\n"):
            raise ControlFailure("tor closed the control connection")
        return line[:-2].decode("utf-8", "replace")
