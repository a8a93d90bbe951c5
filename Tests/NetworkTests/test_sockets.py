"""strace as witness: the node opens no socket but unix ones and its one listener on loopback."""

import os
import re
from pathlib import Path

import pytest

from nodekit.browser import OnionBrowser
from nodekit.person import Person

CALLS = "socket,connect,bind,sendto,sendmsg,listen,execve,clone,clone3,fork,vfork"
CHILD = re.compile(r"^(?:clone|clone3|fork|vfork)\(.*\) = (\d+)$|^<\.\.\. (?:clone|clone3|fork|vfork) resumed>.*\) = (\d+)$")


def traces(prefix: Path) -> dict[int, list[str]]:
    """What each thread did, by its id."""
    return {int(path.suffix[1:]): path.read_text(errors="replace").splitlines() for path in prefix.parent.glob(prefix.name + ".*")}


def of_the_node_only(threads: dict[int, list[str]], node: int) -> dict[int, list[str]]:
    """The threads of the node: its descendants, up to those that became another program (its tor)."""
    kept, waiting = {}, [node]
    while waiting:
        thread = waiting.pop()
        lines = threads.get(thread, [])
        if thread != node and any(line.startswith("execve(") and line.endswith("= 0") for line in lines):
            continue
        kept[thread] = lines
        for line in lines:
            if match := CHILD.match(line):
                waiting.append(int(match.group(1) or match.group(2)))
    return kept


def is_allowed(line: str) -> bool:
    """Whether one system call stays on unix sockets, or is the listener on 127.0.0.1."""
    if line.startswith("socket("):
        return line.startswith(("socket(AF_UNIX,", "socket(AF_INET,"))
    if line.startswith("connect("):
        return "sa_family=AF_UNIX" in line
    if line.startswith("bind("):
        return "sa_family=AF_UNIX" in line or 'sin_addr=inet_addr("127.0.0.1")' in line
    if line.startswith(("sendto(", "sendmsg(")):
        return "sin_addr" not in line and "sin6_addr" not in line
    return True


@pytest.fixture
def traced(node_factory, tmp_path):
    prefix = tmp_path / "trace"
    strace = ["strace", "-ff", "-qq", "-s", "64", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(prefix)]
    return node_factory("traced", wrapper=strace).start(), prefix


def test_the_node_opens_nothing_but_unix_sockets_and_its_listener_on_loopback(traced, person_factory):
    node, prefix = traced
    node.wait_until_published()
    person: Person = person_factory("tess", node)
    person.wait_until_reachable()
    person.register()
    person.log_in()
    person.search("somebody@2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion")
    assert OnionBrowser(node.local_base).get("/login").status == 200
    pid = node.pid
    os.kill(pid, 15)
    node.process.wait(20)

    threads = of_the_node_only(traces(prefix), pid)
    assert len(threads) >= 3  # the loop, the store, the passwords: strace saw them all
    lines = [line for lines in threads.values() for line in lines]
    sockets = [line for line in lines if line.startswith(("socket(", "connect(", "bind(", "sendto(", "sendmsg("))]
    assert any("AF_UNIX" in line for line in sockets)
    assert [line for line in sockets if not is_allowed(line)] == []
    assert sum(line.startswith("socket(AF_INET,") for line in sockets) <= 1
