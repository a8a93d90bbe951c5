#!/usr/bin/env python3
"""How long a text takes from the sender's click to the reader's live page: through four tors of a private Tor network, and node to node.

The peer is the least that Tor allows: the echo of one link cell (3,904 bytes) between two of the same tors. Prints the median and the ninth
decile of each.
"""

import argparse
import random
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from nodekit.browser import OnionBrowser
from nodekit.node import BINARY, NodeProcess
from nodekit.person import Person, connect
from nodekit.socks import connect_through
from tornet import TorNetwork

COUNT = 60
CELL = 3904  # docs/protocol.md, section 5: one cell of a link
AIM = 140  # milliseconds, submit to seen


class Timed:
    """The milliseconds of several runs of one thing."""

    def __init__(self):
        self.all: list[float] = []

    def add(self, seconds: float) -> None:
        self.all.append(seconds * 1000)

    def row(self, words: str) -> str:
        return f"{words:<60}{statistics.median(self.all):>8.1f}{statistics.quantiles(self.all, n=10)[8]:>8.1f} ms"


def echo(network: TorNetwork, count: int) -> Timed:
    """Round trips of one cell between two clients of the network, one of which publishes an onion service."""
    directory = Path(tempfile.mkdtemp(prefix="oe-"))
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(directory / "echo"))
    server.listen(1)
    host, caller = network.client("echo"), network.client("caller")
    onion = host.publish(80, f"unix:{directory / 'echo'}")

    def serve() -> None:
        stream, _ = server.accept()
        while data := exactly(stream, CELL):
            stream.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    stream = patiently(lambda: connect_through(caller.socks_path, onion, 80, "echo", 60))
    times = Timed()
    for number in range(count + 3):
        began = time.perf_counter()
        stream.sendall(bytes(CELL))
        exactly(stream, CELL)
        if number >= 3:
            times.add(time.perf_counter() - began)
        pause()
    stream.close()
    server.close()
    shutil.rmtree(directory, ignore_errors=True)
    host.stop()
    caller.stop()
    return times


def exactly(stream: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = stream.recv(count - len(data))
        if not piece:
            return b""
        data += piece
    return data


def patiently(step):
    """A new onion may not be found at once."""
    for _ in range(20):
        try:
            return step()
        except OSError:
            time.sleep(1)
    return step()


def pause() -> None:
    time.sleep(random.uniform(0.15, 0.35))


def talk(writer: Person, chat: str, reader: Person, reads: str, count: int) -> tuple[Timed, Timed]:
    """Texts from click to seen, and from click to the answer that the browser's form gets."""
    seen, answered = Timed(), Timed()
    with reader.open_stream(reads) as stream:
        stream.wait_for("<ol", 60)
        for number in range(count + 3):
            marker = f"text {random.randrange(10**9):09}."
            form = writer.browser.get(f"{chat}/composer").form(f"{chat}/messages")
            moment: list[float] = []

            def watch(marker=marker, moment=moment) -> None:
                stream.wait_for(marker, 60)
                moment.append(time.perf_counter())

            watcher = threading.Thread(target=watch)
            watcher.start()
            pause()
            began = time.perf_counter()
            answer = writer.browser.submit(form, text=marker, follow=False)
            ended = time.perf_counter()
            watcher.join(60)
            if answer.status != 303 or not moment:
                raise SystemExit(f"bench: error: a text was not taken or not seen (status {answer.status})")
            if number >= 3:
                seen.add(moment[0] - began)
                answered.add(ended - began)
    return seen, answered


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT)
    arguments = parser.parse_args()
    if not BINARY.exists():
        print(f"bench: error: {BINARY} is not there\nbench: hint: make build", file=sys.stderr)
        return 1
    directory = Path(tempfile.mkdtemp(prefix="ol-"))
    nodes: list[NodeProcess] = []
    network = TorNetwork()
    try:
        network.start()
        peer = echo(network, arguments.count)
        tors = network.client("ada"), network.client("ben")
        nodes = [NodeProcess(directory / name, network.client_include_path).start() for name in ("east", "west")]
        for node in nodes:
            node.wait_until_published()
        people = [Person(name, node.addresses()["peer"], OnionBrowser(node.addresses()["web"], tor.socks_path))
                  for name, node, tor in zip(("ada", "ben"), nodes, tors)]
        for person in people:
            person.wait_until_reachable()
            person.register()
            person.log_in()
        chats = connect(*people)
        seen, answered = talk(people[0], chats[0], people[1], chats[1], arguments.count)
        local = [Person(person.name, "", OnionBrowser(node.local_base)) for person, node in zip(people, nodes)]
        for person in local:
            person.log_in()
        near, _ = talk(local[0], chats[0], local[1], chats[1], arguments.count)
        # One chunk alone on its way out: the writer is on the reader's node, and by loopback.
        addresses = nodes[1].addresses()
        neighbours = [Person(name, addresses["peer"], browser) for name, browser in (
            ("cyd", OnionBrowser(nodes[1].local_base)), ("dan", OnionBrowser(addresses["web"], tors[1].socks_path)))]
        for person in neighbours:
            person.register()
            person.log_in()
        asked, accepted = connect(*neighbours)
        chunk, _ = talk(neighbours[0], asked, neighbours[1], accepted, arguments.count)
    finally:
        for node in nodes:
            node.stop()
        network.stop()
        shutil.rmtree(directory, ignore_errors=True)
    print(f"\na text from the sender's click to the reader's live page, {arguments.count} texts, private Tor network on this machine")
    print(f"{'':<60}{'median':>8}{'9 of 10':>8}")
    print(seen.row("click to seen, through four tors (two browsers, two nodes)") + f"   aim {AIM}")
    print(answered.row("click to the answer of the form, through two of them"))
    print(chunk.row("one chunk of a live page on its way out, through two tors"))
    print(near.row("click to seen, browsers on the nodes' loopback"))
    print(peer.row(f"peer: the echo of one cell of {CELL} bytes, two tors"))
    return 0


sys.exit(main())
