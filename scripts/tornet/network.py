"""A private Tor network on loopback: one authority and four relays, each network on a 127.A.B.0/24 of its own.

The settings are those that were measured to give a steady network in a few seconds; each group of lines says what it is for.
Nothing here ever leaves the loopback interface.
"""

import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

from .client import TorClient
from .daemon import TorDaemon
from .process import ProcessFailure

OR_PORT = 9001
DIRECTORY_PORT = 9030
LOCK_PORT = 9999
RELAY_COUNT = 4  # with the authority five nodes; with fewer than four in all, every rendezvous times out
VOTING_INTERVAL = 300  # seconds; the least that a tor outside TestingTorNetwork accepts

# Every tor of the network: one subnet for all, and no work that only the real network needs.
COMMON_LINES = """\
EnforceDistinctSubnets 0
GeoIPFile
GeoIPv6File
KISTSchedRunInterval 1 msec
"""

# What a client needs instead of TestingTorNetwork, so that onions live as in production. Relays refuse to start without padding.
CLIENT_LINES = COMMON_LINES + f"""\
V3AuthVotingInterval {VOTING_INTERVAL}
ExtendAllowPrivateAddresses 1
ConnectionPadding 0
CircuitPadding 0
"""

RELAY_LINES = COMMON_LINES + """\
TestingTorNetwork 1
AssumeReachable 1
SocksPort 0
ExitRelay 0
ExitPolicy reject *:*
ContactInfo nobody@localhost
HiddenServiceStatistics 0
ExtraInfoStatistics 0
ServerDNSDetectHijacking 0
ServerDNSTestAddresses
ServerDNSAllowBrokenConfig 1
"""

AUTHORITY_LINES = f"""\
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
TestingDirAuthVoteGuard *
TestingDirAuthVoteHSDir *
MinUptimeHidServDirectoryV2 0 minutes
AuthDirVoteStableGuaranteeMinUptime 0
AuthDirVoteStableGuaranteeMTBF 0
AuthDirFastGuarantee 100 bytes
TestingAuthDirTimeToLearnReachability 0
TestingV3AuthInitialVotingInterval {VOTING_INTERVAL}
TestingV3AuthInitialVoteDelay 2
TestingV3AuthInitialDistDelay 2
V3AuthVotingInterval {VOTING_INTERVAL}
V3AuthVoteDelay 2
V3AuthDistDelay 2
V3AuthNIntervalsValid 3
"""


