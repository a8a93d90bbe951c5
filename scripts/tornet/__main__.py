"""`python3 -m tornet`: a private Tor network until Ctrl-C, for trying things by hand.

--socks HOST:PORT also starts a client with its SOCKS port there; --check starts, publishes an onion, reaches it, says the times and ends.
"""

import argparse
import http.server
import signal
import sys
import threading
import time

from . import TorNetwork


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tornet", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--socks", metavar="HOST:PORT", help="also start a client with its SOCKS port there")
    parser.add_argument("--check", action="store_true", help="reach an onion service once, print the times, end")
    arguments = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    print("starting one authority and four relays on loopback ...", flush=True)
    with TorNetwork() as network:
        for step, seconds in network.timings.items():
            print(f"  {step:<12}{seconds:6.1f} s")
        if arguments.check:
            return check(network)
        print(f"clients use the lines of {network.client_include_path}")
        if arguments.socks:
            client = network.client("client", socks=arguments.socks)
            print(f"SOCKS port at {arguments.socks}, bootstrapped in {client.bootstrap_seconds:.1f} s")
        print("Ctrl-C ends it", flush=True)
        stop.wait()
    return 0


def check(network: TorNetwork) -> int:
    """An onion service reached from another client, with the times."""
    from nodekit.browser import OnionBrowser

    began = time.monotonic()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hello) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        service, visitor = network.client("service"), network.client("visitor")
        print(f"  service's tor {service.bootstrap_seconds:5.1f} s\n  visitor's tor {visitor.bootstrap_seconds:5.1f} s")
        published = time.monotonic()
        address = service.publish(80, f"127.0.0.1:{server.server_port}")
        print(f"  published {time.monotonic() - published:9.1f} s")
        page = OnionBrowser(address, visitor.socks_address).get("/")
        print(f"  reached after {network.timings['up'] + time.monotonic() - began:5.1f} s from nothing: {page.text}")
        server.shutdown()
    return 0 if page.text == "hello" else 1


class _Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b"<p>hello</p>")

    def log_message(self, *_) -> None:
        pass


sys.exit(main())
