"""A client tor of a private network: a SOCKS port for browsers and tests, and onion services for self-tests."""

import time
from pathlib import Path

from .daemon import TorDaemon


class TorClient(TorDaemon):
    """Lives in the network as in the public one (no testing option beyond the included lines).

    `socks` is `host:port` (port `auto` by default); once started, `socks_address` says where it is. `socks_path` is the same over a
    unix socket.
    """

    def __init__(self, directory: Path, include: Path, host: str, socks: str | None = None, tor: str = "tor"):
        self.socks_path = directory / "socks"
        wanted = socks or f"{host}:auto"
        super().__init__(directory, f"SocksPort {wanted}\nSocksPort unix:{self.socks_path}\n%include {include}\n", tor)
        self.socks_address: tuple[str, int] = ("", 0)
        self.bootstrap_seconds = 0.0

    def start(self, within: float = 60.0) -> "TorClient":
        """Starts and waits until bootstrapped."""
        began = time.monotonic()
        super().start()
        control = self.connect()
        for listener in control.value("net/listeners/socks").split():
            host, separator, port = listener.strip('"').rpartition(":")
            if separator and not listener.strip('"').startswith("unix:"):
                self.socks_address = (host, int(port))
        self.wait_until_bootstrapped(within)
        self.bootstrap_seconds = time.monotonic() - began
        return self

    def new_identity(self) -> None:
        """What the button in Tor Browser does: forgets circuits and descriptors.

        A client that tried a service while it was down has asked every directory for its descriptor, and does not ask the same
        one again for 15 minutes; after this it does.
        """
        self.connect().command("SIGNAL NEWNYM")

    def publish(self, virtual_port: int, target: str, within: float = 60.0) -> str:
        """Publishes an onion service that lives with this client; gives its `….onion` once a descriptor is uploaded."""
        control = self.connect()
        control.command("SETEVENTS HS_DESC")
        lines = control.command(f"ADD_ONION NEW:ED25519-V3 Flags=DiscardPK Port={virtual_port},{target}")
        service_id = next(line.partition("=")[2] for line in lines if line.startswith("ServiceID="))
        control.wait_event(lambda event: event.startswith("HS_DESC UPLOADED") and service_id in event)
        return f"{service_id}.onion"
