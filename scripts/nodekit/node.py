"""One onionnode process: starts it, asks its command line, kills it, stops it."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from tornet.process import ProcessFailure, children, poll, spawn, tail

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = Path(os.environ.get("ONIONNODE", ROOT / ".build" / "release" / "onionnode"))


class NodeProcess:
    """`onionnode serve` on a data directory of its own. Paths stay short: the sockets inside must fit 107 bytes.

    `include` is the torrc file of a private network; `local` starts the front on loopback too, at `local_base`;
    `wrapper` is a command to run it under (strace); `libraries` is a folder searched for shared libraries before the system's.
    """

    def __init__(
        self, directory: Path, include: Path | None, local: bool = True, wrapper: list[str] | None = None, binary: Path = BINARY,
        libraries: Path | None = None,
    ):
        self.name = directory.name
        self.binary = binary
        self.data = directory / "data"
        self.log_path = directory / "log"
        self.include = include
        self.wrapper = wrapper or []
        self.environment = os.environ | ({"LD_LIBRARY_PATH": str(libraries)} if libraries else {})
        self.local_port = free_port() if local else 0
        self.process: subprocess.Popen | None = None
        self.started_at = 0.0
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def local_base(self) -> str:
        return f"http://127.0.0.1:{self.local_port}"

    @property
    def command(self) -> list[str]:
        words = [str(self.binary), "serve", "--data", str(self.data)]
        if self.include is not None:
            words += ["--torrc-include", str(self.include)]
        if self.local_port:
            words += ["--local", f"127.0.0.1:{self.local_port}"]
        return words

    @property
    def pid(self) -> int:
        """The node's own process id, under a wrapper too."""
        if not self.wrapper:
            return self.process.pid
        return poll(f"{self.name} starts", lambda: children(self.process.pid), 10)[0]

    @property
    def tor_pid(self) -> int:
        """The process id of the node's tor, 0 when it has none now."""
        for pid in children(self.pid):
            try:
                if Path(f"/proc/{pid}/comm").read_text().strip() == "tor":
                    return pid
            except OSError:
                continue
        return 0

    def start(self) -> "NodeProcess":
        """Starts the process; does not wait. Its tor ends with it, whatever ends it."""
        self.started_at = time.monotonic()
        self.process = spawn([*self.wrapper, *self.command], self.log_path, death_signal=signal.SIGTERM, env=self.environment)
        return self

    def run(self, *words: str, within: float = 20.0) -> subprocess.CompletedProcess:
        """Another command of the operator on the same data directory."""
        return subprocess.run([str(self.binary), *words, "--data", str(self.data)], capture_output=True, text=True, timeout=within)

    def status(self) -> dict:
        """What `status --json` says; empty while the node does not answer yet."""
        result = self.run("status", "--json")
        return json.loads(result.stdout) if result.returncode == 0 else {}

    def addresses(self) -> dict[str, str]:
        """The onion addresses by name: `web` for members, `peer` for other nodes."""
        result = poll(f"{self.name} says its addresses", self._try_addresses, 30, every=0.1, alive=[self.process], log=self.log_path)
        return {name: address for name, address in result.items() if isinstance(address, str)}

    def _try_addresses(self) -> dict:
        result = self.run("address", "--json")
        return json.loads(result.stdout) if result.returncode == 0 else {}

    def wait_until_published(self, within: float = 120.0) -> float:
        """Waits until both onions are published; gives the seconds since the start."""
        poll(f"{self.name} publishes its onions", self._is_published, within, every=0.2, alive=[self.process], log=self.log_path)
        return time.monotonic() - self.started_at

    def _is_published(self) -> bool:
        onions = self.status().get("onions", {})
        return bool(onions) and all(onions.get(name, {}).get("published") for name in ("web", "peer"))

    def wait_until_local_answers(self, within: float = 30.0) -> float:
        """Waits until the front on loopback takes connections; gives the seconds since the start."""
        poll(f"{self.name} opens its local front", self._local_answers, within, every=0.002, alive=[self.process], log=self.log_path)
        return time.monotonic() - self.started_at

    def _local_answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.local_port), 1).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL: nothing is said, nothing is saved."""
        os.kill(self.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, within: float = 15.0) -> float:
        """SIGTERM; gives the seconds it took. Fails when the node had to be killed or did not end with 0."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        began = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        try:
            status = self.process.wait(within)
        except subprocess.TimeoutExpired:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()
            raise ProcessFailure(f"{self.name} did not stop within {within:.0f} s of SIGTERM\n{tail(self.log_path)}") from None
        if status != 0:
            raise ProcessFailure(f"{self.name} ended with status {status} after SIGTERM\n{tail(self.log_path)}")
        return time.monotonic() - began


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
