#!/usr/bin/env python3
"""What pages and messages cost a node: processor time of its process for each, beside peers and limits of the same run, as ratios.

usage: pages.py OURS LIMIT   (the benchmark program and Benchmarks/C/page.c, compiled; Benchmarks/run-pages.sh calls it so)
Peers that are not installed are left out, and said to be. Nothing is timed by the wall, so other programs on the machine move it less.
"""

import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT / "Benchmarks"))

from nodekit.http import HTTPFailure, Wire
from nodekit.node import free_port
from nodekit.page import form_number
from prosody_peer import Prosody

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PAGES = int(os.environ.get("PAGES", "400"))
TEXTS = int(os.environ.get("TEXTS", "200"))
STREAMS = int(os.environ.get("STREAMS", "1000"))
PATIENCE = 30.0
COOKIE = "session=" + secrets.token_urlsafe(32)


def processor(pid: int) -> float:
    """Processor seconds of a process so far: its CPU clock, by the number that the kernel gives it (clock_getcpuclockid)."""
    return time.clock_gettime((~pid << 3) | 2)


def memory(pid: int) -> int:
    """Proportional memory of a process in bytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Visitor:
    """A browser with one connection: keeps the cookie, asks and posts."""

    def __init__(self, port: int, cookie: str):
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.cookie = cookie
        self.connect()

    def connect(self) -> None:
        self.wire = Wire(socket.create_connection(("127.0.0.1", self.port), PATIENCE))
        self.wire.stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, head: str = "", body: bytes = b"") -> tuple[int, bytes]:
        """An answer; on a new connection when the server has ended the old one meanwhile, as browsers do."""
        try:
            return self.ask_here(method, path, head, body)
        except (OSError, HTTPFailure):
            self.connect()
            return self.ask_here(method, path, head, body)

    def ask_here(self, method: str, path: str, head: str, body: bytes) -> tuple[int, bytes]:
        self.start(method, path, head, body)
        answer = self.wire.read_head(time.monotonic() + PATIENCE)
        return answer.status, self.wire.read_body(answer, method, time.monotonic() + PATIENCE)

    def start(self, method: str, path: str, head: str = "", body: bytes = b"") -> None:
        self.wire.send(f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: {self.cookie}\r\n{head}\r\n".encode() + body)

    def page(self, path: str) -> bytes:
        status, body = self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"bench: error: {path} answered {status}")
        return body

    def open_stream(self, conversation: str) -> "Visitor":
        self.start("GET", f"/chats/{conversation}/stream")
        if self.wire.read_head(time.monotonic() + PATIENCE).status != 200:
            raise SystemExit("bench: error: a live page was refused")
        self.wait_for(b"<ol")
        return self

    def wait_for(self, text: bytes) -> None:
        while text not in (self.wire.read_chunk(time.monotonic() + PATIENCE) or b""):
            pass

    def send(self, conversation: str, token: str, text: str) -> None:
        edge = "edge" + secrets.token_hex(8)
        fields = {"token": token, "number": form_number(), "lines": "one", "text": text}
        body = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
        body = f"{body}--{edge}--\r\n".encode()
        head = f"Origin: http://{self.host}\r\nContent-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {len(body)}\r\n"
        status, _ = self.ask("POST", f"/chats/{conversation}/messages", head, body)
        if status != 303:
            raise SystemExit(f"bench: error: a text was answered {status}")


class Nodes:
    """Our two nodes in one process."""

    def __init__(self, program: str, folder: Path):
        self.process = subprocess.Popen([program, "pages-node", str(folder)], stdout=subprocess.PIPE, text=True)
        self.words: dict[str, list[str]] = {}
        for line in self.process.stdout:
            word, _, value = line.strip().partition(" ")
            self.words.setdefault(word, []).append(value)
            if word == "ready":
                return
        raise SystemExit(f"bench: error: our nodes did not start: {self.words}")

    def one(self, word: str) -> str:
        return self.words[word][0]

    def visitor(self, port: str, cookie: str) -> Visitor:
        return Visitor(int(port), f"onionnode-{port}={cookie}")


def microseconds(pids: list[int], count: int, work) -> float:
    """Processor time of `pids` for each of `count` works."""
    for _ in range(count // 10):
        work()
    before = sum(processor(pid) for pid in pids)
    for _ in range(count):
        work()
    return (sum(processor(pid) for pid in pids) - before) * 1e6 / count


def page_of(visitor: Visitor, path: str, least: int):
    """A work that fetches a page and looks that it is one."""
    def work() -> None:
        if visitor.page(path).count(b"<li") < least:
            raise SystemExit(f"bench: error: {path} is no page of {least} lines")
    return work


def text_to(sender: Visitor, conversation: tuple[str, str], reader: Visitor):
    """A work that sends a text and waits until it stands on the reader's live page, which is opened anew before it is full."""
    token = sender.page(f"/chats/{conversation[0]}/composer").split(b'name="token" value="')[1].split(b'"')[0].decode()
    state = {"count": 0, "live": None}

    def work() -> None:
        if state["count"] % 120 == 0:
            state["live"] = Visitor(reader.port, reader.cookie).open_stream(conversation[1])
        state["count"] += 1
        text = f"text {secrets.token_hex(8)} of that evening"
        sender.send(conversation[0], token, text)
        state["live"].wait_for(text.encode())
    return work


