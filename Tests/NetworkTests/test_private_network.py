"""The private Tor network itself: real tor, real onion services, nothing but loopback."""

import http.server
import threading

import pytest

from nodekit.browser import OnionBrowser
from nodekit.socks import SOCKSFailure


class Greeting(http.server.BaseHTTPRequestHandler):
    """Says hello, and the name it was asked for."""

    def do_GET(self) -> None:
        body = f"<p>hello at {self.headers['Host']}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def greeting_port():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Greeting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_the_network_is_up_within_half_a_minute(network):
    assert network.timings["up"] < 30


def test_an_onion_service_is_reached_from_another_client(network, visitor, greeting_port):
    service = network.client("service")
    try:
        address = service.publish(80, f"127.0.0.1:{greeting_port}")
        page = OnionBrowser(address, visitor.socks_path).get("/")
        assert page.text == f"hello at {address}"
    finally:
        service.stop()


def test_an_address_that_nobody_publishes_is_not_found(visitor):
    nobody = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
    with pytest.raises(SOCKSFailure):
        OnionBrowser(nobody, visitor.socks_path, timeout=45).get("/")


def test_every_address_of_the_network_is_on_loopback(network):
    text = network.client_include_path.read_text()
    for daemon in [network.authority, *network.relays]:
        text += daemon.torrc_path.read_text()
    addresses = [word for line in text.splitlines() for word in line.split() if word.count(".") == 3 and word[0].isdigit()]
    assert addresses and all(word.startswith("127.") for word in addresses)