class TorNetwork:
    """The network as a context manager: `with TorNetwork() as network: …`.

    `client_include_path` is a file for `%include`: it is all that a tor needs to live in this network instead of the public one.
    `timings` holds the seconds that each step took.
    """

    def __init__(self, directory: Path | None = None, relays: int = RELAY_COUNT, tor: str = "tor"):
        self.tor = tor
        self.relay_count = relays
        self._given_directory = directory
        self.directory: Path | None = None
        self.prefix = ""
        self.timings: dict[str, float] = {}
        self.authority: TorDaemon | None = None
        self.relays: list[TorDaemon] = []
        self.clients: list[TorClient] = []
        self._authority_line = ""
        self._lock: socket.socket | None = None

    def __enter__(self) -> "TorNetwork":
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def client_include_path(self) -> Path:
        return self.directory / "client.torrc"

    def start(self, within: float = 60.0) -> "TorNetwork":
        """Starts everything and waits until clients can bootstrap."""
        began = time.monotonic()
        if self._given_directory:
            self.directory = Path(self._given_directory)
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            self.directory = Path(tempfile.mkdtemp(prefix="tornet-"))
        try:
            self._take_addresses()
            self._make_authority()
            self.authority.start()
            self._make_relays()
            for relay in self.relays:
                relay.start()
            self.timings["started"] = time.monotonic() - began
            self._wait_for_descriptors(within)
            self.timings["descriptors"] = time.monotonic() - began
            self._vote_now()
            self._wait_for_consensus(within)
            self.timings["up"] = time.monotonic() - began
        except BaseException as error:
            self.stop(keep_logs=True)
            error.add_note(f"the logs of the network are in {self.directory}")
            raise
        return self

    def stop(self, keep_logs: bool = False) -> None:
        """Ends all processes of this network and removes its directory (unless it was given, or the logs are wanted)."""
        for daemon in [*self.clients, *self.relays, self.authority]:
            if daemon is not None:
                daemon.stop()
        self.clients, self.relays, self.authority = [], [], None
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if not keep_logs and not self._given_directory and self.directory is not None:
            shutil.rmtree(self.directory, ignore_errors=True)

    def client(self, name: str, **options) -> TorClient:
        """A started client of this network; it ends with the network, or earlier by its own `stop`."""
        client = TorClient(self.directory / name, self.client_include_path, self.address(200), tor=self.tor, **options)
        self.clients.append(client)
        client.start()
        return client

    def address(self, host: int) -> str:
        return f"{self.prefix}.{host}"

    def _take_addresses(self) -> None:
        """Chooses a free 127.A.B.0/24; a bound socket in it is the lock against other networks."""
        for _ in range(100):
            prefix = f"127.{random.randint(16, 250)}.{random.randint(1, 250)}"
            lock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            try:
                lock.bind((f"{prefix}.254", LOCK_PORT))
                lock.listen(1)
            except OSError:
                lock.close()
                continue
            self.prefix, self._lock = prefix, lock
            return
        raise ProcessFailure("found no free 127.A.B.0/24 for the private network")

    def _make_authority(self) -> None:
        address = self.address(1)
        directory = self.directory / "authority"
        keys = directory / "keys"
        keys.mkdir(mode=0o700, parents=True)
        directory.chmod(0o700)
        self._run(
            ["tor-gencert", "--create-identity-key", "-m", "12", "-a", f"{address}:{DIRECTORY_PORT}", "--passphrase-fd", "0"],
            cwd=keys, input="tornet\n")
        certificate = (keys / "authority_certificate").read_text()
        identity = next(line.split()[1] for line in certificate.splitlines() if line.startswith("fingerprint "))
        own = self._relay_torrc("authority", 1) + AUTHORITY_LINES + f"DirPort {address}:{DIRECTORY_PORT}\n"
        draft = TorDaemon(directory, own + self._directory_line(address, identity, "0" * 40), self.tor)
        # tor tells the fingerprint only to a complete torrc, which needs the fingerprint: the draft's zeros are never used.
        output = self._run([*draft.command, "--list-fingerprint", "--quiet"])
        fingerprint = output.split()[-1] if len(output.split()[-1]) == 40 else "".join(output.split()[1:])
        self._authority_line = self._directory_line(address, identity, fingerprint)
        seed_bandwidth(directory)
        self.authority = TorDaemon(directory, own + self._authority_line, self.tor)
        self.client_include_path.write_text(self._authority_line + CLIENT_LINES)

    def _make_relays(self) -> None:
        for index in range(self.relay_count):
            directory = self.directory / f"relay{index}"
            relay = TorDaemon(directory, self._relay_torrc(f"relay{index}", 2 + index) + self._authority_line, self.tor)
            seed_bandwidth(directory)
            self.relays.append(relay)

    def _relay_torrc(self, name: str, host: int) -> str:
        address = self.address(host)
        return (
            f"{RELAY_LINES}Nickname {name}\nAddress {address}\nORPort {address}:{OR_PORT} IPv4Only\n"
            f"OutboundBindAddress {address}\n")

    @staticmethod
    def _directory_line(address: str, identity: str, fingerprint: str) -> str:
        return f"DirAuthority authority orport={OR_PORT} no-v2 v3ident={identity} {address}:{DIRECTORY_PORT} {fingerprint}\n"

    def _wait_for_descriptors(self, within: float) -> None:
        control = self.authority.connect()
        expected = 1 + self.relay_count
        self.authority.wait(
            f"has the descriptors of all {expected} nodes",
            lambda: control.value("desc/all-recent").count("\nrouter ") + control.value("desc/all-recent").startswith("router ")
            >= expected,
            within)

    def _vote_now(self) -> None:
        """Moves the first vote to the next possible moment: an interval of 5 s, so phased that it ends 2 s from now.

        The vote is late then, and an only authority votes, counts and signs at once; with 1 s it would miss its own deadline.
        """
        offset = (int(time.time()) + 2) % 5
        self.authority.connect().command(
            f"SETCONF TestingV3AuthInitialVotingInterval=5 TestingV3AuthVotingStartOffset={offset}")

    def _wait_for_consensus(self, within: float) -> None:
        control = self.authority.connect()
        self.authority.wait("has a consensus", lambda: has_consensus(control), within)
        for relay in self.relays:
            relay.connect().command("SIGNAL HUP")  # resets their download back-off
        for relay in self.relays:
            relay.wait("has the consensus", lambda relay=relay: has_consensus(relay.control), within)

    def _run(self, command: list[str], cwd: Path | None = None, input: str | None = None) -> str:
        result = subprocess.run(command, cwd=cwd, input=input, capture_output=True, text=True, timeout=60)
        if result.returncode != 0:
            raise ProcessFailure(f"{command[0]} failed: {result.stdout[-500:]} {result.stderr[-500:]}")
        return result.stdout


def has_consensus(control) -> bool:
    """Whether that tor holds a consensus that is valid now."""
    try:
        return bool(control.value("consensus/valid-after"))
    except RuntimeError:
        return False


def seed_bandwidth(directory: Path) -> None:
    """Gives a node a day of 1 GB/s: without a history all weights are near 0 and one node becomes guard and last hop for everybody."""
    end = datetime.fromtimestamp(time.time() - 60, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
    per_second, day = 1_000_000_000, 86_400
    lines = []
    for name in ("Read", "Write"):
        lines += [
            f"BWHistory{name}Ends {end}",
            f"BWHistory{name}Interval {day}",
            f"BWHistory{name}Values {per_second * day}",
            f"BWHistory{name}Maxima {per_second}",
        ]
    (directory / "state").write_text("\n".join(lines) + "\n")
    os.chmod(directory / "state", 0o600)
