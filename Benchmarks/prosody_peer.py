"""The peer for a text from one person to another: Prosody, an XMPP server, and two logged-in clients. Neither durable nor encrypted."""

import base64
import secrets
import socket
import subprocess
import time
from pathlib import Path

from nodekit.node import free_port

PATIENCE = 20.0


class Client:
    """One logged-in XMPP client over plain TCP."""

    def __init__(self, port: int, name: str):
        self.stream = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self._open()
        secret = base64.b64encode(f"\0{name}\0secret".encode()).decode()
        self.say(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>")
        self.wait_for(b"<success")
        self._open()
        self.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind></iq>")
        self.wait_for(b"</iq>")
        self.say("<presence/>")
        self.wait_for(b"<presence")

    def _open(self) -> None:
        self.say("<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>")
        self.wait_for(b"</stream:features>")

    def say(self, text: str) -> None:
        self.stream.sendall(text.encode())

    def wait_for(self, text: bytes) -> None:
        """Reads until `text` has come; what came before it is dropped."""
        while text not in self.received:
            piece = self.stream.recv(65536)
            if not piece:
                raise SystemExit(f"bench: error: Prosody closed the stream: {self.received[-300:]!r}")
            self.received += piece
        self.received = self.received.partition(text)[2]


class Prosody:
    """A running server with two people."""

    def __init__(self, process: subprocess.Popen, port: int):
        self.process = process
        self.ada, self.bob = Client(port, "ada"), Client(port, "bob")

    @classmethod
    def start(cls, folder: Path) -> "Prosody":
        port, data = free_port(), folder / "prosody"
        accounts = data / "localhost" / "accounts"
        accounts.mkdir(parents=True)
        for name in ("ada", "bob"):
            (accounts / f"{name}.dat").write_text('return { ["password"] = "secret" };\n')
        configuration = folder / "prosody.cfg.lua"
        configuration.write_text(
            f'data_path = "{data}"\nrun_as_root = true\ninterfaces = {{ "127.0.0.1" }}\nc2s_ports = {{ {port} }}\n'
            'modules_enabled = { "saslauth" }\nmodules_disabled = { "s2s" }\nc2s_require_encryption = false\n'
            'allow_unencrypted_plain_auth = true\nauthentication = "internal_plain"\nlog = { error = "*console" }\n'
            'VirtualHost "localhost"\n')
        with (folder / "prosody.log").open("wb") as log:
            process = subprocess.Popen(["prosody", "--config", str(configuration), "-F"], stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return cls(process, port)
            except OSError:
                if time.monotonic() > end or process.poll() is not None:
                    raise SystemExit("bench: error: Prosody did not start") from None
                time.sleep(0.02)

    def send(self) -> None:
        """A text from one to the other."""
        text = f"text {secrets.token_hex(8)} of that evening"
        self.ada.say(f"<message to='bob@localhost/bench' type='chat'><body>{text}</body></message>")
        self.bob.wait_for(text.encode())
