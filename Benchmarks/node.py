#!/usr/bin/env python3
"""What a whole node costs: time from exec to the first served page, and resident memory when idle (without tor's).

Prints medians of several starts of the release binary, with tor kept off the network. The peer is Prosody when it is installed.
"""

import argparse
import shutil
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from nodekit.browser import OnionBrowser
from nodekit.node import BINARY, NodeProcess, free_port
from tornet.process import end, spawn

RUNS = 7
SETTLE = 3.0  # seconds a node is left alone before its memory is read


def memory(pid: int) -> tuple[float, float]:
    """Resident and proportional memory of one process in MiB: VmRSS of status, Pss of smaps_rollup."""
    def value(file: str, key: str) -> float:
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
        return 0.0

    return value("status", "VmRSS"), value("smaps_rollup", "Pss")


def measure_node(directory: Path, include: Path, run: int) -> dict[str, float]:
    """One start, on fresh data, then again on the same data."""
    node = NodeProcess(directory / f"n{run}", include)
    figures: dict[str, float] = {}
    for moment in ("first", "later"):
        node.start()
        node.wait_until_local_answers()
        page = OnionBrowser(node.local_base).get("/login")
        figures[f"{moment} page"] = (time.monotonic() - node.started_at) * 1000
        if page.status != 200:
            raise SystemExit(f"bench: error: the login page answered {page.status}")
        if moment == "later":
            time.sleep(SETTLE)
            figures["VmRSS"], figures["PSS"] = memory(node.pid)
        node.stop()
    return figures


def measure_prosody(directory: Path) -> dict[str, float] | None:
    """The same of Prosody, an XMPP server: from exec until its port answers, and its idle memory."""
    if not shutil.which("prosody") or not shutil.which("lua5.4"):
        return None
    port = free_port()
    configuration = directory / "prosody.cfg.lua"
    configuration.write_text(
        f'data_path = "{directory}/prosody"\nrun_as_root = true\ninterfaces = {{ "127.0.0.1" }}\nc2s_ports = {{ {port} }}\n'
        'modules_disabled = { "s2s" }\nc2s_require_encryption = false\nlog = "*console"\nVirtualHost "localhost"\n')
    (directory / "prosody").mkdir(exist_ok=True)
    began = time.monotonic()
    process = spawn(["prosody", "--config", str(configuration), "-F"], directory / "prosody.log")
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - began > 10:
                    return None
                time.sleep(0.002)
        started = (time.monotonic() - began) * 1000
        time.sleep(SETTLE)
        resident, proportional = memory(process.pid)
        return {"later page": started, "VmRSS": resident, "PSS": proportional}
    finally:
        end(process)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    if not BINARY.exists():
        print(f"bench: error: {BINARY} is not there\nbench: hint: make build", file=sys.stderr)
        return 1
    directory = Path(tempfile.mkdtemp(prefix="ob-"))
    try:
        include = directory / "torrc"
        include.write_text("DisableNetwork 1\n")  # the node's own cost, whatever the network does
        runs = [measure_node(directory, include, run) for run in range(arguments.runs)]
        ours = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        peer = measure_prosody(directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    print(f"\na whole node, median of {arguments.runs} starts" + (", beside Prosody in the same run" if peer else ""))
    print(f"{'':<44}{'OnionNode':>12}" + (f"{'Prosody':>12}{'ratio':>8}" if peer else ""))
    rows = (
        ("exec to first page, fresh data", "first page", "ms"), ("exec to first page, data there", "later page", "ms"),
        ("resident memory, idle, without tor (VmRSS)", "VmRSS", "MiB"), ("proportional memory, idle (PSS)", "PSS", "MiB"),
    )
    for words, key, unit in rows:
        line = f"{words:<44}{ours[key]:>8.1f} {unit:<3}"
        if peer and key in peer:
            line += f"{peer[key]:>8.1f} {unit:<3}{ours[key] / peer[key]:>8.2f}"
        print(line)
    return 0


sys.exit(main())