def stream_bytes(nodes: Nodes) -> float:
    """Memory for each open live page: what the process grew by from the first few to all."""
    visitors = [words.split() for words in nodes.words["visitor"]]
    places = [(front, cookie, conversation) for cookie, conversation in visitors for front in nodes.words["front"] for _ in range(3)]
    first = STREAMS // 10
    streams = [nodes.visitor(port, cookie).open_stream(conversation) for port, cookie, conversation in places[:first]]
    pid = nodes.process.pid
    before = memory(pid)
    streams += [nodes.visitor(port, cookie).open_stream(conversation) for port, cookie, conversation in places[first:STREAMS]]
    time.sleep(1)
    grown = memory(pid) - before
    for stream in streams:
        stream.wire.close()
    return grown / (len(streams) - first)


def serve(command: list[str], port: int | None, environment: dict[str, str] | None = None) -> tuple[subprocess.Popen, int]:
    """Starts a peer and waits until it answers; without a port it prints its own."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE if port is None else None, env=os.environ | (environment or {}), text=True)
    port = port or int(process.stdout.readline())
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, port
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                raise SystemExit(f"bench: error: {command[0]} did not start") from None
            time.sleep(0.02)


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def line(words: str, unit: str, aim: str, ours: float, others: list[tuple[str, float]]) -> None:
    text = f"{words:<58} ours {ours:8.1f} {unit} (aim {aim})"
    for name, figure in others:
        text += f"   {name} {figure:.1f} {unit}, ratio {ours / figure:.2f}"
    print(text, flush=True)


def main() -> int:
    ours, limit = sys.argv[1:]
    folder = Path(tempfile.mkdtemp(prefix="ob-"))
    running: list[subprocess.Popen] = []
    try:
        nodes = Nodes(ours, folder)
        running.append(nodes.process)
        process, port = serve([limit, COOKIE], None)
        running.append(process)
        page_peers = [("C on evhttp", Visitor(port, COOKIE), [process.pid])]
        gunicorn = Path(sys.executable).with_name("gunicorn")
        if gunicorn.exists():
            port = free_port()
            command = [str(gunicorn), "--workers=1", "--worker-class=gthread", "--threads=1", f"--bind=127.0.0.1:{port}",
                       "--keep-alive=600", "--log-level=error", f"--chdir={ROOT}/Benchmarks", "flask_page:app"]
            process, port = serve(command, port, {"PAGE_COOKIE": COOKIE})
            running.append(process)
            flask = Visitor(port, COOKIE)
            flask.page("/")  # gunicorn listens before it forks: who answers is its child, and is there once it has answered
            page_peers.append(("Flask", flask, [process.pid, *children(process.pid)]))
        else:
            print("Flask and gunicorn are not installed: scripts/setup.sh bench")
        prosody = Prosody.start(folder) if shutil.which("prosody") else None
        if prosody is None:
            print("Prosody is not installed: apt-get install prosody")
        else:
            running.append(prosody.process)
        ada, bob = nodes.visitor(nodes.one("left"), nodes.one("ada")), nodes.visitor(nodes.one("left"), nodes.one("bob"))
        cleo = nodes.visitor(nodes.one("right"), nodes.one("cleo"))
        pid = [nodes.process.pid]
        figures: dict[str, list[float]] = {}

        def measure(name: str, pids: list[int], count: int, work) -> None:
            figures.setdefault(name, []).append(microseconds(pids, count, work))

        still = f"/chats/{nodes.one('ada-bob')}/stream?mode=still"
        to_bob = text_to(ada, (nodes.one("ada-bob"), nodes.one("bob-ada")), bob)
        to_cleo = text_to(ada, (nodes.one("ada-cleo"), nodes.one("cleo-ada")), cleo)
        for _ in range(ROUNDS):
            measure("page", pid, PAGES, page_of(ada, still, 50))
            for name, visitor, pids in page_peers:
                measure(name, pids, PAGES, page_of(visitor, "/", 50))
            measure("home", pid, PAGES, page_of(ada, "/", 30))
            measure("text", pid, TEXTS, to_bob)
            if prosody:
                measure("Prosody", [prosody.process.pid], TEXTS, prosody.send)
            measure("text between nodes", pid, TEXTS, to_cleo)
        median = {name: statistics.median(values) for name, values in figures.items()}
        print(f"\nprocessor time of the process, medians of {ROUNDS} rounds")
        line("page of 50 messages", "us", "200", median["page"], [(name, median[name]) for name, _, _ in page_peers])
        line("home, 30 conversations, 3 requests", "us", "200", median["home"], [])
        others = [("Prosody", median["Prosody"])] if prosody else []
        line("text, POST to the other's live page, one node", "us", "600", median["text"], others)
        line("the same over two nodes, both", "us", "1100", median["text between nodes"], [])
        line(f"live page, memory of each of {STREAMS}", "KiB", "6", stream_bytes(nodes) / 1024, [])
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


sys.exit(main())
