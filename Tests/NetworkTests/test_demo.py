"""What the scripts start ends with them: `make demo` on Ctrl-C, and a private network even when its owner is killed."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nodekit.node import ROOT
from tornet.process import children, poll


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [below for child in found for below in descendants(child)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def start():
    """Starts a script; at the end it is gone, whatever the test did."""
    started: list[subprocess.Popen] = []

    def run(*words: str) -> subprocess.Popen:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        script = subprocess.Popen([sys.executable, "-u", *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(script)
        return script

    yield run
    for script in started:
        script.kill()
        script.wait()
        script.stdout.close()


def read_until(script: subprocess.Popen, words: str) -> str:
    text = ""
    for line in script.stdout:
        text += line
        if words in line:
            return text
    raise AssertionError(f"the script ended before it said {words!r}: {text}")


def test_the_demo_introduces_two_people_and_leaves_nothing_behind(start):
    demo = start("scripts/demo.py")
    said = read_until(demo, "Ctrl-C ends all of it")
    assert len(set(re.findall(r"http://[a-z2-7]{56}\.onion/", said))) == 2
    assert len(set(re.findall(r"(?:alice|bob)@[a-z2-7]{56}\.onion", said))) == 2
    directory = Path(re.search(r"--profile (\S+)/firefox-alice", said).group(1))
    assert (directory / "firefox-alice" / "user.js").exists()
    processes = descendants(demo.pid)
    assert len(processes) >= 10  # five of the network, the browser's tor, two nodes and theirs

    demo.send_signal(signal.SIGINT)
    assert demo.wait(30) == 0
    assert not directory.exists()
    poll("every process of the demo has ended", lambda: not any(map(is_running, processes)), 10)


def test_a_network_ends_with_its_owner_even_when_that_is_killed(start):
    owner = start("-m", "tornet")
    said = read_until(owner, "Ctrl-C ends it")
    processes = descendants(owner.pid)
    assert len(processes) == 5
    owner.kill()
    owner.wait()
    poll("every tor of the network has ended", lambda: not any(map(is_running, processes)), 10)
    shutil.rmtree(Path(re.search(r"lines of (\S+)", said).group(1)).parent)
