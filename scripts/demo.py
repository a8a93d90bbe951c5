#!/usr/bin/env python3
"""`make demo`: a private Tor network on this machine, two nodes in it, and two people who already talk.

Says how to open both in a browser, runs until Ctrl-C, then takes everything away. --check ends as soon as all is up.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from nodekit.browser import OnionBrowser
from nodekit.node import BINARY, NodeProcess, free_port
from nodekit.person import Person, connect
from nodekit.safest import write_profile
from tornet import TorNetwork

PEOPLE = (("alice", "lavender"), ("bob", "juniper"))
TALK = (
    (0, "Hello Bob! This went from onion to onion, and only you can read it."),
    (1, "Hello Alice! It came out here without a single line of JavaScript."),
    (0, "Open us both, side by side, and write something."),
)


class Demo:
    """Everything the demo starts, and how it is taken away again."""

    def __init__(self, directory: Path, socks: str | None):
        self.directory = directory
        self.socks = socks or f"127.0.0.1:{free_port()}"
        self.network = TorNetwork()
        self.nodes: list[NodeProcess] = []
        self.people: list[Person] = []
        self.began = time.monotonic()

    def say(self, words: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {words}", flush=True)

    def start(self) -> None:
        self.say("starting a private Tor network: one authority, four relays, all on loopback")
        self.network.start()
        self.say("the network is up; starting two nodes and a tor for your browser")
        for (name, _) in PEOPLE:
            self.nodes.append(NodeProcess(self.directory / name, self.network.client_include_path).start())
        client = self.network.client("browser", socks=self.socks)
        for node in self.nodes:
            node.wait_until_published()
            self.say(f"{node.name}'s node has published its onions")
        for node, (name, word) in zip(self.nodes, PEOPLE):
            addresses = node.addresses()
            browser = OnionBrowser(addresses["web"], client.socks_path)
            person = Person(name, addresses["peer"], browser, f"{word} lantern harbour wicker", f"{word} cinder orchard mallow")
            person.wait_until_reachable()
            person.register()
            person.log_in()
            self.people.append(person)
            self.say(f"{name} has an account, made through the onion")
        chats = connect(*self.people, "It is me, Alice. Shall we talk here?")
        self.say("alice asked, bob accepted: they are connected, end to end")
        for side, text in TALK:
            self.people[side].send(chats[side], text)
        for side in (0, 1):
            heard = [text for speaker, text in TALK if speaker != side]
            self.people[side].read(chats[side], heard[-1])
        self.say("and they have talked")

    def describe(self) -> None:
        print()
        for node, person in zip(self.nodes, self.people):
            print(f"  {person.name:<6} password {person.password}   (destruction password {person.destruction_password})")
            print(f"         on this machine, in any browser:  {node.local_base}/")
            print(f"         through Tor:                      {person.browser.base}/")
            print(f"         address for other people:         {person.address}")
            print()
        host, _, port = self.socks.rpartition(":")
        print("  Two Firefoxes set as Tor Browser at Safest, one for each of them:")
        for person in self.people:
            profile = write_profile(self.directory / f"firefox-{person.name}", (host, int(port)))
            print(f"         firefox-esr --no-remote --profile {profile} {person.browser.base}/")
        print()
        print(f"  Any browser reaches the onions through the SOCKS v5 host {host}, port {port}, with DNS through it. Tor Browser:")
        print(f"         TOR_SKIP_LAUNCH=1 TOR_SOCKS_HOST={host} TOR_SOCKS_PORT={port} ./start-tor-browser.desktop")
        print()
        print("  Ctrl-C ends all of it and leaves nothing behind.", flush=True)

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()
        self.network.stop()
        shutil.rmtree(self.directory, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="end as soon as everything is up")
    parser.add_argument("--socks", metavar="HOST:PORT", help="where your browser finds tor (a free port on 127.0.0.1)")
    arguments = parser.parse_args()
    if not BINARY.exists():
        print(f"demo: error: {BINARY} is not there\ndemo: hint: make build", file=sys.stderr)
        return 1
    interrupted = threading.Event()

    def interrupt(*_) -> None:
        if interrupted.is_set():
            return  # once is enough: what runs now is the clearing away
        interrupted.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    demo = Demo(Path(tempfile.mkdtemp(prefix="onion-demo-")), arguments.socks)
    try:
        demo.start()
        demo.describe()
        while not arguments.check:
            interrupted.wait()
    except KeyboardInterrupt:
        print()
    finally:
        interrupted.set()
        demo.say("stopping the nodes and the network")
        demo.stop()
        demo.say("everything is gone")
    return 0


sys.exit(main())
