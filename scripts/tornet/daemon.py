"""One tor process of a private network: its data directory, torrc, control socket and log."""

import os
import signal
import subprocess
import time
from pathlib import Path

from .control import ControlConnection, ControlFailure
from .process import end, poll, spawn


class TorDaemon:
    """Starts tor with a written torrc and ends it again."""

    def __init__(self, directory: Path, torrc: str, tor: str = "tor"):
        self.directory = directory
        self.tor = tor
        self.control_path = directory / "control"
        self.torrc_path = directory / "torrc"
        self.log_path = directory / "log"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.torrc_path.write_text(
            f"DataDirectory {directory}\n"
            f"ControlPort unix:{self.control_path}\n"
            f"CookieAuthentication 0\n"
            f"__OwningControllerProcess {os.getpid()}\n"
            f"Log notice stdout\n"
            f"ShutdownWaitLength 0\n"
            f"AvoidDiskWrites 1\n"
            f"{torrc}"
        )
        self.process: subprocess.Popen | None = None
        self.control: ControlConnection | None = None

    @property
    def command(self) -> list[str]:
        return [self.tor, "-f", str(self.torrc_path), "--defaults-torrc", os.devnull, "--ignore-missing-torrc"]

    def start(self) -> None:
        """Starts the process; does not wait."""
        self.control_path.unlink(missing_ok=True)
        self.process = spawn(self.command, self.log_path)

    def connect(self, within: float = 15.0) -> ControlConnection:
        """The control connection, as soon as tor opens its socket."""
        if self.control is None:
            self.control = poll(
                f"{self.directory.name} opens its control socket", self._try_connect, within, every=0.02,
                alive=[self.process], log=self.log_path)
        return self.control

    def _try_connect(self) -> ControlConnection | None:
        try:
            return ControlConnection(self.control_path)
        except (OSError, ControlFailure):
            return None

    def wait(self, what: str, condition, within: float):
        """Polls `condition` while this tor must stay alive."""
        return poll(f"{self.directory.name}: {what}", condition, within, alive=[self.process], log=self.log_path)

    def wait_until_bootstrapped(self, within: float = 60.0) -> float:
        """Waits for 100 %, gives the seconds it took from this call."""
        began = time.monotonic()
        control = self.connect()
        self.wait("bootstrapped", lambda: "PROGRESS=100" in control.value("status/bootstrap-phase"), within)
        return time.monotonic() - began

    def stop(self) -> None:
        if self.control is not None:
            self.control.close()
            self.control = None
        # Twice SIGINT is tor's own "at once"; a private network has nobody to say good-bye to.
        end(self.process, within=3.0, first=signal.SIGTERM)
        self.process = None
